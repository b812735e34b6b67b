// Stop means stop: what is under way is cut, nothing follows, and what was paid stands in the log.
import { photosToVideos, QUICK_POLLS } from './example';
import { FIVE_TRIES, publishRows } from './retries';
import {
	ending,
	expectLogged,
	expectSaved,
	expectSilence,
	onlyTask,
	start,
	startRecipe,
	untilAccepted,
	type Scene,
} from './scene';
import { until } from './until';

/** Seconds within which everything is over after Stop. */
const AT_ONCE = 3;

const LONG = { queuedMs: 500, runningMs: 120_000 };
const SHORT = { queuedMs: 500, runningMs: 1_500 };

/** Retry On Fail makes Stop harder: n8n runs a stopped node again. */
const WISHES = { parameters: QUICK_POLLS, nodeSettings: FIVE_TRIES };

export async function stopInWait(scene: Scene): Promise<void> {
	scene.setLife(LONG);
	const id = await start(scene, WISHES);
	await untilAccepted(scene);
	await stop(scene, id);
	await expectSilence(scene);
	await expectLogged(scene, onlyTask(scene));
}

export async function stopUnderQuery(scene: Scene): Promise<void> {
	scene.setLife({ ...SHORT, runningMs: 3_000 });
	const submitted = await startRecipe(scene);
	await stop(scene, submitted.executionId);
	await expectSaved(scene, submitted, 'canceled');
	onlyTask(scene);
}

export async function stopInUpload(scene: Scene): Promise<void> {
	await stopWhileHanging(scene, 'upload', 'stall');
	if (scene.paid().length > 0) throw new Error(`${scene.paid().length} tasks were paid`);
}

export async function stopInDownload(scene: Scene): Promise<void> {
	scene.setLife(SHORT);
	await stopWhileHanging(scene, 'download', 'hang');
	await expectLogged(scene, onlyTask(scene));
}

async function stopWhileHanging(scene: Scene, verb: 'upload' | 'download', kind: 'stall' | 'hang'): Promise<void> {
	const { simulator, backend, requests } = scene;
	simulator.fault({ kind, backend, verb });
	const id = await start(scene, WISHES);
	await until(`the ${verb} is under way`, () => count(scene, verb) > 0);
	await stop(scene, id);
	const isCut = (): boolean => requests().some((request) => request.verb === verb && request.aborted === true);
	await until(`the ${verb} is cut`, isCut, AT_ONCE);
	await expectSilence(scene);
}

/** The account has two slots: two items are paid, the others wait for a slot, which Stop finds them doing. */
export async function stopAmongFive(scene: Scene): Promise<void> {
	const { simulator, filledIn, paid } = scene;
	const { slots } = simulator.piapi;
	scene.setLife(LONG);
	simulator.piapi.slots = 2;
	try {
		const rowsUrl = publishRows(scene, Array<string>(5).fill(filledIn.photoUrl));
		const parameters = { options: { ...QUICK_POLLS.options, wait: false } };
		const workflow = await photosToVideos({ ...filledIn, ...WISHES, parameters }, rowsUrl);
		const id = await start(scene, workflow);
		await until('a third create is refused', () => paid().length === 2 && count(scene, 'create') > 2);
		await stop(scene, id);
	} finally {
		simulator.piapi.slots = slots;
	}
	await expectSilence(scene);
	if (paid().length !== 2) throw new Error(`${paid().length} tasks were paid instead of two`);
	for (const { taskId } of paid()) await expectLogged(scene, taskId);
}

/** Seconds; long enough for a task to be paid, too short for it to end. */
const TIMEOUT = 6;

export async function timeout(scene: Scene): Promise<void> {
	scene.setLife(LONG);
	const id = await start(scene, { ...WISHES, workflowSettings: { executionTimeout: TIMEOUT } });
	await ending(scene, id, 'canceled', TIMEOUT + AT_ONCE);
	await expectSilence(scene);
	await expectLogged(scene, onlyTask(scene));
}

async function stop(scene: Scene, id: string): Promise<void> {
	await scene.n8n.stopExecution(id);
	await ending(scene, id, 'canceled', AT_ONCE);
}

function count({ requests }: Scene, verb: string): number {
	return requests().filter((request) => request.verb === verb).length;
}
