// Fills the dropdowns: models from the catalogue, elements and voices from the account.
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { backendIds, backends, catalogue, isBackendId } from '../../shared/backends';
import type { Backend } from '../../shared/backends/backend';
import { modelName, type Setting } from '../../shared/backends/catalogue';
import { toNodeError } from '../../shared/results/node-errors';
import { Err, FailureError, type Result } from '../../shared/errors';
import type { LibraryEntry } from '../../shared/tasks/library-entry';
import { collectPages } from '../../shared/tasks/paginate';
import { createHttpClient } from '../../shared/http/client';
import { modelOperation, type LibraryKind, type SettingName } from '../../shared/vocabulary';
import type { Clock, Timeouts } from '../../shared/clock';
import { formFailures } from '../../shared/messages/form';
import { fail } from '../../shared/messages/message';

/** The models of the chosen backend that have the chosen operation, the recommended one first. */
export async function searchModels(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const backend = this.getCurrentNodeParameter('backend');
	const operation = modelOperation(this.getCurrentNodeParameter('operation'));
	if (!isBackendId(backend) || !operation) return { results: [] };
	const wanted = (filter ?? '').toLowerCase();
	const results = catalogue(backend, operation)
		.map((model) => ({ name: modelName(model, operation), value: model.id }))
		.filter((entry) => entry.name.toLowerCase().includes(wanted));
	return { results };
}

/** What the chosen backend suggests for a setting; all backends' suggestions where the backend is an expression. */
export function searchSuggestions(setting: SettingName) {
	return async function (this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
		const backend = this.getCurrentNodeParameter('backend');
		const operation = modelOperation(this.getCurrentNodeParameter('operation'));
		if (!operation) return { results: [] };
		const wanted = (filter ?? '').toLowerCase();
		const rows = (isBackendId(backend) ? [backend] : backendIds).flatMap((id) => catalogue(id, operation));
		const results = rows
			.flatMap((row) => suggestionsOf(row.operations[operation]?.settings[setting]))
			.map(({ value, note }) => ({ name: note === undefined ? value : `${value} (${note})`, value }))
			.filter(({ name }) => name.toLowerCase().includes(wanted))
			.sort((a, b) => a.name.localeCompare(b.name));
		return { results };
	};
}

/** The known voices that speak a text on the chosen backend; those of all backends where it is an expression. */
export async function searchSpeakers(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const id = this.getCurrentNodeParameter('backend');
	const known: readonly Backend[] = isBackendId(id) ? [backends[id]] : Object.values(backends);
	const wanted = (filter ?? '').toLowerCase();
	const names = [...new Set(known.flatMap(({ speakers = [] }) => speakers))];
	return {
		results: names.filter((name) => name.toLowerCase().includes(wanted)).map((name) => ({ name, value: name })),
	};
}

const suggestionsOf = (setting: Setting | undefined) => (setting?.kind === 'text' ? (setting.suggestions ?? []) : []);

/** So many entries are shown at once; more come when the user scrolls. */
const SHOWN = 100;
/** Somebody waits in front of the list, so slips are borne for a moment only; in milliseconds. */
const PATIENCE_MS = 5_000;

/** A list search for the account's own entries, and the presets where the operation can use them. */
export function searchLibrary(kind: LibraryKind, clock: Clock, timeouts: Timeouts) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const found = await entriesFor(this, kind, { clock, timeouts }, filter ?? '', paginationToken);
		if (found instanceof Err) throw toNodeError(this, new FailureError(found.failure), 0);
		return {
			results: found.entries.map((entry) => ({ name: nameOf(entry), value: entry.id })),
			...(found.next === undefined ? {} : { paginationToken: found.next }),
		};
	};
}

async function entriesFor(
	context: ILoadOptionsFunctions,
	kind: LibraryKind,
	{ clock, timeouts }: { readonly clock: Clock; readonly timeouts: Timeouts },
	filter: string,
	from: string | undefined,
): Promise<Result<{ entries: LibraryEntry[]; next?: string }>> {
	const id = context.getCurrentNodeParameter('backend');
	if (!isBackendId(id)) {
		return fail(formFailures.noListByExpression);
	}
	const backend: Backend = backends[id];
	const endpoint = backend.library?.[kind];
	if (!endpoint) return { entries: [] };
	const connection = backend.connect(await context.getCredentials(backend.credential));
	if (connection instanceof Err) return connection;
	const owner = String(context.getCurrentNodeParameter('operation')).startsWith('delete') ? 'own' : 'all';
	const http = createHttpClient(context, backend.credential, 0, new AbortController().signal);
	const wanted = filter.trim().toLowerCase();
	return await collectPages(
		endpoint.list(owner, connection),
		{
			most: SHOWN,
			...(from ? { from } : {}),
			wants: (entry) => nameOf(entry).toLowerCase().includes(wanted) || entry.id === wanted,
			patienceMs: PATIENCE_MS,
		},
		async (call) => await http.send(call, timeouts.query),
		{ clock, signal: undefined },
	);
}

const nameOf = ({ id, name, owner }: LibraryEntry) => `${name ?? id}${owner === 'preset' ? ' (Kling)' : ''}`;
