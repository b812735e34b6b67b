/** What a test sees of the simulator: the handles, the ledger and the faults it can order. */
import type { KeyObject } from 'node:crypto';

export type BackendName = 'kling' | 'kie' | 'piapi' | 'fal';
export type HostName =
	| 'kling'
	| 'kie'
	| 'kieUpload'
	| 'piapi'
	| 'piapiUpload'
	| 'fal'
	| 'falPlatform'
	| 'falStorage'
	| 'falFiles'
	| 'results'
	| 'files';
export type Verb = 'create' | 'query' | 'upload' | 'download' | 'cancel' | 'delete' | 'account' | 'keys' | 'other';

/** How a task lives, in milliseconds of the simulator's clock. */
export interface Life {
	queuedMs: number;
	runningMs: number;
	outcome: 'succeed' | 'fail';
	/** Why a task that fails did so, in the backend's words. */
	reason?: string;
	/** Kie only: how long a new task answers 422 "recordInfo is null" (part of queuedMs). */
	freshMs?: number;
}

export interface SimulatorOptions {
	/** Milliseconds since the epoch; a test may hand in a virtual clock. */
	now?: () => number;
	life?: Partial<Life>;
	/** New tasks live like these in turn, over and over; what one leaves open is as `life` or `setLife` says. */
	lives?: ReadonlyArray<Partial<Life>>;
	host?: string;
	ports?: Partial<Record<HostName, number>>;
	/** Kling still runs kling-v1-6 on multi-image2video; by default it says "discontinued". */
	retiredModels?: boolean;
	/** Called when a request has come in whole, before anything is done about it. */
	onRequest?: (request: RecordedRequest) => void;
	/** Finished videos are filled up to so many bytes. */
	resultBytes?: number;
	/** Whether Kling's `GET /tasks` also shows tasks made on legacy paths; it does by default. */
	tasksListsLegacy?: boolean;
	/** Where set, callbacks are signed with them; PiAPI's secret stands in each create. */
	callbackSecrets?: CallbackSecrets;
}

export interface CallbackSecrets {
	/** Kling's Webhook Secret, `whsec_` and base64. */
	kling?: string;
	/** Kie's webhookHmacKey. */
	kie?: string;
}

/** A file as the service received it; format, length and sizes are absent where it is unreadable. */
export interface LedgerMedia {
	field: string;
	kind: 'image' | 'video' | 'sound';
	how: 'base64' | 'url' | 'dataUrl';
	url?: string;
	format?: string;
	width?: number;
	height?: number;
	/** EXIF orientation, 1..8; absent when the file has none. */
	orientation?: number;
	channels?: number;
	hasAlpha?: boolean;
	/** Videos and sounds, as their content says. */
	durationSeconds?: number;
	/** Videos: pictures per second. */
	fps?: number;
	bytes: number;
	sha256: string;
	content: Buffer;
	/** Why the service could not use it. */
	problem?: string;
}

export type TaskState = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export interface LedgerEntry {
	readonly backend: BackendName;
	readonly taskId: string;
	readonly externalTaskId?: string;
	readonly model: string;
	readonly operation: string;
	readonly body: unknown;
	readonly rawBody: string;
	readonly media: readonly LedgerMedia[];
	/** Kling: the digits of each element id, in order, exactly as they stood in the body. */
	readonly elementIds: readonly string[];
	/** What the task would cost if it succeeded. */
	readonly price: Cost;
	/** What was charged up to now: 0 unless the task has succeeded. */
	readonly cost: Cost;
	readonly state: TaskState;
	readonly createdAt: number;
	/** When it succeeded, failed or was cancelled; absent while it is on its way. */
	readonly endedAt?: number;
}

export interface Cost {
	amount: number;
	/** Kling units, Kie credits, PiAPI points (10,000,000 are one dollar), fal's dollars. */
	unit: 'units' | 'credits' | 'points' | 'USD';
}

export interface RecordedRequest {
	host: HostName;
	backend?: BackendName;
	verb: Verb;
	method: string;
	path: string;
	query: Record<string, string>;
	/** As received, but credentials are only `true`. */
	headers: Record<string, string | true>;
	bodyBytes: number;
	/** 0 while, or where, nothing was answered. */
	status: number;
	/** The backend's own words, where it refused. */
	refusal?: string;
	at: number;
	aborted?: boolean;
	/** What went wrong by order. */
	fault?: Trouble['kind'];
}

/** One call of a callback address. */
export interface CallbackAttempt {
	backend: BackendName;
	taskId: string;
	url: string;
	/** 1 for the first. */
	attempt: number;
	/** Those that carry a signature. */
	headers: Record<string, string>;
	body: unknown;
	rawBody: string;
	/** What the receiver answered; 0 while, or where, it did not. */
	status: number;
	answer?: string;
	at: number;
}

export interface Replacement {
	status: number;
	json?: unknown;
	text?: string;
	headers?: Record<string, string>;
}

/** What goes wrong. All but `answer`, `dropBefore` and `stall` let the work be done. */
export type Trouble =
	| ({ kind: 'answer' } & Replacement)
	| ({ kind: 'answerAfter' } & Replacement)
	| { kind: 'dropBefore' }
	| { kind: 'dropAfter' }
	/** Half of the body, then the connection breaks. */
	| { kind: 'truncate' }
	/** Half of the body, then silence until the client goes away. */
	| { kind: 'hang' }
	/** Silence from the start, for `ms` real milliseconds or until the client goes away. */
	| { kind: 'stall'; ms?: number }
	/** Waits `ms` real milliseconds, then goes on as usual. */
	| { kind: 'slow'; ms: number }
	/** Does the work `ms` real milliseconds later, even if the client has gone meanwhile. */
	| { kind: 'lateWork'; ms: number }
	/** Does the work at once and answers `ms` real milliseconds later. */
	| { kind: 'lateAnswer'; ms: number }
	/** The request arrives twice; the client sees the second answer, or the first one. */
	| { kind: 'duplicate'; answers: 'first' | 'second' }
	/** A whole HTTP answer with half of the body. */
	| { kind: 'half' }
	/** The host knows no ranges: the whole file comes, whatever part was asked for. */
	| { kind: 'whole' };

export type Fault = Trouble & {
	backend: BackendName;
	verb: Exclude<Verb, 'other'>;
	/** How many matching requests it hits; 1 by default. */
	times?: number;
	/** How many matching requests it lets pass first. */
	skip?: number;
};

export interface Simulator {
	kling: {
		url: string;
		apiKey: string;
		accessKey: string;
		secretKey: string;
		credits: number;
		slots: number;
	};
	kie: { url: string; uploadUrl: string; apiKey: string; credits: number };
	piapi: {
		url: string;
		uploadUrl: string;
		apiKey: string;
		freePlanApiKey: string;
		credits: number;
		slots: number;
	};
	fal: {
		url: string;
		/** With its version. */
		platformUrl: string;
		/** Storage and published keys. */
		uploadUrl: string;
		apiKey: string;
		/** Dollars. */
		credits: number;
		/** Tasks in progress at once; more wait in the queue. */
		slots: number;
		/** An administrator's lock. */
		locked: boolean;
		/** Whether the list of requests shows those that wait. */
		listsQueued: boolean;
		/** What its callbacks are signed with. */
		signer: KeyObject;
		/** What a task is after its cancellation: unknown, or completed with `client_cancelled`. */
		cancelledAs: 'gone' | 'completed';
	};
	results: { url: string };
	files: {
		url: string;
		publish(
			path: string,
			bytes: Buffer,
			contentType: string,
			options?: { status?: number; headers?: Record<string, string> },
		): string;
	};
	/** Made-up public addresses that the services can read without any network. */
	publicFiles: Map<string, Buffer>;
	setLife(life: Partial<Life>, backend?: BackendName): void;
	fault(fault: Fault): void;
	/** Forgets the faults that have not struck yet. */
	clearFaults(): void;
	/** Waits until no request is under way and every callback that is due has been answered. */
	settled(): Promise<void>;
	ledger: LedgerEntry[];
	paid(): LedgerEntry[];
	requests: RecordedRequest[];
	/** Every call of a callback address; addresses beyond this machine are never called. */
	callbacks: CallbackAttempt[];
	resultBytes(taskId: string): Buffer;
	close(): Promise<void>;
}
