// The forms ask what a backend can, never who it is: a new one is at home in them without an edit outside its room.
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { NodeHelpers, type INodeParameters, type INodeProperties, type INodeTypeDescription } from 'n8n-workflow';
import ts from 'typescript';
import type * as registry from '../../../nodes/shared/backends';
import type { Backend } from '../../../nodes/shared/backends/backend';
import { backendIds } from '../../../nodes/shared/backends';
import type * as mainNode from '../../../nodes/KlingVideo/KlingVideo.node';
import type * as triggerNode from '../../../nodes/KlingVideoTrigger/KlingVideoTrigger.node';

const NODES = join(__dirname, '..', '..', '..', 'nodes');
const OWN_ROOM = join('shared', 'backends') + sep;

const sources = readdirSync(NODES, { recursive: true, encoding: 'utf8' }).filter(
	(file) => file.endsWith('.ts') && !file.startsWith(OWN_ROOM),
);

/** Where a source names a backend: in quotes, as a name or a key, or by its folder. Comments do not count. */
function backendsNamedIn(text: string): string[] {
	const ids: readonly string[] = backendIds;
	const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest);
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (
			(ts.isStringLiteralLike(node) || ts.isIdentifier(node)) &&
			node.text.split('/').some((part) => ids.includes(part))
		) {
			found.push(`line ${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}: ${node.text}`);
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

describe('outside its own room', () => {
	test('no source names a backend', () => {
		expect(sources.length).toBeGreaterThan(80);
		const named = sources.flatMap((file) =>
			backendsNamedIn(readFileSync(join(NODES, file), 'utf8')).map((what) => `${file}, ${what}`),
		);
		expect(named).toEqual([]);
	});

	test.each([
		["const a = ['kie'];", 1],
		['const a = `kling`;', 1],
		["type A = 'piapi';", 1],
		['const a = backends.kling;', 1],
		['const a = { kie: 1 };', 1],
		["import { b } from '../shared/backends/piapi/models';", 1],
		["// 'kling' has it\nconst a = 'Kling lists the last 30 days.';", 0],
	])('%j names %d', (text, times) => {
		expect(backendsNamedIn(text)).toHaveLength(times);
	});
});

describe('with a fourth backend', () => {
	const PLAIN = {
		listTasks: undefined,
		cancel: undefined,
		balance: undefined,
		hasExternalIds: false,
		listsByOperation: false,
		looksUpByOperation: false,
	};
	const ABLE = { hasExternalIds: true, listsByOperation: true, looksUpByOperation: true };

	test('that has nothing but its own task IDs, Query Task has its Task ID field and no more', () => {
		const shown = shownWith(formsWith(PLAIN).main, 'queryTask');
		expect(shown.fields).toEqual(['taskId']);
		expect(shown.options).not.toContain('madeBy');
		expect(shown.options).toContain('wait');
	});

	test('with external IDs, Query Task asks by which ID to look, and what made the task', () => {
		const { main } = formsWith(ABLE);
		const shown = shownWith(main, 'queryTask');
		expect(shown.fields).toEqual(['lookUpBy', 'taskId']);
		expect(shown.options).toContain('madeBy');
		expect(shownWith(main, 'queryTask', { lookUpBy: 'externalTaskId' }).fields).toEqual([
			'lookUpBy',
			'queryExternalTaskId',
		]);
	});

	test('an operation that it cannot carry out says so, and has none of its fields in the way', () => {
		const { main } = formsWith(PLAIN);
		for (const operation of ['getTasks', 'cancelTask', 'getBalance']) {
			expect(notices(main, operation)).toEqual([expect.stringContaining('Fourth')]);
		}
		expect(notices(formsWith(ABLE).main, 'getTasks')).toEqual([]);
	});

	test('options of a creation follow what it can', () => {
		const { options } = shownWith(formsWith(PLAIN).main, 'imageToVideo');
		expect(options).toContain('additionalBody');
		for (const name of ['cancelOnStop', 'externalTaskId']) expect(options).not.toContain(name);
		expect(shownWith(formsWith(ABLE).main, 'imageToVideo').options).toContain('externalTaskId');
	});

	test('Get Many Tasks can be narrowed to an operation only where the backend can', () => {
		expect(shownWith(formsWith(ABLE).main, 'getTasks').options).toContain('listMadeBy');
		expect(shownWith(formsWith({ ...ABLE, listsByOperation: false }).main, 'getTasks').options).not.toContain(
			'listMadeBy',
		);
	});

	test('both forms offer it, with its credential, and begin with the first of the registry', () => {
		const { main, trigger } = formsWith(PLAIN);
		for (const { properties, credentials = [] } of [main, trigger]) {
			const backend = properties.find(({ name }) => name === 'backend');
			expect(backend?.options).toContainEqual({ name: 'Fourth', value: 'fourth' });
			expect(backend?.default).toBe(backendIds[0]);
			const offered = credentials.filter((one) => NodeHelpers.displayParameter({ backend: 'fourth' }, one, null, null));
			expect(offered.map(({ name }) => name)).toEqual(['fourthApi']);
		}
	});
});

interface Forms {
	readonly main: INodeTypeDescription;
	readonly trigger: INodeTypeDescription;
}

/** Both forms, built from a registry that has one more backend than ours: the second one's catalogue, other abilities. */
function formsWith(abilities: OtherAbilities): Forms {
	const name = JSON.stringify(Object.entries(abilities));
	const forms = built.get(name) ?? buildForms(abilities);
	built.set(name, forms);
	return forms;
}

/** Loading everything anew takes seconds. */
const built = new Map<string, Forms>();

type OtherAbilities = { readonly [Key in keyof Backend]?: Backend[Key] | undefined };

function buildForms(abilities: OtherAbilities): Forms {
	let forms: Forms | undefined;
	jest.isolateModules(() => {
		const load = <T extends object>(path: string): T => jest.requireActual<T>(`../../../nodes/${path}`);
		const { backends: known, backendIds: ids } = load<typeof registry>('shared/backends');
		const fourth = {
			...known.kling,
			...known.kie,
			id: 'fourth',
			label: 'Fourth',
			credential: 'fourthApi',
			...abilities,
		};
		Object.assign(known, { fourth });
		(ids as string[]).push('fourth');
		forms = {
			main: new (load<typeof mainNode>('KlingVideo/KlingVideo.node').KlingVideo)().description,
			trigger: new (load<typeof triggerNode>('KlingVideoTrigger/KlingVideoTrigger.node').KlingVideoTrigger)()
				.description,
		};
	});
	return forms!;
}

/** The fourth backend's form of an operation: what n8n shows below 'Operation', and the options that can be added. */
function shownWith({ properties }: INodeTypeDescription, operation: string, more: INodeParameters = {}) {
	const resource = properties.find(
		({ name, options = [] }) =>
			name === 'operation' && options.some((one) => 'value' in one && one.value === operation),
	)?.displayOptions?.show?.resource?.[0];
	const values: INodeParameters = {
		backend: 'fourth',
		resource: resource as string,
		operation,
		lookUpBy: 'taskId',
		...more,
	};
	const isShown = (property: INodeProperties) => NodeHelpers.displayParameter(values, property, null, null, values);
	const forOperation = properties.filter(({ displayOptions }) => displayOptions?.show?.operation !== undefined);
	const shown = forOperation.filter(isShown);
	// All operations share their options.
	const options = properties.find((property) => property.name === 'options' && isShown(property))?.options ?? [];
	return {
		notices: shown.filter(({ type }) => type === 'notice').map(({ displayName }) => displayName),
		fields: shown.filter(({ name, type }) => name !== 'options' && type !== 'notice').map(({ name }) => name),
		options: (options as INodeProperties[]).filter(isShown).map(({ name }) => name),
	};
}

const notices = (form: INodeTypeDescription, operation: string) => shownWith(form, operation).notices;
