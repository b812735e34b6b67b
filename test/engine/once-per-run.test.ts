// What the items of a run share: bad files are found before the first create, the same picture travels once, a stored file stays,
// and nobody's pictures keep others waiting.
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import { budget } from '../../nodes/shared/media/budget';
import { keptBytes } from '../../nodes/shared/media/kept-bytes';
import { drawn } from '../support/images';
import { storedFile } from '../support/run-node';
import {
	BACKENDS,
	imageToVideo,
	onlyJson,
	openTestHost,
	photo,
	photoItem,
	RETRY,
	type TestHost,
} from '../support/test-host';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost({ timeouts: { create: 20_000, query: 20_000, upload: 20_000, download: 20_000 } });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await host.close();
	// Whatever came of a run: it has given back what it kept.
	expect(keptBytes.take(budget.kept)).toBe(true);
	keptBytes.giveBack(budget.kept);
});

const requestsOf = (verb: string) => host.simulator.requests.filter((request) => request.verb === verb);
const halfOf = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2));

describe.each(BACKENDS)('R14 on %s: a broken picture in the last of many items', (backend) => {
	test('costs nothing, because it is found before the first create', async () => {
		const items = [
			await photoItem(),
			await photoItem(),
			await photoItem(halfOf(await drawn(640, 480).png().toBuffer())),
		];
		const { error } = await host.run(imageToVideo(backend), { items });
		expect(error?.message).toMatch(/'First Frame' is incomplete or damaged/);
		expect((error as { context?: { itemIndex?: number } }).context?.itemIndex).toBe(2);
		expect(host.simulator.ledger).toHaveLength(0);
		expect(requestsOf('upload')).toHaveLength(0);
	});

	test('with Continue On Fail ends that item only', async () => {
		const items = [await photoItem(Buffer.from('{"no":"picture"}')), await photoItem(), await photoItem()];
		const { outputs } = await host.run(imageToVideo(backend), {
			items,
			settings: { onError: 'continueRegularOutput' },
		});
		expect(outputs[0]!.map(({ json }) => json.status ?? 'failed')).toEqual(['failed', 'succeeded', 'succeeded']);
		expect(host.simulator.ledger).toHaveLength(2);
	});
});

test('R14: so is a clip that is too short, and a file that is not there', async () => {
	const motion: INodeParameters = {
		backend: 'kie',
		resource: 'video',
		operation: 'motionControl',
		imageSource: 'binary',
		imageField: 'data',
		videoSource: 'binary',
		videoField: 'clip',
	};
	const picture = await storedFile(await photo(), 'a.png', 'image/png');
	const clip = await storedFile(Buffer.from('no clip at all, but a text'), 'clip.mp4', 'video/mp4');
	const items: INodeExecutionData[] = [
		{ json: {}, binary: { data: picture, clip } },
		{ json: {}, binary: { data: picture } },
	];
	expect((await host.run(motion, { items })).error?.message).toMatch(/'Video'/);
	expect(host.simulator.requests).toHaveLength(0);
});

test('R14: a task that is paid is delivered although its file is gone meanwhile', async () => {
	const items = [await photoItem(), await photoItem()];
	const first = await host.run(imageToVideo('kie', { options: { wait: false } }), { items });
	const gone = items.map((item) => ({
		...item,
		binary: { data: { ...item.binary!.data!, id: 'filesystem-v2:gone' } },
	}));
	const ids = first.outputs[0]!.map(({ json }) => json.taskId);
	const again = await host.run(imageToVideo('kie', { options: { wait: false } }), {
		items: gone,
		context: first.context,
	});
	expect(again.error).toBeUndefined();
	expect(again.outputs[0]!.map(({ json }) => json.taskId)).toEqual(ids);
});

describe('R15: the same picture in many items', () => {
	test.each(['kie', 'piapi'] as const)('%s: is uploaded once', async (backend) => {
		const item = await photoItem();
		const items = Array.from({ length: 8 }, () => ({ ...item }));
		const { outputs, error } = await host.run(imageToVideo(backend), { items });
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(8);
		expect(requestsOf('upload')).toHaveLength(1);
		expect(host.simulator.ledger).toHaveLength(8);
		for (const { media } of host.simulator.ledger) expect(media[0]!.content.equals(await photo())).toBe(true);
	});

	test('a failed upload is tried by the next item, and other pictures are uploaded by themselves', async () => {
		host.simulator.fault({
			backend: 'kie',
			verb: 'upload',
			kind: 'answer',
			status: 200,
			json: { success: false, code: 400, msg: 'no such path' },
			times: 1,
		});
		const items = [await photoItem(), await photoItem(), await photoItem(await photo({ width: 800 }))];
		const { outputs } = await host.run(imageToVideo('kie', { options: { itemsAtOnce: 1 } }), {
			items,
			settings: { onError: 'continueRegularOutput' },
		});
		expect(outputs[0]!.map(({ json }) => json.status ?? 'failed')).toEqual(['failed', 'succeeded', 'succeeded']);
		expect(requestsOf('upload')).toHaveLength(3);
	});

	test('is one only where it is fitted in the same way', async () => {
		const wide = await photoItem(await photo({ width: 1600, height: 400 }), { fit: 'crop' });
		const items = [wide, { ...wide, json: { fit: 'padBlur' } }, { ...wide, json: { fit: 'crop' } }];
		await host.run(imageToVideo('kie', { options: { fitPicture: '={{ $json.fit }}' } }), { items });
		expect(requestsOf('upload')).toHaveLength(2);
	});

	test('an address is fetched for each item, because it may give another picture each time', async () => {
		const url = host.simulator.files.publish('/a.png', await photo(), 'image/png');
		const items = [{ json: {} }, { json: {} }, { json: {} }];
		const { error } = await host.run(imageToVideo('kie', { imageSource: 'url', imageUrl: url }), { items });
		expect(error).toBeUndefined();
		expect(requestsOf('upload')).toHaveLength(1);
	});

	test('inline it is in each body, and prepared once', async () => {
		const webp = await photoItem(await photo({ format: 'webp' }));
		const { outputs } = await host.run(imageToVideo('kling'), { items: [webp, { ...webp }, { ...webp }] });
		const changed = ["'First Frame' was changed: converted from webp"];
		expect(outputs[0]!.map(({ json }) => json.warnings)).toEqual([changed, changed, changed]);
		const [first, ...others] = host.simulator.ledger.map(({ media }) => media[0]!.content);
		for (const other of others) expect(other.equals(first!)).toBe(true);
	});
});

describe('R16: a video that is stored', () => {
	test.each(BACKENDS)('%s: is not downloaded again where n8n tries the other item again', async (backend) => {
		host.simulator.fault({
			backend,
			verb: 'download',
			kind: 'answer',
			status: 451,
			json: {},
			skip: 1,
			times: 1,
		});
		const options = { itemsAtOnce: 1, atDownloadFailure: 'fail' };
		const { outputs, error } = await host.run(imageToVideo(backend, { options }), {
			items: [await photoItem(), await photoItem(await photo({ width: 800 }))],
			settings: RETRY,
		});
		expect(error).toBeUndefined();
		expect(outputs[0]!.map(({ binary }) => binary?.data?.mimeType)).toEqual(['video/mp4', 'video/mp4']);
		expect(requestsOf('download')).toHaveLength(3);
		expect(host.simulator.ledger).toHaveLength(2);
	});

	test('is downloaded again where the store has lost it, and in another execution', async () => {
		const first = await host.run(imageToVideo('kie'));
		const items = [await photoItem()];
		expect(requestsOf('download')).toHaveLength(1);
		const other = await host.run(imageToVideo('kie'), { items, context: first.context, executionId: '2' });
		expect(onlyJson(other).taskId).toBe(onlyJson(first).taskId);
		expect(requestsOf('download')).toHaveLength(2);
		jest.spyOn(Container.get(BinaryDataService), 'getMetadata').mockRejectedValue(new Error('there is no such file'));
		const lost = await host.run(imageToVideo('kie'), { items, context: other.context, executionId: '2' });
		expect(onlyJson(lost).taskId).toBe(onlyJson(first).taskId);
		expect(requestsOf('download')).toHaveLength(3);
	});
});

test('M13: avatars whose speech waits for a slot keep nobody else waiting', async () => {
	const full = { code: 1303, message: 'parallel task over resource pack limit' };
	host.simulator.fault({ backend: 'kling', verb: 'create', kind: 'answer', status: 429, json: full, times: 100_000 });
	const url = host.simulator.files.publish('/face.png', await photo(), 'image/png');
	const avatars = host.run(
		{
			backend: 'kling',
			resource: 'video',
			operation: 'avatar',
			imageSource: 'url',
			imageUrl: url,
			voiceSource: 'speech',
			speechText: '={{ "Good morning, number " + $itemIndex }}',
			speechVoice: 'oversea_male1',
			options: { slotLimit: 24, itemsAtOnce: 20 },
		},
		{ items: Array.from({ length: 20 }, () => ({ json: {} })), executionId: '7' },
	);
	while (requestsOf('create').length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
	const video = host.run(imageToVideo('kie'), { executionId: '8' });
	const first = await Promise.race([avatars.then(() => 'the avatars'), video.then(() => 'the video')]);
	expect(first).toBe('the video');
	expect(onlyJson(await video).status).toBe('succeeded');
	host.simulator.clearFaults();
	await avatars;
}, 120_000);
