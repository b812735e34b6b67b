// Makes n8n properties of the fields of all operations. Fields that look alike are one property, whatever their operation,
// backend or model: a number has the widest range, and says where it is narrower; each choice is shown where a model has it.
// So the form stays small enough for n8n's editor, which goes through every property at every change.
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { backendIds } from '../../shared/backends';
import { modelOperation, type BackendId, type OperationId } from '../../shared/vocabulary';
import type { LocalOperation } from '../clips/description';
import { behavesLikeParameter, hasModelChoice, modelParameter } from '../operations/fields/model-parameters';
import type { BackendSlot } from '../operations/operation';
import { anythingBut, COMPUTED, PLAIN, type Conditions } from './visibility';

/** A model of a backend, and what a field looks like there. */
export interface RowLook {
	readonly backend: BackendId;
	readonly id: string;
	readonly label: string;
	readonly look: INodeProperties;
}

/**
 * Where a look holds on one backend: whatever the model, or `anyway` where it makes no difference, because another field
 * decides; for these models of the catalogue; for all but these, and but for others that are treated like some; for others
 * that are treated like some, typed or computed by an expression.
 */
export type Shown =
	| 'always'
	| 'never'
	| 'anyway'
	| { readonly only: readonly string[] }
	| { readonly not: readonly string[]; readonly unlike?: readonly string[] }
	| { readonly like: readonly string[]; readonly known: readonly string[] }
	| { readonly computedLike: readonly string[] };

/** One look of a field in one operation. */
export interface Holding {
	readonly operation: OperationId | LocalOperation['id'];
	/** With conditions of its own, if any. */
	readonly look: INodeProperties;
	/** The models that have it; none where no model decides. */
	readonly rows: readonly RowLook[];
	/** By backend, and for one that is known only in the run; backends that do not offer the operation are missing. */
	readonly shown: ReadonlyMap<BackendSlot, Shown>;
}

/** Fields that are one property of the form. */
interface Merged {
	readonly key: string;
	readonly holdings: Holding[];
}

/** The value that a notice has where an operation is not offered; all fields of the operation are hidden then. */
export const NOT_OFFERED = { name: 'notOffered', value: 'yes' } as const;

const slots: readonly BackendSlot[] = [...backendIds, 'expression'];

/**
 * The main fields of all operations as properties.
 *
 * @param forms for each operation its fields in order, each in all its looks
 */
export function mergeFields(forms: ReadonlyArray<ReadonlyArray<readonly Holding[]>>): INodeProperties[] {
	const list: Merged[] = [];
	for (const places of forms) {
		// A merged field keeps its place, so only what stands further down can be the same.
		let at = -1;
		const placeOf = (holding: Holding) => list.findIndex((merged, index) => index > at && fits(merged, holding));
		const holdings = places.flat();
		for (const [number, holding] of holdings.entries()) {
			const found = placeOf(holding);
			if (found >= 0) {
				list[found]!.holdings.push(holding);
				at = found;
				continue;
			}
			// As late as the rest of the operation allows, so that what others' conditions look at stands before.
			const next = holdings
				.slice(number + 1)
				.map(placeOf)
				.find((place) => place >= 0);
			at = next ?? list.length;
			list.splice(at, 0, { key: keyOfHolding(holding), holdings: [holding] });
		}
	}
	return list.map((merged) => propertyOf(merged, ''));
}

/**
 * The entries of the collection that all operations share, in the order in which they first appear.
 *
 * @param operations all that have the collection
 */
export function mergeOptions(
	forms: ReadonlyArray<ReadonlyArray<readonly Holding[]>>,
	operations: ReadonlyArray<Holding['operation']>,
): INodeProperties[] {
	const list: Merged[] = [];
	for (const holding of forms.flat(2)) {
		const found = list.find((merged) => fits(merged, holding));
		if (found) found.holdings.push(holding);
		else list.push({ key: keyOfHolding(holding), holdings: [holding] });
	}
	return list.map((merged) => {
		const property = propertyOf(merged, '/');
		const { show, hide } = conditionsOf(property);
		const own = new Set(merged.holdings.map(({ operation }) => operation));
		const others = operations.filter((operation) => !own.has(operation));
		const { '/operation': named, ...conditions } = show;
		const isShorter = others.length < (named?.length ?? 0);
		const shown = isShorter ? conditions : show;
		const hidden = isShorter && others.length > 0 ? { ...hide, '/operation': others } : hide;
		return withConditions(property, shown, hidden);
	});
}

/** Where no model decides, choices and ranges are the field's own. */
const keyOfHolding = ({ look, rows }: Holding) => (rows.length > 0 ? lookKey(look) : JSON.stringify(look));

/** What has to be equal for two fields to be one property: all but conditions on models, choices and ranges. */
export function lookKey(look: INodeProperties): string {
	return JSON.stringify(withoutLimits(look));
}

function withoutLimits(look: INodeProperties): unknown {
	const { options = [], typeOptions = {}, ...others } = look;
	const inner = options.map((one) =>
		'values' in one ? { ...one, values: one.values.map(withoutLimits) } : 'type' in one ? withoutLimits(one) : 'choice',
	);
	const kept = Object.entries(typeOptions).filter(([name]) => !LIMITS.includes(name));
	return { ...others, typeOptions: kept, inner: [...new Set(inner)] };
}

const LIMITS: readonly string[] = ['minValue', 'maxValue', 'numberPrecision'];

/** Whether a field can be of a property: it looks the same, and no backend would have to show and hide it at once. */
function fits({ key, holdings }: Merged, holding: Holding): boolean {
	if (key !== keyOfHolding(holding)) return false;
	if (holdings.some(({ operation }) => operation === holding.operation)) return false;
	return holdings.every((other) =>
		slots.every((slot) => {
			const [one, two] = [isShown(other, slot), isShown(holding, slot)];
			if (one === undefined || two === undefined) return true;
			return one === two && (!one || fitChoices(other, holding, slot));
		}),
	);
}

/** Whether a slot needs the field, must not have it, or does not mind. */
function isShown({ shown }: Holding, slot: BackendSlot): boolean | undefined {
	const how = shown.get(slot);
	return how === undefined || how === 'anyway' ? undefined : how !== 'never';
}

/** Where there is no model to choose, a choice is hidden by the backend alone, so all operations must agree. */
function fitChoices(one: Holding, other: Holding, slot: BackendSlot): boolean {
	if (slot === 'expression' || (choosesModel(one, slot) && choosesModel(other, slot))) return true;
	const of = ({ rows }: Holding) => {
		const choices = rows.filter(({ backend }) => backend === slot).flatMap(({ look }) => choicesOf(look));
		return JSON.stringify([...new Set(choices.map(keyOf))].sort());
	};
	return of(one) === of(other);
}

/** Only operations that have models have rows. */
const modelsOf = (operation: Holding['operation']) => modelOperation(operation)!;

const choosesModel = ({ operation, rows }: Holding, backend: BackendId) =>
	rows.length > 0 && hasModelChoice(backend, modelsOf(operation));

const choicesOf = ({ options }: INodeProperties): INodePropertyOptions[] =>
	(options ?? []).filter((one): one is INodePropertyOptions => 'value' in one);

const keyOf = (choice: INodePropertyOptions) => JSON.stringify(choice);

function propertyOf({ holdings }: Merged, root: string): INodeProperties {
	const looks = holdings.flatMap(({ look, rows }) => [look, ...rows.map((row) => row.look)]);
	const [first] = looks as [INodeProperties, ...INodeProperties[]];
	const { show, hide } = conditionsOf(first);
	const operations = [...new Set(holdings.map(({ operation }) => operation))];
	return withConditions(
		{ ...first, ...limitsOf(looks, holdings), ...choicesFor(first, looks, holdings) },
		{ [`${root}operation`]: operations, ...show },
		{ ...hiddenSlots(holdings, root), ...hide, ...hiddenModels(holdings, root) },
	);
}

const conditionsOf = ({ displayOptions }: INodeProperties): { show: Conditions; hide: Conditions } => ({
	show: (displayOptions?.show ?? {}) as Conditions,
	hide: (displayOptions?.hide ?? {}) as Conditions,
});

function withConditions(property: INodeProperties, show: Conditions, hide: Conditions): INodeProperties {
	const displayOptions = {
		...(Object.keys(show).length > 0 ? { show } : {}),
		...(Object.keys(hide).length > 0 ? { hide } : {}),
	};
	const conditioned = { ...property, displayOptions };
	if (Object.keys(displayOptions).length === 0) delete (conditioned as INodeProperties).displayOptions;
	return conditioned;
}

/** Backends that must not have the field; those that do not offer the operation say so by their notice. */
function hiddenSlots(holdings: readonly Holding[], root: string): Conditions {
	const hidden = slots.filter((slot) => holdings.some((holding) => isShown(holding, slot) === false));
	const isOffered = slots.every((slot) => hidden.includes(slot) || holdings.every(({ shown }) => shown.has(slot)));
	return {
		...(hidden.length > 0 ? { [`${root}backend`]: hidden } : {}),
		...(isOffered || root !== '' ? {} : { [NOT_OFFERED.name]: [NOT_OFFERED.value] }),
	};
}

function hiddenModels(holdings: readonly Holding[], root: string): Conditions {
	const conditions: Conditions = {};
	for (const { operation, shown } of holdings) {
		for (const [slot, how] of shown) {
			if (typeof how === 'string' || slot === 'expression') continue;
			const [model, like] = [modelParameter, behavesLikeParameter].map(
				(nameOf) => `${root}${nameOf(slot, modelsOf(operation))}`,
			) as [string, string];
			if ('only' in how) conditions[model] = anythingBut(how.only);
			if ('not' in how && how.not.length > 0) conditions[model] = [...how.not];
			if ('not' in how && how.unlike) conditions[like] = [...how.unlike];
			if ('like' in how) conditions[model] = [...how.known, ...COMPUTED];
			if ('like' in how) conditions[like] = anythingBut(how.like);
			if ('computedLike' in how) conditions[model] = PLAIN;
			if ('computedLike' in how) conditions[like] = anythingBut(how.computedLike);
		}
	}
	return conditions;
}

/** The choices of all looks, each hidden for the models that lack it. */
function choicesFor(
	{ type }: INodeProperties,
	looks: readonly INodeProperties[],
	holdings: readonly Holding[],
): Partial<INodeProperties> {
	const choices = new Map(looks.flatMap(choicesOf).map((choice) => [keyOf(choice), choice]));
	if (choices.size === 0 || (type !== 'options' && type !== 'multiOptions')) return {};
	const values = new Set<INodePropertyOptions['value']>();
	const all = [...choices].map(([key, choice]) => {
		const hide = choiceConditions(key, holdings);
		// Backends may have other words for a value; where the backend is known only in the run, the first ones count.
		if (values.has(choice.value)) hide.backend = [...(hide.backend ?? []), 'expression'];
		values.add(choice.value);
		return Object.keys(hide).length === 0 ? choice : { ...choice, displayOptions: { hide } };
	});
	// n8n's rule for long lists; shorter ones keep the order that means something, and so do numbers.
	const isLong = all.length >= 5 && all.some(({ name }) => !Number.isFinite(Number(name)));
	return { options: isLong ? all.sort((a, b) => a.name.localeCompare(b.name)) : all };
}

function choiceConditions(key: string, holdings: readonly Holding[]): Conditions {
	const conditions: Conditions = {};
	for (const backend of backendIds) {
		const here = holdings.map((holding) => {
			const rows = holding.rows.filter((row) => row.backend === backend);
			const lacking = rows.filter(({ look }) => !choicesOf(look).map(keyOf).includes(key));
			return { holding, rows, lacking: lacking.map(({ id }) => id) };
		});
		const taking = here.filter(({ rows }) => rows.length > 0);
		if (taking.length > 0 && taking.every(({ rows, lacking }) => lacking.length === rows.length)) {
			conditions.backend = [...(conditions.backend ?? []), backend];
			continue;
		}
		for (const { holding, lacking } of taking) {
			if (lacking.length > 0) conditions[modelParameter(backend, modelsOf(holding.operation))] = lacking;
		}
	}
	return conditions;
}

/** The widest range of all looks, and a sentence on models with a narrower one. */
function limitsOf(looks: readonly INodeProperties[], holdings: readonly Holding[]): Partial<INodeProperties> {
	const [first] = looks as [INodeProperties, ...INodeProperties[]];
	if (first.type === 'fixedCollection') return { options: widestRows(looks) };
	if (first.type !== 'number') return {};
	const typeOptions = widestRange(looks);
	const ranges = new Map<string, Set<string>>();
	for (const { label, look } of holdings.flatMap(({ rows }) => rows)) {
		const { minValue, maxValue } = look.typeOptions ?? {};
		const range = `${minValue} to ${maxValue}`;
		ranges.set(range, (ranges.get(range) ?? new Set()).add(label.replace(/[,(].*/, '').trim()));
	}
	if (ranges.size < 2) return { typeOptions };
	const [[usual] = [''], ...others] = [...ranges].sort(([, one], [, other]) => other.size - one.size);
	const named = others.map(([range, labels]) => `${range} with ${[...labels].join(', ')}`);
	return { typeOptions, description: `${first.description ?? ''} (${[usual, ...named].join('; ')})` };
}

function widestRange(looks: readonly INodeProperties[]): INodeProperties['typeOptions'] {
	const all = looks.map(({ typeOptions = {} }) => typeOptions);
	const numbers = (name: 'minValue' | 'maxValue' | 'numberPrecision') =>
		all.flatMap(({ [name]: value }) => (value === undefined ? [] : [value]));
	const widest = { minValue: Math.min, maxValue: Math.max, numberPrecision: Math.max };
	const entries = Object.entries(widest).flatMap(([name, pick]): Array<[string, number]> => {
		const given = numbers(name as keyof typeof widest);
		return given.length > 0 ? [[name, pick(...given)]] : [];
	});
	return { ...all[0], ...Object.fromEntries(entries) };
}

/** The rows of a fixed collection, their numbers with the widest range. */
function widestRows(looks: readonly INodeProperties[]): INodePropertyCollection[] {
	const rowsOf = ({ options }: INodeProperties) => (options ?? []) as INodePropertyCollection[];
	return rowsOf(looks[0]!).map((row, index) => ({
		...row,
		values: row.values.map((value, cell) => {
			const same = looks.flatMap((look) => rowsOf(look)[index]?.values[cell] ?? []);
			return value.type === 'number' ? { ...value, typeOptions: widestRange(same) } : value;
		}),
	}));
}
