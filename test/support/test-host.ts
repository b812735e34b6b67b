// A simulator, a clock they share and the real node on n8n's engine: what most tests of behaviour start from.
import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import sharp from 'sharp';
import { FalApi } from '../../credentials/FalApi.credentials';
import { KieApi } from '../../credentials/KieApi.credentials';
import { KlingApi } from '../../credentials/KlingApi.credentials';
import { PiApi } from '../../credentials/PiApi.credentials';
// With its ending, because KlingVideo.node.json lies beside it and tsx would take that one.
import { KlingVideo } from '../../nodes/KlingVideo/KlingVideo.node.ts';
import type { Clock, Timeouts } from '../../nodes/shared/clock';
import { startSimulator } from '../simulator';
import type { BackendName, Fault, SimulatorOptions, Simulator } from '../simulator/contract';
import { virtualClock, type VirtualClock } from './clock';
import { runNode, storedFile, type Login, type Outcome, type Scenario } from './run-node';

export const BACKENDS: BackendName[] = ['kling', 'kie', 'piapi', 'fal'];

/** Those that tell what is left on an account. */
export const BALANCES = ['kling', 'kie', 'piapi'] as const satisfies BackendName[];

/** Whether a create that got no answer can be found: under an id of ours, or in the books of the backend. */
export const findsLost = (backend: BackendName): boolean => backend === 'kling' || backend === 'fal';

export interface TestHost {
	readonly simulator: Simulator;
	readonly clock: VirtualClock;
	/** How long a request may be silent, in real milliseconds. */
	readonly timeouts: Timeouts;
	/** Good credentials for all backends. */
	readonly logins: readonly Login[];
	run(
		parameters: INodeParameters,
		more?: Partial<Omit<Scenario, 'parameters' | 'nodeType'>> & { clock?: Clock; timeouts?: Timeouts },
	): Promise<Outcome>;
	close(): Promise<void>;
}

/** What the service answers takes as long as a busy machine needs; it is no silence. */
const PATIENCE_MS = 20_000;
const SILENT: readonly string[] = ['stall', 'hang', 'slow', 'lateWork', 'lateAnswer'] satisfies Array<Fault['kind']>;
/** What counts for a request of each kind. */
const KINDS: Readonly<Record<Fault['verb'], keyof Timeouts>> = {
	create: 'create',
	query: 'query',
	upload: 'upload',
	download: 'download',
	cancel: 'query',
	delete: 'query',
	account: 'query',
	keys: 'query',
};

/**
 * Patience with a silent line: short (`timeouts`, or a second) while a silence that was ordered has not come yet, so that
 * nobody waits long for it; otherwise long, so that a busy machine is not taken for a silent service.
 */
function patienceWith(
	orders: { silent: Fault[]; before: number },
	requests: () => Simulator['requests'],
	timeouts: Partial<Timeouts>,
): Timeouts {
	const of = (kind: keyof Timeouts) => {
		const ordered = orders.silent.filter(({ verb }) => KINDS[verb] === kind);
		if (ordered.length === 0) return PATIENCE_MS;
		const wanted = ordered.reduce((sum, { times = 1 }) => sum + times, 0);
		const come = requests()
			.slice(orders.before)
			.filter(({ verb, fault = '' }) => verb !== 'other' && KINDS[verb] === kind && SILENT.includes(fault)).length;
		return come < wanted ? (timeouts[kind] ?? 1_000) : PATIENCE_MS;
	};
	return {
		get create() {
			return of('create');
		},
		get query() {
			return of('query');
		},
		get upload() {
			return of('upload');
		},
		get download() {
			return of('download');
		},
	};
}

/** Tasks take 20 s in the queue and 60 s of work, by a clock that only sleeping moves. */
export async function openTestHost(
	options: SimulatorOptions & { timeouts?: Partial<Timeouts> } = {},
): Promise<TestHost> {
	const orders = { silent: new Array<Fault>(), before: 0 };
	const clock = virtualClock();
	const timeouts = patienceWith(orders, () => simulator.requests, options.timeouts ?? {});
	const started = await startSimulator({ now: clock.now, life: { queuedMs: 20_000, runningMs: 60_000 }, ...options });
	const simulator: Simulator = Object.assign(started, {
		fault: ((order) => (fault: Fault) => {
			if (SILENT.includes(fault.kind)) orders.silent.push(fault);
			order(fault);
		})(started.fault),
		clearFaults: ((clear) => () => {
			orders.silent = [];
			orders.before = started.requests.length;
			clear();
		})(started.clearFaults),
	});
	const logins = loginsFor(simulator);
	return {
		simulator,
		clock,
		timeouts,
		logins,
		run: async (parameters, more = {}) =>
			await runNode({
				logins,
				items: [await photoItem()],
				...more,
				parameters,
				nodeType: new KlingVideo(more.clock ?? clock, more.timeouts ?? timeouts),
			}),
		close: async () => await simulator.close(),
	};
}

/** As much of a simulator as a credential needs. */
export interface Services {
	readonly kling: Pick<Simulator['kling'], 'url' | 'apiKey'>;
	readonly kie: Pick<Simulator['kie'], 'url' | 'apiKey' | 'uploadUrl'>;
	readonly piapi: Pick<Simulator['piapi'], 'url' | 'apiKey' | 'uploadUrl'>;
	readonly fal: Pick<Simulator['fal'], 'url' | 'apiKey' | 'uploadUrl' | 'platformUrl'>;
}

/** Credentials of the simulator, as a user would enter them. */
export function loginsFor({ kling, kie, piapi, fal }: Services): Login[] {
	return [
		{ type: new KlingApi(), data: { authentication: 'apiKey', apiKey: kling.apiKey, baseUrl: kling.url } },
		{ type: new KieApi(), data: { apiKey: kie.apiKey, baseUrl: kie.url, uploadBaseUrl: kie.uploadUrl } },
		{ type: new PiApi(), data: { apiKey: piapi.apiKey, baseUrl: piapi.url, uploadBaseUrl: piapi.uploadUrl } },
		{
			type: new FalApi(),
			data: {
				apiKey: fal.apiKey,
				baseUrl: fal.url,
				platformBaseUrl: fal.platformUrl,
				uploadBaseUrl: fal.uploadUrl,
			},
		},
	];
}

/** The same credentials with some values changed for one backend. */
export function withLogin(logins: readonly Login[], name: string, data: Record<string, string>): Login[] {
	return logins.map((login) => (login.type.name === name ? { ...login, data: { ...login.data, ...data } } : login));
}

/** The smallest form that works on each backend. */
export function imageToVideo(backend: BackendName, more: INodeParameters = {}): INodeParameters {
	return {
		backend,
		resource: 'video',
		operation: 'imageToVideo',
		imageSource: 'binary',
		imageField: 'data',
		prompt: 'The boat drifts down the street',
		...more,
	};
}

/** What makes a form leave the backend to the workflow. */
export function byExpression(backendId: string): INodeParameters {
	return { backend: 'expression', backendId };
}

/** A form that asks for a task by its id. */
export function queryTask(backend: BackendName, taskId: string, more: INodeParameters = {}): INodeParameters {
	return { backend, resource: 'video', operation: 'queryTask', taskId, ...more };
}

interface Look {
	readonly width?: number;
	readonly height?: number;
	readonly format?: 'png' | 'jpeg' | 'webp';
	readonly orientation?: number;
}

const photos = new Map<string, Promise<Buffer>>();

/** A red over blue picture: whoever turns it wrongly is caught. */
export async function photo(look: Look = {}): Promise<Buffer> {
	const key = JSON.stringify(look);
	const drawn = photos.get(key) ?? drawPhoto(look);
	photos.set(key, drawn);
	return Buffer.from(await drawn);
}

async function drawPhoto(options: Look): Promise<Buffer> {
	const { width = 640, height = 480, format = 'png', orientation } = options;
	const top = await sharp({ create: { width, height: Math.floor(height / 2), channels: 3, background: '#ff0000' } })
		.png()
		.toBuffer();
	const picture = sharp({ create: { width, height, channels: 3, background: '#0000ff' } })
		.composite([{ input: top, gravity: 'north' }])
		.removeAlpha();
	return await (orientation ? picture.withMetadata({ orientation }) : picture).toFormat(format).toBuffer();
}

/** An item that carries a picture in its field `data`. */
export async function photoItem(bytes?: Buffer, json: INodeExecutionData['json'] = {}): Promise<INodeExecutionData> {
	return { json, binary: { data: await storedFile(bytes ?? (await photo()), 'photo.png', 'image/png') } };
}

/** A form that takes the picture from the address in each item, and items of which the last one's is too small. */
export async function lastTooSmall({
	simulator,
}: TestHost): Promise<{ form: INodeParameters; items: INodeExecutionData[] }> {
	const good = simulator.files.publish('/good.png', await photo(), 'image/png');
	const small = simulator.files.publish('/small.png', await photo({ width: 40, height: 40 }), 'image/png');
	// What has to be fetched is looked at when it is its item's turn.
	return {
		form: { imageSource: 'url', imageUrl: '={{ $json.url }}' },
		items: [{ json: { url: good } }, { json: { url: small } }],
	};
}

/** Settings for Retry On Fail; n8n takes 0 for "not set". */
export const RETRY: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

/** The JSON of the only item of the main output. */
export function onlyJson({ outputs, error }: Outcome): INodeExecutionData['json'] {
	if (error) throw error;
	if (outputs[0]?.length !== 1) throw new Error(`expected one item, got ${outputs[0]?.length ?? 'none'}`);
	return outputs[0][0]!.json;
}
