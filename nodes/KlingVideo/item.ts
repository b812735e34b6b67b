// One item on its way through the node: what the form and the credential say of it. Nothing is sent here.
import type { IExecuteFunctions } from 'n8n-workflow';
import { backends, isBackendId } from './backends';
import type { Access, Backend } from './backends/backend';
import { fail, type Failed, must } from './failure';
import { formOf } from './form';
import { isOperationId, operations } from './operations';
import type { Operation } from './operations/operation';
import { readDelivery } from './operations/options';
import type { Delivery, Request } from './operations/request';
import { transportFor, type Transport } from './transport';
import { fieldLabels } from './words';
import type { World } from './world';

export interface Item {
	readonly context: IExecuteFunctions;
	readonly world: World;
	readonly index: number;
	readonly backend: Backend;
	readonly access: Access;
	readonly operation: Operation;
	readonly transport: Transport;
	readonly request: Request;
	readonly delivery: Delivery;
}

/** Reads the item's form; ends the item with a clear sentence where it cannot work. */
export async function readItem(context: IExecuteFunctions, world: World, index: number): Promise<Item> {
	const form = formOf(context, index);
	const backendId = form.value('backend');
	if (!isBackendId(backendId)) return must(unknownChoice(fieldLabels.backend, backendId, Object.keys(backends)));
	const operationId = form.value('operation');
	if (!isOperationId(operationId)) return must(unknownChoice('Operation', operationId, Object.keys(operations)));
	const backend: Backend = backends[backendId];
	const operation: Operation = operations[operationId];
	const json = context.getInputData()[index]?.json ?? {};
	const request = must(operation.read({ form, backend: backendId, json }));
	const access = must(backend.access(await context.getCredentials(backend.credential, index)));
	const transport = transportFor(context, backend.credential, index);
	return { context, world, index, backend, access, operation, transport, request, delivery: readDelivery(form) };
}

function unknownChoice(label: string, value: unknown, known: string[]): Failed {
	return fail('input', `'${label}' can't be '${String(value)}'`, { nextStep: `Use one of: ${known.join(', ')}` });
}
