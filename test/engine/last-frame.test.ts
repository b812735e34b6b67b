// Also Return Last Frame: the picture with which the next video begins, beside the video or without it. The video is paid by
// then, so nothing that goes wrong with the picture takes it away.
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import sharp from 'sharp';
import { readFile } from '../support/run-node';
import { BACKENDS, imageToVideo, onlyJson, openTestHost, queryTask, RETRY, type TestHost } from '../support/test-host';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

const withFrame = (options: INodeParameters = {}) => ({ options: { returnLastFrame: true, ...options } });
const lookOf = async (item: INodeExecutionData | undefined) =>
	await sharp(await readFile(item!.binary!.lastFrame!)).metadata();
const downloads = () => host.simulator.requests.filter(({ verb }) => verb === 'download').length;
const warningsOf = ({ warnings }: IDataObject) => warnings as string[];

test.each(BACKENDS)('%s: the picture stands beside the video, which is fetched once', async (backend) => {
	const outcome = await host.run(imageToVideo(backend, withFrame()));
	expect(warningsOf(onlyJson(outcome))).toEqual([]);
	const [item] = outcome.outputs[0]!;
	expect(Object.keys(item!.binary!)).toEqual(['data', 'lastFrame']);
	const { taskId } = host.simulator.ledger[0]!;
	expect(item!.binary!.lastFrame).toMatchObject({ mimeType: 'image/png', fileName: `kling-${taskId}-last.png` });
	expect(await lookOf(item)).toMatchObject({ format: 'png', width: 720, height: 1280 });
	expect((await readFile(item!.binary!.data!)).equals(host.simulator.resultBytes(taskId))).toBe(true);
	expect(downloads()).toBe(1);
});

test('without the download of the video the picture comes alone', async () => {
	const outcome = await host.run(imageToVideo('kie', withFrame({ downloadVideo: false })));
	expect(onlyJson(outcome)).toMatchObject({ status: 'succeeded', warnings: [] });
	expect(Object.keys(outcome.outputs[0]![0]!.binary!)).toEqual(['lastFrame']);
	expect(downloads()).toBe(1);
});

test('Query Task gives it too, and a next node takes it as its first frame', async () => {
	const { taskId } = onlyJson(await host.run(imageToVideo('kling', { options: { wait: false } })));
	const outcome = await host.run(queryTask('kling', String(taskId), withFrame({ downloadVideo: false })));
	const [item] = outcome.outputs[0]!;
	onlyJson(await host.run(imageToVideo('kling', { imageField: 'lastFrame' }), { items: [item!] }));
	const [, next] = host.simulator.ledger;
	expect(next!.media[0]).toMatchObject({ field: 'image', format: 'png', width: 720, height: 1280 });
});

test('a video without a readable frame is delivered all the same, with a warning that says what to do', async () => {
	const page = Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from('ftypisom\0\0\0\0'), Buffer.alloc(2000, 7)]);
	host.simulator.fault({
		backend: 'kie',
		verb: 'download',
		kind: 'answer',
		status: 200,
		text: page.toString('latin1'),
		headers: { 'content-type': 'video/mp4' },
	});
	const outcome = await host.run(imageToVideo('kie', withFrame()));
	const [warning, ...others] = warningsOf(onlyJson(outcome));
	expect(warning).toMatch(
		/^The last frame could not be extracted \(.+\)\. The video is finished and was charged: use 'Get Frame'/,
	);
	expect(others).toEqual([]);
	expect(Object.keys(outcome.outputs[0]![0]!.binary!)).toEqual(['data']);
	expect(host.simulator.ledger).toHaveLength(1);
});

test('what cannot be downloaded has no picture, and both are told', async () => {
	host.simulator.fault({ backend: 'kie', verb: 'download', kind: 'answer', status: 403, times: 100 });
	const json = onlyJson(await host.run(imageToVideo('kie', withFrame())));
	expect(json.status).toBe('succeeded');
	expect(warningsOf(json)).toEqual([
		expect.stringContaining("download it from 'videoUrl' before the link expires"),
		expect.stringContaining("use 'Get Frame'"),
	]);
});

test('a retry that fetches the paid video once more gives the picture too', async () => {
	host.simulator.fault({ backend: 'kie', verb: 'download', kind: 'answer', status: 403, times: 8 });
	const form = imageToVideo('kie', withFrame({ atDownloadFailure: 'fail' }));
	const outcome = await host.run(form, { settings: RETRY });
	onlyJson(outcome);
	expect(await lookOf(outcome.outputs[0]![0])).toMatchObject({ width: 720 });
	expect(host.simulator.ledger).toHaveLength(1);
});

test('its field cannot be that of the video', async () => {
	const { error } = await host.run(imageToVideo('kie', withFrame({ outputField: 'lastFrame' })));
	expect(error?.message).toBe(
		"'Output Data Field Name' can't be 'lastFrame': 'Also Return Last Frame' uses this field",
	);
	expect(host.simulator.ledger).toEqual([]);
});
