// Runs every workflow in examples/ as a user would, and looks at what came out and what was paid.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSimulator, type SimulatorOptions } from '../simulator';
import { fixtures } from '../simulator/fixtures';
import { filmFromPicture } from '../support/film-from-picture';
import { BACKENDS, simulatedAccess, type Simulator } from './backends';
import { chainFault } from './chain';
import { startChatModel, type ChatModel, type ToolCall } from './chat-model';
import type { Checklist } from './checklist';
import { TRIGGER } from './example';
import { filledExample, storedCredential, type Credential, type Fillings } from './example-file';
import type { Item } from './execution';
import { at, textAt, type JsonRecord } from './json';
import type { Stage } from './stage';

/** How an example is run, and what must come of it. */
interface Example {
	/** Where the run starts, if not by hand, and what a person typed there. */
	trigger?: string;
	typed?: JsonRecord;
	/** What the agent's model calls; one video by the only tool where absent. */
	script?(stage: Stage): ToolCall[];
	/** Nodes that the user has deactivated. */
	deactivated?: string[];
	/** Why the tasks fail; without it they succeed. */
	reason?: string;
	/** How long tasks wait before they begin, in milliseconds; half a second where absent. */
	queuedMs?: number;
	/** Operations of the tasks that were created, in their order. */
	created: string[];
	/** The node whose items come out. */
	last: string;
	/** What each item says, among other things. */
	items: JsonRecord[];
	/** Fields of each item with a video. */
	fields?: string[];
	/** What else must hold; gives what is wrong. */
	besides?(run: Run): string | undefined | Promise<string | undefined>;
	/** Each video begins with the picture that its task was given, as those of a model do. */
	films?: boolean;
	/** A second run, after the first one and with the same books. */
	then?(run: Run): Example;
}

/** One run of an example, with a simulator of its own: nobody else's tasks are in its books. */
interface Run {
	stage: Stage;
	simulator: Simulator;
	chatModel: ChatModel;
	items: Item[];
	/** Those that came out of another node. */
	itemsOf(node: string): Item[];
}

export const CHAT = { chatInput: 'Let the leaves move', sessionId: 'one', action: 'sendMessage' };
const TOOL_PROMPT = 'Leaves stir in a light wind';
const REFUSAL = 'Failure to pass the risk control system';

const succeeded = (operation: string, rest: JsonRecord = {}): JsonRecord => ({
	status: 'succeeded',
	operation,
	...rest,
});

/** The scenes of the story that two examples tell. */
const STORY = [1, 2, 3];

/** Photos in the folder, and a file there that is none. */
const FOLDER = ['one.webp', 'two.jpg', 'three.png'];
const BROKEN = 'broken.jpg';

/** `resume-by-callback.json` is run in callbacks.ts, `start-when-done.json` in trigger.ts. */
export const EXAMPLE_RUNS: Readonly<Record<string, Example>> = {
	'photo-to-video.json': {
		created: ['imageToVideo'],
		last: 'Make Video',
		items: [succeeded('imageToVideo')],
		fields: ['data'],
	},
	'folder-of-photos.json': {
		created: FOLDER.map(() => 'imageToVideo'),
		last: 'Save Videos',
		items: FOLDER.map(() => succeeded('imageToVideo')),
		fields: ['data'],
		besides: videosInFolder,
	},
	'first-and-last-frame.json': {
		created: ['imageToVideo'],
		last: 'Make Video',
		items: [succeeded('imageToVideo', { model: 'kling-v3' })],
		fields: ['data'],
		besides: ({ simulator }) => pictures(simulator, 2),
	},
	'product-shots.json': {
		created: ['multiImageToVideo'],
		last: 'Make Video',
		items: [succeeded('multiImageToVideo', { model: 'kling-v3-omni' })],
		fields: ['data'],
		besides: ({ simulator }) => pictures(simulator, 2) ?? told(simulator, /of <<<image_1>>>.* of <<<image_2>>>/),
	},
	'talking-avatar.json': {
		created: ['tts', 'avatar'],
		last: 'Make Video',
		items: [succeeded('avatar')],
		fields: ['data'],
	},
	'video-with-sound.json': {
		created: ['imageToVideo', 'videoToSound'],
		last: 'Add Sound',
		items: [succeeded('videoToSound')],
		besides: soundAdded,
	},
	'voice-and-noise.json': {
		created: ['tts', 'textToSound'],
		last: 'Both Sounds',
		items: [{ status_1: 'succeeded', operation_1: 'textToSpeech', operation_2: 'textToSound' }],
		besides: bothSounds,
	},
	'dance-transfer.json': {
		created: ['motionControl'],
		last: 'Make Video',
		items: [succeeded('motionControl')],
		fields: ['data'],
	},
	'dub-video.json': {
		created: ['faces', 'tts', 'lipSync'],
		last: 'Make Video',
		items: [succeeded('lipSync')],
		fields: ['data'],
	},
	'long-video.json': {
		created: ['imageToVideo', 'multiImageToVideo'],
		last: 'Both Parts',
		items: [{ status_1: 'succeeded', operation_1: 'imageToVideo', status_2: 'succeeded' }],
		fields: ['first', 'next'],
		besides: ({ simulator }) => told(simulator, /^Based on <<<video_1>>>, generate the next shot: The sun/),
	},
	'long-story.json': {
		created: STORY.map(() => 'imageToVideo'),
		last: 'Make Video',
		items: [succeeded('longVideo', { model: 'kling-v3' })],
		films: true,
		besides: async (run) => (await filmFault(run)) ?? scenesFault(run),
	},
	'chain-by-hand.json': {
		created: STORY.map(() => 'imageToVideo'),
		last: 'Join Scenes',
		items: [{ operation: 'joinClips', clipCount: STORY.length, hasSound: true }],
		films: true,
		besides: filmFault,
	},
	'two-photos-hug.json': {
		created: ['effects'],
		last: 'Make Video',
		items: [succeeded('effects', { durationSeconds: null })],
		fields: ['data'],
		besides: ({ simulator }) => pictures(simulator, 2),
	},
	'submit-now-fetch-later.json': {
		created: ['imageToVideo'],
		last: 'Keep This',
		items: [{ backend: 'kling' }],
		then: ({ items }) => ({
			trigger: 'Fetch Later',
			typed: { 'Task ID': textAt(items[0], 'json', 'taskId') },
			created: ['imageToVideo'],
			last: 'Video',
			// Who asks for a task by its id alone is not told what made it.
			items: [{ status: 'succeeded', operation: null, taskId: textAt(items[0], 'json', 'taskId') }],
			fields: ['data'],
		}),
	},
	'report-the-reason.json': {
		reason: REFUSAL,
		created: ['imageToVideo'],
		last: 'Reason',
		items: [{ kind: 'taskFailed' }],
		besides: reasonReported,
	},
	'same-person-again.json': {
		created: ['createElement', 'imageToVideo'],
		last: 'Make Video',
		items: [succeeded('imageToVideo', { model: 'kling-v3' })],
		fields: ['data'],
		besides: elementNamed,
	},
	'cancel-what-waits.json': {
		queuedMs: 120_000,
		created: ['imageToVideo'],
		last: 'Cancel Task',
		items: [{ status: 'cancelled', cancelled: true, backend: 'piapi' }],
		besides: ({ simulator: { ledger } }) => (ledger[0]?.state === 'cancelled' ? undefined : 'the task goes on'),
	},
	'agent-tool.json': {
		trigger: 'Chat',
		typed: CHAT,
		created: ['imageToVideo'],
		last: 'AI Agent',
		items: [{}],
		besides: toolUsed,
	},
	'agent-avatar.json': {
		trigger: 'Chat',
		typed: CHAT,
		script: ({ photoUrl }) => [
			{ input: { image_url: photoUrl, text: 'Welcome to our shop, we are glad that you are here today' } },
		],
		created: ['tts', 'avatar'],
		last: 'AI Agent',
		items: [{}],
		besides: (run) => toolAsks(run, 'image_url,text') ?? answerNames(run, 'avatar'),
	},
	'agent-query-task.json': {
		trigger: 'Chat',
		typed: CHAT,
		script: (stage) => [
			{ tool: 'Start', ...videoCall(stage) },
			{ tool: 'Check', input: (heard) => ({ task_id: /"taskId":\s*"([^"]+)"/.exec(heard)?.[1] ?? '' }) },
		],
		created: ['imageToVideo'],
		last: 'AI Agent',
		items: [{}],
		besides: askedLater,
	},
	'cheapest-backend.json': {
		created: ['imageToVideo'],
		last: 'Video',
		items: [succeeded('imageToVideo', { backend: 'kie' })],
		fields: ['data'],
		then: () => ({
			deactivated: ['Price at Kie.ai', 'Video by Kie.ai'],
			created: ['imageToVideo', 'imageToVideo'],
			last: 'Video',
			items: [succeeded('imageToVideo', { backend: 'kling' })],
		}),
	},
};

/** All at once: each waits for its tasks most of the time. */
export async function checkExamples(checks: Checklist, stage: Stage): Promise<void> {
	await putPhotos(stage);
	await Promise.all(
		Object.entries(EXAMPLE_RUNS).map(async ([file, example]) => {
			await checks.check(`examples/${file} does what it says`, async () => await runExample(stage, file, example));
		}),
	);
}

async function runExample(stage: Stage, file: string, example: Example): Promise<void> {
	const film: SimulatorOptions['film'] = async ({ taskId, picture }) => await filmFromPicture(picture, taskId);
	const simulator = await startSimulator(example.films ? { film } : {});
	const chatModel = await startChatModel(...(example.script?.(stage) ?? [videoCall(stage)]));
	try {
		const { reason, queuedMs = 500 } = example;
		simulator.setLife({ queuedMs, runningMs: 1500, ...(reason ? { outcome: 'fail', reason } : {}) });
		const fillings = await fillingsFor(stage, simulator, chatModel);
		const run: Run = { stage, simulator, chatModel, items: [], itemsOf: () => [] };
		const first = await runPart(run, file, example, fillings);
		const next = example.then?.(first);
		if (next) await runPart(run, file, next, fillings);
	} finally {
		await chatModel.close();
		await simulator.close();
	}
}

/** Runs an example from one of its triggers and gives what came out, or throws what is wrong with it. */
async function runPart(before: Run, file: string, example: Example, fillings: Fillings): Promise<Run> {
	const { trigger = TRIGGER, typed, deactivated, last } = example;
	const input = typed ? { [trigger]: typed } : {};
	const workflow = await filledExample(file, { ...fillings, typed: input, deactivated });
	const execution = await before.stage.n8n.run(workflow, trigger);
	if (execution.status !== 'success') throw new Error(`it ended as "${execution.status}": ${execution.error ?? ''}`);
	const run: Run = { ...before, items: execution.items(last), itemsOf: (node) => execution.items(node) };
	const wrong =
		createdFault(run.simulator, example) ??
		itemsFault(run.items, example) ??
		(await filesFault(run, example)) ??
		(await example.besides?.(run));
	if (wrong !== undefined) throw new Error(wrong);
	return run;
}

function createdFault({ ledger }: Simulator, { created }: Example): string | undefined {
	const found = ledger.map(({ operation }) => operation).join(', ');
	return found === created.join(', ') ? undefined : `these tasks were created: ${found || 'none'}`;
}

function itemsFault(items: readonly Item[], { items: expected }: Example): string | undefined {
	if (items.length !== expected.length) return `${items.length} items came out instead of ${expected.length}`;
	const wrong = expected.findIndex((json, index) =>
		Object.entries(json).some(([key, value]) => items[index]?.json[key] !== value),
	);
	return wrong < 0 ? undefined : `item ${wrong} is ${JSON.stringify(items[wrong]?.json).slice(0, 2000)}`;
}

/** The files that came out are those of the tasks that were made, each of them once. */
async function filesFault({ stage, simulator, items }: Run, { fields }: Example): Promise<string | undefined> {
	if (!fields) return undefined;
	const found: Buffer[] = [];
	for (const { binary } of items) {
		for (const field of fields) {
			const file = binary[field];
			if (!file) return `there is no file in field "${field}"`;
			found.push(await stage.n8n.binary(file));
		}
	}
	return sameVideos(found, simulator);
}

function sameVideos(found: readonly Buffer[], simulator: Simulator): string | undefined {
	const videos = simulator.ledger.filter(
		({ operation }) => !['tts', 'faces', 'createElement', 'createVoice'].includes(operation),
	);
	const missing = videos.filter(({ taskId }) => !found.some((file) => file.equals(simulator.resultBytes(taskId))));
	if (missing.length > 0) return `the video of ${missing[0]?.taskId} is not among the files`;
	return found.length === videos.length ? undefined : `${found.length} files for ${videos.length} videos`;
}

/** The film has all scenes, with sound, without the pictures that stood twice; and each scene begins where the one before ended. */
async function filmFault({ stage, items: [item] }: Run): Promise<string | undefined> {
	const file = item?.binary.data;
	if (!file) return 'there is no file in field "data"';
	return await chainFault(await stage.n8n.binary(file), STORY.length);
}

/** Each scene tells its task and its address. */
function scenesFault({ simulator, items: [item] }: Run): string | undefined {
	const scenes = Array.isArray(item?.json.scenes) ? item.json.scenes : [];
	const told = scenes.map((scene) => textAt(scene as JsonRecord, 'taskId'));
	const paid = simulator.ledger.map(({ taskId }) => taskId);
	return told.join() === paid.join() ? undefined : `the scenes tell of ${told.join()}, paid were ${paid.join()}`;
}

const VIDEOS = 'videos';

async function putPhotos({ n8n, photoUrl }: Stage): Promise<void> {
	const photo = Buffer.from(await (await fetch(photoUrl)).arrayBuffer());
	await mkdir(join(n8n.files, VIDEOS));
	await mkdir(join(n8n.files, 'photos'));
	for (const name of FOLDER) await writeFile(join(n8n.files, 'photos', name), photo);
	await writeFile(join(n8n.files, 'photos', BROKEN), photo.subarray(0, 1000));
}

async function videosInFolder({ stage, simulator, itemsOf }: Run): Promise<string | undefined> {
	const [broken, ...others] = itemsOf('Not Made');
	const reason = at(broken?.json, 'error', 'message');
	if (others.length > 0 || typeof reason !== 'string') return `${BROKEN} came to this: ${JSON.stringify(broken?.json)}`;
	const folder = join(stage.n8n.files, VIDEOS);
	const files = await Promise.all((await readdir(folder)).map(async (name) => await readFile(join(folder, name))));
	return sameVideos(files, simulator);
}

function pictures({ ledger }: Simulator, count: number): string | undefined {
	const arrived = ledger.flatMap(({ media }) => media.filter(({ kind }) => kind === 'image'));
	return arrived.length === count ? undefined : `${arrived.length} pictures arrived instead of ${count}`;
}

/** The element that was made first is the one that the video names, with all its digits. */
function elementNamed({ simulator: { ledger }, itemsOf }: Run): string | undefined {
	const { elementId } = itemsOf('Keep Element')[0]?.json ?? {};
	const named = ledger.at(-1)?.elementIds.join();
	return typeof elementId === 'string' && named === elementId
		? undefined
		: `the video names ${named}, not ${String(elementId)}`;
}

/** Whether the last task was told something in these words. */
function told({ ledger }: Simulator, words: RegExp): string | undefined {
	const prompt = String(at(ledger.at(-1)?.body, 'prompt'));
	return words.test(prompt) ? undefined : `the prompt was: ${prompt}`;
}

/** The video that got its sound is stored, and the sound's address is told beside it. */
async function soundAdded({ stage, simulator, items: [item] }: Run): Promise<string | undefined> {
	const file = item?.binary.data;
	if (!file) return 'there is no file in field "data"';
	const { taskId = '' } = simulator.ledger.at(-1) ?? {};
	const same = (await stage.n8n.binary(file)).equals(simulator.resultBytes(taskId));
	if (!same) return `the file is not what the task ${taskId} made`;
	return /^http/.test(String(item.json.audioUrl)) ? undefined : 'there is no address of the sound';
}

/** Each of the two files is what its task made, and one is called an mp3 like the other. */
async function bothSounds({ stage, simulator, items: [item] }: Run): Promise<string | undefined> {
	for (const [field, operation] of Object.entries({ voice: 'tts', noise: 'textToSound' })) {
		const file = item?.binary[field];
		if (!file) return `there is no file in field "${field}"`;
		const task = simulator.ledger.find((entry) => entry.operation === operation);
		const same = (await stage.n8n.binary(file)).equals(simulator.resultBytes(task?.taskId ?? ''));
		if (!same) return `the file in field "${field}" is not what its task made`;
		if (at(file, 'mimeType') !== 'audio/mpeg') return `the file in field "${field}" is not called an mp3`;
	}
	return undefined;
}

function reasonReported({ simulator, items }: Run): string | undefined {
	const { reason, nextStep, taskId } = items[0]?.json ?? {};
	if (!String(reason).includes(REFUSAL)) return `the reason is: ${String(reason)}`;
	if (!/^Change what the message mentions/.test(String(nextStep))) return `the next step is: ${String(nextStep)}`;
	const { ledger } = simulator;
	return taskId === ledger[0]?.taskId ? undefined : `the task ID is: ${String(taskId)}`;
}

const videoCall = ({ photoUrl }: Stage): ToolCall => ({ input: { image_url: photoUrl, prompt: TOOL_PROMPT } });

/** The model was offered the node as a tool, what it wrote arrived at the backend, and it heard where the video is. */
function toolUsed(run: Run): string | undefined {
	return (
		toolAsks(run, 'image_url,prompt') ??
		answerNames(run, 'imageToVideo') ??
		told(run.simulator, new RegExp(`^${TOOL_PROMPT}$`))
	);
}

/** What the agent's model has to fill in, and nothing else. */
function toolAsks({ chatModel }: Run, wanted: string): string | undefined {
	const asked = Object.keys(Object(at(chatModel.offered[0], 'function', 'parameters', 'properties'))).sort();
	return asked.join() === wanted ? undefined : `the tool asks for: ${asked.join()}`;
}

/** Characters that a tool's answer has at most: a model reads, and pays for, every one of them. */
const SHORT = 2000;

/** The answer has the task and the address of its video, in a few lines. */
function answerNames({ simulator, items }: Run, operation: string): string | undefined {
	const task = simulator.ledger.find((entry) => entry.operation === operation);
	const answer = String(items[0]?.json.output);
	if (!answer.includes(`"${task?.taskId}"`)) return `the answer does not name the task: ${answer.slice(0, 500)}`;
	if (!/"videoUrl":\s*"http/.test(answer)) return `the answer has no address of a video: ${answer.slice(0, 500)}`;
	return answer.length > SHORT ? `the answer has ${answer.length} characters` : undefined;
}

/** The second tool is asked for the task that the first one named; while it runs there is a status and no address. */
function askedLater({ simulator, items }: Run): string | undefined {
	const [task] = simulator.ledger;
	const answer = String(items[0]?.json.output);
	if (!answer.includes(`"${task?.taskId}"`)) return `the answer does not name the task: ${answer.slice(0, 500)}`;
	if (!/"status":\s*"(?:queued|running|succeeded)"/.test(answer))
		return `the answer has no status: ${answer.slice(0, 500)}`;
	return answer.length > SHORT ? `the answer has ${answer.length} characters` : undefined;
}

export async function fillingsFor(
	{ n8n, photoUrl }: Stage,
	simulator: Simulator,
	chatModel: ChatModel,
): Promise<Fillings> {
	const { hdLong, portrait } = fixtures;
	const backends = new Map<unknown, Credential>();
	for (const backend of BACKENDS) {
		backends.set(backend, await storedCredential(n8n, simulatedAccess(backend, simulator)));
	}
	const openAi = await n8n.createCredential('openAiApi', 'Chat Model', { apiKey: 'any', url: chatModel.url });
	return {
		photoUrl,
		danceUrl: simulator.files.publish('dance.mp4', portrait.bytes, 'video/mp4'),
		interviewUrl: simulator.files.publish('interview.mp4', hdLong.bytes, 'video/mp4'),
		files: n8n.files,
		backends,
		others: new Map([['@n8n/n8n-nodes-langchain.lmChatOpenAi', { type: 'openAiApi', id: openAi }]]),
		// The first look would come after a quarter of what a real video takes, but at its time limit a node looks in any case.
		options: { timeLimit: LOOK },
	};
}

/** Minutes until the look at a task: the least that the form allows, and three times what a simulated task takes. */
const LOOK = 0.1;
