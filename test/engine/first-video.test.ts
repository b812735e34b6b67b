// The whole way through n8n's own engine: a photo becomes a video on each backend.
import sharp from 'sharp';
import { readFile } from '../support/run-node';
import {
	BACKENDS,
	imageToVideo,
	onlyJson,
	openTestHost,
	photo,
	photoItem,
	queryTask,
	type TestHost,
} from '../support/test-host';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

describe.each(BACKENDS)('%s', (backend) => {
	test('a photo turned on its side becomes one paid task with an upright picture and the very bytes of the video', async () => {
		const webp = await photo({ width: 480, height: 640, format: 'webp', orientation: 6 });
		const outcome = await host.run(imageToVideo(backend), { items: [await photoItem(webp)] });
		const json = onlyJson(outcome);
		expect(host.simulator.ledger).toHaveLength(1);
		const [paid] = host.simulator.ledger;
		expect(json).toMatchObject({ status: 'succeeded', backend, operation: 'imageToVideo', taskId: paid!.taskId });
		const [media] = paid!.media;
		expect(media).toMatchObject({ width: 640, height: 480 });
		expect(media!.orientation ?? 1).toBe(1);
		expect(media!.problem).toBeUndefined();
		const file = outcome.outputs[0]![0]!.binary!.data!;
		expect(file.mimeType).toBe('video/mp4');
		expect((await readFile(file)).equals(host.simulator.resultBytes(paid!.taskId))).toBe(true);
		expect(outcome.outputs[0]![0]!.pairedItem).toEqual({ item: 0 });
	});

	test('what is acceptable already passes byte for byte', async () => {
		const bytes = await photo();
		onlyJson(await host.run(imageToVideo(backend), { items: [await photoItem(bytes)] }));
		expect(host.simulator.ledger[0]!.media[0]!.content.equals(bytes)).toBe(true);
	});

	test('a task that was only submitted is fetched by Query Task from its own output', async () => {
		const submitted = onlyJson(await host.run(imageToVideo(backend, { options: { wait: false } })));
		expect(submitted).toMatchObject({ status: 'queued', videoUrl: null, warnings: [] });
		const outcome = await host.run(queryTask(backend, '={{ $json.taskId }}'), { items: [{ json: submitted }] });
		expect(onlyJson(outcome)).toMatchObject({ status: 'succeeded', taskId: submitted.taskId, model: submitted.model });
		expect(outcome.outputs[0]![0]!.binary!.data!.fileExtension).toBe('mp4');
		expect(host.simulator.ledger).toHaveLength(1);
	});

	test('a data: URL never leaves the node', async () => {
		const text = `data:image/png;base64,${(await photo()).toString('base64')}`;
		onlyJson(await host.run(imageToVideo(backend, { imageSource: 'url', imageUrl: text }), { items: [{ json: {} }] }));
		const [paid] = host.simulator.ledger;
		expect(paid!.rawBody).not.toContain('data:');
		expect(await sharp(paid!.media[0]!.content).metadata()).toMatchObject({ format: 'png', width: 640 });
	});
});
