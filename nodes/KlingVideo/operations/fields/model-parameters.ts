// Names of the model parameters: one for each backend and operation, so that switching the backend or the operation
// never leaves a model standing that does not exist there, and switching back finds the old choice.
import { catalogue } from '../../../shared/backends';
import type { BackendId, GeneratingOperation } from '../../../shared/vocabulary';

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** The parameter that holds the model's id. */
export function modelParameter(backend: BackendId, operation: GeneratingOperation): string {
	return `${backend}${capital(operation)}Model`;
}

/** The parameter that names the known model whose row counts for an id that is not in the catalogue. */
export function behavesLikeParameter(backend: BackendId, operation: GeneratingOperation): string {
	return `${backend}${capital(operation)}BehavesLike`;
}

/** Whether there is anything to choose: several models, or one that has an id to send. */
export function hasModelChoice(backend: BackendId, operation: GeneratingOperation): boolean {
	const [first, ...others] = catalogue(backend, operation);
	return others.length > 0 || (first !== undefined && first.operations[operation]?.omitModelId !== true);
}
