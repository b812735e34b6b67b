// Performs a schedule: the real node on n8n's engine against the simulator, with everything that goes wrong.
import { inspect } from 'node:util';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { brokenInvariants, type IdempotencyRecord } from '../../nodes/shared/tasks/idempotency-record';
import { KlingVideo } from '../../nodes/KlingVideo/KlingVideo.node.ts';
import { readFile, runNode, type Outcome } from '../support/run-node';
import {
	imageToVideo,
	loginsFor,
	openTestHost,
	photo,
	photoItem,
	queryTask,
	RETRY,
	type TestHost,
} from '../support/test-host';
import { fixtures, startSimulator } from '../simulator';
import type { BackendName, LedgerEntry, RecordedRequest, Simulator } from '../simulator/contract';
import { LATE_MS } from './troubles';
import { videosOf } from './oracle';
import { tagOf, type Schedule } from './schedule';
import { watch, type LogLine, type RequestRecorder } from './request-recorder';

/** How long a line may be silent, in real milliseconds. */
const PATIENCE_MS = LATE_MS / 2;
/** Where no silence was ordered a slow answer is a busy machine's; in real milliseconds. */
const UNTROUBLED = { create: 20_000, query: 20_000, upload: 20_000, download: 20_000 };
/** An execution that takes longer than this hangs, in real milliseconds. */
const HANG_MS = 120_000;

/** An item that came out, with its file where it has one. */
export interface Delivered {
	readonly json: IDataObject;
	/** The input that it says it came from. */
	readonly from: number | undefined;
	readonly file?: Buffer;
}

/** One execution as n8n would show it. */
export interface Execution {
	readonly kind: 'create' | 'query';
	/** Whether the user had changed the form since the execution before. */
	readonly formChanged: boolean;
	/** Which of the schedule's items each input is. */
	readonly inputs: readonly number[];
	/** Whether the user had switched 'Retry Unconfirmed Task' on. */
	readonly createAgain: boolean;
	readonly items: readonly Delivered[];
	readonly error?: { readonly text: string; readonly itemIndex?: number };
	/** n8n's own word for how it ended. */
	readonly status: string;
	readonly log: readonly LogLine[];
	/** Everything that n8n keeps and shows of it, as text, without the addresses of the videos themselves. */
	readonly leftBehind: string;
	/** What the node remembers of paid tasks breaks these rules. */
	readonly brokenInvariants: readonly string[];
	/** The tasks accepted while it ran. */
	readonly accepted: readonly Accepted[];
	readonly hung: boolean;
	/** By the clock that waiting moves. */
	readonly virtualMs: number;
	readonly stop?: {
		/** Requests that left afterwards, as "POST /path". */
		readonly sentAfter: readonly string[];
		/** Real milliseconds until the execution had ended. */
		readonly tookMs: number;
	};
}

/** An accepted create as the simulator's ledger has it. */
export interface Accepted {
	readonly entry: LedgerEntry;
	/** The input that it was made for; undefined where no input's text stands in it. */
	readonly item: number | undefined;
}

export interface Evidence {
	readonly schedule: Schedule;
	readonly executions: readonly Execution[];
	readonly requests: readonly RecordedRequest[];
	/** Requests that got no whole answer, on a busy machine also without a fault: those that may pay, and all. */
	readonly unanswered: { readonly paying: number; readonly all: number };
	readonly crashes: readonly string[];
	/** What may stand nowhere: keys, signatures, the picture. */
	readonly secrets: readonly string[];
	/** What became of the other account that worked meanwhile; undefined where none did. */
	readonly neighbour?: { readonly error?: string; readonly createdAfterMs?: number };
	/** The file that a task really yields. */
	fileOf(taskId: string): Buffer;
}

export interface Lab {
	perform(schedule: Schedule): Promise<Evidence>;
	close(): Promise<void>;
}

/** Schedules until the simulator is set up anew, so that its books stay thin. */
const RUNS_PER_STUDIO = 60;

export async function openLab(): Promise<Lab> {
	const recorder = watch();
	let onRequest: () => void = () => undefined;
	const open = async () => {
		const patience = { create: PATIENCE_MS, query: PATIENCE_MS, upload: PATIENCE_MS, download: PATIENCE_MS };
		const host = await openTestHost({ timeouts: patience, onRequest: () => onRequest() });
		// The services of another account, by the same clock.
		const beside = await startSimulator({ now: host.clock.now, life: { queuedMs: 0, runningMs: 30_000 } });
		const close = async () => void (await Promise.all([host.close(), beside.close()]));
		return { host, beside, close };
	};
	let studio = await open();
	let performed = 0;
	const picture = await photo({ width: 320, height: 320 });
	const item = await photoItem(picture);
	return {
		async perform(schedule) {
			for (let again = 0; ; again++) {
				if (performed++ >= RUNS_PER_STUDIO) {
					await studio.close();
					studio = await open();
					performed = 1;
				}
				const run = new Run(
					studio.host,
					studio.beside,
					recorder,
					schedule,
					item,
					picture,
					(listener) => (onRequest = listener),
				);
				try {
					const evidence = await run.perform();
					// A hanging execution goes on in the background; the next one starts in a clean room.
					if (evidence.executions.some(({ hung }) => hung)) performed = RUNS_PER_STUDIO;
					return evidence;
				} catch (error) {
					// n8n's engine gives its own regular expressions little time, and on a busy machine throws before the node runs.
					if (again >= 2 || !/Regular expression execution timed out/.test(String(error))) throw error;
					performed = RUNS_PER_STUDIO;
				}
			}
		},
		async close() {
			await studio.close();
			recorder.leave();
		},
	};
}

class Run {
	private readonly executions: Execution[] = [];
	private readonly firstRequest: number;
	private readonly unanswered = { paying: 0, all: 0 };

	constructor(
		private readonly host: TestHost,
		private readonly beside: Simulator,
		private readonly recorder: RequestRecorder,
		private readonly schedule: Schedule,
		private readonly item: INodeExecutionData,
		private readonly picture: Buffer,
		private readonly listen: (onRequest: () => void) => void,
	) {
		this.firstRequest = host.simulator.requests.length;
	}

	async perform(): Promise<Evidence> {
		const { host, schedule, recorder } = this;
		const { simulator, clock } = host;
		recorder.takeLog();
		recorder.takeCrashes();
		simulator.setLife(schedule.life);
		for (const fault of schedule.faults) simulator.fault(fault);
		const [neighbour] = await Promise.all([schedule.neighbour ? this.workBeside() : undefined, this.createAndRetry()]);
		simulator.clearFaults();
		await this.queryWhatIsKnown();
		await simulator.settled();
		await new Promise((resolve) => setImmediate(resolve));
		const { kling, kie, piapi, fal } = simulator;
		const evidence: Evidence = {
			schedule,
			executions: this.executions,
			requests: simulator.requests.slice(this.firstRequest),
			unanswered: { ...this.unanswered },
			...(neighbour ? { neighbour } : {}),
			crashes: recorder.takeCrashes(),
			secrets: [kling.apiKey, kie.apiKey, piapi.apiKey, fal.apiKey, this.picture.toString('base64').slice(200, 280)],
			fileOf: (taskId) => simulator.resultBytes(taskId),
		};
		// Old tasks must not take the slots of the next schedule.
		clock.advance(20_000_000);
		return evidence;
	}

	private async createAndRetry(): Promise<void> {
		const { schedule, host } = this;
		let form = formFor(schedule);
		let formChanged = false;
		const items = Array.from({ length: schedule.items }, (_, index) => this.itemFor(tagOf(schedule, index)));
		let outcome = await this.execute('create', form, items, { executionId: `${schedule.seed} 1`, stop: schedule.stop });
		await this.leadBack(form, outcome);
		for (const [index, retry] of schedule.retries.entries()) {
			// n8n keeps nothing of a stopped run, and retries only what has failed.
			if (!outcome?.error || this.executions.at(-1)?.stop) return;
			if (retry.troubleOver) host.simulator.clearFaults();
			const options = { ...schedule.options, createAgain: retry.createAgain };
			const executionId = `${schedule.seed} ${index + 2}`;
			const { context } = outcome;
			formChanged ||= retry.formChanged;
			form = { ...formFor({ ...schedule, options }), ...(formChanged ? CHANGED : {}) };
			outcome = await this.execute('create', form, items, { executionId, context, formChanged: retry.formChanged });
		}
	}

	private itemFor(tag: string): INodeExecutionData {
		const { schedule, host, item } = this;
		if (schedule.operation !== 'lipSync' && schedule.operation !== 'extendVideo') return { ...item, json: { tag } };
		const videoUrl = host.simulator.files.publish(`/${tag}.mp4`, fixtures.hd.bytes, 'video/mp4');
		return { ...item, json: { tag, videoUrl } };
	}

	/** One video of another account, on another backend. */
	private async workBeside(): Promise<NonNullable<Evidence['neighbour']>> {
		const { beside, host, schedule, item } = this;
		const [first, before] = [beside.ledger.length, host.clock.now()];
		const { error } = await runNode({
			nodeType: new KlingVideo(host.clock, UNTROUBLED),
			parameters: imageToVideo(neighbourOf(schedule.backend)),
			items: [item],
			logins: loginsFor(beside),
			executionId: `${schedule.seed} beside`,
		});
		const created = beside.ledger[first]?.createdAt;
		return {
			...(error ? { error: textOf(error) } : {}),
			...(created === undefined ? {} : { createdAfterMs: created - before }),
		};
	}

	/** The error output of each pass is the next one's input, as a loop in the workflow gives it. */
	private async leadBack(form: INodeParameters, first: Outcome | undefined): Promise<void> {
		let outcome = first;
		for (let pass = 1; pass <= this.schedule.loops; pass++) {
			const failed = outcome?.outputs[1] ?? [];
			if (!outcome || outcome.error || this.executions.at(-1)?.stop || failed.length === 0) return;
			const { context } = outcome;
			outcome = await this.execute('create', form, failed, {
				executionId: `${this.schedule.seed} 1`,
				context,
				earlierRuns: pass,
			});
		}
	}

	/** Fetches every task that the executions told of, as the user would: from items, errors and the log. */
	private async queryWhatIsKnown(): Promise<void> {
		const { schedule, executions } = this;
		const told = executions.map(({ leftBehind, log }) => leftBehind + inspect(log, { depth: 6 })).join('\n');
		const tasks = executions.flatMap(videosOf);
		const byId = tasks.filter(({ entry }) => told.includes(entry.taskId));
		const byOwnId = tasks.filter((task) => !byId.includes(task) && told.includes(task.entry.externalTaskId ?? '\0'));
		for (const [lookUpBy, known] of [['taskId', byId] as const, ['externalTaskId', byOwnId] as const]) {
			if (known.length === 0) continue;
			const items = known.map(({ entry: { taskId, externalTaskId = '' } }) => ({
				json: { [lookUpBy]: lookUpBy === 'taskId' ? taskId : externalTaskId, operation: schedule.operation },
			}));
			const form = queryTask(schedule.backend, '={{ $json.taskId }}', {
				lookUpBy,
				queryExternalTaskId: '={{ $json.externalTaskId }}',
				options: { timeLimit: 600 },
			});
			await this.execute('query', form, items, { executionId: '9' });
		}
	}

	private async execute(
		kind: Execution['kind'],
		parameters: INodeParameters,
		items: INodeExecutionData[],
		how: {
			executionId: string;
			context?: Record<string, unknown>;
			stop?: Schedule['stop'];
			earlierRuns?: number;
			formChanged?: boolean;
		},
	): Promise<Outcome | undefined> {
		const { host, schedule, recorder } = this;
		const { ledger } = host.simulator;
		const [firstEntry, virtualStart] = [ledger.length, host.clock.now()];
		const sentAfter: string[] = [];
		let stoppedAt: number | undefined;
		let seen = 0;
		const count = (method: string, by: number) => {
			this.unanswered.all += by;
			if (method === 'POST') this.unanswered.paying += by;
		};
		const strangers = [...hostsOf(this.beside)];
		recorder.onAnswer = ({ method, host: at }) => strangers.includes(at) || count(method, -1);
		recorder.onRequest = ({ method, path, host: at }) => {
			if (strangers.includes(at)) return;
			count(method, 1);
			if (stoppedAt !== undefined) sentAfter.push(`${method} ${path}`);
		};
		const stopWhen = (stop: () => void) => {
			const press = () => {
				stoppedAt ??= Date.now();
				stop();
			};
			const { stop: wanted } = how;
			this.listen(() => {
				seen += 1;
				if (!wanted || seen !== wanted.atRequest) return;
				if (wanted.afterMs === 0) press();
				else setTimeout(press, wanted.afterMs);
			});
		};
		const { onError, tries } = kind === 'query' ? FETCHING : schedule;
		const settings = { onError, ...(tries > 1 ? { ...RETRY, maxTries: tries } : {}) };
		const { executionId, context, earlierRuns = 0 } = how;
		const memory = context ? { context } : {};
		const run = host.run(parameters, { items, settings, executionId, stopWhen, earlierRuns, ...memory });
		const outcome = await Promise.race([run, late(HANG_MS)]);
		const endedAt = Date.now();
		this.listen(() => undefined);
		// Whatever the node may still have under way shows itself now.
		if (stoppedAt !== undefined) await late(20);
		await host.simulator.settled();
		recorder.onRequest = recorder.onAnswer = undefined;
		const options = parameters.options as IDataObject | undefined;
		const inputs = items.map(({ json }, index) => (kind === 'query' ? index : numberOf(json.tag, schedule)));
		this.executions.push({
			kind,
			createAgain: options?.createAgain === true,
			formChanged: how.formChanged === true,
			inputs,
			items: outcome ? (await deliveredBy(outcome)).map((one) => ({ ...one, from: inputs[one.from ?? -1] })) : [],
			...(outcome?.error
				? { error: { text: textOf(outcome.error), itemIndex: inputs[itemIndexOf(outcome.error) ?? -1] } }
				: {}),
			status: outcome?.run.status ?? 'hung',
			log: recorder
				.takeLog()
				.filter(({ meta }) => meta.backend !== neighbourOf(schedule.backend))
				.map((line) => ({ ...line, meta: { ...line.meta, itemIndex: inputs[Number(line.meta.itemIndex)] } })),
			leftBehind: outcome ? leftBehindBy(outcome) : '',
			brokenInvariants: outcome ? brokenBy(outcome) : [],
			accepted: ledger.slice(firstEntry).map((entry) => ({ entry, item: itemOf(entry, schedule, ledger) })),
			hung: outcome === undefined,
			virtualMs: host.clock.now() - virtualStart,
			...(stoppedAt === undefined ? {} : { stop: { sentAfter, tookMs: endedAt - stoppedAt } }),
		});
		return outcome;
	}
}

/** Tasks that have failed must not keep others from being fetched. */
const FETCHING = { onError: 'continueRegularOutput', tries: 1 } as const;

const late = async (ms: number): Promise<undefined> =>
	await new Promise((resolve) => {
		setTimeout(() => resolve(undefined), ms).unref();
	});

/** Another text in the form, as the user writes it before a retry. */
const CHANGED = { prompt: '=The ship {{ $json.tag }} drifts down the street' };

function formFor({ backend, operation, options, changing }: Schedule): INodeParameters {
	const moment = changing ? ' at {{ Date.now() }} {{ Math.random() }}' : '';
	const prompt = `=The boat {{ $json.tag }} drifts down the street${moment}`;
	const pictured = { imageSource: 'binary', imageField: 'data' };
	const shared = { backend, resource: 'video', operation, prompt, options };
	if (operation === 'textToVideo') return { ...shared, aspectRatio: '16:9' };
	if (operation === 'imageToVideo') return { ...shared, ...pictured };
	if (operation === 'extendVideo') return { ...shared, videoUrl: '={{ $json.videoUrl }}' };
	if (operation === 'createElement') {
		const files = { frontalSource: 'binary', frontalField: 'data', images: 'data' };
		const description = `=A boat of paper${moment}`;
		return { backend, resource: 'element', operation, name: '={{ $json.tag }}', description, ...files, options };
	}
	if (operation === 'effects') return { ...shared, ...pictured, effect: { __rl: true, mode: 'id', value: 'squish' } };
	const speechText = `=Good morning {{ $json.tag }} to all of you, and welcome to the harbour of the paper boats${moment}`;
	const spoken = { voiceSource: 'speech', speechText, speechVoice: 'oversea_male1' };
	if (operation === 'lipSync')
		return {
			backend,
			resource: 'video',
			operation,
			videoSource: 'url',
			videoUrl: '={{ $json.videoUrl }}',
			...spoken,
			options,
		};
	return { ...shared, ...pictured, ...spoken };
}

const neighbourOf = (backend: BackendName): BackendName => (backend === 'kie' ? 'piapi' : 'kie');

const hostsOf = ({ kling, kie, piapi }: Simulator) =>
	new Set([kling.url, kie.url, kie.uploadUrl, piapi.url, piapi.uploadUrl].map((url) => new URL(url).host));

const numberOf = (tag: unknown, schedule: Schedule): number =>
	Array.from({ length: schedule.items }, (_, index) => index).find((index) => tagOf(schedule, index) === tag) ?? -1;

/** The item whose text stands in a create, or in that of the speech or the people that it names. */
function itemOf(entry: LedgerEntry, schedule: Schedule, ledger: readonly LedgerEntry[]): number | undefined {
	const { rawBody } = entry;
	const direct = Array.from({ length: schedule.items }, (_, index) => index).find((index) =>
		rawBody.includes(tagOf(schedule, index)),
	);
	if (direct !== undefined) return direct;
	const session = ledger.find(
		({ operation, taskId }) => operation === 'faces' && rawBody.includes(`session-${taskId}`),
	);
	return session && session !== entry ? itemOf(session, schedule, ledger) : undefined;
}

async function deliveredBy({ outputs }: Outcome): Promise<Delivered[]> {
	return await Promise.all(
		outputs.flat().map(async ({ json, binary, pairedItem }) => ({
			json,
			from: typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : undefined,
			...(binary?.data ? { file: await readFile(binary.data) } : {}),
		})),
	);
}

const textOf = (error: Error) => {
	const { message, description, context } = error as Error & { description?: string; context?: unknown };
	return [message, description, inspect(context, { depth: 6 })].join('\n');
};

function itemIndexOf(error: Error): number | undefined {
	const { context } = error as Error & { context?: { itemIndex?: unknown } };
	return typeof context?.itemIndex === 'number' ? context.itemIndex : undefined;
}

const everything = { depth: 14, maxArrayLength: null, maxStringLength: null, getters: false } as const;

/** The address of a result is what the user paid for, and carries a signature; it may stand under these keys only. */
function leftBehindBy({ run, context, error }: Outcome): string {
	const { Node: runs = [] } = run.data.resultData.runData;
	const shown = structuredWithout(runs, ['videoUrl', 'videos', 'audioUrl', 'audios']);
	// A result that came with the reply cannot be asked for again, so the memory keeps it.
	return inspect([shown, error, structuredWithout(context, ['finished'])], everything);
}

/** Records of paid tasks that break a rule, each with the rule. */
function brokenBy({ context }: Outcome): string[] {
	const records = (context.klingVideoTasks ?? {}) as Record<string, IdempotencyRecord>;
	return Object.entries(records).flatMap(([name, record]) =>
		brokenInvariants(record).map((rule) => `${name}: ${rule}: ${JSON.stringify(record)}`),
	);
}

function structuredWithout(value: unknown, keys: readonly string[]): unknown {
	if (Array.isArray(value)) return value.map((one) => structuredWithout(one, keys));
	if (typeof value !== 'object' || value === null || value instanceof Error) return value;
	const entries = Object.entries(value).filter(([key]) => !keys.includes(key));
	return Object.fromEntries(entries.map(([key, one]) => [key, structuredWithout(one, keys)]));
}
