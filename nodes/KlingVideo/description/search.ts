// Fills the model dropdown from the catalogue.
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { backendIds, catalogue, isBackendId } from '../backends';
import type { Setting } from '../backends/model';
import { MAKERS } from '../operations/queryTask';
import type { GeneratingOperation, SettingName } from '../words';

/** The models of the chosen backend that have the chosen operation, the recommended one first. */
export async function searchModels(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const backend = this.getCurrentNodeParameter('backend');
	const operation = this.getCurrentNodeParameter('operation');
	if (!isBackendId(backend) || typeof operation !== 'string' || !(operation in MAKERS)) return { results: [] };
	const wanted = (filter ?? '').toLowerCase();
	const results = catalogue(backend, operation as GeneratingOperation)
		.map((model) => ({ name: `${model.label} (${model.id})`, value: model.id }))
		.filter((entry) => entry.name.toLowerCase().includes(wanted));
	return { results };
}

/** What the chosen backend suggests for a setting; all backends' suggestions where the backend is an expression. */
export function searchSuggestions(setting: SettingName) {
	return async function (this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
		const backend = this.getCurrentNodeParameter('backend');
		const operation = this.getCurrentNodeParameter('operation');
		if (typeof operation !== 'string' || !(operation in MAKERS)) return { results: [] };
		const wanted = (filter ?? '').toLowerCase();
		const creating = operation as GeneratingOperation;
		const rows = (isBackendId(backend) ? [backend] : backendIds).flatMap((id) => catalogue(id, creating));
		const results = rows
			.flatMap((row) => suggestionsOf(row.operations[creating]?.settings[setting]))
			.map(({ value, note }) => ({ name: note === undefined ? value : `${value} (${note})`, value }))
			.filter(({ name }) => name.toLowerCase().includes(wanted))
			.sort((a, b) => a.name.localeCompare(b.name));
		return { results };
	};
}

const suggestionsOf = (setting: Setting | undefined) => (setting?.kind === 'text' ? (setting.suggestions ?? []) : []);
