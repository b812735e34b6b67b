// What is the same request? The one rule by which an incoming item takes up what was begun before, or begins anew. Pure:
// plain facts in, a verdict out. Knows no backend, no operation and no n8n.

/** Where a request stands in an execution. Loops give each pass its own run index. */
export interface Place {
	readonly runIndex: number;
	readonly itemIndex: number;
}

/** Which request an incoming item says that it came out of this node with. */
export interface Origin {
	/** The key of the record, which error items carry. */
	readonly key?: string;
	/** The task that the item names. */
	readonly taskId?: string;
	/** The place at which n8n says that it came out of this node. */
	readonly place?: Place;
}

/** An item that asks for something that costs money. */
export interface Incoming {
	readonly executionId: string;
	readonly place: Place;
	/** Called by an AI agent: each call has a place of its own, and only its words tell calls apart. */
	readonly byAgent: boolean;
	/** Digest of the node's parameters as they are written, without those that only say how to wait and deliver. */
	readonly written: string;
	/** Digest of the item itself. */
	readonly input: string;
	/** Digest of what is to be made, expressions resolved and files read; undefined before the files are read. */
	readonly digest?: string;
	/** Undefined where the item did not come out of this node, as far as anybody can tell. */
	readonly origin?: Origin;
}

/** A request that is remembered. */
export interface Known {
	/** The execution that worked on it last. */
	readonly executionId: string;
	readonly place: Place;
	readonly written?: string;
	readonly input?: string;
	readonly digest?: string;
	readonly key?: string;
	/** Of its task, and of those before that brought nothing. */
	readonly taskIds: readonly string[];
	/** `nothing`: whatever was sent is proven to have made nothing, or has failed. */
	readonly holds: 'nothing' | 'doubt' | 'task';
	/** Its final result was handed to n8n. */
	readonly isDelivered: boolean;
	/** Another item or call is working on it at this moment. */
	readonly isBusy: boolean;
}

/**
 * `same`: the incoming item is this request; what it holds is waited for, its doubt is kept. `changed`: the item stands
 * where this request stood in an earlier execution, and the user has changed the form since: a new request, which has to tell
 * of the old one. `equal`: another request of the same words that is not finished, which a new one has to tell of.
 * `other`: nothing to do with each other.
 */
export type Relation = 'same' | 'changed' | 'equal' | 'other';

/** What an incoming item has to do with a request that is remembered. */
export function relationOf(now: Incoming, known: Known): Relation {
	if (!known.isBusy && isSame(now, known)) return 'same';
	const isUnfinished = known.holds !== 'nothing' && !known.isDelivered;
	if (!now.byAgent && !known.isBusy && known.holds !== 'nothing' && isFromBefore(now, known)) {
		if (samePlace(now.place, known.place) || (isUnfinished && isBack(now, known))) return 'changed';
	}
	const isEarlier = known.place.runIndex !== now.place.runIndex || isFromBefore(now, known);
	return !known.isBusy && isUnfinished && isEarlier && sameWords(now, known) ? 'equal' : 'other';
}

function isSame(now: Incoming, known: Known): boolean {
	if (now.byAgent) return isSameCall(now, known);
	// Within an execution the form cannot change, only what expressions say.
	const isUnchanged = !isFromBefore(now, known) || sameWords(now, known);
	if (samePlace(now.place, known.place)) return isUnchanged || sameWriting(now, known);
	// It went round a loop, so the item may be another one, but not the form.
	const isFormUnchanged = isUnchanged || now.written === known.written;
	return isBack(now, known) && isFormUnchanged && !known.isDelivered;
}

/** A retry of a call that failed, or of an execution. A call that brought its result is not made again within its execution. */
function isSameCall(now: Incoming, known: Known): boolean {
	if (isFromBefore(now, known)) return sameWords(now, known);
	if (known.isDelivered) return false;
	return sameWords(now, known) || (samePlace(now.place, known.place) && sameWriting(now, known));
}

const isFromBefore = (now: Incoming, known: Known) => now.executionId !== known.executionId;

const samePlace = (one: Place, other: Place) => one.runIndex === other.runIndex && one.itemIndex === other.itemIndex;

const sameWriting = (now: Incoming, known: Known) => now.written === known.written && now.input === known.input;

const sameWords = (now: Incoming, known: Known) => now.digest !== undefined && now.digest === known.digest;

/** The item came out of this node with this request, in an earlier pass. */
function isBack({ origin, place }: Incoming, known: Known): boolean {
	if (!origin || known.place.runIndex >= place.runIndex) return false;
	if (origin.key !== undefined && origin.key === known.key) return true;
	if (origin.taskId !== undefined && known.taskIds.includes(origin.taskId)) return true;
	return origin.place !== undefined && samePlace(origin.place, known.place);
}
