// Which backends have an operation or a field: by their catalogue where it creates, by what they can do otherwise.
import { backends, backendsThat, catalogue } from '../../../shared/backends';
import type { Backend } from '../../../shared/backends/backend';
import type { Err } from '../../../shared/errors';
import { modelOperation, type BackendId } from '../../../shared/vocabulary';
import type { BackendSlot, Operation } from '../operation';
import { formDetails, formFailures } from '../../../shared/messages/form';
import { fail } from '../../../shared/messages/message';

/** Whether a backend has an operation at all. */
export function offersOperation(backend: Backend, { id, offeredBy }: Pick<Operation, 'id' | 'offeredBy'>): boolean {
	const models = modelOperation(id);
	return models ? catalogue(backend.id, models).length > 0 : (offeredBy?.(backend) ?? true);
}

/** The backends that have an operation. */
export function offering(operation: Pick<Operation, 'id' | 'offeredBy'>): BackendId[] {
	return backendsThat((backend) => offersOperation(backend, operation));
}

/** Where a field is shown that needs a backend with some ability: on each that has it, and where any may be named. */
export function shownWhere(can: (backend: Backend) => boolean): BackendSlot[] {
	return [...backendsThat(can), 'expression'];
}

/** Why an operation cannot be carried out on a backend that does not have it. */
export function notOffered({ label }: Backend, operation: Pick<Operation, 'id' | 'offeredBy'>): Err {
	const others = offering(operation).map((id) => backends[id].label);
	return fail(formFailures.operationNotOffered, { service: label, others: others.join(formDetails.or) });
}
