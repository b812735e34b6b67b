// The paying half of the story: look whether the request was paid for already, prepare pictures, create.
import type { Checked } from './backends/check';
import type { Order } from './backends/backend';
import { must } from './failure';
import type { Item } from './item';
import type { Plan } from './plan';
import { fingerprint } from './media/source';
import type { CreateRequest } from './operations/request';
import { identifyPictures, placePictures, type Picture } from './pictures';
import { askFor } from './tasks/ask';
import { continueIn, recall, type Entry } from './tasks/memory';
import { submit, type Circumstances, type Creating } from './tasks/submit';
import type { TaskReference } from './tasks/task';

/** A task to wait for. */
export interface Task {
	readonly reference: TaskReference;
	/** Milliseconds since 1970; the time limit counts from here. */
	readonly since: number;
	readonly warnings: readonly string[];
	/** Where the task is remembered; absent for tasks that this request did not make. */
	readonly entry?: Entry;
}

/** The task of this request: the one that was paid for before, or a new one. */
export async function makeOrResume(item: Item, request: CreateRequest, plan: Plan): Promise<Task> {
	const { offer, checked, warnings } = plan;
	const pictures = await identifyPictures(item, request, offer, checked.frames);
	const entry = rememberedAs(item, request, checked, pictures);
	const placed = entry.state === 'task' ? { images: {}, warnings: [] } : await placePictures(item, pictures);
	const order: Order = { ...request, offer, settings: checked.settings, images: placed.images };
	const reference = must(await submit(entry, creatingWith(item, request, order), circumstancesOf(item)));
	return {
		reference,
		since: entry.acceptedAt ?? item.world.now(),
		warnings: [...warnings, ...placed.warnings],
		entry,
	};
}

/** Everything that decides what is made goes into the digest; how to wait and deliver does not. */
function rememberedAs(
	{ context, index, world }: Item,
	request: CreateRequest,
	{ settings }: Checked,
	pictures: readonly Picture[],
): Entry {
	const { backend, operation, modelId, additionalBody, externalTaskId } = request;
	const images = pictures.map(({ frame, identity }) => [frame, identity]);
	const digest = fingerprint(
		JSON.stringify({ backend, operation, modelId, settings, images, additionalBody, externalTaskId }),
	);
	const runIndex = Number(context.evaluateExpression('{{ $runIndex }}', index)) || 0;
	const position = { runIndex, itemIndex: index };
	const entry = recall(context.getContext('node'), position, digest, context.getExecutionId());
	continueIn(entry, context.getExecutionId(), world.now());
	return entry;
}

function creatingWith(item: Item, request: CreateRequest, order: Order): Creating {
	const { backend, access, transport, world } = item;
	const { operation, modelId } = request;
	const named = { backend: backend.id, operation, model: modelId };
	// Large pictures travel inside the body: one client allows about 4 s per MB (kling-official.md 5).
	const timeoutFor = (body: string | undefined) =>
		world.timeouts.create + Math.floor((body?.length ?? 0) / 1e6) * 4_000;
	return {
		label: backend.label,
		taskList: backend.taskList,
		createAgain: request.createAgain,
		slotLimitMs: request.slotLimitMs,
		ownExternalTaskId: request.externalTaskId,
		handleFor: (taskId) => ({ ...named, taskId }),
		async send(externalTaskId) {
			const call = backend.create({ ...order, externalTaskId }, access);
			return backend.readCreation(await transport.send(call, timeoutFor(call.body)));
		},
		...(backend.hasExternalIds
			? {
					find: (externalTaskId: string) =>
						askFor(transport, backend.questions({ ...named, externalTaskId }, access), world.timeouts.query),
				}
			: {}),
	};
}

function circumstancesOf({ context, world, backend }: Item): Circumstances {
	return {
		world,
		signal: context.getExecutionCancelSignal(),
		// n8n throws the run's data away on Stop; the log is where the id then stands.
		note: (message, meta) => context.logger.info(`Kling Video: ${message}`, { backend: backend.id, ...meta }),
	};
}
