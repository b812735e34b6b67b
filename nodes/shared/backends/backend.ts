// What every backend answers for. Pure functions: they write calls and read replies, and never touch the network.
import type { Failure, Result } from '../errors';
import type { Call, FormFile, Reply } from '../http/types';
import type { Limits } from '../tasks/account-limits';
import type { BalanceRoute } from '../tasks/balance';
import type { LibraryEntry } from '../tasks/library-entry';
import type { ListedTask, TaskFilter } from '../tasks/task-filter';
import type { PagedList } from '../tasks/paginate';
import type { Creation, StatusQuery, TaskReference } from '../tasks/task';
import type { QueryError } from '../tasks/retry-query';
import type { BackendId, GeneratingOperation, LibraryKind } from '../vocabulary';
import type { WebhookSpec } from './webhook';
import type { Model, GenerationJob } from './catalogue';
import type { PriceList, UnitPrice } from './pricing';

/** Where and how a credential lets us in. No secret stands in it. */
export interface Connection {
	/** Tells this account apart from others. */
	readonly account: string;
	/** Without a slash at the end. */
	readonly apiUrl: string;
	readonly uploadUrl: string;
	/** Where prices and lists are told, where that is another address. */
	readonly platformUrl?: string;
	/** The official API's newer paths take an API key only. */
	readonly hasApiKey: boolean;
}

/** A file on its way to the backend, whole. Its name is unique and has the extension of its content. */
export interface OutgoingFile extends FormFile {
	readonly bytes: Buffer;
}

interface Upload {
	/** Extensions that the backend takes; all where absent. */
	readonly extensions?: readonly string[];
	/** The URL under which the backend will find the file. */
	read(reply: Reply): Uploaded;
}

/** A place that was kept for a file: how the file gets there is `put`'s to know, `url` is where it is found then. */
export interface UploadPlace {
	readonly is: 'place';
	readonly putUrl: string;
	readonly url: string;
}

/** In two steps: the first call's reply tells where the file goes and under which URL it is found afterwards. */
export interface TwoStepUpload {
	readonly takes: 'place';
	readonly extensions?: readonly string[];
	/** @param file its length in bytes */
	reserve(file: Pick<FormFile, 'fileName' | 'contentType'> & { readonly length: number }, connection: Connection): Call;
	readPlace(reply: Reply): UploadPlace | Exclude<Uploaded, { is: 'there' }>;
	/** Most places let in by their address alone: the call is `unsigned` then. */
	put(file: FormFile, place: UploadPlace): Call;
	readPut(reply: Reply, place: UploadPlace): Uploaded;
	/** Large files go in parts. */
	readonly parts?: UploadParts;
}

/** A file that goes in parts of one size, the last one smaller, and is put together by a call of its own. */
export interface UploadParts {
	/** Files of more bytes go so. */
	readonly above: number;
	/** Of each part. */
	readonly bytes: number;
	/** @param number from 1 on */
	put(bytes: Buffer, number: number, place: UploadPlace): Call;
	readPart(
		reply: Reply,
		number: number,
	): { readonly is: 'part'; readonly etag: string } | Exclude<Uploaded, { is: 'there' }>;
	complete(etags: readonly string[], place: UploadPlace): Call;
	readComplete(reply: Reply, place: UploadPlace): Uploaded;
}

/** How a backend takes a file before the request that names it: whole, or as it is read. Free on every backend. */
export type UploadRoute =
	| TwoStepUpload
	| (Upload & { readonly takes: 'bytes'; call(file: OutgoingFile, connection: Connection): Call })
	| (Upload & { readonly takes: 'stream'; call(file: FormFile, connection: Connection): Call });

/** A text to be spoken. */
export interface Speech {
	readonly text: string;
	readonly voice: string;
	readonly language: 'en' | 'zh';
	/** 0.8 to 2. */
	readonly speed: number;
}

/** How a backend speaks. It answers at once, and the accepted task's id is the sound's. */
export interface SpeechRoute {
	call(speech: Speech, connection: Connection): Call;
	read(reply: Reply): Creation;
}

/** A video whose people are looked for. */
export type VideoReference = { readonly url: string } | { readonly id: string };

/** How a backend finds the people in a video. It answers at once with a session, whose id is the accepted task's. */
export interface FacesRoute {
	call(video: VideoReference, connection: Connection): Call;
	/** An accepted creation has `faces`. */
	read(reply: Reply): Creation;
	/** How long a session can be used, in milliseconds. */
	readonly lifeMs: number;
}

/**
 * Takes back a task that has not begun. It is sent after a Stop, when n8n's authenticated requests go no more, so it
 * brings its own key.
 */
export interface CancelEndpoint {
	/** Wherever the task may be, the likeliest first: the next one is tried where it is unknown. */
	calls(task: TaskReference, connection: Connection): readonly Call[];
	headers(credential: Readonly<Record<string, unknown>>): Record<string, string>;
	read(reply: Reply): CancelResult;
}

/** What came of taking a task back. */
export type CancelResult =
	/** It will not be carried out. */
	| { readonly is: 'cancelled' }
	/** It was asked to end, and may be carried out all the same: its state tells. */
	| { readonly is: 'requested' }
	/** It has begun, or ended, or was withdrawn before: its state tells. */
	| { readonly is: 'tooLate'; readonly failure: Failure }
	| { readonly is: 'unknown'; readonly failure: Failure }
	| QueryError;

/** Whose entries of a library: the account's own, those that the backend offers to all, or both. */
export type Ownership = 'own' | 'preset' | 'all';

/** A library of an account: what can be named in requests. Free. */
export interface LibraryEndpoint {
	list(owner: Ownership, connection: Connection): PagedList<LibraryEntry>;
	/** A removal may be sent again: what is gone already is `unknown` then. */
	remove(id: string, connection: Connection): Call;
	readDelete(reply: Reply, id: string): DeleteResult;
}

export type DeleteResult =
	{ readonly is: 'deleted' } | { readonly is: 'unknown'; readonly failure: Failure } | QueryError;

export type Uploaded =
	| { readonly is: 'there'; readonly url: string }
	| { readonly is: 'transient'; readonly failure: Failure; readonly retryAfterMs?: number }
	| { readonly is: 'refused'; readonly failure: Failure };

/** How a backend tells what a unit costs at the moment. Free. */
export interface LivePrices {
	/** @param model as it is sent */
	call(model: string, connection: Connection): Call;
	/** @returns undefined where no price is told */
	read(reply: Reply, model: string): UnitPrice | undefined;
}

/** A request as the backend has it in its books. */
export interface LoggedRequest {
	readonly taskId: string;
	/** Milliseconds since 1970. */
	readonly sentAt: number;
	/** What was sent, as JSON; undefined where it is not kept. */
	readonly body: unknown;
}

/** What was sent to an address: how a create is found whose answer got lost, where tasks have no ids of ours. */
export interface RequestLog {
	/** @param url the create's, without its query */
	list(
		url: string,
		window: { readonly since: number; readonly until?: number },
		connection: Connection,
	): PagedList<LoggedRequest>;
}

export interface Backend {
	readonly id: BackendId;
	readonly label: string;
	/** The credential type's internal name. */
	readonly credential: string;
	/** The first row that has an operation is its default. */
	readonly models: readonly Model[];
	/**
	 * The models with which a new node begins, where that is not the first row: the newest of which the vendor's pages confirm
	 * everything, its price too. Nodes of workflows that were saved before begin with the first row, and cost what they cost.
	 */
	readonly newNodeModels?: Partial<Record<GeneratingOperation, string>>;
	/** Ids that are reported retired, with the day; typed in, they are sent with a warning. */
	readonly retired: Readonly<Record<string, string>>;
	/** Whether the body carries the picture itself (raw base64) or the URL of an upload. */
	readonly images: 'inline' | UploadRoute;
	/** How a sound of the item gets there, and a video; `urlOnly`: the backend fetches it or has no use for it. */
	readonly audio: 'inline' | UploadRoute;
	readonly videos: 'urlOnly' | UploadRoute;
	/** Largest file that an upload takes, in bytes. */
	readonly uploadMaxBytes: number;
	/** Names of voices that speak a text, as far as they are known; any other name may be given. */
	readonly speakers?: readonly string[];
	/** Speaks a text; the sound's id then stands in for a recording. Costs money. */
	readonly speech?: SpeechRoute;
	/** Finds the people in a video before one of them speaks. Costs money. */
	readonly faces?: FacesRoute;
	/** Absent where a task that was accepted is carried out in any case. */
	readonly cancel?: CancelEndpoint;
	/** Absent where accounts keep nothing. */
	readonly library?: Readonly<Record<LibraryKind, LibraryEndpoint>>;
	/** The account's tasks; absent where the backend does not list them. */
	readonly listTasks?: (filter: TaskFilter, connect: Connection, now: number) => Result<PagedList<ListedTask>>;
	/** Absent where lost creates cannot be found in a list. */
	readonly requestLog?: RequestLog;
	/** Whether that list can be narrowed to the tasks of one operation. */
	readonly listsByOperation: boolean;
	/** Whether a task may have to be looked for where its operation made it, so that the user can name the operation. */
	readonly looksUpByOperation: boolean;
	/** Whether a task can be found by an id that we chose. */
	readonly hasExternalIds: boolean;
	readonly prices: PriceList;
	/** Absent where only lists tell prices. */
	readonly livePrices?: LivePrices;
	/** Tasks of an account may wait for each other after they were accepted: their time counts from their beginning. */
	readonly hasOwnQueue?: boolean;
	/** Whether it can be said how long what is made is kept. */
	readonly resultLifetimes?: boolean;
	/** Absent where accounts do not tell what is left. */
	readonly balance?: BalanceRoute;
	readonly webhooks: WebhookSpec;
	/** How much an account may do at once. */
	readonly limits: Limits;
	/** Where a person can look for a task whose fate is unclear. */
	readonly taskList: string;
	/**
	 * How long a task may be unknown to the backend before that is believed, in milliseconds: one that was just accepted,
	 * and one that somebody asks for by its id.
	 */
	readonly unknownGraceMs: { readonly accepted: number; readonly asked: number };

	connect(credential: Readonly<Record<string, unknown>>): Result<Connection>;
	create(job: GenerationJob, connection: Connection): Call;
	readCreation(reply: Reply): Creation;
	/** The ways to ask for a task, best first. */
	statusQueries(reference: TaskReference, connection: Connection): StatusQuery[];
}
