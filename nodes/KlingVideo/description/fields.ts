// Turns an operation's list of places into n8n properties: one definition for each way a field looks, shown exactly for
// the models that take it so.
import type { INodeProperties } from 'n8n-workflow';
import { backendIds, backends, catalogue } from '../backends';
import type { Backend } from '../backends/backend';
import type { Model, Offer, Setting } from '../backends/model';
import { frameFields } from '../operations/frames';
import { materialFields } from '../operations/materials';
import type { Abilities, BackendSlot, FormEntry, Operation } from '../operations/operation';
import type { BackendId, GeneratingOperation, OperationId } from '../words';
import { settingField, widest } from './settings';
import { backendSlots, forPicked, forTyped, onBackends, within, withinOptions } from './visibility';

type Conditions = ReturnType<typeof onBackends>;
interface Shown {
	readonly field: INodeProperties;
	readonly hide: Conditions;
}

/** The fields of an operation, in order, shown for this operation only. */
export function mainFields(operation: Operation): INodeProperties[] {
	return operation.fields
		.flatMap((entry) => shownFor(operation.id, entry, ''))
		.map(({ field, hide }) => ({ ...field, displayOptions: within(operation.id, hide, field.displayOptions) }));
}

/** The operation's 'Options' collection, sorted by label. */
export function optionsField(operation: Operation): INodeProperties {
	const entries = operation.options.flatMap((entry) => shownFor(operation.id, entry, '/'));
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: within(operation.id, {}, undefined),
		options: entries
			.map(({ field, hide }) => ({ ...field, ...withinOptions(hide) }))
			.sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

function shownFor(operation: OperationId, entry: FormEntry, root: string): Shown[] {
	if ('field' in entry) return [{ field: entry.field, hide: onBackends(entry.backends ?? backendSlots, root) }];
	// Only operations that create have models, and with them settings and frames.
	const creating = operation as GeneratingOperation;
	if ('frame' in entry) {
		const look = frameFields(entry.frame, entry.optional);
		const variants = variantsOf(creating, (offer) => offer.images[entry.frame] && look);
		return arrange(creating, variants, look, root);
	}
	if ('material' in entry) {
		const fieldsOf = (abilities: Abilities) => materialFields(entry.material, abilities, entry.look);
		const look = (offer: Offer, backend: BackendId) => offer[entry.material] && fieldsOf(abilitiesOf(offer, backend));
		const offers = backendIds.flatMap((id) => catalogue(id, creating).map((model) => model.operations[creating]));
		const madeVideo = offers.flatMap((offer) => offer?.video?.made ?? [])[0];
		const anything: Abilities = {
			uploadsVideos: true,
			servesVideos: true,
			speaks: true,
			videoRequired: false,
			...(madeVideo ? { madeVideo } : {}),
		};
		return arrange(creating, variantsOf(creating, look), fieldsOf(anything), root);
	}
	if ('picture' in entry) {
		const look = [entry.picture];
		return arrange(
			creating,
			variantsOf(creating, (offer) => takesPictures(offer) && look),
			look,
			root,
		);
	}
	const settingOf = (offer: Offer): Setting | undefined => offer.settings[entry.setting];
	const fieldOf = (setting: Setting) => ({ ...settingField(entry.setting, setting), ...entry.look });
	const all = backendIds
		.flatMap((id) => catalogue(id, creating))
		.flatMap((model) => settingOf(model.operations[creating] ?? NOTHING) ?? []);
	const broad = widest(all);
	const variants = variantsOf(creating, (offer) => {
		const setting = settingOf(offer);
		return setting && [fieldOf(setting)];
	});
	return arrange(creating, variants, broad ? [fieldOf(broad)] : [], root);
}

function abilitiesOf({ video }: Offer, backend: BackendId): Abilities {
	const { videos, speech, uploadMaxBytes }: Backend = backends[backend];
	return {
		uploadsVideos: videos !== 'urlOnly',
		// Where uploads are large enough for any video, nobody needs a link to this n8n.
		servesVideos: video !== undefined && uploadMaxBytes < video.limits.maxBytes,
		speaks: speech !== undefined,
		...(video?.made ? { madeVideo: video.made } : {}),
		videoRequired: video?.required === true,
	};
}

const takesPictures = ({ images, references, subjects }: Offer) =>
	Object.keys(images).length > 0 || references !== undefined || subjects !== undefined;

const NOTHING: Offer = { settings: {}, images: {} };

/** One look of a field and where it holds: on whole backends, or for some models of one. */
interface Variant {
	readonly fields: INodeProperties[];
	readonly whole: Set<BackendSlot>;
	readonly parts: Array<{ backend: BackendId; ids: string[] }>;
}

function variantsOf(
	operation: GeneratingOperation,
	look: (offer: Offer, backend: BackendId) => INodeProperties[] | false | undefined,
): Map<string, Variant> {
	const variants = new Map<string, Variant>();
	for (const backend of backendIds) {
		const models = catalogue(backend, operation);
		for (const [key, { fields, ids }] of byLook(models, operation, (offer) => look(offer, backend))) {
			const variant = variants.get(key) ?? { fields, whole: new Set(), parts: [] };
			variants.set(key, variant);
			if (ids.length === models.length) variant.whole.add(backend);
			else variant.parts.push({ backend, ids });
		}
	}
	return variants;
}

function byLook(
	models: Model[],
	operation: GeneratingOperation,
	look: (offer: Offer) => INodeProperties[] | false | undefined,
) {
	const looks = new Map<string, { fields: INodeProperties[]; ids: string[] }>();
	for (const model of models) {
		const fields = look(model.operations[operation] ?? NOTHING);
		if (!fields) continue;
		const key = JSON.stringify(fields);
		const same = looks.get(key);
		if (same) same.ids.push(model.id);
		else looks.set(key, { fields, ids: [model.id] });
	}
	return looks;
}

function arrange(
	operation: GeneratingOperation,
	variants: Map<string, Variant>,
	forExpression: INodeProperties[],
	root: string,
): Shown[] {
	// A backend that is an expression is known only in the run: the widest look holds for it.
	if (forExpression.length > 0) {
		const key = JSON.stringify(forExpression);
		const same = variants.get(key);
		if (same) same.whole.add('expression');
		else variants.set(key, { fields: forExpression, whole: new Set(['expression']), parts: [] });
	}
	return [...variants.values()].flatMap(({ fields, whole, parts }) => {
		const everywhere = whole.size > 0 ? [onBackends(whole, root)] : [];
		const inPart = parts.flatMap(({ backend, ids }) => {
			const known = catalogue(backend, operation).map((model) => model.id);
			return [forPicked(backend, operation, ids, root), forTyped(backend, operation, ids, known, root)];
		});
		return [...everywhere, ...inPart].flatMap((hide) => fields.map((field) => ({ field, hide })));
	});
}
