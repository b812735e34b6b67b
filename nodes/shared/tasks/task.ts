// A paid job, in neutral words: how it is asked for again, and what is known of it.
import type { BackendId, GeneratingOperation } from '../vocabulary';
import type { Failure } from '../errors';
import type { Call, Reply } from '../http/types';
import type { LibraryEntry } from './library-entry';
import type { Named, NothingCreated } from './proof';

/** Plain JSON that names a task; everything needed to ask for it again. */
export interface TaskHandle {
	readonly backend: BackendId;
	readonly taskId: string;
	readonly operation: GeneratingOperation;
	/** The model id that was sent; unknown for tasks made elsewhere. */
	readonly model?: string;
	/** Where it was made, when that is not the operation's usual place. */
	readonly route?: string;
	/** Only the official API has one. */
	readonly externalTaskId?: string;
	/** Where the backend said that the task is found; absent where that follows from its id. */
	readonly urls?: TaskUrls;
	/** How long the backend was asked to keep what is made, in seconds; absent where it decides by itself. */
	readonly keptSeconds?: number;
}

/** Where a task is asked for, where its result stands, and where it is taken back. */
export interface TaskUrls {
	readonly status: string;
	readonly result: string;
	readonly cancel: string;
}

/** What to ask for: by the backend's id, or (official API) by the user's own. */
export type TaskReference = Omit<TaskHandle, 'taskId'> &
	({ taskId: string } | { taskId?: undefined; externalTaskId: string });

export interface Video {
	/** The backend's id, by which other requests can name it. */
	readonly id?: string;
	readonly url: string;
	readonly watermarkUrl?: string;
	readonly coverUrl?: string;
	readonly durationSeconds?: number;
}

/** A sound that was made, by itself or for a video. */
export interface AudioResult {
	/** The backend's id, by which other requests can name it. */
	readonly id?: string;
	readonly url: string;
	/** The same as wav, where there is one. */
	readonly wavUrl?: string;
	readonly durationSeconds?: number;
}

/** Somebody seen in a video, and when: milliseconds from its beginning. */
export interface Face {
	readonly id: string;
	readonly imageUrl?: string;
	readonly startMs: number;
	readonly endMs: number;
}

export interface Cost {
	readonly amount: number;
	/** The backend's own unit: units, credits, points, or a currency. */
	readonly unit: string;
	/** An estimate by the documented price of one unit. */
	readonly usd?: number;
}

interface Known {
	readonly taskId: string;
	/** The backend's own word for the state. */
	readonly word: string;
	readonly externalTaskId?: string;
	readonly model?: string;
	/** Milliseconds since 1970. */
	readonly createdAt?: number;
	readonly finishedAt?: number;
	readonly cost?: Cost;
	/** How many wait before it, where the backend tells. */
	readonly queuePosition?: number;
}

/** What a task made. */
export interface Results {
	readonly videos: readonly Video[];
	readonly sounds?: readonly AudioResult[];
	readonly elements?: readonly LibraryEntry[];
	readonly voices?: readonly LibraryEntry[];
}

/** A task's condition as the backend told it. Only `succeeded` has results, and it always has at least one. */
export type TaskState =
	/** `endedWithoutResult`: the backend says that it is done and gives no result; one may follow. */
	| (Known & {
			readonly status: 'queued' | 'running';
			readonly endedWithoutResult?: boolean;
			/** The start of what it says in place of a result. */
			readonly output?: string;
	  })
	| Succeeded
	/** `nextStep`: what to do about it, where the backend tells more than that it failed. */
	| (Known & {
			readonly status: 'failed';
			readonly words: string;
			readonly code?: string;
			readonly nextStep?: string;
	  });

export type Succeeded = Known & Results & { readonly status: 'succeeded'; readonly urlExpiresAt?: number };

/**
 * A task that its backend calls done: succeeded where there is a result, otherwise one may follow.
 *
 * @param outputOf the start of what it says of its result, shown where nothing in it can be used
 */
export function ended(
	known: Known,
	{ videos, ...others }: Results,
	urlExpiresAt?: number,
	outputOf?: () => string | undefined,
): TaskState {
	const besides = Object.entries(others).filter(([, list]) => list.length > 0);
	if (videos.length + besides.length === 0) {
		const output = outputOf?.();
		return { ...known, status: 'running', endedWithoutResult: true, ...(output === undefined ? {} : { output }) };
	}
	return { ...known, status: 'succeeded', videos, ...Object.fromEntries(besides), urlExpiresAt };
}

/** The address of what a task made first of all: its video, or the sound where it made no video. */
export function mainUrl({ videos, sounds = [] }: Succeeded): string | undefined {
	return videos[0]?.url ?? sounds[0]?.url;
}

/** A file of what a task made: its main one, or its sound. */
export type FileChoice = 'main' | 'mp3' | 'wav';

/** The address of the wanted file; undefined where the task has none. */
export function fileUrl(state: Succeeded, wanted: FileChoice): string | undefined {
	if (wanted === 'main') return mainUrl(state);
	const [sound] = state.sounds ?? [];
	return wanted === 'wav' ? sound?.wavUrl : sound?.url;
}

/** What came of asking for a task. */
export type StatusResult =
	| { readonly is: 'state'; readonly state: Named }
	/** The backend says that it has no such task. */
	| { readonly is: 'unknown'; readonly failure: Failure }
	/** It may be better next time: a slip of the network, too many requests, a server error. */
	| { readonly is: 'transient'; readonly failure: Failure; readonly retryAfterMs?: number }
	/** It will hardly be better next time: a wrong key, say. `forGood`: it certainly will not, because n8n itself sends nothing. */
	| { readonly is: 'refused'; readonly failure: Failure; readonly forGood?: true };

/** A kind of list that a backend answers: by its own ids, say. */
export interface ListRoute {
	/** Routes with the same name share their requests. */
	readonly name: string;
	/** Ids that one request takes. */
	readonly most: number;
	call(ids: readonly string[]): Call;
}

/** A way to ask for a task; where its answer is `unknown`, the next way is tried. */
export interface StatusQuery {
	readonly call: Call;
	/** The same for several tasks at once. */
	readonly list?: { readonly route: ListRoute; readonly id: string };
	read(reply: Reply): StatusAnswer;
}

/** The reply tells only a part: a status whose result stands under another address, say. */
export interface FollowUp {
	readonly is: 'followUp';
	readonly call: Call;
	read(reply: Reply): StatusAnswer;
}

export type StatusAnswer = StatusResult | FollowUp;

/**
 * What a reply says that proves that nothing was created. `again`: may the same request go out once more? `whenFree`: until
 * the user's Queue Timeout; `briefly`: a few times within seconds; `once`: one time, signed anew.
 */
export interface Refusal {
	readonly is: 'refused';
	readonly failure: Failure;
	readonly again: 'never' | 'whenFree' | 'briefly' | 'once';
	readonly retryAfterMs?: number;
	/** The backend says that this external id was used before. */
	readonly duplicate?: boolean;
}

/** What came of a request that creates a paid task. */
export type Creation =
	/** `finished`, `faces`: the reply brings the result with it, and nobody can ask for it again. */
	| {
			readonly is: 'accepted';
			readonly taskId: string;
			readonly urls?: TaskUrls;
			readonly finished?: TaskState;
			readonly faces?: readonly Face[];
	  }
	| NothingCreated
	/** The task may exist. */
	| { readonly is: 'unclear'; readonly failure: Failure };
