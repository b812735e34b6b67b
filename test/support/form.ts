// The built form as n8n gets it: every property at any depth, and which of them n8n shows for given values.
import * as n8n2 from 'n8n-workflow';
import * as n8n1 from 'n8n-workflow-1';
import type {
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';
import { FalApi } from '../../credentials/FalApi.credentials';
import { KieApi } from '../../credentials/KieApi.credentials';
import { KlingApi } from '../../credentials/KlingApi.credentials';
import { PiApi } from '../../credentials/PiApi.credentials';
// With their endings, because a .json of the same name lies beside each and tsx would take that one.
import { KlingVideo } from '../../nodes/KlingVideo/KlingVideo.node.ts';
import { KlingVideoTrigger } from '../../nodes/KlingVideoTrigger/KlingVideoTrigger.node.ts';

export const description: INodeTypeDescription = new KlingVideo().description;
export const triggerDescription: INodeTypeDescription = new KlingVideoTrigger().description;
export const credentials = [new KlingApi(), new KieApi(), new PiApi(), new FalApi()];

/** A property and where it stands, such as `klingVideo > Options > Callback URL`. */
export interface Place {
	readonly path: string;
	readonly property: INodeProperties;
	/** The properties beside it, itself included. */
	readonly siblings: readonly INodeProperties[];
	/** The form's outermost properties. */
	readonly root: readonly INodeProperties[];
}

type Entry = INodeProperties | INodePropertyOptions | INodePropertyCollection;
const isProperty = (entry: Entry): entry is INodeProperties => 'type' in entry;
/** The rows of a fixed collection hold properties of their own. */
const propertiesIn = (entry: Entry): INodeProperties[] =>
	isProperty(entry) ? [entry] : 'values' in entry ? entry.values : [];
export const choicesOf = ({ options }: INodeProperties): INodePropertyOptions[] =>
	((options ?? []) as Entry[]).filter((entry): entry is INodePropertyOptions => 'value' in entry);

/** Every property of a form, those in collections too. */
export function placesIn(owner: string, properties: readonly INodeProperties[], root = properties): Place[] {
	return properties.flatMap((property) => {
		const path = `${owner} > ${property.displayName}`;
		const inner = ((property.options ?? []) as Entry[]).flatMap(propertiesIn);
		return [{ path, property, siblings: properties, root }, ...placesIn(path, inner, root)];
	});
}

export const allPlaces: Place[] = [
	...placesIn(description.name, description.properties),
	...placesIn(triggerDescription.name, triggerDescription.properties),
	...credentials.flatMap(({ name, properties }) => placesIn(name, properties)),
];

/** What breaks a rule, each as one line that names the place; empty where all is well. */
export function broken(rule: (place: Place) => Array<string | false | undefined>): string[] {
	return [
		...new Set(
			allPlaces.flatMap((place) => rule(place).flatMap((found) => (found ? [`${place.path}: ${found}`] : []))),
		),
	];
}

/** Both generations of n8n evaluate conditions; the older one's types differ a little. */
export const generations = [
	['n8n 2', n8n2.NodeHelpers],
	['n8n 1', n8n1.NodeHelpers as unknown as typeof n8n2.NodeHelpers],
] as const;
type Helpers = (typeof generations)[number][1];

const NODE = { typeVersion: 1 };

/** The values as n8n completes them with defaults. */
export function completed(helpers: Helpers, values: INodeParameters, of = description): INodeParameters {
	return helpers.getNodeParameters(of.properties, values, true, false, NODE, of) ?? {};
}

interface Shown {
	readonly main: INodeProperties[];
	readonly options: INodeProperties[];
}

const known = new Map<Helpers, Map<string, Shown>>(generations.map(([, helpers]) => [helpers, new Map()]));

/** What a person sees: the form's own properties, and the entries of its collections. n8n takes a while, so it is asked once. */
export function shown(helpers: Helpers, values: INodeParameters, of = description): Shown {
	const key = JSON.stringify([of.name, values]);
	const before = known.get(helpers)?.get(key);
	if (before) return before;
	const found = shownBy(helpers, values, of);
	known.get(helpers)?.set(key, found);
	return found;
}

function shownBy(helpers: Helpers, values: INodeParameters, of: INodeTypeDescription): Shown {
	const root = completed(helpers, values, of);
	const main = of.properties
		.filter((property) => property.type !== 'hidden' && helpers.displayParameter(root, property, NODE, of))
		.map((property) => withShownChoices(helpers, root, property, of));
	const collections = main.filter(({ type }) => type === 'collection');
	const options = collections.flatMap((collection) =>
		((collection.options ?? []) as Entry[])
			.filter(isProperty)
			.filter((entry) => {
				const inside = (root[collection.name] ?? {}) as INodeParameters;
				return helpers.displayParameter(inside, entry, NODE, of, root);
			})
			.map((entry) => withShownChoices(helpers, root, entry, of)),
	);
	return { main, options };
}

/** A field with the choices that n8n's editor offers; those in collections look at the whole form as well. */
function withShownChoices(
	helpers: Helpers,
	root: INodeParameters,
	property: INodeProperties,
	of: INodeTypeDescription,
): INodeProperties {
	if (property.type !== 'options' && property.type !== 'multiOptions') return property;
	const options = choicesOf(property).filter((choice) => helpers.displayParameter(root, choice as never, NODE, of));
	return { ...property, options };
}

/** The credential types that n8n asks for. */
export function credentialsShown(helpers: Helpers, values: INodeParameters, of = description): string[] {
	const root = completed(helpers, values, of);
	return (of.credentials ?? []).filter((one) => helpers.displayParameter(root, one, NODE, of)).map(({ name }) => name);
}
