// One item on its way through the node: what the form, the model's row and the credential say. Nothing is sent here.
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { backendIds, backends } from '../../shared/backends';
import type { RunContext } from '../../shared/run-context';
import type { Backend, Connection } from '../../shared/backends/backend';
import { isUnreachable } from '../../shared/media/media-source';
import { requestWarnings } from '../../shared/messages/request';
import { Err, unwrap, type Result } from '../../shared/errors';
import { formOf, type Form } from '../../shared/node-parameters';
import { isOperationId, operations } from '../operations';
import { isObject, quoted } from '../../shared/json';
import { fileEntries, isStoredFile, kindOfFile, oddEntries, type FileKind } from '../../shared/media/item-files';
import type { FilesOfItem, Operation } from '../operations/operation';
import { readDelivery, type Delivery } from '../../shared/delivery-options';
import { notOffered, offersOperation } from '../operations/fields/availability';
import type { CreateRequest, FilmRequest, FreeRequest, QueryRequest, Request } from '../operations/request';
import { findChoice } from '../../shared/choices';
import { planFor, type Plan } from './validate-request';
import { fieldLabels, type BackendId, type OperationId } from '../../shared/vocabulary';
import { openSession, type Session } from '../../shared/session';
import { formFailures } from '../../shared/messages/form';
import { filmWraps } from '../../shared/messages/film';
import { fail, say, wrap } from '../../shared/messages/message';

/**
 * What the item asks for: a task that costs money, with the plan to make it; a film of several such tasks, with a plan for each
 * scene; a task that exists; or a question that is answered at once.
 */
export type Work =
	| { readonly kind: 'create'; readonly request: CreateRequest; readonly plan: Plan }
	| { readonly kind: 'film'; readonly request: FilmRequest; readonly plans: readonly Plan[] }
	| { readonly kind: 'query'; readonly request: QueryRequest }
	| { readonly kind: 'free'; readonly request: FreeRequest };

/** An item that ended before it began. */
export interface EndedItem {
	readonly ended: INodeExecutionData;
}

/** One item on its way through the node. */
export interface Item extends Session {
	readonly operation: Operation;
	readonly work: Work;
	readonly delivery: Delivery;
	/** Number of the scene that is worked on, from 1; absent where the item is no film. */
	readonly scene?: number;
}

/**
 * Reads all items, and holds their requests against each other and against their models.
 *
 * @param onFailure what becomes of an item that cannot work: its error item, or a throw that ends the run
 */
export async function readItems(
	context: IExecuteFunctions,
	run: RunContext,
	onFailure: (error: unknown, index: number) => INodeExecutionData,
): Promise<Array<Item | EndedItem>> {
	const items: Array<Item | EndedItem> = [];
	const ownIds = new Set<string>();
	for (let index = 0; index < context.getInputData().length; index++) {
		try {
			const item = await readItem(context, run, index);
			if (item.work.kind === 'create') refuseTwice(item.work.request.externalTaskId, ownIds);
			items.push(item);
		} catch (error) {
			items.push({ ended: onFailure(error, index) });
		}
	}
	return items;
}

/** An external id can be used once, so a fixed one fits one item only. */
function refuseTwice(id: string | undefined, seen: Set<string>): void {
	if (id !== undefined && seen.has(id)) {
		unwrap(fail(formFailures.sameExternalId, { value: id }));
	}
	if (id !== undefined) seen.add(id);
}

/** Reads the item's form; ends the item with a clear sentence where it cannot work. */
async function readItem(context: IExecuteFunctions, run: RunContext, index: number): Promise<Item> {
	const form = formOf(context, index);
	const backendId = unwrap(readBackend(form));
	const operationId = unwrap(readOperationId(form));
	const backend: Backend = backends[backendId];
	const operation: Operation = operations[operationId];
	if (!offersOperation(backend, operation)) return unwrap(notOffered(backend, operation));
	const json = jsonOf(context, index);
	const files = filesOf(context, index);
	const request = unwrap(
		await operation.read({ form, backend: backendId, json, files, timeZone: context.getTimezone() }),
	);
	const planned = workFor(backend, request);
	const connection = unwrap(backend.connect(await credentialOf(context, backend, index)));
	const work = withCallbackWarning(planned, backend, connection);
	const keyless = plansOf(work).find(({ spec }) => spec.needsApiKey && !connection.hasApiKey);
	if (keyless) unwrap(fail(formFailures.onlyWithApiKey, { model: keyless.modelId }));
	const delivery = unwrap(readDelivery(form));
	return { ...openSession(context, run, index, backend, connection), operation, work, delivery };
}

/** The backend that is picked, or the one that 'Backend ID' names for the item. */
function readBackend(form: Form): Result<BackendId> {
	const picked = form.value('backend');
	if (picked === 'expression') return readBackendId(form);
	const found = findChoice(picked, BACKENDS);
	if (found !== undefined && found !== 'unknown') return found.value;
	// Imported and generated workflows may hold an expression where the editor takes none.
	return fail(formFailures.backendNotKnown, { value: quoted(picked), values: KNOWN_BACKENDS });
}

const BACKENDS = backendIds.map((value) => ({ value, name: backends[value].label }));
const OPERATIONS = Object.keys(operations)
	.filter(isOperationId)
	.map((value) => ({ value }));

const KNOWN_BACKENDS = Object.keys(backends).join(', ');

function readOperationId(form: Form): Result<OperationId> {
	const given = form.value('operation');
	const found = findChoice(given, OPERATIONS);
	if (found !== undefined && found !== 'unknown') return found.value;
	return unknownChoice(fieldLabels.operation, given, Object.keys(operations));
}

function readBackendId(form: Form): Result<BackendId> {
	const given = form.text('backendId');
	const found = findChoice(given, BACKENDS);
	if (found === undefined) return fail(formFailures.backendIdEmpty, { values: KNOWN_BACKENDS });
	if (found === 'unknown') return unknownChoice(fieldLabels.backendId, given, Object.keys(backends));
	const id = found.value;
	const leftOut = form.value('backendsLeftOut');
	const isLeftOut = Array.isArray(leftOut) && leftOut.includes(id);
	return isLeftOut ? fail(formFailures.backendLeftOut, { value: id }) : id;
}

/** The credential of the backend. What n8n itself says of one that was not chosen names it by its internal name. */
async function credentialOf(context: IExecuteFunctions, backend: Backend, index: number) {
	try {
		return await context.getCredentials(backend.credential, index);
	} catch (error) {
		if (context.getNode().credentials?.[backend.credential] !== undefined) return await Promise.reject<never>(error);
		return unwrap(fail(formFailures.noCredential, { service: backend.label }));
	}
}

const plansOf = (work: Work): readonly Plan[] =>
	work.kind === 'create' ? [work.plan] : work.kind === 'film' ? work.plans : [];

function workFor(backend: Backend, request: Request): Work {
	if (request.kind === 'create') return { kind: 'create', request, plan: unwrap(planFor(backend, request)) };
	if (request.kind === 'film') {
		const plans = request.scenes.map((scene, index) => unwrap(planOfScene(backend, scene, index + 1)));
		return { kind: 'film', request, plans };
	}
	return request.kind === 'query' ? { kind: 'query', request } : { kind: 'free', request };
}

/** @param number from 1 */
function planOfScene(backend: Backend, scene: CreateRequest, number: number): Result<Plan> {
	const plan = planFor(backend, scene);
	return plan instanceof Err ? new Err(wrap(plan.failure, filmWraps.scene, { number })) : plan;
}

/** A callback that cannot come is no reason to refuse: the node waits by itself. */
function withCallbackWarning(work: Work, { label }: Backend, { apiUrl }: Connection): Work {
	const { callbackUrl } = work.kind === 'create' ? work.request : {};
	if (work.kind !== 'create' || callbackUrl === undefined || !isUnreachable(new URL(callbackUrl), apiUrl)) return work;
	const warning = say(requestWarnings.callbackNotReached, { service: label, host: new URL(callbackUrl).hostname });
	return { ...work, plan: { ...work.plan, warnings: [...work.plan.warnings, warning] } };
}

/** Whether nothing is to be sent. */
export const isDryRun = ({ work }: Item): boolean => work.kind === 'create' && work.request.checkOnly;

/** The item's JSON; a Code node may give anything. */
function jsonOf(context: IExecuteFunctions, index: number): Record<string, unknown> {
	const json: unknown = context.getInputData()[index]?.json;
	return isObject(json) ? json : {};
}

/** What the item brings along; what a file is, is looked up once, and only where a field asks for it. */
export function filesOf(context: IExecuteFunctions, index: number): FilesOfItem {
	const item = context.getInputData()[index];
	const files = [...fileEntries(item)].flatMap(([field, file]) => (isStoredFile(file) ? [{ field, file }] : []));
	const kinds = new Map<string, Promise<FileKind | undefined>>();
	return {
		files,
		odd: oddEntries(item),
		async kindOf({ field, file }) {
			const kind = kinds.get(field) ?? kindOfFile(context, file);
			kinds.set(field, kind);
			return await kind;
		},
	};
}

function unknownChoice(label: string, value: unknown, known: string[]): Err {
	return fail(formFailures.choiceNotKnown, {
		field: label,
		value: quoted(value),
		values: known.join(', '),
	});
}
