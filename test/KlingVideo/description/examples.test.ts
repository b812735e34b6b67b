// The workflows in examples/, held against the form as it is built: whatever they set exists there and may be set so.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeParameters, INodeProperties, INodePropertyCollection, NodeParameterValueType } from 'n8n-workflow';
import { catalogue, isBackendId } from '../../../nodes/shared/backends';
import type { GeneratingOperation, SettingName } from '../../../nodes/shared/vocabulary';
import { EXAMPLE_RUNS } from '../../n8n/examples';
import { choicesOf, description, generations, shown, triggerDescription } from '../../support/form';

const FOLDER = join(__dirname, '..', '..', '..', 'examples');
const files = readdirSync(FOLDER).sort();

interface Node {
	id: string;
	name: string;
	type: string;
	position: [number, number];
	credentials?: unknown;
	webhookId?: string;
	parameters: INodeParameters;
}

interface Link {
	node: string;
	type: string;
	index: number;
}

interface Workflow {
	name: string;
	nodes: Node[];
	connections: Record<string, Record<string, Link[][]>>;
	settings: Record<string, unknown>;
}

const textOf = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
const read = (file: string) => JSON.parse(textOf(file)) as Workflow;
const NOTE = 'n8n-nodes-base.stickyNote';
const isOurs = ({ type }: Node) => /^n8n-nodes-kling-video\.klingVideo(Tool|Trigger)?$/.test(type);
const formOf = ({ type }: Node) => (type.endsWith('Trigger') ? triggerDescription : description);

test('each example is run in real n8n', () => {
	expect(files).toEqual([...Object.keys(EXAMPLE_RUNS), 'resume-by-callback.json', 'start-when-done.json'].sort());
});

describe.each(files)('%s', (file) => {
	const workflow = read(file);
	const { nodes, connections } = workflow;
	const names = nodes.map(({ name }) => name);

	test('has a name, and nodes with names and ids of their own', () => {
		expect(workflow.name).not.toBe('');
		expect(new Set(names).size).toBe(names.length);
		const ids = nodes.flatMap(({ id, webhookId }) => [id, ...(webhookId ? [webhookId] : [])]);
		expect(new Set(ids).size).toBe(ids.length);
	});

	test('runs in the order of the editor: agents lose the answers of their tools in the older one', () => {
		expect(workflow.settings).toEqual({ executionOrder: 'v1' });
	});

	test('connects nodes that exist', () => {
		const ends = Object.values(connections).flatMap((outputs) => Object.values(outputs).flat(2));
		expect(
			[...Object.keys(connections), ...ends.map(({ node }) => node)].filter((name) => !names.includes(name)),
		).toEqual([]);
	});

	test('leaves no node alone but the notes', () => {
		const linked = new Set([
			...Object.keys(connections),
			...Object.values(connections).flatMap((outputs) =>
				Object.values(outputs)
					.flat(2)
					.map(({ node }) => node),
			),
		]);
		expect(nodes.filter(({ type, name }) => type !== NOTE && !linked.has(name))).toEqual([]);
	});

	test('is explained: what to choose, what it costs, what comes out', () => {
		const notes = nodes.filter(({ type }) => type === NOTE).map(({ parameters }) => String(parameters.content));
		expect(notes.length).toBeGreaterThan(0);
		const all = notes.join('\n');
		expect(all).toMatch(/backend|credential/);
		expect(all).toMatch(/cost|charged/i);
		expect(all).toMatch(/what you get/i);
	});

	test('has no node or note that covers another one', () => {
		const boxes = nodes.map(boxOf);
		const covering = boxes.flatMap((one, index) =>
			boxes.slice(index + 1).flatMap((other) => (apart(one, other) ? [] : [`${one.name} and ${other.name}`])),
		);
		expect(covering).toEqual([]);
	});

	test('goes from left to right', () => {
		const x = new Map(nodes.map(({ name, position }) => [name, position[0]]));
		const back = Object.entries(connections).flatMap(([from, outputs]) =>
			(outputs.main ?? []).flat().flatMap(({ node }) => (x.get(node)! > x.get(from)! ? [] : [`${from} to ${node}`])),
		);
		// The round that waits for callbacks has to lead back.
		expect(back).toEqual(file === 'resume-by-callback.json' ? ['Not Finished? to Wait for Callback'] : []);
	});

	test('holds no credential and no secret', () => {
		expect(nodes.filter(({ credentials }) => credentials !== undefined)).toEqual([]);
		expect(textOf(file)).not.toMatch(/bearer |api[-_]?key"|secret|password|\bsk-|eyJ[\w-]{20}/i);
	});

	test.each(generations)('sets what the form of %s has, to values that it allows', (_, helpers) => {
		for (const node of nodes.filter(isOurs)) {
			const { name, parameters, type } = node;
			const { options = {}, ...own } = parameters;
			const { main, options: offered } = shown(helpers, parameters, formOf(node));
			const tool = type.endsWith('Tool') ? TOOL_FIELDS : [];
			expect([name, ...wrong(own, main, parameters, tool)]).toEqual([name]);
			expect([name, ...wrong(options as INodeParameters, offered, parameters)]).toEqual([name]);
		}
	});
});

/** What n8n adds to the form of a node that is used as a tool. */
const TOOL_FIELDS = ['descriptionType', 'toolDescription'];

/** Each value that has no field, or that its field does not allow. */
function wrong(
	values: INodeParameters,
	properties: readonly INodeProperties[],
	all: INodeParameters,
	besides: readonly string[] = [],
): string[] {
	return Object.entries(values).flatMap(([name, value]) => {
		if (besides.includes(name)) return [];
		const [property, ...others] = properties.filter((one) => one.name === name);
		if (!property || others.length > 0) return [`${name} is shown ${property ? 'twice' : 'nowhere'}`];
		return allowed(property, value, all) ? [] : [`${name} cannot be ${JSON.stringify(value)}`];
	});
}

function allowed(property: INodeProperties, value: NodeParameterValueType, all: INodeParameters): boolean {
	const { type, typeOptions, noDataExpression } = property;
	if (typeof value === 'string' && value.startsWith('=')) return noDataExpression !== true;
	if (type === 'options') return choicesOf(property).some((choice) => choice.value === value);
	if (type === 'multiOptions')
		return Array.isArray(value) && value.every((one) => choicesOf(property).some((choice) => choice.value === one));
	if (type === 'boolean') return typeof value === 'boolean';
	if (type === 'string') return typeof value === 'string';
	if (type === 'fixedCollection') return rowsAllowed(property, value, all);
	if (type === 'resourceLocator')
		return isModel(value, all) || isSuggested(property.name, value, all) || isTyped(property, value);
	const { minValue = -Infinity, maxValue = Infinity } = typeOptions ?? {};
	return type === 'number' && typeof value === 'number' && value >= minValue && value <= maxValue;
}

/** Whether each row has the fields of the form's rows, with values that they allow. */
function rowsAllowed({ options }: INodeProperties, value: NodeParameterValueType, all: INodeParameters): boolean {
	const [{ name, values }] = options as INodePropertyCollection[] as [INodePropertyCollection];
	const { [name]: rows, ...others } = value as INodeParameters;
	return (
		Object.keys(others).length === 0 && (rows as INodeParameters[]).every((row) => wrong(row, values, all).length === 0)
	);
}

/** An id that is typed, or an expression, where the field takes ids. */
function isTyped({ modes = [] }: INodeProperties, value: NodeParameterValueType): boolean {
	const { __rl, mode, value: id, ...others } = value as INodeParameters;
	return (
		__rl === true &&
		Object.keys(others).length === 0 &&
		typeof id === 'string' &&
		id !== '' &&
		modes.some(({ name, type }) => name === mode && type === 'string')
	);
}

/** Whether it is picked from the list, under the name that the list gives it. */
function isModel(value: NodeParameterValueType, { backend, operation }: INodeParameters): boolean {
	if (!isBackendId(backend)) return false;
	return catalogue(backend, operation as GeneratingOperation).some(({ id, label }) => {
		const picked = { __rl: true, mode: 'list', value: id, cachedResultName: label };
		return JSON.stringify(picked) === JSON.stringify(value);
	});
}

/** Whether a setting's list has it, under this name. */
function isSuggested(setting: string, value: NodeParameterValueType, { backend, operation }: INodeParameters): boolean {
	if (!isBackendId(backend)) return false;
	const settings = catalogue(backend, operation as GeneratingOperation).flatMap((model) => {
		const found = model.operations[operation as GeneratingOperation]?.settings[setting as SettingName];
		return found?.kind === 'text' ? (found.suggestions ?? []) : [];
	});
	return settings.some(({ value: name, note }) => {
		const picked = { __rl: true, mode: 'list', value: name, cachedResultName: note ? `${name} (${note})` : name };
		return JSON.stringify(picked) === JSON.stringify(value);
	});
}

interface Box {
	name: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** A node is 96 px wide and high, an agent wider; a name stands under each. */
function boxOf({ name, type, position: [left, top], parameters }: Node): Box {
	const isNote = type === NOTE;
	const width = isNote ? Number(parameters.width) : type.endsWith('.agent') ? 260 : 96;
	const height = isNote ? Number(parameters.height) : 140;
	return { name, left, top, right: left + width, bottom: top + height };
}

const apart = (one: Box, other: Box) =>
	one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
