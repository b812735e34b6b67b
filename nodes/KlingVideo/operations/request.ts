// What an operation makes of the form: a request in neutral words, before any backend's spelling.
import type { Ownership, Speech } from '../../shared/backends/backend';
import type { Given } from '../../shared/backends/validate-settings';
import type { VideoPart } from '../../shared/backends/catalogue';
import type { Fitting } from '../../shared/media/prepare-image';
import type { MediaSource } from '../../shared/media/media-source';
import type { TaskFilter } from '../../shared/tasks/task-filter';
import type { BackendId, FrameName, GeneratingOperation, LibraryKind } from '../../shared/vocabulary';
import type { JsonObject } from '../../shared/json';

/** Somebody or something that the prompt calls by @name. */
export interface ElementInput {
	readonly name: string;
	readonly description: string;
	readonly pictures: readonly MediaSource[];
	/** A video that shows it, instead of pictures. */
	readonly video?: MediaSource;
	/** The part of the video that counts. */
	readonly part?: VideoPart;
	/** Recordings of its voice. */
	readonly voices?: readonly MediaSource[];
}

/** How pictures are made acceptable, and how those on the web get to the backend. */
export interface PictureHandling {
	readonly fitting: Fitting;
	/** Whether they pass through us: where the backend could not use them as they are, or always, or never. */
	readonly fromUrl: 'automatically' | 'always' | 'never';
}

/** `served`: the backend fetches the item's file from this n8n. */
export type VideoFile = Exclude<MediaSource, { from: 'text' }> & { readonly served?: boolean };

/** A file, or a video that the backend made before. */
export type VideoSource = VideoFile | { readonly from: 'id'; readonly id: string };

/** A recording, a text to be spoken, or something with a voice that the backend made before. */
export type AudioSource =
	| (MediaSource & { readonly served?: boolean })
	| { readonly from: 'speech'; readonly speech: Speech }
	| { readonly from: 'speechId'; readonly id: string };

/** Makes something and costs money. */
export interface CreateRequest {
	readonly kind: 'create';
	readonly backend: BackendId;
	readonly operation: GeneratingOperation;
	readonly modelId: string;
	/** The known model whose row counts where `modelId` is not in the catalogue. */
	readonly behavesLike: string;
	readonly given: Given;
	readonly images: Partial<Record<FrameName, MediaSource>>;
	/** What the video shows between its first and its last picture, in order. */
	readonly middleFrames: readonly MediaSource[];
	readonly references: readonly MediaSource[];
	readonly elements: readonly ElementInput[];
	readonly video?: VideoSource;
	/** Where a model takes several: those after the first. */
	readonly moreVideos: readonly VideoFile[];
	/** Sounds that the video refers to. */
	readonly sounds: readonly MediaSource[];
	readonly audio?: AudioSource;
	/** A text to be spoken by itself. */
	readonly speech?: Speech;
	readonly handling: PictureHandling;
	/** What reading the form has to say to the user. */
	readonly warnings?: readonly string[];
	readonly callbackUrl?: string;
	readonly externalTaskId?: string;
	/** What becomes of an `externalTaskId` that was used before. */
	readonly ifIdExists: 'fail' | 'use';
	readonly additionalBody?: JsonObject;
	/** Nothing is sent; the item tells what would be. */
	readonly checkOnly: boolean;
	/** Dollars; what costs more by the price list is refused. */
	readonly stopAboveUsd?: number;
	readonly createAgain: boolean;
	/** How long the backend keeps what is made, in seconds; its own default where absent. */
	readonly resultLifetime?: number | 'forever';
	/** No id of ours and no callback URL is sent. */
	readonly withoutExternalId: boolean;
	/** By the newer of two standards that the backend may have. */
	readonly newerStandard: boolean;
	/** Take back a task that has not begun when the execution is stopped. */
	readonly cancelOnStop: boolean;
	readonly slotLimitMs: number;
}

/** Asks for a task and costs nothing. */
export interface QueryRequest {
	readonly kind: 'query';
	readonly backend: BackendId;
	readonly madeBy: GeneratingOperation;
	/** False where `madeBy` is only a guess, with which the task is looked for. */
	readonly isMakerKnown: boolean;
	readonly model?: string;
	readonly by: 'taskId' | 'externalTaskId';
	readonly id: string;
}

/** Looks into the account's library, or takes something out of it; costs nothing. */
export type LibraryRequest = LibraryListRequest | LibraryGetRequest | LibraryDeleteRequest;

interface ToLibrary {
	readonly kind: 'library';
	readonly backend: BackendId;
	readonly library: LibraryKind;
}

export interface LibraryListRequest extends ToLibrary {
	readonly wants: 'list';
	readonly owner: Ownership;
	readonly most: number;
}

export interface LibraryGetRequest extends ToLibrary {
	readonly wants: 'one';
	readonly id: string;
}

export interface LibraryDeleteRequest extends ToLibrary {
	readonly wants: 'delete';
	readonly id: string;
}

/** Asks which tasks there are, and costs nothing. */
export interface ListRequest {
	readonly kind: 'list';
	readonly backend: BackendId;
	readonly filter: TaskFilter;
	readonly most: number;
}

/** Takes back a task that has not begun; costs nothing. */
export interface CancelRequest {
	readonly kind: 'cancel';
	readonly backend: BackendId;
	readonly taskId: string;
	readonly madeBy: GeneratingOperation;
	readonly model?: string;
}

/** Asks what is left on the account and costs nothing. */
export interface AccountRequest {
	readonly kind: 'account';
	readonly backend: BackendId;
}

/** What is answered at once and costs nothing. */
export type FreeRequest = AccountRequest | LibraryRequest | ListRequest | CancelRequest;

export type Request = CreateRequest | QueryRequest | FreeRequest;
