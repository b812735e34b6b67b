// Remembers every paid task in the node's execution context, which survives Retry On Fail and "retry execution", and finds
// what an incoming item asks for by the rule of same-request.ts. Finding takes as long for the last item as for the first.
import {
	contextKeys,
	nextRecordName,
	partKey,
	partName,
	readRecordName,
	recordName,
	recordParts,
	sceneName,
} from '../stored';
import {
	adoptByExecution,
	forerunnerOf,
	holdsNothing,
	markUndelivered,
	newRecord,
	recordOwner,
	recordSceneDigest,
	recordScenes,
	recordWords,
	waitAnew,
	type Forerunner,
	type IdempotencyRecord,
} from './idempotency-record';
import { relationOf, type Incoming, type Known, type Relation } from './same-request';
import type { TaskHandle } from './task';

/** A request costs more than once: its speech is made before the video, and the people in a video are found. */
export type Part = (typeof PARTS)[number];
const PARTS = ['speech', 'faces'] as const;

/** A request whose words are known: everything is read that decides what is made. */
export type ReadRequest = Incoming & { readonly digest: string };

/** A record while one item, or one call of an agent, works on it. */
export interface Claim {
	readonly record: IdempotencyRecord;
	/** What an earlier execution made here before the form was changed; told once, in the log. */
	readonly replaced?: Forerunner;
}

/**
 * Of earlier passes so many are kept of each: paid parts, in case one of the next asks for the same; calls of an agent that
 * brought their result; requests that failed, for the number of their next attempt.
 */
const MOST_KEPT = 100;

/** Records that somebody in this process works on. */
const atWork = new WeakSet<IdempotencyRecord>();

/** Gives a record free when its item has come to its end. */
export function releaseRecord(record: IdempotencyRecord): void {
	atWork.delete(record);
}

/** The memory of one node in one execution. */
export class RecordStore {
	private readonly names = new Map<IdempotencyRecord, string>();
	private readonly byDigest = new Map<string, Set<IdempotencyRecord>>();
	/** Of earlier passes only: nothing of the running one comes back to it. */
	private readonly byKey = new Map<string, IdempotencyRecord>();
	private readonly byTaskId = new Map<string, IdempotencyRecord>();
	/** Names by run index, of passes that were not tidied up yet. */
	private readonly untidy = new Map<number, Set<string>>();
	private readonly kept = {
		parts: new Array<IdempotencyRecord>(),
		delivered: new Array<IdempotencyRecord>(),
		failed: new Array<IdempotencyRecord>(),
	};
	private pass = -1;

	constructor(private readonly entries: Record<string, IdempotencyRecord>) {
		for (const name of Object.keys(entries)) this.index(name, entries[name]!);
	}

	/**
	 * What is remembered of a request, or undefined where it is a new one. Whoever gets it works on it until
	 * `releaseRecord`.
	 *
	 * @param now milliseconds since 1970
	 */
	recall(incoming: Incoming, now: number): Claim | undefined {
		const found = this.sameAs(incoming);
		if (!found) return undefined;
		// Without this, a loop without a pause would ask at every pass and wait at none.
		if (this.moveTo(found, incoming)) for (const one of [found, ...this.scenesOf(found)]) waitAnew(one, now);
		adoptByExecution(found, incoming.executionId, now);
		atWork.add(found);
		return { record: found };
	}

	/** Whether a task of this request exists or may exist, as far as is remembered; the look changes nothing. */
	mayExist(incoming: Incoming): boolean {
		return (this.sameAs(incoming)?.state ?? 'open') !== 'open';
	}

	private sameAs(incoming: Incoming): IdempotencyRecord | undefined {
		this.begin(incoming);
		return this.candidates(incoming).find((record) => this.relation(incoming, record) === 'same');
	}

	/** A try of a run begins. Where n8n retries the node, it has thrown away the items that an earlier try handed out. */
	beginTry(executionId: string, runIndex: number): void {
		for (const name of this.untidy.get(runIndex) ?? []) {
			const record = this.entries[name];
			if (record?.executionId === executionId && !atWork.has(record)) markUndelivered(record);
		}
	}

	/**
	 * The record of a request, made where there is none.
	 *
	 * @param keyFor makes the key of a new record from its name
	 * @param now milliseconds since 1970
	 */
	open(incoming: ReadRequest, keyFor: (name: string) => string, now: number): Claim {
		const recalled = this.recall(incoming, now);
		if (recalled) {
			this.learn(recalled.record, incoming);
			return recalled;
		}
		const around = this.candidates(incoming).map((record) => [record, this.relation(incoming, record)] as const);
		const changed = around.find(([, relation]) => relation === 'changed')?.[0];
		const here = this.entries[nameAt(incoming)];
		const beside = around.flatMap(([record, relation]) =>
			relation === 'equal' ? [this.forerunner(record) ?? {}] : [],
		);
		const replaced = changed && this.forerunner(changed);
		if (!incoming.byAgent) this.clearPlace(incoming);
		const { written, input, digest, executionId } = incoming;
		const name = this.freeName(nameAt(incoming));
		const record = newRecord(digest, executionId, {
			key: keyFor(name),
			written,
			input,
			// An own id counts on, because the one before was used.
			...(changed ? { attempt: changed.attempt + 1 } : failedBefore(here)),
			...(replaced ? { replaces: [...(changed.replaces ?? []), replaced] } : {}),
			...(beside.length > 0 ? { beside } : {}),
		});
		this.put(name, record);
		atWork.add(record);
		return { record, ...(replaced ? { replaced } : {}) };
	}

	/** What is to be made for a request that was recalled before its files were read. */
	learn(record: IdempotencyRecord, { digest, written, input }: ReadRequest): void {
		const name = this.nameOf(record);
		this.unindex(record);
		recordWords(record, { digest, written, input });
		this.index(name, record);
	}

	/**
	 * The record of a part of a request: its own, or that of a request before with the same words, which is over.
	 *
	 * @param account whose it is: no other account has what this one paid for
	 * @param now milliseconds since 1970
	 */
	openPart(request: IdempotencyRecord, part: Part, digest: string, account: string, now: number): IdempotencyRecord {
		const { executionId } = request;
		const key = request.key === undefined ? undefined : partKey(request.key, account);
		const own = partName(this.nameOf(request), part);
		const here = this.entries[own];
		// What was begun for this request is its own, whatever expressions say now.
		const isOurs = here !== undefined && (here.key === key || here.digest === digest);
		const found = isOurs ? here : (this.paidPart(digest, part) ?? newRecord(digest, executionId));
		if (found !== here) {
			if (here) this.put(this.freeName(own), here);
			this.put(own, found);
		}
		recordOwner(found, key);
		adoptByExecution(found, executionId, now);
		return found;
	}

	/**
	 * What is remembered of a film's scene that was begun for this request, whatever expressions say now; undefined where
	 * nothing of it exists.
	 *
	 * @param number from 1
	 * @param now milliseconds since 1970
	 */
	recallScene(film: IdempotencyRecord, number: number, now: number): IdempotencyRecord | undefined {
		const here = this.entries[sceneName(this.nameOf(film), number)];
		if (!here || here.state === 'open' || here.key !== sceneKey(film)) return undefined;
		adoptByExecution(here, film.executionId, now);
		return here;
	}

	/**
	 * The record of a film's scene, made where there is none. After a change of the form a scene that is still the same is
	 * the one that was paid for; another one takes the place of the one before and has to tell of it.
	 *
	 * @param number from 1
	 * @param digest of everything that decides what is made
	 * @param now milliseconds since 1970
	 */
	openScene(film: IdempotencyRecord, number: number, digest: string, now: number): Claim {
		const key = sceneKey(film);
		const name = sceneName(this.nameOf(film), number);
		const here = this.entries[name];
		recordScenes(film, number);
		if (here && (here.digest === digest || here.key === key)) {
			this.unindex(here);
			recordSceneDigest(here, digest);
			this.index(name, here);
			recordOwner(here, key);
			adoptByExecution(here, film.executionId, now);
			return { record: here };
		}
		const replaced = here && forerunnerOf(here);
		const record = newRecord(digest, film.executionId, {
			key,
			...(here ? { attempt: here.attempt + (replaced ? 1 : 0), earlierTaskIds: here.earlierTaskIds } : {}),
			...(replaced ? { replaces: [...(here.replaces ?? []), replaced] } : {}),
		});
		if (here && replaced) this.put(this.freeName(name), here);
		else this.remove(name);
		this.put(name, record);
		return { record, ...(replaced ? { replaced } : {}) };
	}

	/** The records of a film's scenes, in order, as far as there are any. */
	scenesOf(film: IdempotencyRecord): IdempotencyRecord[] {
		const name = this.nameOf(film);
		const numbers = Array.from({ length: film.scenes ?? 0 }, (_, index) => index + 1);
		return numbers.flatMap((number) => this.entries[sceneName(name, number)] ?? []);
	}

	/** What a request has to tell where another one takes its place; of a film, its last scene. */
	private forerunner(record: IdempotencyRecord): Forerunner | undefined {
		if (record.scenes === undefined) return forerunnerOf(record);
		return this.scenesOf(record)
			.flatMap((scene) => forerunnerOf(scene) ?? [])
			.at(-1);
	}

	/** What there is of a part of a request, whatever its words. */
	partOf(request: IdempotencyRecord, part: Part): IdempotencyRecord | undefined {
		return this.entries[partName(this.nameOf(request), part)];
	}

	/** Under which name a record is stored. */
	nameOf(record: IdempotencyRecord): string {
		return this.names.get(record) ?? '';
	}

	private relation(incoming: Incoming, record: IdempotencyRecord): Relation {
		return relationOf(incoming, knownOf(this.nameOf(record), record));
	}

	/** Every record that may have to do with an incoming item, what is nearest first. */
	private candidates({ place, origin, digest }: Incoming): IdempotencyRecord[] {
		const here = this.entries[recordName(place.runIndex, place.itemIndex)];
		const from = origin?.place && this.entries[recordName(origin.place.runIndex, origin.place.itemIndex)];
		const found = new Set<IdempotencyRecord | undefined>([
			here,
			this.byKey.get(origin?.key ?? ''),
			from,
			this.byTaskId.get(origin?.taskId ?? ''),
			...(digest === undefined ? [] : (this.byDigest.get(digest) ?? [])),
		]);
		return [...found].filter((record) => record !== undefined);
	}

	/** The first item of a pass: those before are tidied up, and may come back. */
	private begin({ place: { runIndex }, byAgent }: Incoming): void {
		if (runIndex <= this.pass) return;
		this.pass = runIndex;
		for (const [run, names] of this.untidy) {
			if (run >= runIndex) continue;
			const busy = [...names].filter((name) => !this.tidy(name, byAgent));
			if (busy.length === 0) this.untidy.delete(run);
			else this.untidy.set(run, new Set(busy));
		}
	}

	/** Forgets what is over, and marks the rest as what may come back. False where somebody works on it. */
	private tidy(name: string, byAgent: boolean): boolean {
		const record = this.entries[name];
		if (!record) return true;
		const request = this.entries[name.split(':').slice(0, 2).join(':')];
		if (atWork.has(record) || (request && atWork.has(request))) return false;
		// Nothing was ever sent for it.
		const isUntouched = holdsNothing(record) && record.attempt === 1 && !this.hasParts(name);
		if ((record.delivered && !byAgent) || isUntouched) this.remove(name);
		else this.keep(name, record);
		return true;
	}

	/** What may come back; of what costs nothing when it is forgotten, only the youngest are kept. */
	private keep(name: string, record: IdempotencyRecord): void {
		const { isPart, scene } = readRecordName(name);
		// A scene that is paid and not delivered stays with its film, however many there are.
		if (scene !== undefined && record.state !== 'open' && !record.delivered) return;
		if (!isPart) {
			if (record.key !== undefined) this.byKey.set(record.key, record);
			for (const taskId of taskIdsOf(record)) this.byTaskId.set(taskId, record);
		}
		if (isPart && record.state === 'task') this.keepYoungest(this.kept.parts, record);
		else if (record.delivered) this.keepYoungest(this.kept.delivered, record);
		else if (holdsNothing(record) && !this.hasParts(name)) this.keepYoungest(this.kept.failed, record);
	}

	/** Whether a part of a request was paid for, or may have been: by the request alone it is found again. */
	private hasParts(name: string): boolean {
		return PARTS.some((part) => (this.entries[partName(name, part)]?.state ?? 'open') !== 'open');
	}

	private keepYoungest(kept: IdempotencyRecord[], record: IdempotencyRecord): void {
		kept.push(record);
		if (kept.length <= MOST_KEPT) return;
		const oldest = kept.shift()!;
		const name = this.names.get(oldest);
		// It may have come back meanwhile.
		if (name !== undefined && readRecordName(name).runIndex < this.pass && !atWork.has(oldest)) this.remove(name);
	}

	/** Speech or a session that an earlier pass paid for, whose request is over. */
	private paidPart(digest: string, part: Part): IdempotencyRecord | undefined {
		for (const record of this.byDigest.get(digest) ?? []) {
			const name = this.nameOf(record);
			const request = this.entries[name.slice(0, -part.length - 1)];
			const isOver = readRecordName(name).runIndex < this.pass && !(request && atWork.has(request));
			if (name.endsWith(`:${part}`) && record.state === 'task' && isOver) return record;
		}
		return undefined;
	}

	/** A record goes with the item that has come back with it, and so do its parts. False where it stands there already. */
	private moveTo(record: IdempotencyRecord, incoming: Incoming): boolean {
		const from = this.nameOf(record);
		const wanted = nameAt(incoming);
		const isThere = from === wanted || from.startsWith(`${wanted}#`);
		if (isThere) return false;
		if (!incoming.byAgent) this.clearPlace(incoming);
		const name = this.freeName(wanted);
		this.put(name, record);
		for (let number = 1; number <= (record.scenes ?? 0); number++) {
			const scene = this.entries[sceneName(from, number)];
			if (scene) this.put(sceneName(name, number), scene);
		}
		for (const part of PARTS) {
			const paid = this.entries[partName(from, part)];
			if (!paid) continue;
			this.put(partName(name, part), paid);
			// On its way round the item may have got another video or another text, for which what is paid is no use; a doubt stays.
			if (paid.state === 'task' && record.input !== incoming.input) recordOwner(paid, undefined);
		}
		return true;
	}

	/** Makes room at an item's place: what holds something is kept under another name. */
	private clearPlace({ place: { runIndex, itemIndex } }: Incoming): void {
		const name = recordName(runIndex, itemIndex);
		const here = this.entries[name];
		if (!here || atWork.has(here)) return;
		if (holdsNothing(here)) this.remove(name);
		else this.put(this.freeName(recordName(runIndex, itemIndex, recordParts.replaced)), here);
	}

	private freeName(wanted: string): string {
		if (this.entries[wanted] === undefined) return wanted;
		let number = 2;
		while (this.entries[nextRecordName(wanted, number)] !== undefined) number += 1;
		return nextRecordName(wanted, number);
	}

	/** Stores a record under a name, and takes it away from the one that it had. */
	private put(name: string, record: IdempotencyRecord): void {
		const before = this.names.get(record);
		if (before !== undefined) this.remove(before);
		this.entries[name] = record;
		this.index(name, record);
	}

	private index(name: string, record: IdempotencyRecord): void {
		this.names.set(record, name);
		const alike = this.byDigest.get(record.digest) ?? new Set();
		this.byDigest.set(record.digest, alike.add(record));
		const { runIndex } = readRecordName(name);
		this.untidy.set(runIndex, (this.untidy.get(runIndex) ?? new Set()).add(name));
	}

	private unindex(record: IdempotencyRecord): void {
		const alike = this.byDigest.get(record.digest);
		alike?.delete(record);
		if (alike?.size === 0) this.byDigest.delete(record.digest);
	}

	private remove(name: string): void {
		const record = this.entries[name];
		if (!record) return;
		delete this.entries[name];
		this.unindex(record);
		this.names.delete(record);
		if (readRecordName(name).isPart) return;
		if (record.key !== undefined) this.byKey.delete(record.key);
		for (const taskId of taskIdsOf(record)) this.byTaskId.delete(taskId);
	}
}

/** To which film a scene belongs. */
const sceneKey = ({ key }: IdempotencyRecord) => (key === undefined ? undefined : partKey(key, ''));

/** The attempts of a place of which nothing exists. */
const failedBefore = (here: IdempotencyRecord | undefined): Partial<IdempotencyRecord> =>
	here?.state === 'open' ? { attempt: here.attempt, earlierTaskIds: here.earlierTaskIds } : {};

const nameAt = ({ place: { runIndex, itemIndex } }: Incoming) => recordName(runIndex, itemIndex);

const taskIdsOf = ({ handle, earlierTaskIds = [] }: IdempotencyRecord) => [
	...(handle ? [handle.taskId] : []),
	...earlierTaskIds,
];

function knownOf(name: string, record: IdempotencyRecord): Known {
	const { executionId, written, input, digest, key, state, delivered } = record;
	const { runIndex, itemIndex } = readRecordName(name);
	return {
		executionId,
		// What was set aside, or stands beside another at its place, has no place of its own.
		place: { runIndex, itemIndex: isOfPlace(name) ? itemIndex : -1 },
		written,
		input,
		digest,
		key,
		taskIds: taskIdsOf(record),
		holds: holdsNothing(record) ? 'nothing' : state === 'task' || state === 'open' ? 'task' : 'doubt',
		isDelivered: delivered === true,
		isBusy: atWork.has(record),
	};
}

const isOfPlace = (name: string) => !name.includes('#') && name.split(':').length === 2;

const stores = new WeakMap<object, RecordStore>();

/** The memory that lives inside n8n's `getContext('node')`, so that a change to a record is remembered at once. */
export function recordStoreOf(context: Record<string, unknown>): RecordStore {
	const entries = recordsIn(context);
	const found = stores.get(entries) ?? new RecordStore(entries);
	stores.set(entries, found);
	return found;
}

function recordsIn(context: Record<string, unknown>): Record<string, IdempotencyRecord> {
	const found = context[contextKeys.tasks];
	if (typeof found === 'object' && found !== null) return found as Record<string, IdempotencyRecord>;
	const entries: Record<string, IdempotencyRecord> = {};
	context[contextKeys.tasks] = entries;
	return entries;
}

/** What was asked to be deleted, by the item's place in the run; n8n runs a node again when another item has failed. */
export function deletionsIn(context: Record<string, unknown>): Record<string, string> {
	const found = context[contextKeys.deletions];
	if (typeof found === 'object' && found !== null) return found as Record<string, string>;
	const deletions: Record<string, string> = {};
	context[contextKeys.deletions] = deletions;
	return deletions;
}

/** Whether a task is one that any record of this execution holds, or held. */
export function isRemembered(context: Record<string, unknown>, taskId: string): boolean {
	return Object.values(recordsIn(context)).some(
		({ handle, earlierTaskIds = [] }) => handle?.taskId === taskId || earlierTaskIds.includes(taskId),
	);
}

/** What a run that breaks off has to tell of its items. */
export interface Unfinished {
	/** Tasks that exist, also from earlier tries. */
	readonly paid: ReadonlyArray<{
		readonly itemIndex: number;
		readonly handle: TaskHandle;
		/** It came with the reply to the create, so nobody can ask for it. */
		readonly cameAtOnce: boolean;
	}>;
	/** A task may exist. */
	readonly doubtful: ReadonlyArray<{ readonly itemIndex: number; readonly externalTaskId?: string }>;
}

/** Everything that is remembered of a run's items. Speech is part of a task and has no place in a task list of its own. */
export function unfinishedRecords(context: Record<string, unknown>, runIndex: number): Unfinished {
	const here = Object.entries(recordsIn(context)).filter(([name]) => readRecordName(name).runIndex === runIndex);
	const entries = here.map(([name, record]) => ({ ...readRecordName(name), record }));
	return {
		paid: entries.flatMap(({ itemIndex, isPart, scene, record: { handle, finished } }) =>
			handle && (!isPart || scene !== undefined) ? [{ itemIndex, handle, cameAtOnce: finished !== undefined }] : [],
		),
		doubtful: entries.flatMap(({ itemIndex, record: { state, handle, externalTaskId } }) =>
			!handle && (state === 'intent' || state === 'uncertain') ? [{ itemIndex, externalTaskId }] : [],
		),
	};
}
