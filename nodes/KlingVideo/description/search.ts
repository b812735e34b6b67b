// Fills the model dropdown from the catalogue.
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { catalogue, isBackendId } from '../backends';
import { MAKERS } from '../operations/queryTask';
import type { GeneratingOperation } from '../words';

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
