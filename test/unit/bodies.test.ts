// Every row of the catalogue becomes exactly the documented body, which an independent reading of the API then accepts.
import { backendIds, backends, catalogue } from '../../nodes/KlingVideo/backends';
import type { Backend, Order } from '../../nodes/KlingVideo/backends/backend';
import { check } from '../../nodes/KlingVideo/backends/check';
import type { Model } from '../../nodes/KlingVideo/backends/model';
import { must } from '../../nodes/KlingVideo/failure';
import type { Call } from '../../nodes/KlingVideo/http';
import type { JsonObject } from '../../nodes/KlingVideo/json';
import { MAKERS } from '../../nodes/KlingVideo/operations/queryTask';
import type { BackendId, FrameName, GeneratingOperation } from '../../nodes/KlingVideo/words';
import { refusal } from '../simulator/refusal';
import { FIRST, PROMPT, type BodyCase, type ModelCases } from './bodies/case';
import { kieImageToVideo } from './bodies/kie';
import { klingImageToVideo } from './bodies/kling';
import { piapiImageToVideo } from './bodies/piapi';

const expected: Record<BackendId, Record<GeneratingOperation, ModelCases>> = {
	kling: { imageToVideo: klingImageToVideo },
	kie: { imageToVideo: kieImageToVideo },
	piapi: { imageToVideo: piapiImageToVideo },
};
const paths: Record<BackendId, Record<GeneratingOperation, string>> = {
	kling: { imageToVideo: '/v1/videos/image2video' },
	kie: { imageToVideo: '/api/v1/jobs/createTask' },
	piapi: { imageToVideo: '/api/v1/task' },
};
const operationIds = Object.keys(MAKERS) as GeneratingOperation[];
const access = { apiUrl: 'https://host', uploadUrl: 'https://upload', hasApiKey: true };

interface Row {
	readonly backend: Backend;
	readonly operation: GeneratingOperation;
	readonly model: Model;
}
const rows: Row[] = backendIds.flatMap((id) =>
	operationIds.flatMap((operation) =>
		catalogue(id, operation).map((model): Row => ({ backend: backends[id], operation, model })),
	),
);
const cases = rows.flatMap(({ backend, operation, model }) =>
	Object.entries(expected[backend.id][operation][model.id] ?? {}).map(([name, one]) => ({
		title: `${backend.id} ${operation} ${model.id}, ${name}`,
		backend,
		operation,
		model,
		one,
	})),
);

function callFor({ backend, operation, model }: Row, one: BodyCase, more: Partial<Order> = {}): Call {
	const offer = model.operations[operation];
	if (!offer) throw new Error('the row has no such operation');
	const { given, images, callbackUrl, externalTaskId } = one;
	const { settings, warnings } = must(check(model.label, offer, given, Object.keys(images) as FrameName[]));
	expect(warnings).toEqual([]);
	return backend.create(
		{ operation, modelId: model.id, offer, settings, images, callbackUrl, externalTaskId, ...more },
		access,
	);
}
const bodyOf = ({ body }: Call) => JSON.parse(body ?? 'null') as Record<string, unknown>;

test('every row of every backend and operation has its bodies written down, and no others are', () => {
	const written = backendIds.flatMap((id) =>
		operationIds.flatMap((operation) =>
			Object.keys(expected[id][operation]).map((model) => `${id} ${operation} ${model}`),
		),
	);
	expect(written.sort()).toEqual(
		rows.map(({ backend, operation, model }) => `${backend.id} ${operation} ${model.id}`).sort(),
	);
});

describe.each(cases)('$title', ({ backend, operation, model, one }) => {
	test('the whole body is as documented', () => {
		const call = callFor({ backend, operation, model }, one);
		expect(bodyOf(call)).toStrictEqual(one.body);
		expect({ method: call.method, url: call.url, form: call.form }).toEqual({
			method: 'POST',
			url: `https://host${paths[backend.id][operation]}`,
			form: undefined,
		});
	});

	test('the service would accept it', () => {
		expect(refusal(backend.id, operation, one.body)).toBeUndefined();
	});

	const places = placesIn(one.body);
	test.each(places.map(({ path }) => path))('... but not with %s misspelt', (path) => {
		expect(refusal(backend.id, operation, misspelt(one.body, path.split('.')))).toEqual(expect.any(String));
	});

	test.each(places.map(({ path, value }) => [path, wrongType(value)] as const))(
		'... nor with %s being %j',
		(path, value) => {
			expect(refusal(backend.id, operation, replaced(one.body, path.split('.'), value))).toEqual(expect.any(String));
		},
	);
});

/** Every key of a body, nested ones too, as dotted paths. */
function placesIn(body: Record<string, unknown>, prefix = ''): Array<{ path: string; value: unknown }> {
	return Object.entries(body).flatMap(([key, value]) => {
		const inner =
			typeof value === 'object' && value !== null && !Array.isArray(value)
				? placesIn(value as Record<string, unknown>, `${prefix}${key}.`)
				: [];
		return [{ path: prefix + key, value }, ...inner];
	});
}
function changed(
	body: Record<string, unknown>,
	[key = '', ...rest]: string[],
	change: (at: Record<string, unknown>, key: string) => void,
): Record<string, unknown> {
	const copy = { ...body };
	if (rest.length === 0) change(copy, key);
	else copy[key] = changed(copy[key] as Record<string, unknown>, rest, change);
	return copy;
}
const misspelt = (body: Record<string, unknown>, path: string[]) =>
	changed(body, path, (at, key) => {
		at[`${key}s`] = at[key];
		delete at[key];
	});
const replaced = (body: Record<string, unknown>, path: string[], value: unknown) =>
	changed(body, path, (at, key) => (at[key] = value));
function wrongType(value: unknown): unknown {
	if (typeof value === 'string') return 7;
	return typeof value === 'object' ? 'text' : String(value);
}

describe.each(rows)('$backend.id $operation $model.id', (row) => {
	const { smallest } = expected[row.backend.id][row.operation][row.model.id]!;

	test('a typed id that is not in the catalogue is sent as typed, everything else as the row spells it', () => {
		const text = JSON.stringify(smallest.body).replaceAll(JSON.stringify(row.model.id), '"kling-of-tomorrow"');
		expect(bodyOf(callFor(row, smallest, { modelId: 'kling-of-tomorrow' }))).toEqual(JSON.parse(text));
		expect(text).toContain('kling-of-tomorrow');
	});
});

describe('additional body fields', () => {
	const rowOf = (id: BackendId, modelId: string) =>
		rows.find(({ backend, model }) => backend.id === id && model.id === modelId)!;
	const withCallback = {
		given: { prompt: PROMPT },
		images: { firstFrame: FIRST },
		callbackUrl: 'https://h/hook',
		body: {},
	};

	test.each<[BackendId, string, JsonObject, object]>([
		[
			'kling',
			'kling-v3',
			{ watermark_info: { enabled: true }, mode: 'pro' },
			{ mode: 'pro', watermark_info: { enabled: true }, image: FIRST },
		],
		[
			'kie',
			'kling-3.0/video',
			{ input: { aspect_ratio: '1:1', duration: '7' } },
			{ model: 'kling-3.0/video', input: { aspect_ratio: '1:1', duration: '7', prompt: PROMPT } },
		],
		[
			'piapi',
			'3.0',
			{ config: { service_mode: 'private' }, input: { prefer_multi_shots: true } },
			{
				config: { service_mode: 'private', webhook_config: { endpoint: 'https://h/hook', secret: '' } },
				input: { prefer_multi_shots: true, version: '3.0' },
			},
		],
		[
			'kie',
			'kling-3.0/video',
			{ input: { image_urls: ['https://other/a.png'] } },
			{ input: { image_urls: ['https://other/a.png'], multi_shots: false } },
		],
	])('%s %s: come last, go deep and leave the rest', (id, model, additionalBody, body) => {
		const row = rowOf(id, model);
		const sent = bodyOf(callFor(row, withCallback, { additionalBody }));
		expect(sent).toMatchObject(body);
		expect(refusal(id, row.operation, sent)).toBeUndefined();
	});
});

test(`${cases.length} bodies of ${rows.length} rows were held against the documents`, () => {
	expect(cases.length).toBeGreaterThanOrEqual(2 * rows.length);
});
