// Rows of the catalogue as plain JSON and back. What only code can say of a model (how a body is put together, odd rules) is
// taken from the model of this node that a row names under `like`.
import { catalogueDetails } from '../messages/catalogue';
import { say } from '../messages/message';
import { isObject, type Json } from '../json';
import type { GeneratingOperation } from '../vocabulary';
import type { Model, ModelOperation, Setting } from './catalogue';
import { misfit, rowFormat } from './catalogue-format';

/** The models of each backend. */
export type Catalogues = Readonly<Record<string, readonly Model[]>>;

/** A row of the file that can be used, or why it cannot. */
export type ReadRow =
	{ readonly backend: string; readonly model: Model } | { readonly row: string; readonly reason: string };

/**
 * A row of the file, held against the format and laid over the models that it is like.
 *
 * @param builtIn the models of this node
 */
export function readRow(value: unknown, builtIn: Catalogues): ReadRow {
	const row = isObject(value) ? [value.id, value.backend].map((part) => String(part)).join(', ') : '';
	if (!isObject(value)) return { row, reason: catalogueDetails.noRow };
	const wrong = misfit(rowFormat(Object.keys(builtIn)), value, '');
	if (wrong !== undefined) return { row, reason: wrong };
	const { backend, id, label, asOf, operations } = value as unknown as FileRow;
	const known = builtIn[backend] ?? [];
	const own: Partial<Record<GeneratingOperation, ModelOperation>> = {};
	for (const [name, given] of Object.entries(operations) as Array<[GeneratingOperation, FileOperation]>) {
		const read = readOperation(known, id, name, given);
		if (typeof read === 'string') return { row, reason: read };
		own[name] = read;
	}
	const before = known.find((model) => model.id === id);
	return { backend, model: { id, label, asOf, operations: { ...before?.operations, ...own } } };
}

interface FileRow {
	readonly backend: string;
	readonly id: string;
	readonly label: string;
	readonly asOf: string;
	readonly operations: Partial<Record<GeneratingOperation, FileOperation>>;
}

type FileOperation = Readonly<Record<string, unknown>> & { readonly like?: string };

function readOperation(
	known: readonly Model[],
	id: string,
	operation: GeneratingOperation,
	{ like, ...given }: FileOperation,
): ModelOperation | string {
	const field = `operations.${operation}`;
	const likeId = like ?? (known.some((model) => model.id === id) ? id : undefined);
	if (likeId === undefined) return say(catalogueDetails.noLike, { field });
	const base = known.find((model) => model.id === likeId)?.operations[operation];
	if (!base) return say(catalogueDetails.unknownLike, { field, like: likeId });
	// The newer standard has another name for the model, which is that of the model it is like.
	const { newer, ...legacy } = base;
	const laid = overlay(legacy, given) as unknown as ModelOperation;
	const spec = likeId === id && newer ? { ...laid, newer } : laid;
	return wrongIn(spec, field) ?? spec;
}

/** Objects key by key, null takes a key away, everything else is replaced. Functions of the base stay. */
function overlay(base: object, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const laid: Record<string, unknown> = { ...base };
	for (const [key, value] of Object.entries(given)) {
		const before = laid[key];
		if (value === null) delete laid[key];
		else if (!isObject(value)) laid[key] = value;
		else laid[key] = key === 'price' ? value : overlay(isObject(before) ? before : {}, value);
	}
	return laid;
}

/** What a setting or a material lacks once it is laid over the other model's. */
function wrongIn(spec: ModelOperation, field: string): string | undefined {
	for (const [name, setting] of Object.entries(spec.settings)) {
		const wrong = wrongSetting(setting as Setting, `${field}.settings.${name}`);
		if (wrong !== undefined) return wrong;
	}
	const { references, middleFrames, video, sounds, audio } = spec;
	const slots = { ...spec.images, references, middleFrames, video, sounds, audio };
	for (const [name, slot] of Object.entries(slots))
		if (slot && !('limits' in slot && 'key' in slot))
			return say(catalogueDetails.incomplete, { field: `${field}.${name}`, part: 'key' in slot ? 'limits' : 'key' });
	return undefined;
}

/** What each kind of setting cannot do without. */
const NEEDED: Readonly<Record<Setting['kind'], readonly string[]>> = {
	text: ['key', 'max'],
	choice: ['key', 'values', 'default'],
	number: ['key', 'min', 'max', 'default'],
	switch: ['key', 'default'],
	// How a list is written only code can say, so such a setting needs a model that has it.
	shots: ['most', 'promptMax', 'min', 'max', 'write'],
	ids: ['most', 'write'],
	several: ['key', 'values', 'as'],
};

function wrongSetting(setting: Setting, field: string): string | undefined {
	const parts = NEEDED[setting.kind];
	if (!parts) return say(catalogueDetails.incomplete, { field, part: 'kind' });
	const part = parts.find((name) => !(name in setting));
	if (part !== undefined) return say(catalogueDetails.incomplete, { field, part });
	if (setting.kind === 'choice') {
		const values: ReadonlyArray<string | number> = setting.values;
		return values.includes(setting.default) ? undefined : say(catalogueDetails.defaultOutside, { field });
	}
	if (setting.kind !== 'number') return undefined;
	if (setting.min > setting.max) return say(catalogueDetails.rangeReversed, { field });
	const isInside = setting.default >= setting.min && setting.default <= setting.max;
	return isInside ? undefined : say(catalogueDetails.defaultOutside, { field });
}

/** The models of a node with those of a file: one with the same id takes the other's place, others come last. */
export function withRows(models: readonly Model[], added: readonly Model[]): Model[] {
	const changed = models.map((model) => added.find(({ id }) => id === model.id) ?? model);
	const others = added.filter(({ id }) => !models.some((model) => model.id === id));
	return [...changed, ...others];
}

/** Parts of a row that a file cannot change; they come with the model under `like`. */
const ONLY_IN_CODE = ['newer', 'elements', 'speech', 'faces'];

/** A model as a row of the file: a copy of it with another id is a model like it. */
export function writtenRow(backend: string, { id, label, asOf, operations }: Model): Json {
	const own = Object.entries(operations).map(([operation, spec]) => {
		const kept = Object.fromEntries(Object.entries(spec).filter(([name]) => !ONLY_IN_CODE.includes(name)));
		return [operation, { like: id, ...(plain(kept) as object) }];
	});
	return { backend, id, label, asOf, operations: Object.fromEntries(own) } as Json;
}

/** Without what is no JSON, and what only code can change. */
function plain(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(plain);
	if (!isObject(value)) return value;
	const entries = Object.entries(value).filter(([, part]) => part !== undefined && typeof part !== 'function');
	return Object.fromEntries(entries.map(([name, part]) => [name, plain(part)]));
}
