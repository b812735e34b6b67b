// Long Video: scenes become one film, each is a task of its own, and whatever breaks, none is paid twice. The ledger counts.
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { KlingVideo } from '../../nodes/KlingVideo/KlingVideo.node.ts';
import type { BackendName, RecordedRequest, SimulatorOptions } from '../simulator/contract';
import { readFile } from '../support/run-node';
import { ifThen, runWorkflow } from '../support/run-workflow';
import { FILM_FRAMES, filmFromPicture } from '../support/film-from-picture';
import { BACKENDS, onlyJson, openTestHost, photo, photoItem, RETRY, type TestHost } from '../support/test-host';

// Each scene is decoded and each film is written by a process of its own.
jest.setTimeout(180_000);

let host: TestHost;
let onRequest: (request: RecordedRequest) => void;
beforeEach(async () => {
	onRequest = () => undefined;
	host = await openTestHost({ film, onRequest: (request) => onRequest(request) });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await host.close();
});

const film: SimulatorOptions['film'] = async ({ taskId, picture }) => await filmFromPicture(picture, taskId);
const PROMPTS = ['She opens the door', 'She looks outside', 'The sun comes up'];
const rows = (prompts: readonly string[]) => ({ row: prompts.map((prompt) => ({ prompt, seconds: 5 })) });

function longVideo(backend: BackendName, more: INodeParameters = {}): INodeParameters {
	return {
		backend,
		resource: 'video',
		operation: 'longVideo',
		firstFrameSource: 'binary',
		firstFrameField: 'data',
		scenes: rows(PROMPTS),
		...more,
	};
}

/** Frames of a film. */
async function framesOf(bytes: Buffer): Promise<number> {
	const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
	const stats = await (await input.getPrimaryVideoTrack())!.computePacketStats();
	return stats.packetCount;
}

const states = () => host.simulator.ledger.map(({ state }) => state);
const made = () => host.simulator.ledger.filter(({ state }) => state === 'succeeded');
const sent = (verb: RecordedRequest['verb']) => host.simulator.requests.filter((request) => request.verb === verb);
const scenesOf = ({ scenes }: IDataObject) => scenes as IDataObject[];
const promptsSent = () => host.simulator.ledger.map(({ rawBody }) => PROMPTS.findIndex((one) => rawBody.includes(one)));
const descriptionOf = (error: unknown) => (error as { description?: string }).description;
/** The scene that so-and-so many creates lead to is stopped at its first look. */
const stopInScene = (number: number) => ({
	stopWhen: (stop: () => void) => {
		onRequest = ({ verb }) => {
			if (verb === 'query' && sent('create').length === number) stop();
		};
	},
});
/** The task of one scene fails, all others succeed. */
async function withBrokenScene(number: number): Promise<void> {
	await host.close();
	const lives = Array.from({ length: 9 }, (_, index) => ({
		outcome: index === number - 1 ? ('fail' as const) : ('succeed' as const),
		reason: 'the moon was in the way',
	}));
	host = await openTestHost({ film, lives, onRequest: (request) => onRequest(request) });
}

describe.each(BACKENDS)('%s', (backend) => {
	test('three scenes become one film: each is a task, and begins with the last frame of the one before', async () => {
		const info = jest.spyOn(Container.get(Logger), 'info');
		const outcome = await host.run(longVideo(backend));
		const json = onlyJson(outcome);
		expect(states()).toEqual(['succeeded', 'succeeded', 'succeeded']);
		expect(promptsSent()).toEqual([0, 1, 2]);
		expect(host.simulator.ledger.map(({ media }) => [media[0]!.width, media[0]!.height])).toEqual([
			[640, 480],
			[406, 304],
			[406, 304],
		]);
		expect(json).toMatchObject({ status: 'succeeded', backend, operation: 'longVideo', taskId: null });
		expect(scenesOf(json).map(({ scene, status, taskId }) => ({ scene, status, taskId }))).toEqual(
			host.simulator.ledger.map(({ taskId }, index) => ({ scene: index + 1, status: 'succeeded', taskId })),
		);
		const total = scenesOf(json).reduce((sum, { cost }) => sum + ((cost as IDataObject | null)?.amount as number), 0);
		expect((json.cost as IDataObject).amount).toBeCloseTo(total);
		const file = outcome.outputs[0]![0]!.binary!.data!;
		expect(file).toMatchObject({ mimeType: 'video/mp4', fileName: 'film.mp4' });
		expect(await framesOf(await readFile(file))).toBe(3 * FILM_FRAMES - 2);
		expect(json.durationSeconds).toBeCloseTo((3 * FILM_FRAMES - 2) / FILM_FRAMES, 2);
		expect(json.warnings).toEqual([expect.stringMatching(/^The last frame of clips 1, 2 was removed/)]);
		const lines = info.mock.calls.map(([line]) => String(line));
		for (const number of [1, 2, 3]) {
			expect(lines).toContainEqual(expect.stringContaining(`scene ${number} of 3 starts`));
			expect(lines).toContainEqual(expect.stringMatching(new RegExp(`scene ${number} of 3 is finished.*taskId`)));
		}
	});

	test('stopped in its second scene and retried, it goes on there: three scenes are paid', async () => {
		const first = await host.run(longVideo(backend), { executionId: '1', settings: RETRY, ...stopInScene(2) });
		expect(sent('create')).toHaveLength(2);
		onRequest = () => undefined;
		const again = await host.run(longVideo(backend), { executionId: '2', context: first.context });
		const json = onlyJson(again);
		expect(scenesOf(json).map(({ taskId }) => taskId)).toEqual(host.simulator.ledger.map(({ taskId }) => taskId));
		expect(states()).toEqual(['succeeded', 'succeeded', 'succeeded']);
	});

	test('a create without an answer is no second scene', async () => {
		host.simulator.fault({ backend, verb: 'create', kind: 'dropAfter', skip: 1 });
		const outcome = await host.run(longVideo(backend), { settings: RETRY });
		// The official API is asked for the task by its id, fal.ai for its list; elsewhere nobody knows.
		const isFound = backend === 'kling' || backend === 'fal';
		if (isFound) onlyJson(outcome);
		else expect(outcome.error?.message).toMatch(/^Scene 2: /);
		expect(host.simulator.ledger).toHaveLength(isFound ? 3 : 2);
	});
});

test('without a picture the first scene is made from its words', async () => {
	for (const backend of BACKENDS) {
		const form = longVideo(backend, { firstFrameSource: 'none', scenes: rows(PROMPTS.slice(0, 2)) });
		const json = onlyJson(await host.run(form, { items: [{ json: {} }] }));
		expect(scenesOf(json).map(({ operation }) => operation)).toEqual(['textToVideo', 'imageToVideo']);
	}
	expect(states()).toEqual(BACKENDS.flatMap(() => ['succeeded', 'succeeded']));
});

test('a scene that fails is made anew by Retry On Fail, and only that one', async () => {
	await withBrokenScene(2);
	const json = onlyJson(await host.run(longVideo('kling'), { settings: RETRY }));
	expect(states()).toEqual(['succeeded', 'failed', 'succeeded', 'succeeded']);
	expect(promptsSent()).toEqual([0, 1, 1, 2]);
	expect(scenesOf(json).map(({ taskId }) => taskId)).toEqual(made().map(({ taskId }) => taskId));
});

test('a list of prompts is enough, and each scene may end with a picture', async () => {
	const lastFrame = host.simulator.files.publish('end.png', await photo({ width: 400, height: 320 }), 'image/png');
	const list = JSON.stringify([{ prompt: 'She opens the door', seconds: 10, lastFrame }, 'She looks outside']);
	onlyJson(await host.run(longVideo('kling', { scenesFrom: 'list', scenesList: `={{ ${list} }}`, quality: '1080p' })));
	expect(host.simulator.ledger.map(({ media }) => media.filter(({ kind }) => kind === 'image').length)).toEqual([2, 1]);
});

test('a failing scene tells which scenes are paid, and a retried execution goes on behind them', async () => {
	await withBrokenScene(2);
	const first = await host.run(longVideo('kie'), { executionId: '1' });
	const [one] = host.simulator.ledger;
	expect(first.error?.message).toMatch(/^Scene 2: Kie\.ai could not create the video: "the moon was in the way"/);
	expect(descriptionOf(first.error)).toContain(`These scenes are finished and charged (scene 1: ${one!.taskId})`);
	onlyJson(await host.run(longVideo('kie'), { executionId: '2', context: first.context }));
	expect(states()).toEqual(['succeeded', 'failed', 'succeeded', 'succeeded']);
});

test('what there is can be returned: a film of the scenes before, with a warning', async () => {
	await withBrokenScene(3);
	const outcome = await host.run(longVideo('piapi', { options: { atSceneFailure: 'return' } }), { settings: RETRY });
	const json = onlyJson(outcome);
	expect(json.status).toBe('partial');
	expect(scenesOf(json).map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'failed']);
	expect(json.warnings).toContainEqual(expect.stringMatching(/^The video ends after 2 of 3 scenes\. Scene 3: PiAPI/));
	expect(outcome.outputs[0]![0]!.binary).toHaveProperty('data');
	expect(states()).toEqual(['succeeded', 'succeeded', 'failed']);
});

test('a retry with another third scene pays for that one alone, and tells of the one that it replaces', async () => {
	await withBrokenScene(9);
	host.simulator.fault({ backend: 'kie', verb: 'download', kind: 'answer', status: 403, skip: 2, times: 100 });
	const first = await host.run(longVideo('kie'), { executionId: '1' });
	expect(first.error?.message).toMatch(/^Scene 3: The video could not be downloaded/);
	host.simulator.clearFaults();
	const changed = longVideo('kie', { scenes: rows([...PROMPTS.slice(0, 2), 'The moon comes up']) });
	const json = onlyJson(await host.run(changed, { executionId: '2', context: first.context }));
	const ids = host.simulator.ledger.map(({ taskId }) => taskId);
	expect(scenesOf(json).map(({ taskId }) => taskId)).toEqual([ids[0], ids[1], ids[3]]);
	expect(scenesOf(json)[2]!.warnings).toContainEqual(expect.stringContaining(ids[2]!));
});

test('the items of a run are films of their own, also in a retry', async () => {
	const items = await Promise.all([1, 2].map(async (width) => await photoItem(await photo({ width: 640 + width }))));
	const form = longVideo('kling', { scenes: rows(PROMPTS.slice(0, 2)) });
	const first = await host.run(form, { items, executionId: '1', ...stopInScene(3) });
	onRequest = () => undefined;
	const { outputs } = await host.run(form, { items, executionId: '2', context: first.context });
	const films = outputs[0]!.map(({ json }) => scenesOf(json).map(({ taskId }) => taskId));
	expect(films.map((ids) => ids.length)).toEqual([2, 2]);
	expect(new Set(films.flat()).size).toBe(4);
	expect(states()).toHaveLength(4);
});

test('led back from the error output, a film goes on at its scene', async () => {
	await withBrokenScene(2);
	let pass = 0;
	const steps = [
		{
			name: 'Kling',
			nodeType: new KlingVideo(host.clock),
			parameters: longVideo('kie'),
			settings: { onError: 'continueErrorOutput' as const },
		},
		{ name: 'Passes', ...ifThen(() => pass++ < 3) },
	];
	const items: INodeExecutionData[] = [await photoItem()];
	const arrows = ['Start > Kling', 'Kling 1 > Passes', 'Passes > Kling'];
	const { outputsOf } = await runWorkflow({ steps, arrows, items, logins: host.logins });
	expect(outputsOf('Kling').flatMap(([done = []]) => done)).toHaveLength(1);
	expect(states()).toEqual(['succeeded', 'failed', 'succeeded', 'succeeded']);
});

test('Check Only tells the request of every scene and the sum, and sends nothing', async () => {
	const json = onlyJson(await host.run(longVideo('kling', { options: { checkOnly: true } })));
	expect(json).toMatchObject({ status: 'checked', operation: 'longVideo', taskId: null });
	expect(scenesOf(json)).toHaveLength(3);
	for (const [index, { request }] of scenesOf(json).entries())
		expect(JSON.stringify(request)).toContain(PROMPTS[index]);
	expect(JSON.stringify(scenesOf(json)[1]!.request)).toContain('(the last frame of scene 1)');
	expect(json.estimatedCost).toMatchObject({ amount: 4.5, unit: 'units', usd: 0.63 });
	expect(host.simulator.requests).toEqual([]);
});

test('the most that may be paid counts for all scenes together', async () => {
	const { error } = await host.run(longVideo('kling', { options: { stopAbove: 0.5 } }));
	expect(error?.message).toMatch(/would cost about \$0\.63, but 'Maximum Cost \(USD\)' is \$0\.5/);
	expect(host.simulator.requests).toEqual([]);
	onlyJson(await host.run(longVideo('kling', { options: { stopAbove: 0.7 } })));
	expect(states()).toHaveLength(3);
});

test('a scene is cut at its sharpest frame, where that is asked for', async () => {
	const form = longVideo('kie', { scenes: rows(PROMPTS.slice(0, 2)), options: { continueFrom: 'sharpest' } });
	const json = onlyJson(await host.run(form));
	expect(json.status).toBe('succeeded');
	expect(scenesOf(json)[1]).toMatchObject({ startsAtSeconds: expect.any(Number) });
});

test('the last frame of the film comes along', async () => {
	const outcome = await host.run(
		longVideo('kie', { scenes: rows(PROMPTS.slice(0, 1)), options: { returnLastFrame: true } }),
	);
	expect(outcome.outputs[0]![0]!.binary).toMatchObject({ data: {}, lastFrame: { mimeType: 'image/png' } });
});

test.each([
	[{ scenes: {} }, "'Scenes' is empty"],
	[{ scenesFrom: 'list', scenesList: '={{ "morning" }}' }, "'Scenes' is not a list"],
	[{ scenesFrom: 'list', scenesList: '={{ [1] }}' }, "'Scenes', scene 1: '1' is not a scene"],
	[{ scenesFrom: 'list', scenesList: '={{ [{ prompt: "A boat", seconds: 7 }] }}' }, /^Scene 1: 'Duration \(Seconds\)'/],
	[{ scenes: rows(['A boat', '']) }, /^Scene 2: 'Prompt'/],
] as Array<[INodeParameters, string | RegExp]>)('%j is refused before anything is paid', async (more, message) => {
	const { error } = await host.run(longVideo('kie', more));
	expect(error?.message).toMatch(message);
	expect(host.simulator.requests).toEqual([]);
});
