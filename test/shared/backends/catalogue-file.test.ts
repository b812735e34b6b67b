// The catalogue file of a host: what it may add and change, what is left out and why, and that the built-in catalogue can be
// printed in its format.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { backendIds, backends, builtInCatalogue } from '../../../nodes/shared/backends';
import { catalogueFormat, misfit } from '../../../nodes/shared/backends/catalogue-format';
import { rowsOfHost } from '../../../nodes/shared/backends/catalogue-host';
import { readRow, withRows, writtenRow } from '../../../nodes/shared/backends/catalogue-rows';

const builtIn = Object.fromEntries(backendIds.map((id) => [id, backends[id].models]));
const accepts = new Ajv({ allowUnionTypes: true, strict: false }).compile(catalogueFormat(backendIds));

/** The example of docs/catalogue.md. */
const example = () => {
	const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'catalogue.md'), 'utf8');
	return JSON.parse(/```json\n([\s\S]*?)```/.exec(page)![1]!) as { models: Array<Record<string, unknown>> };
};

/** A row that works, changed. */
const row = (more: Record<string, unknown> = {}, operation: Record<string, unknown> = {}) => ({
	backend: 'piapi',
	id: '5.0',
	label: 'Kling 5.0',
	asOf: '2026-12',
	operations: { textToVideo: { like: '4.0', ...operation } },
	...more,
});

function load(content: string) {
	const path = join(mkdtempSync(join(tmpdir(), 'catalogue-')), 'catalogue.json');
	writeFileSync(path, content);
	const lines: string[] = [];
	const log = (message: string) => void lines.push(message.replace(path, 'FILE'));
	return { rows: rowsOfHost(builtIn, path, { info: log, warn: log }), lines };
}

test('every model of this node is printed in the format, and read back as it is', () => {
	const { models } = builtInCatalogue();
	expect(accepts({ models })).toBe(true);
	expect(misfit(catalogueFormat(backendIds), { models }, '')).toBeUndefined();
	for (const id of backendIds) {
		for (const model of backends[id].models)
			expect(readRow(writtenRow(id, model), builtIn)).toStrictEqual({ backend: id, model });
	}
});

test('the example of the page adds a model with its own limits; all else is as with the model that it is like', () => {
	const { rows, lines } = load(JSON.stringify(example()));
	expect(lines).toEqual(["Kling Video: 1 rows were loaded from the catalogue file 'FILE'"]);
	const [model] = rows.piapi!;
	const like = backends.piapi.models.find(({ id }) => id === '4.0')!;
	expect(model).toMatchObject({ id: '5.0', label: 'Kling 5.0' });
	const spec = model!.operations.textToVideo!;
	expect(spec.settings.duration).toMatchObject({ min: 3, max: 60, default: 5, key: 'duration' });
	expect(spec.settings.quality?.as).toBe(like.operations.textToVideo!.settings.quality?.as);
	expect(spec.envelope).toEqual({ config: { service_mode: 'public' } });
	expect(accepts(example())).toBe(true);
});

test('a row with the id of a model changes that one in its place; a new one comes last', () => {
	const changed = readRow(row({ id: '2.6', operations: { textToVideo: { price: { each: 1 } } } }), builtIn);
	const added = readRow(row(), builtIn);
	if ('reason' in changed || 'reason' in added) throw new Error('refused');
	const merged = withRows(backends.piapi.models, [changed.model, added.model]);
	expect(merged.map(({ id }) => id)).toEqual([...backends.piapi.models.map(({ id }) => id), '5.0']);
	expect(merged[0]!.operations.textToVideo!.price).toEqual({ each: 1 });
	expect(merged[0]!.operations.imageToVideo).toBe(backends.piapi.models[0]!.operations.imageToVideo);
});

test('null takes a field away, and a model like another has no newer standard', () => {
	const read = readRow(
		{
			...row({ backend: 'kling', id: 'kling-v5' }),
			operations: { textToVideo: { like: 'kling-v3', settings: { shots: null }, alwaysAudio: true } },
		},
		builtIn,
	);
	if ('reason' in read) throw new Error(read.reason);
	const spec = read.model.operations.textToVideo!;
	expect(spec.settings).not.toHaveProperty('shots');
	expect(spec).not.toHaveProperty('newer');
	expect(spec.alwaysAudio).toBe(true);
});

test.each<[string, unknown, string]>([
	['no object', 7, 'it is not an object'],
	['a backend that is not there', row({ backend: 'nobody' }), `backend must be one of: ${backendIds.join(', ')}`],
	['no month', row({ asOf: '2026' }), 'asOf must match ^20\\d\\d-(0[1-9]|1[0-2])$'],
	['no label', row({ label: undefined }), 'label is missing'],
	['a word too many', row({ colour: 'red' }), 'colour is an unknown field'],
	['an operation that is not there', row({ operations: { dance: {} } }), 'operations.dance is an unknown field'],
	[
		'a model that is not there',
		row({}, { like: '3.9' }),
		"operations.textToVideo: this backend has no model '3.9' for this operation",
	],
	[
		'nothing to be like',
		row({ operations: { textToVideo: {} } }),
		'operations.textToVideo.like is missing: it is the known model whose request format is used',
	],
	[
		'a length as text',
		row({}, { settings: { duration: { max: '60' } } }),
		'operations.textToVideo.settings.duration.max must be number',
	],
	[
		'a range that is none',
		row({}, { settings: { duration: { min: 40 } } }),
		'operations.textToVideo.settings.duration.min is greater than operations.textToVideo.settings.duration.max',
	],
	[
		'a default beside the range',
		row({}, { settings: { duration: { min: 6 } } }),
		'operations.textToVideo.settings.duration.default is not an allowed value',
	],
	[
		'a default beside the choices',
		row({}, { settings: { quality: { values: ['4k'] } } }),
		'operations.textToVideo.settings.quality.default is not an allowed value',
	],
	[
		'a setting that is not there',
		row({}, { settings: { speed: { kind: 'number' } } }),
		'operations.textToVideo.settings.speed is an unknown field',
	],
	[
		'half a setting',
		row({}, { settings: { cfgScale: { kind: 'number', key: 'cfg_scale' } } }),
		'operations.textToVideo.settings.cfgScale has no min',
	],
	[
		'a list that only code can write',
		row({}, { settings: { shots: { kind: 'shots', most: 6, promptMax: 9, min: 1, max: 9 } } }),
		'operations.textToVideo.settings.shots has no write',
	],
	[
		'half a picture',
		row({}, { images: { firstFrame: { key: 'image_url' } } }),
		'operations.textToVideo.firstFrame has no limits',
	],
	[
		'a way into all objects',
		JSON.parse('{"backend":"piapi","id":"5","label":"5","asOf":"2026-12","operations":{"__proto__":{"like":"4.0"}}}'),
		'operations.__proto__ is an unknown field',
	],
])('%s is left out with its reason, and the others are taken', (_, wrong, reason) => {
	const { rows, lines } = load(JSON.stringify({ models: [wrong, row({ id: '6.0' })] }));
	expect(rows.piapi?.map(({ id }) => id)).toEqual(['6.0']);
	expect(lines[0]).toMatch(/^Kling Video: row 1 of the catalogue file \(.*\) was skipped: /);
	expect(lines[0]).toContain(reason);
	expect(lines[1]).toBe("Kling Video: 1 rows were loaded from the catalogue file 'FILE'");
});

test.each([
	['no JSON', '{', /^Kling Video: the catalogue file 'FILE' was not used: it is not valid JSON/],
	['no list', '{}', /was not used: it has no list 'models'/],
	['too large', ' '.repeat(2_000_001), /was not used: it is larger than 2 MB/],
])('a file that is %s is not used', (_, content, line) => {
	const { rows, lines } = load(content);
	expect(rows).toEqual({});
	expect(lines).toEqual([expect.stringMatching(line)]);
});

test('a file that is not there is told, and no variable means no file', () => {
	const lines: string[] = [];
	const log = { info: (line: string) => void lines.push(line), warn: (line: string) => void lines.push(line) };
	expect(rowsOfHost(builtIn, '/nowhere/at/all.json', log)).toEqual({});
	expect(lines).toEqual([expect.stringMatching(/was not used: .*ENOENT/)]);
	expect(rowsOfHost(builtIn, '', log)).toEqual({});
	expect(lines).toHaveLength(1);
});

test('the check agrees with a real one on what is wrong', () => {
	const wrong = [
		row({ asOf: 7 }),
		row({ colour: 1 }),
		row({}, { price: [] }),
		row({}, { images: 3 }),
		row({ id: 'a b' }),
	];
	for (const one of wrong) {
		expect(accepts({ models: [one] })).toBe(false);
		expect(misfit(catalogueFormat(backendIds), { models: [one] }, '')).toBeDefined();
	}
});

test('docs/catalogue.schema.json is current; if not, run `npm run docs`', () => {
	const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'catalogue.schema.json'), 'utf8');
	expect(JSON.parse(page)).toEqual(JSON.parse(JSON.stringify(catalogueFormat(backendIds))));
});
