// Many items in n8n's own engine against the simulator: how long they take, and how often the services are asked.
import { imageToVideo, openTestHost, photo, photoItem } from '../test/support/test-host';
import type { BackendName } from '../test/simulator/contract';
import { HURRY, hurriedWorld } from './accelerated-clock';
import { seenLateMs } from './seen';
import { median, ratio, type Row } from './table';

/** One task, in milliseconds: as long as vendors' samples of 5 seconds of video take. */
const LIFE = { queuedMs: 20_000, runningMs: 90_000 };
const TASK_MS = LIFE.queuedMs + LIFE.runningMs;

interface Case {
	readonly backend: BackendName;
	readonly items: number;
	readonly atOnce?: number;
	/** Free slots of the account; as many as are wanted where absent. */
	readonly slots?: number;
}

interface Measured {
	/** Milliseconds of the hurried clock. */
	readonly wallMs: number;
	/** Questions for each finished task. */
	readonly queries: number;
	/** Median of the time between a task's end and the moment the node saw it, in milliseconds of the same clock. */
	readonly lateMs: number;
}

const measured = new Map<string, Promise<Measured>>();

/** Each case is run once, whatever is read off it. */
async function measure(wanted: Case): Promise<Measured> {
	const name = JSON.stringify(wanted);
	const found = measured.get(name) ?? run(wanted);
	measured.set(name, found);
	return await found;
}

async function run({ backend, items, atOnce = items, slots = 1_000 }: Case): Promise<Measured> {
	const clock = hurriedWorld();
	const host = await openTestHost({ now: clock.now, life: LIFE });
	if (backend !== 'kie') host.simulator[backend].slots = slots;
	const picture = await photo();
	const input = await Promise.all(Array.from({ length: items }, async () => await photoItem(picture)));
	const start = clock.now();
	const { outputs, error } = await host.run(
		imageToVideo(backend, { options: { itemsAtOnce: atOnce, downloadVideo: false } }),
		{ items: input, clock },
	);
	const wallMs = clock.now() - start;
	const { requests } = host.simulator;
	await host.close();
	if (error) throw error;
	if (outputs[0]?.length !== items) throw new Error(`${outputs[0]?.length} of ${items} items came out`);
	const queries = requests.filter(({ verb }) => verb === 'query').length / items;
	const late = outputs[0].map(({ json: { taskId, finishedAt } }) =>
		seenLateMs(String(taskId), Date.parse(String(finishedAt)), requests),
	);
	return { wallMs, queries, lateMs: median(late.map((ms) => ms ?? NaN)) };
}

/** Wall time over the longest task, with enough slots and with five. */
export async function crowdRows(): Promise<Row[]> {
	const rows: Row[] = [];
	for (const [backend, items] of [
		['kling', 20],
		['kling', 100],
		['piapi', 20],
		['piapi', 100],
		['kie', 20],
		['kie', 100],
	] as const) {
		const { wallMs } = await measure({ backend, items });
		rows.push({
			what: `${items} items at once, ${backend}`,
			figure: ratio(wallMs / TASK_MS),
			comparedTo: 'the longest single task',
			aim: { words: '1.10', met: wallMs <= 1.1 * TASK_MS, why: whySlow(backend, items) },
		});
	}
	for (const backend of ['kling', 'piapi'] as const) {
		const { wallMs } = await measure({ backend, items: 20, slots: 5 });
		rows.push({
			what: `20 items, 5 slots, ${backend}`,
			figure: ratio(wallMs / (4 * TASK_MS)),
			comparedTo: 'four rounds of five tasks without a gap',
		});
	}
	const { wallMs } = await measure({ backend: 'kling', items: 5, atOnce: 1 });
	const { wallMs: together } = await measure({ backend: 'kling', items: 5 });
	rows.push({ what: '5 items, one after another', figure: ratio(wallMs / together), comparedTo: '5 items at once' });
	return rows;
}

/** Questions for a finished task, and how late its end is seen, against fixed intervals. */
export async function questionRows(): Promise<Row[]> {
	const rows: Row[] = [];
	for (const backend of ['kling', 'kie', 'piapi'] as const) {
		for (const items of [1, 20, 100]) {
			const { queries, lateMs } = await measure({ backend, items });
			rows.push({
				what: `questions per finished task, ${items} items, ${backend}`,
				figure: `${ratio(queries)}, seen ${percent(lateMs)} late`,
				comparedTo: [3, 5, 15].map((s) => `every ${s} s: ${fixed(s)}`).join('; '),
				aim: { words: '5 % or 3 s late', met: lateMs <= Math.max(0.05 * TASK_MS, 3_000), why: LATE },
			});
		}
	}
	return rows;
}

/** Asking from the start at fixed intervals finds the end half an interval late, on average. */
function fixed(seconds: number): string {
	const ms = seconds * 1000;
	return `${Math.ceil(TASK_MS / ms)}, ${percent(ms / 2)}`;
}

const percent = (lateMs: number) => `${((lateMs / TASK_MS) * 100).toFixed(1)} %`;

/** What sets the limit of the wall time. */
function whySlow(backend: BackendName, items: number): string {
	const burst = 20;
	if (backend === 'kie' && items > burst) {
		const lastMs = (Math.ceil(items / burst) - 1) * 10_000;
		return `Kie.ai takes ${burst} new tasks in 10 s, so the last one begins ${lastMs / 1000} s after the first; no client can be better than ${ratio((TASK_MS + lastMs) / TASK_MS)}. What is beyond that is this machine's work for pictures and requests, which counts ${HURRY}fold on the hurried clock.`;
	}
	return `the clock runs ${HURRY} times as fast as the real one, so this machine's work for pictures and requests counts ${HURRY}fold; and the last end is seen up to one look late (3 s, or 3.5 % of the age).`;
}

const LATE =
	'around the expected end the looks are 3 s (Minimum Poll Interval) or 3.5 % of the age apart, and what this machine works counts tenfold on the hurried clock.';
