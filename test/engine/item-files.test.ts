// Files as other nodes really give them: under any name and type, in n8n's three stores and two binary modes, as
// expressions, lists and attachments. What is asked for is sent, or one sentence says why not; nothing is paid for less.
import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { onlyJson, openTestHost, photo, BACKENDS, type TestHost } from '../support/test-host';
import { storedFile } from '../support/run-node';
import type { BackendName } from '../simulator/contract';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

/** On each backend a model that takes several pictures; of the official API the one that would do without. */
const MODELS: Record<BackendName, string> = {
	kling: 'kling-v3-omni',
	kie: 'kling-3.0-omni/reference-to-video',
	piapi: '1.6',
	fal: 'fal-ai/kling-video/o3',
};

const multiImage = (backend: BackendName, more: INodeParameters = {}): INodeParameters => ({
	backend,
	resource: 'video',
	operation: 'multiImageToVideo',
	[`${backend}MultiImageToVideoModel`]: { __rl: true, mode: 'id', value: MODELS[backend] },
	prompt: 'Both walk along the pier',
	...more,
});

const imageToVideo = (more: INodeParameters): INodeParameters => ({
	backend: 'kie',
	resource: 'video',
	operation: 'imageToVideo',
	imageSource: 'binary',
	prompt: 'The boat drifts',
	...more,
});

const stored = async (mimeType: string, bytes?: Buffer, name = 'file') =>
	await storedFile(bytes ?? (await photo()), name, mimeType);
/** As n8n's memory mode keeps a file. */
const inMemory = async (mimeType = 'image/png'): Promise<IBinaryData> => ({
	data: (await photo()).toString('base64'),
	mimeType,
	fileName: 'photo.png',
	fileExtension: 'png',
});

const item = (binary: unknown, json: INodeExecutionData['json'] = {}) =>
	({ json, binary }) as unknown as INodeExecutionData;

describe.each(BACKENDS)('A1 on %s', (backend) => {
	test.each(['application/octet-stream', 'text/plain'])(
		'a pattern takes pictures that were called %s',
		async (type) => {
			const files = { photo1: await stored(type), photo2: await stored(type, undefined, 'photo.jpg') };
			const json = onlyJson(await host.run(multiImage(backend), { items: [item(files)] }));
			expect(json.warnings).toEqual([]);
			expect(host.simulator.ledger[0]!.media).toHaveLength(2);
		},
	);

	test.each([
		['no files', undefined],
		['a text file', { notes: { data: Buffer.from('hello').toString('base64'), mimeType: 'text/plain' } }],
	])('an item with %s pays for no video without pictures', async (_, binary) => {
		const run = await host.run(multiImage(backend), { items: [item(binary)] });
		expect(run.error?.message).toMatch(/'Images'/);
		const checked = await host.run(multiImage(backend, { options: { checkOnly: true } }), { items: [item(binary)] });
		expect(checked.error?.message).toMatch(/'Images'/);
		expect(host.simulator.ledger).toHaveLength(0);
	});

	test('what a pattern leaves out is told', async () => {
		const files = {
			photo: await stored('image/png'),
			photoNotes: await stored('image/png', Buffer.from('ID3 no picture'), 'x'),
		};
		const json = onlyJson(await host.run(multiImage(backend, { images: 'photo*' }), { items: [item(files)] }));
		expect(json.warnings).toEqual(["'Images': 'photo*' skips 'photoNotes', which is an audio file"]);
		expect(host.simulator.ledger[0]!.media).toHaveLength(1);
	});
});

test('A1: a file that another field of the form takes is not told as left out', async () => {
	const files = { photo: await stored('image/png'), first: await stored('text/plain') };
	const parameters = multiImage('kling', { images: 'photo', firstFrameSource: 'binary', firstFrameField: 'first' });
	expect(onlyJson(await host.run(parameters, { items: [item(files)] })).warnings).toEqual([]);
});

/** Ways to name the one picture of an item, with what brings it along. */
const WAYS: Array<[string, INodeParameters, () => Promise<INodeExecutionData>]> = [
	['by name', { imageField: 'data' }, async () => item({ data: await stored('image/png') })],
	['by name with blanks', { imageField: ' data ' }, async () => item({ data: await stored('image/png') })],
	['in memory mode', { imageField: 'data' }, async () => item({ data: await inMemory() })],
	[
		'a data: URL as content',
		{ imageField: 'data' },
		async () => item({ data: { ...(await inMemory()), data: `data:image/png;base64,${(await inMemory()).data}` } }),
	],
	['content without a type', { imageField: 'data' }, async () => item({ data: { data: (await inMemory()).data } })],
	['A6: $binary, stored', { imageField: '={{ $binary.data }}' }, async () => item({ data: await stored('image/png') })],
	['A6: $binary, in memory', { imageField: '={{ $binary.data }}' }, async () => item({ data: await inMemory() })],
	['A6: all of $binary', { imageField: '={{ $binary }}' }, async () => item({ data: await stored('image/png') })],
	[
		"A6: $('Start').item.binary",
		{ imageField: "={{ $('Start').item.binary.data }}" },
		async () => item({ data: await inMemory() }),
	],
	[
		"A6: $('Start').item",
		{ imageField: "={{ $('Start').item }}" },
		async () => item({ data: await stored('image/png') }),
	],
	['A6: $node', { imageField: '={{ $node["Start"].binary.data }}' }, async () => item({ data: await inMemory() })],
	['a list of one', { imageField: '={{ [$binary.data] }}' }, async () => item({ data: await stored('image/png') })],
	[
		'A7: combined mode',
		{ imageField: 'data' },
		async () => item(undefined, { _files: { data: (await stored('image/png')) as never } }),
	],
	[
		'A7: combined mode by its path',
		{ imageField: '_files.data' },
		async () => item(undefined, { _files: { data: (await stored('image/png')) as never } }),
	],
	[
		'A4: base64 text for the name',
		{ imageField: '={{ $json.photo }}' },
		async () => item(undefined, { photo: (await photo()).toString('base64') }),
	],
	[
		'A4: a data: URL for the name',
		{ imageField: '={{ $json.photo }}' },
		async () => item(undefined, { photo: `data:image/png;base64,${(await photo()).toString('base64')}` }),
	],
];

test.each(WAYS)('one picture %s', async (_, parameters, brought) => {
	const json = onlyJson(await host.run(imageToVideo(parameters), { items: [await brought()] }));
	expect(json.status).toBe('succeeded');
	expect(host.simulator.ledger[0]!.media).toHaveLength(1);
});

test('pictures of an expression, a list of them, and all at once', async () => {
	const two = { a: await stored('text/plain'), b: await inMemory('text/plain') };
	for (const images of ['={{ $binary }}', '={{ [$binary.a, $binary.b] }}', '={{ ["a", $binary.b] }}', 'a, b', '*']) {
		onlyJson(await host.run(multiImage('kie', { images }), { items: [item(two)] }));
		expect([images, host.simulator.ledger.at(-1)!.media.length]).toEqual([images, 2]);
	}
});

const ATTACHMENTS: Array<[string, (url: string) => unknown]> = [
	['Airtable', (url) => [{ id: 'att1', url, filename: 'a.png', size: 1, type: 'image/png' }]],
	['Notion', (url) => [{ type: 'file', name: 'a.png', file: { url, expiry_time: '2026-12-01T00:00:00Z' } }]],
	['JSON text', (url) => JSON.stringify([{ url, filename: 'a.png' }])],
	['a list of one address', (url) => [url]],
	['an address in JSON text', (url) => JSON.stringify(url)],
];

test.each(ATTACHMENTS)('A26: %s', async (_, attachment) => {
	const url = host.simulator.files.publish('/a.png', await photo(), 'image/png');
	const items = [item(undefined, { files: attachment(url) as never })];
	const byUrl = imageToVideo({ imageSource: 'url', imageUrl: '={{ $json.files }}' });
	expect(onlyJson(await host.run(byUrl, { items })).status).toBe('succeeded');
	const byField = imageToVideo({ imageField: '={{ $json.files }}' });
	expect(onlyJson(await host.run(byField, { items })).status).toBe('succeeded');
	const inList = multiImage('kie', { images: '={{ $json.files }}' });
	expect(onlyJson(await host.run(inList, { items })).status).toBe('succeeded');
});

const BASE64 = 'iVBORw0KGgoAAAANSUhEUgAA';

/** What Code nodes give that is no file. */
const ODD: Array<[string, unknown, RegExp]> = [
	[
		'the file itself instead of a name for it',
		{ data: BASE64, mimeType: 'image/png' },
		/'data' of the item is text, not a file/,
	],
	['an empty object', { data: {} }, /'data' of the item is an object, not a file/],
	['null', { data: null }, /'data' of the item is empty, not a file/],
	['a list', { data: [{ data: BASE64 }] }, /'data' of the item is a list, not a file/],
	['a number', { data: 7 }, /'data' of the item is a number, not a file/],
	['a Buffer as JSON', { data: { type: 'Buffer', data: [137, 80] } }, /'data' of the item is an object, not a file/],
];

test.each(ODD)('A5: %s where a file belongs is told with the right shape', async (_, binary, message) => {
	for (const parameters of [
		imageToVideo({ imageField: 'data' }),
		multiImage('kling'),
		multiImage('kling', { images: 'data' }),
	]) {
		const { error } = await host.run(parameters, { items: [item(binary)] });
		expect(error?.message).toMatch(message);
		expect((error as { description?: string }).description).toMatch(/"data": "<base64>", "mimeType": "image\/png"/);
	}
	expect(host.simulator.ledger).toHaveLength(0);
});

test.each([
	['text', 'no files'],
	['a list', []],
	['null', null],
])('A5: %s instead of all files', async (_, binary) => {
	const { error } = await host.run(imageToVideo({ imageField: 'data' }), { items: [item(binary)] });
	expect(error?.message).toMatch(/the item has no file in the field 'data'/);
});

test.each([
	['true', true],
	['an object without an address', { name: 'a.png' }],
	['a deep list', [[[[[[[[['data']]]]]]]]]],
])('what is no file is named: %s', async (_, value) => {
	const { error } = await host.run(imageToVideo({ imageField: '={{ $json.value }}' }), {
		items: [item(undefined, { value: value as never })],
	});
	expect(error?.message).toMatch(/'First Frame' must be a file, but it is/);
});

test('A4: whatever is given, no message holds more than a few of its characters', async () => {
	const text = '<'.repeat(3_000_000);
	for (const parameters of [
		imageToVideo({ imageField: '={{ $json.text }}' }),
		multiImage('kling', { images: '={{ $json.text }}' }),
		imageToVideo({ imageSource: 'url', imageUrl: '={{ $json.text }}' }),
		imageToVideo({ imageSource: 'binary', imageField: 'data', options: { callbackUrl: '={{ $json.text }}' } }),
		imageToVideo({ imageSource: 'binary', options: { fitPicture: '={{ $json.text }}' } }),
	]) {
		const { error } = await host.run(parameters, { items: [item(undefined, { text })] });
		expect((error?.message ?? '').length).toBeGreaterThan(10);
		expect((error?.message ?? '').length).toBeLessThan(400);
	}
});

test('several files where one belongs are refused', async () => {
	const two = { a: await inMemory(), b: await inMemory() };
	const { error } = await host.run(imageToVideo({ imageField: '={{ $binary }}' }), { items: [item(two)] });
	expect(error?.message).toBe("'First Frame' contains 2 files, but only one is allowed");
});

test('a file without its content that is none of the item says where to take it', async () => {
	const value = { mimeType: 'image/png', fileName: 'gone.png', fileSize: '3 kB' };
	const { error } = await host.run(imageToVideo({ imageField: '={{ $json.value }}' }), {
		items: [item({ data: await inMemory() }, { value })],
	});
	expect(error?.message).toBe("'First Frame' contains the name and type of a file, but not its content ('gone.png')");
	expect((error as { description?: string }).description).toMatch(/item\.binary\.data/);
});
