// What fails is tried again, by n8n or by hand, and not paid again; what cannot be mended is told.
import { photosToVideos, QUICK_POLLS, VIDEO_NODE } from './example';
import { at } from './json';
import { ending, expectFetchable, expectVideo, onlyTask, start, type Scene } from './scene';
import { until } from './until';
import { onlyItem } from './video';

/** After a failure n8n runs the node again at once, five times in all. */
export const FIVE_TRIES = { retryOnFail: true, maxTries: 5, waitBetweenTries: 1 };

const SHORT = { queuedMs: 500, runningMs: 1_500 };

/** Kie.ai does not accept the key any more, which no waiting mends. */
function refusePoll({ simulator, backend }: Scene): void {
	simulator.fault({ kind: 'answer', backend, verb: 'query', status: 200, json: { code: 401, msg: 'Unauthorized' } });
}

/** The first poll is cut, the second refused: the run bears both, and waits for its task. */
export async function deadPolls(scene: Scene): Promise<void> {
	const { simulator, backend } = scene;
	scene.setLife(SHORT);
	simulator.fault({ kind: 'dropBefore', backend, verb: 'query' });
	refusePoll(scene);
	const id = await start(scene, { parameters: QUICK_POLLS });
	await expectVideo(scene, await ending(scene, id, 'success'), VIDEO_NODE, onlyTask(scene));
}

/** The first try gives up after six seconds; the next one knows the task. */
export async function retriedTimeLimit(scene: Scene): Promise<void> {
	scene.setLife({ queuedMs: 500, runningMs: 7_000 });
	const parameters = { options: { shortestPollInterval: 1, timeLimit: 0.1 } };
	const nodeSettings = { ...FIVE_TRIES, waitBetweenTries: 1_000 };
	const id = await start(scene, { parameters, nodeSettings });
	await expectVideo(scene, await ending(scene, id, 'success'), VIDEO_NODE, onlyTask(scene));
	const resumed = (await scene.n8n.log()).split('\n').filter((line) => line.includes('created earlier'));
	if (!resumed.some((line) => line.includes(onlyTask(scene)))) throw new Error('the log tells of no second try');
}

/** The first run gives up after six seconds; when it is retried the task has finished. */
export async function timeLimit(scene: Scene): Promise<void> {
	scene.setLife({ queuedMs: 500, runningMs: 9_500 });
	const id = await start(scene, { parameters: { options: { shortestPollInterval: 1, timeLimit: 0.1 } } });
	await ending(scene, id, 'error');
	await until('the task has finished', () => scene.paid()[0]?.state === 'succeeded');
	await expectVideo(scene, await scene.n8n.retryExecution(id), VIDEO_NODE, onlyTask(scene));
}

/** The download breaks three times and is resumed each time. */
export async function brokenDownload(scene: Scene): Promise<void> {
	scene.setLife(SHORT);
	scene.simulator.fault({ kind: 'truncate', backend: scene.backend, verb: 'download', times: 3 });
	const execution = await ending(scene, await start(scene, { parameters: QUICK_POLLS }), 'success');
	await expectVideo(scene, execution, VIDEO_NODE, onlyTask(scene));
}

/** Six tries, and no line to the video; the run ends well and says where the video is. */
export async function lostDownload(scene: Scene): Promise<void> {
	const { simulator, backend } = scene;
	scene.setLife(SHORT);
	simulator.fault({ kind: 'answer', status: 500, text: '', backend, verb: 'download', times: 6 });
	const execution = await ending(scene, await start(scene, { parameters: QUICK_POLLS }), 'success');
	const { json, binary } = onlyItem(execution, VIDEO_NODE);
	if (binary.data) throw new Error('a video was stored that never came');
	if (typeof json.videoUrl !== 'string') throw new Error('the item does not say where the video is');
	await expectFetchable(scene, String(json.taskId));
	onlyTask(scene);
}

export async function badItem(scene: Scene): Promise<void> {
	const { simulator, filledIn } = scene;
	scene.setLife(SHORT);
	const missing = `${simulator.files.url}/missing.webp`;
	const rowsUrl = publishRows(scene, [missing, filledIn.photoUrl]);
	const nodeSettings = { onError: 'continueErrorOutput' };
	const workflow = await photosToVideos({ ...filledIn, parameters: QUICK_POLLS, nodeSettings }, rowsUrl);
	const execution = await ending(scene, await start(scene, workflow), 'success');
	await expectVideo(scene, execution, VIDEO_NODE, onlyTask(scene));
	const [bad, ...others] = execution.items(VIDEO_NODE, 1);
	if (!bad || others.length > 0) throw new Error(`${others.length + (bad ? 1 : 0)} items are on the error output`);
	const told = String(at(bad.json, 'error', 'message'));
	if (bad.json.image !== missing || !told.includes('404')) throw new Error(`it says ${JSON.stringify(bad.json)}`);
}

/** n8n looks for this word, spelt so, and takes the run for one that the user stopped. */
export async function wordCanceled(scene: Scene): Promise<void> {
	scene.setLife({ ...SHORT, outcome: 'fail', reason: 'The job was canceled by an operator' });
	const { error } = await ending(scene, await start(scene, { parameters: QUICK_POLLS }), 'error');
	if (!error?.includes('by an operator')) throw new Error(`the reason is not told: ${error}`);
}

/** A list of photos for `photosToVideos`; its address. */
export function publishRows({ simulator, backend }: Scene, images: string[]): string {
	const rows = Buffer.from(JSON.stringify(images.map((image) => ({ image }))));
	return simulator.files.publish(`${backend}-${images.length}-photos.json`, rows, 'application/json');
}
