// The registry of backends: a new one is a folder, a credential and a line here. The first is the forms' default.
import type { BackendId, GeneratingOperation } from '../vocabulary';
import type { Backend } from './backend';
import { fal } from './fal';
import { kie } from './kie';
import { kling } from './kling';
import { modelsFor, type Model } from './catalogue';
import { piapi } from './piapi';

export const backends = { kling, kie, piapi, fal } as const satisfies Record<string, Backend>;

export const backendIds = Object.keys(backends) as BackendId[];

/** What the forms begin with. */
export const defaultBackend: BackendId = backendIds[0]!;

/** The backends that can do something, in the order of the registry. */
export function backendsThat(can: (backend: Backend) => boolean): BackendId[] {
	return backendIds.filter((id) => can(backends[id]));
}

/** Whether a text is the id of a backend. */
export function isBackendId(id: unknown): id is BackendId {
	return typeof id === 'string' && Object.prototype.hasOwnProperty.call(backends, id);
}

/** Whether any task of an operation can be found by an id of ours: some are known by the backend's own only. */
export function hasExternalIds(backend: BackendId, operation: GeneratingOperation): boolean {
	const rows = catalogue(backend, operation);
	return backends[backend].hasExternalIds && rows.some((row) => !row.operations[operation]?.noExternalIds);
}

/** The rows of a backend that have an operation, the default first. */
export function catalogue(backend: BackendId, operation: GeneratingOperation): Model[] {
	return modelsFor(backends[backend].models, operation);
}
