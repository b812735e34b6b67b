// What each operation's form holds, row by row: which look a field has for which models. `merge-fields.ts` makes properties
// of it, as few as possible.
import type { INodeProperties } from 'n8n-workflow';
import { backendIds, backends, catalogue } from '../../shared/backends';
import type { Backend } from '../../shared/backends/backend';
import type { ModelOperation, Setting } from '../../shared/backends/catalogue';
import { isGenerating, type BackendId, type GeneratingOperation } from '../../shared/vocabulary';
import type { LocalOperation } from '../clips/description';
import { offering } from '../operations/fields/availability';
import { frameFields } from '../operations/fields/image-source';
import { materialFields } from '../operations/fields/input-fields';
import { hasModelChoice } from '../operations/fields/model-parameters';
import {
	SLOTS,
	type Abilities,
	type BackendSlot,
	type FormEntry,
	type MaterialLook,
	type Operation,
} from '../operations/operation';
import { lookKey, type Holding, type RowLook, type Shown } from './merge-fields';
import { settingField, widest } from './setting-fields';

/** A field of an operation in all its looks; where there are several, each model has one of them. */
export type Place = readonly Holding[];

/** The fields of an operation in order. */
export const placesOf = (operation: Operation, entries: readonly FormEntry[]): Place[] =>
	entries.flatMap((entry) => ('field' in entry ? [[plainHolding(operation, entry)]] : rowPlaces(operation, entry)));

/** The options of an operation that needs no backend. */
export const localPlaces = ({ id, options }: LocalOperation): Place[] =>
	options.map((look) => [{ operation: id, look, rows: [], shown: new Map<BackendSlot, Shown>() }]);

/** Where the form has the operation's fields: on backends that offer it, and where the backend is known only in the run. */
const slotsOf = (operation: Operation): BackendSlot[] => [...offering(operation), 'expression'];

function plainHolding(operation: Operation, { field, backends: on }: Extract<FormEntry, { field: unknown }>): Holding {
	const shownOn = (slot: BackendSlot): Shown => (on === undefined || on.includes(slot) ? 'always' : 'never');
	return {
		operation: operation.id,
		look: field,
		rows: [],
		shown: new Map(slotsOf(operation).map((slot) => [slot, shownOn(slot)])),
	};
}

interface Row {
	readonly backend: BackendId;
	readonly id: string;
	readonly label: string;
	readonly spec: ModelOperation;
}

/** How an entry looks for what several rows take together; nothing where none of them has it. */
type LookOf = (rows: readonly Row[]) => INodeProperties[] | undefined;

function rowPlaces(operation: Operation, entry: Exclude<FormEntry, { field: INodeProperties }>): Place[] {
	// Only operations that create have models, and with them settings and frames.
	if (!isGenerating(operation.id)) return [];
	const id = operation.id;
	const rows = backendIds.flatMap((backend) => rowsOf(backend, id));
	const lookOf = lookOfEntry(entry);
	const looks = rows.map((row) => ({ row, fields: lookOf([row]) }));
	const any = lookOf(rows) ?? [];
	const names = [...new Set([...any, ...looks.flatMap(({ fields }) => fields ?? [])].map(({ name }) => name))];
	const [first] = names;
	return names.map((name) => {
		const called = (fields: readonly INodeProperties[] | undefined) => fields?.find((field) => field.name === name);
		const ofRows = looks.map(({ row, fields }) => ({ ...row, look: called(fields) }));
		const ofBackend = (backend: BackendId) => called(lookOf(rowsOf(backend, id)));
		// What belongs to a choice of the first field is shown with that choice, whatever the model.
		const follows = name !== first;
		return holdingsOf(id, ofRows, { anywhere: called(any), ofBackend, follows, ofCatalogue: 'without' in entry });
	});
}

function rowsOf(backend: BackendId, operation: GeneratingOperation): Row[] {
	return catalogue(backend, operation).flatMap(({ id, label, operations: offers }) => {
		const spec = offers[operation];
		return spec ? [{ backend, id, label, spec }] : [];
	});
}

interface Widest {
	/** The look for a backend that is known only in the run. */
	readonly anywhere: INodeProperties | undefined;
	/** The look for a model that is not in the backend's catalogue, or an expression. */
	readonly ofBackend: (backend: BackendId) => INodeProperties | undefined;
	/** The field is shown with a choice of another one, so that only its looks have to be told apart. */
	readonly follows: boolean;
	/** It says something of models of the catalogue, and nothing of others. */
	readonly ofCatalogue: boolean;
}

/** The looks of one field of an operation, and where each is shown. */
function holdingsOf(
	operation: GeneratingOperation,
	rows: readonly LookingRow[],
	{ anywhere, ofBackend, follows, ofCatalogue }: Widest,
): Holding[] {
	const looks = new Map<string, INodeProperties>();
	for (const look of [...rows.map((row) => row.look), anywhere]) if (look) looks.set(lookKey(look), look);
	const anywhereKey = anywhere && lookKey(anywhere);
	const known = new Map(backendIds.map((backend) => [backend, rows.filter((row) => row.backend === backend)]));
	const rest = new Map([...known].map(([id, own]) => [id, restKey(own, anywhereKey, ofBackend(id))]));
	return [...looks].flatMap(([key, look]) => {
		const own = rows.filter((row): row is RowLook & Row => row.look !== undefined && lookKey(row.look) === key);
		const holding: Holding = {
			operation,
			look,
			rows: own,
			shown: new Map<BackendSlot, Shown>([['expression', key === anywhereKey ? 'always' : 'never']]),
		};
		const shown = new Map(holding.shown);
		const besides: Holding[] = [];
		const alone = (backend: BackendId, how: Shown): Holding => ({
			...holding,
			shown: new Map<BackendSlot, Shown>(
				[...holding.shown.keys(), ...backendIds].map((slot) => [slot, slot === backend ? how : 'never']),
			),
		});
		for (const [backend, all] of known) {
			if (all.length === 0) continue;
			const taken = idsOf(all.filter((row) => (own as readonly Row[]).includes(row)));
			const others = all.filter((row) => !taken.includes(row.id) && (row.look !== undefined || !follows));
			const isRest = key === rest.get(backend) && !ofCatalogue;
			if (taken.length === 0)
				shown.set(backend, follows && others.every((row) => row.look === undefined) ? 'anyway' : 'never');
			else if (others.length === 0 || !hasModelChoice(backend, operation)) shown.set(backend, 'always');
			else shown.set(backend, isRest ? { not: idsOf(others) } : { only: taken });
			// Another default is the model's own, so whatever is treated like the model begins with it.
			if (follows || ofCatalogue || all.length < 2 || !hasModelChoice(backend, operation)) continue;
			const restLook = looks.get(rest.get(backend) ?? '');
			if (isRest) {
				const unlike = idsOf(all.filter((row) => row.look && !sameDefault(row.look, look)));
				if (unlike.length === 0) continue;
				shown.set(backend, { not: idsOf(others), unlike });
				besides.push(alone(backend, { computedLike: unlike }));
			} else if (taken.length > 0 && restLook && !sameDefault(restLook, look)) {
				besides.push(alone(backend, { like: taken, known: idsOf(all) }));
			}
		}
		return [{ ...holding, shown }, ...besides];
	});
}

type LookingRow = Row & { readonly look: INodeProperties | undefined };

const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id);

const sameDefault = (one: INodeProperties, other: INodeProperties) =>
	JSON.stringify(one.default) === JSON.stringify(other.default);

/** The look of models that are not in the catalogue, and of those that an expression names. */
function restKey(
	known: readonly LookingRow[],
	anywhere: string | undefined,
	ofBackend: INodeProperties | undefined,
): string | undefined {
	const keys = known.flatMap(({ look }) => (look ? [lookKey(look)] : []));
	const wanted = [anywhere, ofBackend && lookKey(ofBackend)].find((key) => key !== undefined && keys.includes(key));
	return wanted ?? keys[0];
}

function lookOfEntry(entry: Exclude<FormEntry, { field: INodeProperties }>): LookOf {
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
	if ('without' in entry)
		return (rows) => (rows.some(({ spec }) => spec.images[entry.without]) ? undefined : [entry.notice]);
	if ('picture' in entry) return (rows) => (rows.some(takesPictures) ? [entry.picture] : undefined);
	const settingOf = ({ spec }: Row): Setting | undefined => spec.settings[entry.setting];
	const filled = entry.fromItem === undefined ? {} : { default: entry.fromItem };
	return (rows) => {
		const setting = widest(rows.flatMap((row) => settingOf(row) ?? []));
		return setting && [{ ...settingField(entry.setting, setting), ...entry.look, ...filled }];
	};
}

/** The fields of an entry with what the operation says of them; what it says of when, the first one heeds for all. */
function inWords(
	[first, ...others]: INodeProperties[],
	{ only }: Pick<Extract<FormEntry, { material: unknown }>, 'only'>,
	look: MaterialLook = {},
): INodeProperties[] {
	if (!first) return [];
	const own = Object.fromEntries(Object.entries(look).filter(([name]) => name !== 'url'));
	const said = { ...first, ...own };
	const { displayOptions } = said;
	return [
		only ? { ...said, displayOptions: { ...displayOptions, show: { ...only, ...displayOptions?.show } } } : said,
		...others,
	];
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
