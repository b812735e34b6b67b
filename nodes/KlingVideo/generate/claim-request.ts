// Which request an item is: the facts that decide, taken from n8n, and the record that the item works on until it ends.
import { isObject, textAt } from '../../shared/json';
import { cameOutOf, isToolRun, memoryOf, runIndexOf } from '../../shared/run-data';
import type { Session } from '../../shared/session';
import {
	idempotencyKey,
	inputDigest,
	requestIdentity,
	requestKey,
	sceneIdentity,
	writtenDigest,
} from '../../shared/stored';
import type { IdempotencyRecord } from '../../shared/tasks/idempotency-record';
import { recordStoreOf, releaseRecord, type Part, type ReadRequest } from '../../shared/tasks/idempotency-store';
import type { Incoming, Origin } from '../../shared/tasks/same-request';
import { creationLog } from '../../shared/messages/tasks';
import { createEnvFor } from './create-job';

/** Where a request that is paid is remembered. */
export interface RequestClaim {
	/** What is known of it before its files are read; undefined where it is a new one. */
	recall(): IdempotencyRecord | undefined;
	/** Its record, made where there is none. */
	open(digest: string): IdempotencyRecord;
	/** The place from which its external id follows; undefined where n8n has no id for the execution. */
	place(record: IdempotencyRecord): string | undefined;
}

/** An item's own request. */
export const itemClaim = (session: Session): RequestClaim => ({
	recall: () => recallRequest(session),
	open: (digest) => openRequest(session, digest),
	place: (record) => placeOf(session, record),
});

/** A scene of an item's film. @param number from 1 */
export const sceneClaim = (session: Session, film: IdempotencyRecord, number: number): RequestClaim => ({
	recall: () => storeOf(session).recallScene(film, number, session.clock.now()),
	open(digest) {
		const { record, replaced } = storeOf(session).openScene(film, number, digest, session.clock.now());
		if (replaced) createEnvFor(session).note(creationLog.replaced, { ...replaced }, 'warn');
		return record;
	},
	place: () => placeOf(session, film, number),
});

/** Where the items of a run are remembered. */
export const storeOf = ({ context }: Pick<Session, 'context'>) => recordStoreOf(memoryOf(context));

/** A try of a run begins. Of an agent's calls each try is a run of its own. */
export function beginTry(context: Session['context']): void {
	if (!isToolRun(context)) storeOf({ context }).beginTry(context.getExecutionId(), runIndexOf(context, 0));
}

/** The record of a request that is known; undefined where it is a new one, as far as can be told before its files are read. */
export function recallRequest(session: Session): IdempotencyRecord | undefined {
	const claim = storeOf(session).recall(incomingFor(session), session.clock.now());
	return claim && claimed(session, claim.record);
}

/** Whether something may have been paid for this request before. */
export const mayBePaid = (session: Session): boolean => storeOf(session).mayExist(incomingFor(session));

/** The record of a request whose words are known, made where there is none. */
export function openRequest(session: Session, digest: string): IdempotencyRecord {
	const { context, clock, run, index } = session;
	const incoming: ReadRequest = { ...incomingFor(session), digest };
	const recalled = run.claims.get(index);
	if (recalled) {
		storeOf(session).learn(recalled, incoming);
		return recalled;
	}
	const keyFor = (name: string) => requestKey(incoming.executionId, context.getNode().id, name);
	const { record, replaced } = storeOf(session).open(incoming, keyFor, clock.now());
	if (replaced) createEnvFor(session).note(creationLog.replaced, { ...replaced }, 'warn');
	return claimed(session, record);
}

/** The record of a part of an item's request that is paid by itself. */
export function openPart(session: Session, part: Part, digest: string): IdempotencyRecord {
	const request = session.run.claims.get(session.index);
	if (!request) throw new Error('Unclaimed request');
	const { connection, clock } = session;
	return storeOf(session).openPart(request, part, digest, connection.account, clock.now());
}

/** Lets others work on the request of an item that has ended. */
export function releaseRequest({ run, index }: Pick<Session, 'run' | 'index'>): void {
	const record = run.claims.get(index);
	if (record) releaseRecord(record);
}

function claimed({ run, index }: Session, record: IdempotencyRecord): IdempotencyRecord {
	run.claims.set(index, record);
	return record;
}

/** The key that an item carries which came out of this node's error output. */
export const carriedKey = (json: unknown): string | undefined => textAt(json, 'error.request');

function incomingFor({ context, index, run }: Session): Incoming {
	const { json = {}, binary = {} } = context.getInputData()[index] ?? {};
	const runIndex = run.once('runIndex', () => runIndexOf(context, index));
	const origin = originOf(json, runIndex > 0 ? cameOutOf(context, index) : undefined);
	return {
		executionId: context.getExecutionId(),
		place: { runIndex, itemIndex: index },
		byAgent: run.once('byAgent', () => isToolRun(context)),
		written: run.once('written', () => writtenDigest(context.getNode().parameters)),
		input: inputDigest(ownJson(json), namesOf(binary)),
		...(origin ? { origin } : {}),
	};
}

/** An item without what this node's error output has added to it, so that it stays the same on its way round. */
function ownJson(json: unknown): unknown {
	if (carriedKey(json) === undefined || !isObject(json)) return json;
	return Object.fromEntries(Object.entries(json).filter(([key]) => key !== 'error' && key !== 'message'));
}

function originOf(json: unknown, place: Origin['place']): Origin | undefined {
	const key = carriedKey(json);
	const taskId = textAt(json, 'error.taskId') ?? textAt(json, 'taskId');
	if (key === undefined && taskId === undefined && place === undefined) return undefined;
	return {
		...(key === undefined ? {} : { key }),
		...(taskId === undefined ? {} : { taskId }),
		...(place === undefined ? {} : { place }),
	};
}

/** A file is named by its id in n8n's store; what n8n keeps in the item itself is told by its content. */
function namesOf(binary: unknown): Record<string, unknown> {
	const entries = Object.entries(Object(binary) as object).map(([field, file]) => {
		const { id, data, fileName } = isObject(file) ? file : {};
		return [field, [id ?? data, fileName]] as const;
	});
	return Object.fromEntries(entries);
}

/**
 * The place from which a request's external id follows, so that n8n may carry its execution out again without its memory;
 * undefined where n8n has no id for the execution.
 *
 * @param scene number of a film's scene, from 1; the record is then the film's
 */
export function placeOf(session: Session, record: IdempotencyRecord, scene?: number): string | undefined {
	const { context } = session;
	const execution = context.getExecutionId();
	if (!execution) return undefined;
	const { place, written, byAgent } = incomingFor(session);
	const item = inputDigest(ownJson(context.getInputData()[session.index]?.json), {});
	const name = storeOf(session).nameOf(record);
	const identity = requestIdentity(written, item, byAgent ? `${record.digest} ${name}` : undefined);
	return idempotencyKey({
		instance: context.getInstanceId(),
		workflow: context.getWorkflow().id,
		execution,
		node: context.getNode().id,
		...place,
		digest: scene === undefined ? identity : sceneIdentity(identity, scene),
	});
}
