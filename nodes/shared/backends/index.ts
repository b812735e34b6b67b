// The registry of backends: a new one is a folder, a credential and a line here. The first is the forms' default.
import type { BackendId, GeneratingOperation } from '../vocabulary';
import type { Backend } from './backend';
import { fal } from './fal';
import { kie } from './kie';
import { kling } from './kling';
import { modelsFor, type Model } from './catalogue';
import { rowsOfHost } from './catalogue-host';
import { withRows, writtenRow } from './catalogue-rows';
import type { Json } from '../json';
import { piapi } from './piapi';

const builtIn = { kling, kie, piapi, fal } as const satisfies Record<string, Backend>;

/** With the models of the host's catalogue file, where there is one. */
export const backends: typeof builtIn = withRowsOfHost(builtIn);

function withRowsOfHost<B extends Record<string, Backend>>(own: B): B {
	const added = rowsOfHost(Object.fromEntries(Object.entries(own).map(([id, { models }]) => [id, models])));
	const entries = Object.entries(own).map(([id, backend]) => {
		const rows = added[id];
		return [id, rows ? { ...backend, models: withRows(backend.models, rows) } : backend] as const;
	});
	return Object.fromEntries(entries) as B;
}

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

/** The models of this node in the format of a catalogue file, without what the host's file adds. */
export function builtInCatalogue(): { readonly models: readonly Json[] } {
	return {
		models: Object.entries(builtIn).flatMap(([id, { models }]) => models.map((model) => writtenRow(id, model))),
	};
}

/** The row with which a new node begins; undefined where the backend does not have the operation. */
export function newNodeModel(backend: BackendId, operation: GeneratingOperation): Model | undefined {
	const rows = catalogue(backend, operation);
	const { newNodeModels = {} }: Backend = backends[backend];
	return rows.find(({ id }) => id === newNodeModels[operation]) ?? rows[0];
}

/** The rows of a backend that have an operation, the default of nodes of the first version first. */
export function catalogue(backend: BackendId, operation: GeneratingOperation): Model[] {
	return modelsFor(backends[backend].models, operation);
}
