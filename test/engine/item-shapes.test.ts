// R and A5's kind: items of any JSON shape through every operation on every backend. Whatever comes of it, what a user reads is
// a sentence of ours or of n8n's, never an error of the language. FUZZ_ITEMS makes it longer, PROPERTY_SEED another one.
import type { INodeExecutionData, INodeParameters, INodeProperties } from 'n8n-workflow';
import { operations } from '../../nodes/KlingVideo/operations';
import { failureKinds } from '../../nodes/shared/errors';
import fc, { seed } from '../support/property';
import { description } from '../support/form';
import { BACKENDS, imageToVideo, openTestHost, photo, photoItem, type TestHost } from '../support/test-host';
import { storedFile } from '../support/run-node';

const runs = Number(process.env.FUZZ_ITEMS ?? 250);

let host: TestHost;
beforeAll(async () => {
	host = await openTestHost();
});
afterAll(async () => await host.close());

/** Values that people's workflows give where something else belongs, and any JSON at all. */
const value: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom<unknown>(
		null,
		'',
		' ',
		'0',
		'.',
		'..',
		'true',
		true,
		0,
		-1,
		1e21,
		NaN,
		[],
		{},
		[[]],
		[null],
		{ toString: 'x' },
		{ length: 3 },
		{ __proto__: null, constructor: 1 },
		'__proto__',
		'constructor',
		'*',
		'{{',
		'https://',
		'http://127.0.0.1:9/a.png',
		'data:image/png;base64,',
		'@image1 @video1',
		'x'.repeat(70_000),
		{ data: 'AAAA', mimeType: 'image/png' },
		{ id: 'filesystem-v2:none', mimeType: 'video/mp4', data: 'filesystem-v2' },
		[{ url: 'https://example.org/a.png' }],
		{ row: [{}] },
		{ row: {} },
		{ row: [null] },
	),
	fc.jsonValue({ maxDepth: 3 }),
);

/** Fields whose value an expression can give. */
const names = [...new Set(description.properties.filter(canBeGiven).map(({ name }) => name))];
const optionNames = [
	...new Set(
		description.properties
			.filter(({ name }) => name === 'options')
			.flatMap(({ options = [] }) => options.map(({ name }) => name)),
	),
];

function canBeGiven({ name, type, noDataExpression }: INodeProperties): boolean {
	return type !== 'notice' && !noDataExpression && !['options', 'backendId', 'callbackUrl'].includes(name);
}

const operation = fc.constantFrom(...Object.entries(operations).map(([id, { resource }]) => ({ id, resource })));

interface Draw {
	readonly backend: (typeof BACKENDS)[number];
	readonly picked: { readonly id: string; readonly resource: string };
	readonly fields: readonly string[];
	readonly options: readonly string[];
	readonly values: readonly unknown[];
	readonly binary: unknown;
	readonly json: unknown;
	readonly isWhole: boolean;
}

const draws: fc.Arbitrary<Draw> = fc.record({
	backend: fc.constantFrom(...BACKENDS),
	picked: operation,
	fields: fc.subarray(names, { minLength: 0, maxLength: 5 }),
	options: fc.subarray(optionNames, { minLength: 0, maxLength: 2 }),
	values: fc.array(value, { minLength: 7, maxLength: 7 }),
	binary: fc.oneof(fc.constant('photo'), fc.constant('photo'), value),
	json: value,
	isWhole: fc.boolean(),
});

const expression = (index: number) => `={{ $json.values[${index}] }}`;

function parametersOf({ backend, picked, fields, options }: Draw): INodeParameters {
	return {
		...imageToVideo(backend),
		resource: picked.resource,
		operation: picked.id,
		taskId: '123',
		...Object.fromEntries(fields.map((name, index) => [name, expression(index)])),
		options: {
			...Object.fromEntries(options.map((name, index) => [name, expression(5 + index)])),
			timeLimit: 5,
			slotLimit: 0.1,
		},
	};
}

async function itemOf({ values, binary, json, isWhole }: Draw): Promise<INodeExecutionData> {
	const given = isWhole ? {} : { ...(Object(json) as object) };
	const files = binary === 'photo' ? { data: await storedFile(await photo(), 'a.png', 'image/png') } : binary;
	return { json: { ...given, values }, binary: files } as unknown as INodeExecutionData;
}

/** What V8 says of a slip in the code. */
const SLIP =
	/Cannot (?:read|set|convert|destructure|create|delete|access)|is not (?:a function|iterable|defined|a constructor)|\bundefined\b|\[object |circular structure|Maximum call stack|Invalid (?:array|string) length|is not an object|private member/;

const toldBy = ({ message, description: more }: { message: string; description?: string | null }) =>
	`${message} ${more ?? ''}`;

/** What is wrong with what a user would read; undefined where nothing is. */
async function slipOf(draw: Draw): Promise<string | undefined> {
	const items = [await itemOf(draw), await photoItem()];
	const settings = { onError: 'continueRegularOutput' } as const;
	const outcome = await host.run(parametersOf(draw), { items, settings }).catch((error: Error) => {
		// n8n does not begin where a field that is required has nothing in it.
		if (error.name === 'WorkflowHasIssuesError') return undefined;
		throw error;
	});
	if (!outcome) return undefined;
	// n8n's own words, of an expression that fails, say.
	const told = outcome.error ? [toldBy(outcome.error as Error & { description?: string })] : [];
	for (const { json } of outcome.outputs.flat()) {
		if (json.error === undefined) continue;
		const error = json.error as { kind?: string; message: string; description: string | null };
		if (!failureKinds.some((kind) => kind === error.kind)) return `no kind: ${JSON.stringify(json).slice(0, 300)}`;
		told.push(toldBy(error));
	}
	return told.find((text) => SLIP.test(text.replace(/'[^']*'|"[^"]*"/g, '')));
}

test('items of any shape, through every operation', async () => {
	const slips: string[] = [];
	let count = 0;
	await fc.assert(
		fc.asyncProperty(draws, async (draw) => {
			count++;
			const slip = await slipOf(draw);
			if (slip !== undefined) slips.push(`${draw.backend} ${draw.picked.id}: ${slip}`);
			expect(slip).toBeUndefined();
		}),
		{ numRuns: runs },
	);
	process.stdout.write(`fuzzed: ${count} items, seed ${seed}\n`);
	expect(slips).toEqual([]);
}, 600_000);
