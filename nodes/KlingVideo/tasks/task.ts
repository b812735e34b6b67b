// A paid job, in neutral words: how it is asked for again, and what is known of it.
import type { BackendId, GeneratingOperation } from '../words';
import type { Failure } from '../failure';
import type { Call, Reply } from '../http';

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
}

/** What to ask for: by the backend's id, or (official API) by the user's own. */
export type TaskReference = Omit<TaskHandle, 'taskId'> &
	({ taskId: string } | { taskId?: undefined; externalTaskId: string });

export interface Video {
	readonly url: string;
	readonly watermarkUrl?: string;
	readonly coverUrl?: string;
	readonly durationSeconds?: number;
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
}

/** A task's condition as the backend told it. Only `succeeded` has videos, and it always has at least one. */
export type TaskState =
	/** `endedWithoutVideo`: the backend says that it is done and gives no URL; one may follow. */
	| (Known & { readonly status: 'queued' | 'running'; readonly endedWithoutVideo?: boolean })
	| (Known & {
			readonly status: 'succeeded';
			readonly videos: readonly [Video, ...Video[]];
			readonly urlExpiresAt?: number;
	  })
	| (Known & { readonly status: 'failed'; readonly words: string; readonly code?: string });

/** What came of asking for a task. */
export type Answer =
	| { readonly is: 'state'; readonly state: TaskState }
	/** The backend says that it has no such task. */
	| { readonly is: 'unknown'; readonly failure: Failure }
	/** It may be better next time: a slip of the network, too many requests, a server error. */
	| { readonly is: 'trouble'; readonly failure: Failure; readonly retryAfterMs?: number }
	/** It will not be better next time: a wrong key, say. */
	| { readonly is: 'refused'; readonly failure: Failure };

/** A kind of list that a backend answers: by its own ids, say. */
export interface ListRoute {
	/** Routes with the same name share their requests. */
	readonly name: string;
	/** Ids that one request takes. */
	readonly most: number;
	call(ids: readonly string[]): Call;
}

/** A way to ask for a task; where its answer is `unknown`, the next way is tried. */
export interface Question {
	readonly call: Call;
	/** The same for several tasks at once. */
	readonly list?: { readonly route: ListRoute; readonly id: string };
	read(reply: Reply): Answer;
}

/** What came of a request that creates a paid task. */
export type Creation =
	| { readonly is: 'accepted'; readonly taskId: string }
	/**
	 * The reply proves that nothing was created. `again`: may the same request go out once more? `whenFree`: until the
	 * user's Time Limit for a Free Slot; `briefly`: a few times within seconds; `once`: one time, signed anew.
	 */
	| {
			readonly is: 'refused';
			readonly failure: Failure;
			readonly again: 'never' | 'whenFree' | 'briefly' | 'once';
			readonly retryAfterMs?: number;
			/** The backend says that this external id was used before. */
			readonly duplicate?: boolean;
	  }
	/** The task may exist. */
	| { readonly is: 'unclear'; readonly failure: Failure };
