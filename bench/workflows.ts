// The same work in real n8n by our node and by the workflows that people make by hand, in real time on this machine.
import { setTimeout as sleep } from 'node:timers/promises';
import { photo } from '../test/support/test-host';
import { simulatedAccess, type Simulator } from '../test/n8n/backends';
import type { WorkflowJson } from '../test/n8n/client';
import { photosToVideos, TRIGGER, VIDEO_NODE } from '../test/n8n/example';
import { askInLoop, askOneAfterAnother, BEARER_AUTH, DOWNLOAD_NODE } from '../test/n8n/hand-made';
import { at, listAt, textAt } from '../test/n8n/json';
import { openStage, type Stage } from '../test/n8n/stage';
import { startSimulator } from '../test/simulator';
import { seenLateMs } from './seen';
import { median, ratio, type Row } from './table';

const VERSION = '2.41';

/** In milliseconds, shuffled: each task of a run lives so long. */
type Lives = readonly number[];

/** So many tasks whose lives are spread evenly over a range, in seconds, and come in no order. */
function spread(count: number, from: number, to: number): Lives {
	// 7 shares no factor with 20, so that every step of the range comes up once.
	return Array.from({ length: count }, (_, index) => {
		const step = (index * 7) % count;
		return Math.round((from + ((to - from) * step) / (count - 1)) * 1000);
	});
}

// The longest task of each ends in the middle between two turns of a loop that waits 5 s, which is the average of all cases.
/** Kling 3.0, 3 s of video: the node expects 87 s. */
const USUAL = spread(20, 53.5, 73.5);
/** Far sooner than the node expects. */
const SOON = spread(20, 18, 28);
/** For what is made one after another, which takes as long as all of them together. */
const FEW = spread(3, 53.5, 73.5);

/** What people wait in such a loop, in seconds. */
const WAIT = 5;

interface Way {
	/** The node behind which the videos come out. */
	readonly lastNode: string;
	/** Wants the simulator that plays the service, and the address of the rows. */
	readonly workflow: (stage: Stage, simulator: Simulator, rowsUrl: string) => Promise<WorkflowJson>;
	/** Milliseconds before which it cannot have ended. */
	readonly leastMs: (lives: Lives) => number;
}

const together = (lives: Lives): number => Math.max(...lives);
const inARow = (lives: Lives): number => lives.reduce((sum, ms) => sum + ms, 0);

const BODY = { model_name: 'kling-v3', prompt: 'The camera moves slowly closer', duration: '3', mode: 'std' };

/** The form as it stands, but for the model and its shortest video. */
const FORM = {
	klingImageToVideoModel: { __rl: true, mode: 'list', value: BODY.model_name },
	prompt: BODY.prompt,
	duration: 3,
	quality: '720p',
};

const ours: Way = {
	lastNode: VIDEO_NODE,
	leastMs: together,
	async workflow({ n8n, photoUrl }, simulator, rowsUrl) {
		const access = simulatedAccess('kling', simulator);
		const credentialId = await n8n.createCredential(access.credentialType, access.title, access.credential);
		return await photosToVideos({ access, credentialId, photoUrl, parameters: FORM }, rowsUrl);
	},
};

const byHand = (build: typeof askInLoop, leastMs: Way['leastMs']): Way => ({
	lastNode: DOWNLOAD_NODE,
	leastMs,
	async workflow({ n8n }, { kling }, rowsUrl) {
		const credentialId = await n8n.createCredential(BEARER_AUTH, 'Kling', { token: kling.apiKey });
		return build({ baseUrl: kling.url, credentialId, rowsUrl, body: BODY, waitSeconds: WAIT });
	},
});

const loop = byHand(askInLoop, together);
const oneAfterAnother = byHand(askOneAfterAnother, inARow);

interface Measured {
	/** From the start of n8n's execution to its end, over the longest task from its creation to its end. */
	readonly wall: number;
	/** Requests to the service and to its host of videos, for each finished task. */
	readonly requests: number;
	/** Median of the time from a task's end to the first question after it, in milliseconds. */
	readonly lateMs: number;
}

/** Each run has a simulator of its own, so that whatever it counts belongs to this run. */
async function measure(stage: Stage, { lastNode, workflow, leastMs }: Way, lives: Lives): Promise<Measured> {
	const simulator = await startSimulator({ lives: lives.map((ms) => ({ queuedMs: 1_000, runningMs: ms - 1_000 })) });
	try {
		simulator.kling.slots = lives.length;
		const { n8n } = stage;
		const id = await n8n.start(
			await n8n.createWorkflow(await workflow(stage, simulator, await rows(simulator, lives))),
			TRIGGER,
		);
		// Reading an execution costs n8n a little; its own clock tells when it began and ended.
		await sleep(leastMs(lives));
		const execution = await n8n.finished(id, 600);
		const { status, error, data } = execution;
		const runs = listAt(data, 'resultData', 'runData', lastNode);
		const videos = runs.flatMap((run) => listAt(run, 'data', 'main', 0)).filter((item) => at(item, 'binary', 'data'));
		const { ledger, requests } = simulator;
		if (status !== 'success' || videos.length !== lives.length || ledger.length !== lives.length) {
			throw new Error(`n8n: ${status}, ${videos.length} videos, ${ledger.length} tasks. ${error ?? ''}`);
		}
		const reply = await n8n.call('GET', `/rest/executions/${id}`);
		const wallMs = Date.parse(textAt(reply, 'stoppedAt')) - Date.parse(textAt(reply, 'startedAt'));
		const tasks = ledger.map(({ taskId, createdAt, endedAt = NaN }) => ({
			ms: endedAt - createdAt,
			lateMs: seenLateMs(taskId, endedAt, requests) ?? NaN,
		}));
		return {
			wall: wallMs / Math.max(...tasks.map(({ ms }) => ms)),
			requests: requests.filter(({ host }) => host === 'kling' || host === 'results').length / ledger.length,
			lateMs: median(tasks.map(({ lateMs }) => lateMs)),
		};
	} finally {
		await simulator.close();
	}
}

/** A list of pictures that the service takes as they are, one for each task; its address. */
async function rows({ files }: Simulator, lives: Lives): Promise<string> {
	const image = files.publish('photo.png', await photo(), 'image/png');
	const list = Buffer.from(JSON.stringify(lives.map(() => ({ image }))));
	return files.publish('rows.json', list, 'application/json');
}

const NODE = 'Kling Video node';
const LOOP = `HTTP Request, Wait ${WAIT} s, IF, all items in each turn`;
const ONE = 'the same with Loop Over Items, one after another';
const LONGEST = 'the longest single task';

/** Wall time and requests of each way; takes about five minutes, and n8n's installation before the first time. */
export async function workflowRows(): Promise<Row[]> {
	const stage = await openStage(VERSION);
	try {
		// Nearly all of it is waiting, so what takes longest goes on beside the others.
		const [one, [node, hand, nodeSoon, handSoon]] = await Promise.all([
			measure(stage, oneAfterAnother, FEW),
			inTurn(stage, [ours, USUAL], [loop, USUAL], [ours, SOON], [loop, SOON]),
		]);
		return [
			wallRow(NODE, USUAL, node, WHY),
			wallRow(LOOP, USUAL, hand),
			wallRow(ONE, FEW, one),
			wallRow(NODE, SOON, nodeSoon, WHY_SOON),
			wallRow(LOOP, SOON, handSoon),
			requestRow(USUAL, WHY, node, hand, one),
			requestRow(SOON, WHY_SOON, nodeSoon, handSoon),
		];
	} finally {
		await stage.close();
	}
}

type Four = [Measured, Measured, Measured, Measured];

async function inTurn(stage: Stage, ...runs: Array<[Way, Lives]>): Promise<Four> {
	const measured: Measured[] = [];
	for (const [way, lives] of runs) measured.push(await measure(stage, way, lives));
	return measured as Four;
}

const described = (lives: Lives) => {
	const [shortest, longest] = [Math.min(...lives) / 1000, Math.max(...lives) / 1000];
	return `${lives.length} tasks of ${shortest} to ${longest} s`;
};

/** A row with an aim is the node's; `why` tells where it is missed. */
function wallRow(way: string, lives: Lives, { wall }: Measured, why?: string): Row {
	return {
		what: `n8n ${VERSION}, ${described(lives)}: ${way}`,
		figure: ratio(wall),
		comparedTo: LONGEST,
		aim: why === undefined ? undefined : { words: '1.10', met: wall <= 1.1, why },
	};
}

const WHY =
	'an end is seen up to one look late (3 s, or 3.5 % of the age), and creating, preparing and downloading come on top of it.';

const WHY_SOON =
	'the node expects 87 s of such a task and looks at it every 30 % of its age before 52 s; a loop that asks every 5 s from the start sees an early end sooner, for as many more requests.';

const requestsOf = ({ requests, lateMs }: Measured) =>
	`${requests.toFixed(1)}, ends seen ${(lateMs / 1000).toFixed(1)} s late`;

function requestRow(lives: Lives, why: string, node: Measured, hand: Measured, one?: Measured): Row {
	const others = [`loop: ${requestsOf(hand)}`, ...(one ? [`one after another: ${requestsOf(one)}`] : [])];
	const allowedMs = Math.max(0.05 * median(lives), 3_000);
	return {
		what: `n8n ${VERSION}, requests per finished task, ${described(lives)}: ${NODE}`,
		figure: requestsOf(node),
		comparedTo: others.join('; '),
		aim: { words: '5 % or 3 s late', met: node.lateMs <= allowedMs, why },
		note: 'create, questions, download',
	};
}
