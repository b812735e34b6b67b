// The paying half of the story: look whether the request was paid for already, bring the materials, create.
import type { Backend } from './backends/backend';
import type { Order } from './backends/model';
import { mentioned } from './backends/body';
import { checkPrice, estimateFor, type Estimate } from './backends/price';
import { creationAtOnce } from './backends/replies';
import { fail, must } from './failure';
import type { Item } from './item';
import { identify, place, verify, type Materials, type Verified } from './materials';
import { bytesGate } from './media/gate';
import { defaultFitting, type Fitting } from './media/normalise';
import { fingerprint } from './media/source';
import type { CreateRequest, Subject } from './operations/request';
import type { Plan } from './plan';
import { askFor, type SendQuestion } from './tasks/ask';
import { expectedRunMs } from './tasks/looks';
import { continueIn, recall, type Entry } from './tasks/memory';
import { submit, type Circumstances, type Creating } from './tasks/submit';
import type { TaskReference } from './tasks/task';
import { productOf } from './words';

/** A task to wait for. */
export interface Task {
	readonly reference: TaskReference;
	/** Milliseconds since 1970; the time limit counts from here. */
	readonly since: number;
	readonly warnings: readonly string[];
	/** It was made by an earlier try, so it may be done already. */
	readonly resumed: boolean;
	/** How long it probably runs, in milliseconds; undefined where nothing is known. */
	readonly expectedMs?: number;
	/** Where the task is remembered; absent for tasks that this request did not make. */
	readonly entry?: Entry;
}

/** The task of this request: the one that was paid for before, or a new one. */
export async function makeOrResume(item: Item, request: CreateRequest, plan: Plan): Promise<Task> {
	const materials = await identify(item, request, plan);
	const entry = rememberedAs(item, request, plan, materials);
	const resumed = entry.state === 'task';
	const prepared: { ordered?: Ordered } = {};
	const cost = () => prepared.ordered?.estimate ?? priceOf(item, request, plan);
	const prepare = async () => {
		prepared.ordered ??= await orderFor(item, request, plan, materials);
		return prepared.ordered.order;
	};
	const weight = materials.pictures.reduce((sum, picture) => sum + picture.weight, 0);
	const creating = { ...creatingWith(item, request, plan, weight, prepare), cost, place: placeOf(item, entry.digest) };
	const reference = must(await submit(entry, creating, circumstancesOf(item)));
	const { duration, quality } = plan.checked.settings;
	return {
		reference,
		since: entry.acceptedAt ?? item.world.now(),
		warnings: [...plan.warnings, ...(prepared.ordered?.warnings ?? []), ...madeBefore(entry, request)],
		resumed,
		expectedMs: expectedRunMs({ operation: request.operation, model: request.modelId, duration, quality }),
		entry,
	};
}

/** Everything that a create needs. */
export interface Ordered {
	readonly order: Order;
	readonly warnings: readonly string[];
	/** What it will cost by the price list. */
	readonly estimate?: Estimate;
}

/** Says that this is not the first task of the item, because each may cost. */
function madeBefore({ attempt, earlierTaskIds = [] }: Entry, { operation }: CreateRequest): string[] {
	if (earlierTaskIds.length === 0) return [];
	return [
		`This is task number ${attempt} of the item: what was made before brought no ${productOf[operation]} (${earlierTaskIds.join(', ')}). A failed task is usually not charged`,
	];
}

/** Prepares and places the materials; a text is spoken last, because that costs money. */
export async function orderFor(item: Item, request: CreateRequest, plan: Plan, materials: Materials): Promise<Ordered> {
	const verified = await verify(item, materials, plan);
	const estimate = priceOf(item, request, plan, verified);
	const priced = must(checkPrice(request.stopAboveUsd, estimate, productOf[request.operation]));
	const placed = await place(item, verified);
	const speechId = materials.speech && (await speechFor(item, request, materials.speech));
	const order: Order = {
		operation: request.operation,
		modelId: request.modelId,
		offer: plan.offer,
		settings: mentioned(plan.offer, plan.checked.settings),
		images: placed.images,
		references: placed.references,
		subjects: placed.subjects.map((files, index) => ({ ...named(request.subjects[index]), ...files })),
		video: placed.video,
		videoId: request.video?.from === 'id' ? request.video.id : undefined,
		sound: speechId === undefined ? placed.sound : { speechId },
		speech: request.speech,
		callbackUrl: request.callbackUrl,
		additionalBody: request.additionalBody,
	};
	return { order, warnings: [...placed.warnings, ...priced], ...(estimate ? { estimate } : {}) };
}

/** The documented price; undefined where no page names one, or what decides about it is not known. */
function priceOf(
	{ backend }: Item,
	{ operation, modelId, additionalBody, references, video }: CreateRequest,
	{ offer, checked: { settings } }: Plan,
	verified?: Verified,
): Estimate | undefined {
	// What the user lays over the body may change anything.
	if (additionalBody) return undefined;
	const hasVideo = video !== undefined && offer.video !== undefined;
	const follows =
		offer.settings.duration === undefined ||
		(hasVideo && offer.followsVideo?.({ settings, references: references.length }) === true);
	const driver = verified?.sound ?? verified?.video;
	const driven = follows ? (driver?.[1].seconds ?? 'unknown') : undefined;
	return estimateFor(backend.prices, { operation, model: modelId, settings, hasVideo, driven });
}

const named = (subject: Subject | undefined) => ({
	name: subject?.name ?? '',
	description: subject?.description ?? '',
	...(subject?.part ? { part: subject.part } : {}),
});

/** The id of spoken text: remembered and reused like a task, because each speaking is paid. */
async function speechFor(
	item: Item,
	request: CreateRequest,
	source: NonNullable<Materials['speech']>,
): Promise<string> {
	if (source.from === 'speechId') return source.id;
	if (request.checkOnly) return '(the ID of the speech)';
	const { backend, access, transport, world } = item;
	const { speech: route } = backend;
	if (!route)
		return must(fail('setup', `${backend.label} cannot speak`, { nextStep: "Give a recording under 'Voice'" }));
	const entry = entryFor(item, 'speech', fingerprint(JSON.stringify(source.speech)));
	const named = { backend: backend.id, operation: request.operation };
	const creating: Creating = {
		...creatingFor(backend, request, 'speech'),
		handleFor: (taskId) => ({ ...named, taskId }),
		inLine: inLine(item, 'speech'),
		send: async () => route.read(await transport.send(route.call(source.speech, access), world.timeouts.create)),
	};
	return must(await submit(entry, creating, circumstancesOf(item))).taskId;
}

/** Everything that decides what is made goes into the digest; how to wait and deliver does not. */
function rememberedAs(item: Item, request: CreateRequest, { checked }: Plan, materials: Materials): Entry {
	const { backend, operation, modelId, speech, additionalBody, externalTaskId } = request;
	const { settings } = checked;
	const { identity, pictures } = materials;
	// Left out where it changes nothing, so that tasks of earlier versions of this node are found again.
	const fitting = pictures.length > 0 ? unlessDefault(request.handling.fitting) : undefined;
	const content = { backend, operation, modelId, settings, identity, speech, additionalBody, externalTaskId, fitting };
	return entryFor(item, undefined, fingerprint(JSON.stringify(content)));
}

function unlessDefault(fitting: Fitting): Fitting | undefined {
	const { shape, background } = defaultFitting;
	return fitting.shape === shape && fitting.background === background ? undefined : fitting;
}

const runIndexOf = ({ context, index }: Item) => Number(context.evaluateExpression('{{ $runIndex }}', index)) || 0;

/** Undefined where n8n has no id for the execution. */
function placeOf(item: Item, digest: string): string | undefined {
	const { context, index } = item;
	const execution = context.getExecutionId();
	if (!execution) return undefined;
	const where = [context.getInstanceId(), context.getWorkflow().id, execution, context.getNode().id];
	return JSON.stringify([...where, runIndexOf(item), index, digest]);
}

function entryFor(item: Item, part: 'speech' | undefined, digest: string): Entry {
	const { context, index, world } = item;
	const runIndex = runIndexOf(item);
	const position = { runIndex, itemIndex: index, ...(part ? { part } : {}) };
	const entry = recall(context.getContext('node'), position, digest, context.getExecutionId());
	continueIn(entry, context.getExecutionId(), world.now());
	return entry;
}

const creatingFor = (backend: Backend, { createAgain, slotLimitMs }: CreateRequest, what: Creating['what']) => ({
	label: backend.label,
	what,
	taskList: backend.taskList,
	createAgain,
	slotLimitMs,
});

/** Sends a create when the account's rate and slots allow it, and this process's memory: `weight` is in bytes. */
function inLine({ account, world, crew }: Item, model: string, weight = 0): Creating['inLine'] {
	return async (attempt, until) =>
		await account
			.slotsFor(model)
			.through(async () => await bytesGate.through(attempt, crew.signal, weight), until, world, crew.signal);
}

/** `prepare` brings the order the first time that it is called. */
function creatingWith(
	item: Item,
	request: CreateRequest,
	plan: Plan,
	weight: number,
	prepare: () => Promise<Order>,
): Creating {
	const { account, backend, access, crew, transport, world } = item;
	const { operation, modelId } = request;
	const { route } = plan.offer;
	const named = { backend: backend.id, operation, model: modelId, ...(route ? { route } : {}) };
	// Large pictures travel inside the body: one client allows about 4 s per MB (kling-official.md 5).
	const timeoutFor = (body: string | undefined) =>
		world.timeouts.create + Math.floor((body?.length ?? 0) / 1e6) * 4_000;
	return {
		...creatingFor(backend, request, plan.offer.answersAtOnce ? 'speech' : 'task'),
		...(plan.findable ? { ownExternalTaskId: request.externalTaskId } : {}),
		handleFor: (taskId) => ({ ...named, taskId }),
		inLine: inLine(item, modelId, weight),
		prepare: async () => void (await prepare()),
		turn: async () => await account.creates?.turn(world, crew.signal),
		async send(externalTaskId) {
			const call = backend.create({ ...(await prepare()), externalTaskId }, access);
			const creation = backend.readCreation(await transport.send(call, timeoutFor(call.body)));
			return plan.offer.answersAtOnce ? creationAtOnce(backend.label, creation) : creation;
		},
		...(plan.findable
			? {
					find: (externalTaskId: string) =>
						askFor(asking(item), backend.questions({ ...named, externalTaskId }, access)),
				}
			: {}),
	};
}

/** Sends questions no faster than the account may ask. */
export function asking({ account, transport, world, crew }: Item): SendQuestion {
	return async (call) => {
		await account.queries.turn(world, crew.signal);
		return await transport.send(call, world.timeouts.query);
	};
}

export function circumstancesOf({ context, world, backend, index, crew }: Item): Circumstances {
	return {
		world,
		signal: crew.signal,
		note(message, meta, level = 'info') {
			const about = { backend: backend.id, itemIndex: index, ...meta };
			context.logger[level](`Kling Video: ${message} (${told(about)})`, about);
		},
	};
}

/** n8n throws the run's data away on Stop, and of a log entry it writes only the message: the id has to stand in it. */
function told(about: Record<string, unknown>): string {
	const known = Object.entries(about).filter(([, value]) => value !== undefined);
	return known.map(([name, value]) => `${name} ${String(value)}`).join(', ');
}
