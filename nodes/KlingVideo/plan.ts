// Holds a request against the model's row before anything is fetched, uploaded or paid.
import { catalogue } from './backends';
import type { Backend } from './backends/backend';
import { check, type Checked } from './backends/check';
import type { Model, Offer } from './backends/model';
import { fail, Failed, type Outcome } from './failure';
import type { CreateRequest } from './operations/request';
import { fieldLabels, type FrameName } from './words';

/** A request that can be carried out. */
export interface Plan {
	readonly offer: Offer;
	readonly checked: Checked;
	readonly warnings: readonly string[];
}

/** The row that counts, the checked values, and what will not be sent; or why the request cannot work. */
export function planFor(backend: Backend, request: CreateRequest): Outcome<Plan> {
	const model = rowFor(backend, request);
	if (model instanceof Failed) return model;
	const offer = model.operations[request.operation] ?? { settings: {}, images: {} };
	const known = model.id === request.modelId;
	const who = `${known ? model.label : request.modelId} on ${backend.label}`;
	const checked = check(who, offer, request.given, Object.keys(request.images) as FrameName[]);
	if (checked instanceof Failed) return checked;
	const added = Object.keys(request.additionalBody ?? {});
	const lostId = request.externalTaskId !== undefined && !backend.hasExternalIds;
	const warnings = [
		...(known
			? []
			: [`The model '${request.modelId}' is not in this node's catalogue; it was treated like '${model.id}'`]),
		...(added.length > 0 ? [`'${fieldLabels.additionalBody}' were merged into the request: ${added.join(', ')}`] : []),
		...(lostId ? [`'${fieldLabels.externalTaskId}' was not sent: ${backend.label} has no such field`] : []),
		...checked.warnings,
	];
	return { offer, checked, warnings };
}

/** The model's own row, or for an id we do not know the one it behaves like. */
function rowFor(backend: Backend, { operation, modelId, behavesLike }: CreateRequest): Outcome<Model> {
	const rows = catalogue(backend.id, operation);
	const row = rows.find(({ id }) => id === modelId) ?? rows.find(({ id }) => id === behavesLike);
	if (row) return row;
	const message = `'${fieldLabels.behavesLike}' is '${behavesLike}', which ${backend.label} does not have for this operation`;
	return fail('input', message, { nextStep: `Choose one of: ${rows.map(({ id }) => id).join(', ')}` });
}
