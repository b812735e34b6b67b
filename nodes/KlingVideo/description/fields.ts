// Turns an operation's list of places into n8n properties: one definition for each way a field looks, shown exactly for
// the models that take it so.
import type { INodeProperties } from 'n8n-workflow';
import { backendIds, backends, catalogue } from '../../shared/backends';
import type { Backend } from '../../shared/backends/backend';
import type { ModelOperation, Setting } from '../../shared/backends/catalogue';
import { frameFields } from '../operations/fields/image-source';
import { materialFields } from '../operations/fields/input-fields';
import { offering } from '../operations/fields/availability';
import {
	SLOTS,
	type Abilities,
	type BackendSlot,
	type FormEntry,
	type MaterialLook,
	type Operation,
} from '../operations/operation';
import { modelOperation, type BackendId, type GeneratingOperation } from '../../shared/vocabulary';
import { settingField, widest } from './setting-fields';
import { backendSlots, forComputed, forPicked, forTyped, onBackends, within, withinOptions } from './visibility';

type Conditions = ReturnType<typeof onBackends>;
interface Shown {
	readonly field: INodeProperties;
	readonly hide: Conditions;
}

/** The fields of an operation, in order, shown for this operation only. */
export function mainFields(operation: Operation): INodeProperties[] {
	return operation.fields
		.flatMap((entry) => shownFor(operation, entry, ''))
		.map(({ field, hide }) => ({ ...field, displayOptions: within(operation.id, hide, field.displayOptions) }));
}

/** The operation's 'Options' collection, sorted by label. */
export function optionsField(operation: Operation): INodeProperties {
	const entries = operation.options.flatMap((entry) => shownFor(operation, entry, '/'));
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: within(operation.id, onBackends(slotsOf(operation)), undefined),
		options: entries
			.map(({ field, hide }) => ({ ...field, ...withinOptions(hide) }))
			.sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

/** Where the form has the operation's fields: on backends that offer it, and where the backend is known only in the run. */
const slotsOf = (operation: Operation): BackendSlot[] => [...offering(operation), 'expression'];

function shownFor(operation: Operation, entry: FormEntry, root: string): Shown[] {
	if ('field' in entry) {
		const offered = slotsOf(operation);
		// Inside the collection only what differs from it needs conditions of its own.
		const slots = entry.backends?.filter((slot) => offered.includes(slot)) ?? (root === '' ? offered : backendSlots);
		return [{ field: entry.field, hide: onBackends(slots, root) }];
	}
	// Only operations that create have models, and with them settings and frames.
	const models = modelOperation(operation.id);
	return models ? arrange(models, lookOf(entry), root) : [];
}

/** How a place looks for what several rows take together; nothing where none of them has it. */
type Look = (rows: readonly Row[]) => INodeProperties[] | undefined;

interface Row {
	readonly backend: BackendId;
	readonly model: string;
	readonly spec: ModelOperation;
}

function lookOf(entry: Exclude<FormEntry, { field: INodeProperties }>): Look {
	if ('frame' in entry) {
		const look = inWords(frameFields(entry.frame, entry.optional, entry.description), entry);
		return (rows) => (rows.some(({ spec }) => spec.images[entry.frame]) ? look : undefined);
	}
	if ('material' in entry) {
		return (rows) => {
			const taking = rows.filter(({ spec }) => spec[SLOTS[entry.material]]);
			if (taking.length === 0) return undefined;
			const abilities = abilitiesOf(taking);
			const videoRequired = abilities.videoRequired || entry.required === true;
			return inWords(materialFields(entry.material, { ...abilities, videoRequired }, entry.look), entry, entry.look);
		};
	}
	if ('picture' in entry) return (rows) => (rows.some(takesPictures) ? [entry.picture] : undefined);
	const settingOf = ({ spec }: Row): Setting | undefined => spec.settings[entry.setting];
	const filled = entry.fromItem === undefined ? {} : { default: entry.fromItem };
	return (rows) => {
		const setting = widest(rows.flatMap((row) => settingOf(row) ?? []));
		return setting && [{ ...settingField(entry.setting, setting), ...entry.look, ...filled }];
	};
}

/** The fields of an entry with what the operation says of them. */
function inWords(
	[first, ...others]: INodeProperties[],
	{ only }: Pick<Extract<FormEntry, { material: unknown }>, 'only'>,
	look: MaterialLook = {},
): INodeProperties[] {
	if (!first) return [];
	const own = Object.fromEntries(Object.entries(look).filter(([name]) => name !== 'url'));
	const fields = [{ ...first, ...own }, ...others];
	if (!only) return fields;
	return fields.map((field) => ({
		...field,
		displayOptions: { ...field.displayOptions, show: { ...only, ...field.displayOptions?.show } },
	}));
}

function abilitiesOf(rows: readonly Row[]): Abilities {
	const any = (has: (backend: Backend, spec: ModelOperation) => boolean) =>
		rows.some(({ backend, spec }) => has(backends[backend], spec));
	const apart = any(({ speech }, { audio }) => speech !== undefined && audio?.speechKey !== undefined);
	const madeVideo = rows.flatMap(({ spec }) => spec.video?.existing ?? [])[0];
	return {
		uploadsVideos: any(({ videos }) => videos !== 'urlOnly'),
		// Where uploads are large enough for any video, nobody needs a link to this n8n.
		servesVideos: any(({ uploadMaxBytes }, { video }) => video !== undefined && uploadMaxBytes < video.limits.maxBytes),
		...(apart ? { speaks: 'apart' } : any((_, { audio }) => audio?.spoken !== undefined) ? { speaks: 'within' } : {}),
		takesSpeechIds: any((_, { audio }) => audio?.speechKey !== undefined),
		...(madeVideo ? { madeVideo } : {}),
		videoRequired: rows.every(({ spec }) => spec.video?.required === true),
	};
}

const takesPictures = ({ spec: { images, references, elements } }: Row) =>
	Object.keys(images).length > 0 || references !== undefined || elements !== undefined;

function rowsOf(backend: BackendId, operation: GeneratingOperation): Row[] {
	return catalogue(backend, operation).flatMap(({ id, operations: offers }) => {
		const spec = offers[operation];
		return spec ? [{ backend, model: id, spec }] : [];
	});
}

/** One look of a field and where it holds. */
interface Variant {
	readonly fields: INodeProperties[];
	/** Whatever the model. */
	readonly whole: Set<BackendSlot>;
	/** For some models, picked or typed. */
	readonly parts: Array<{ readonly backend: BackendId; readonly ids: string[] }>;
	/** For a model that is an expression. */
	readonly computed: Set<BackendId>;
}

function arrange(operation: GeneratingOperation, look: Look, root: string): Shown[] {
	const variants = new Map<string, Variant>();
	const variantFor = (fields: INodeProperties[]): Variant => {
		const key = JSON.stringify(fields);
		const variant = variants.get(key) ?? { fields, whole: new Set(), parts: [], computed: new Set() };
		variants.set(key, variant);
		return variant;
	};
	for (const backend of backendIds) {
		const rows = rowsOf(backend, operation);
		const looks = byLook(rows, look);
		for (const { fields, ids } of looks) {
			if (ids.length === rows.length) variantFor(fields).whole.add(backend);
			else variantFor(fields).parts.push({ backend, ids });
		}
		const widestLook = look(rows);
		const isWhole = looks.some(({ ids }) => ids.length === rows.length);
		if (widestLook && !isWhole) variantFor(widestLook).computed.add(backend);
	}
	// A backend that an expression names is known only in the run: the widest look holds for it.
	const anywhere = look(backendIds.flatMap((id) => rowsOf(id, operation)));
	if (anywhere) variantFor(anywhere).whole.add('expression');
	return [...variants.values()].flatMap(({ fields, ...holds }) =>
		placesOf(operation, holds, root).flatMap((hide) => fields.map((field) => ({ field, hide }))),
	);
}

function byLook(rows: readonly Row[], look: Look) {
	const looks = new Map<string, { fields: INodeProperties[]; ids: string[] }>();
	for (const row of rows) {
		const fields = look([row]);
		if (!fields) continue;
		const key = JSON.stringify(fields);
		const same = looks.get(key);
		if (same) same.ids.push(row.model);
		else looks.set(key, { fields, ids: [row.model] });
	}
	return [...looks.values()];
}

/** The conditions under which one look is shown. */
function placesOf(
	operation: GeneratingOperation,
	{ whole, parts, computed }: Omit<Variant, 'fields'>,
	root: string,
): Conditions[] {
	return [
		...(whole.size > 0 ? [onBackends(whole, root)] : []),
		...parts.flatMap(({ backend, ids }) => {
			const known = rowsOf(backend, operation).map(({ model }) => model);
			return [forPicked(backend, operation, ids, root), forTyped(backend, operation, ids, known, root)];
		}),
		...[...computed].map((backend) => forComputed(backend, operation, root)),
	];
}
