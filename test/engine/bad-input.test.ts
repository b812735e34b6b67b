// Whatever is wrong with the input: one clear sentence that names the field, nothing paid, nothing sent that costs.
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import sharp from 'sharp';
import type { BackendName } from '../simulator/contract';
import type { Login } from '../support/run-node';
import {
	BACKENDS,
	imageToVideo,
	openTestHost,
	photo,
	photoItem,
	queryTask,
	withLogin,
	type TestHost,
} from '../support/test-host';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

interface Case {
	readonly name: string;
	readonly parameters?: INodeParameters;
	readonly items?: (host: TestHost) => Promise<INodeExecutionData[]>;
	readonly url?: (host: TestHost) => string;
	readonly says: RegExp;
	readonly advises: RegExp;
	/** The backend whose model takes it. */
	readonly not?: BackendName;
}

const CASES: Case[] = [
	{
		name: 'no file in the field',
		parameters: { imageField: 'picture' },
		says: /'First Frame': the item has no file in the field 'picture'/,
		advises: /'data'/,
	},
	{
		name: 'an item without any files',
		items: async () => [{ json: {} }],
		says: /'First Frame': the item has no file in the field 'data'/,
		advises: /The item has no files/,
	},
	{
		name: 'a file that is no picture',
		items: async () => [await photoItem(Buffer.from('{"not":"a picture"}'))],
		says: /'First Frame' is JSON text, not an image/,
		advises: /previous node/,
	},
	{
		name: 'an empty file',
		items: async () => [await photoItem(Buffer.from('x').subarray(0, 0))],
		says: /'First Frame' is an empty file/,
		advises: /previous node/,
	},
	{
		name: 'a picture that is too small',
		items: async () => [await photoItem(await photo({ width: 60, height: 200 }))],
		says: /'First Frame' is too small: 60 x 200 pixels/,
		advises: /larger/,
	},
	{
		name: 'a picture that is too wide',
		items: async () => [await photoItem(await photo({ width: 1600, height: 120 }))],
		says: /'First Frame' is too wide: 1600 x 120 pixels/,
		advises: /Crop/,
	},
	{
		name: 'a URL that answers 404',
		url: ({ simulator }) => simulator.files.publish('/gone.png', Buffer.from('no'), 'text/plain', { status: 404 }),
		says: /answered with HTTP 404 instead of an image/,
		advises: /browser/,
	},
	{
		name: 'a URL that answers a web page',
		url: ({ simulator }) => simulator.files.publish('/page', Buffer.from('<!doctype html><html></html>'), 'text/html'),
		says: /'First Frame' is a web page, not an image/,
		advises: /image itself/,
	},
	{
		name: 'a URL that is none',
		url: () => 'my photo.png',
		says: /'First Frame' is not a URL/,
		advises: /https/,
	},
	{
		name: 'a URL on a host that is not there',
		url: () => 'http://127.0.0.1:9/a.png',
		says: /could not be reached/,
		advises: /Open the URL/,
	},
	{
		name: 'text that is no base64',
		parameters: { imageSource: 'base64', imageBase64: 'päckchen' },
		says: /'First Frame' is not base64 text/,
		advises: /base64/,
	},
	{
		name: 'a prompt that is too long',
		parameters: { prompt: 'x'.repeat(2501) },
		says: /'Prompt' has 2501 characters/,
		advises: /Shorten/,
	},
	{ name: 'a prompt of spaces', parameters: { prompt: '={{ "  " }}' }, says: /'Prompt' is empty/, advises: /Prompt/ },
	{
		name: 'a duration no model takes',
		parameters: { duration: 7 },
		not: 'fal',
		says: /'Duration \(Seconds\)' can't be '7'/,
		advises: /5 or 10/,
	},
	{
		name: 'a duration that is too long for all models',
		parameters: { duration: 99 },
		says: /'Duration \(Seconds\)' can't be '99'/,
		advises: /5 or 10|from 3 to 15/,
	},
	{
		name: 'a callback address that is none',
		parameters: { options: { callbackUrl: 'nowhere' } },
		says: /'Callback URL' is not a URL/,
		advises: /https/,
	},
	{
		name: 'additional fields that are no JSON',
		parameters: { options: { additionalBody: '{oops' } },
		says: /'Additional Body Fields' is not a JSON object/,
		advises: /\{/,
	},
	{
		name: 'a data: URL among the additional fields',
		parameters: { options: { additionalBody: '{"input":{"image_url":"data:image/png;base64,AAAA"}}' } },
		says: /'Additional Body Fields' contains a data: URL/,
		advises: /image fields of the form/,
	},
];

describe.each(BACKENDS)('%s', (backend) => {
	test.each(CASES.filter(({ not }) => not !== backend))(
		'$name is refused before anything is paid',
		async ({ parameters = {}, items, url, says, advises }) => {
			const source = url ? { imageSource: 'url', imageUrl: url(host) } : {};
			const given = imageToVideo(backend, { ...source, ...parameters });
			const outcome = await host.run(given, items ? { items: await items(host) } : {});
			expect(outcome.error?.message).toMatch(says);
			expect((outcome.error as { description?: string }).description).toMatch(advises);
			expect((outcome.error as { context?: { itemIndex?: number } }).context?.itemIndex).toBe(0);
			expect(host.simulator.ledger).toHaveLength(0);
			expect(host.simulator.requests.filter(({ verb }) => verb === 'create' || verb === 'upload')).toHaveLength(0);
		},
	);

	test('a wrong key is said with the words of the backend, and asked only once', async () => {
		const logins = wrongKey(host.logins, backend);
		const { error } = await host.run(imageToVideo(backend), { logins });
		expect(error?.message).toMatch(/key was not accepted/);
		expect(error?.message).toMatch(/code (1002|401)/);
		expect(host.simulator.ledger).toHaveLength(0);
	});

	test('no credit is said at once, with what to do', async () => {
		host.simulator[backend].credits = 0;
		const { error } = await host.run(imageToVideo(backend));
		expect(error?.message).toMatch(/used up|not have enough credits|Exhausted balance/);
		expect(host.simulator.ledger).toHaveLength(0);
		// fal.ai refuses the file already.
		const creates = host.simulator.requests.filter(({ verb }) => verb === 'create');
		expect(creates).toHaveLength(backend === 'fal' ? 0 : 1);
	});

	test('an unknown task id is said in one sentence, without waiting for long', async () => {
		const before = host.clock.now();
		const { error } = await host.run(queryTask(backend, '12345678'), { items: [{ json: {} }] });
		expect(error?.message).toMatch(/has no task with the ID '12345678'/);
		expect(host.clock.now() - before).toBeLessThan(backend === 'kie' ? 25_000 : 1000);
	});

	test('one bad item among three costs nothing and the others go on', async () => {
		const good = await photoItem();
		const bad = await photoItem(await photo({ width: 40, height: 40 }));
		const { outputs, error } = await host.run(imageToVideo(backend), {
			items: [good, bad, good],
			settings: { onError: 'continueErrorOutput' },
		});
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(2);
		expect(outputs[1]).toHaveLength(1);
		expect(outputs[1]![0]!.json.message).toMatch(/too small: 40 x 40/);
		expect(outputs[1]![0]!.json.error).toMatchObject({ kind: 'input' });
		expect(outputs[1]![0]!.pairedItem).toMatchObject({ item: 1 });
		expect(host.simulator.ledger).toHaveLength(2);
	});
});

function wrongKey(logins: readonly Login[], backend: string): Login[] {
	const name = { kling: 'klingApi', kie: 'kieApi', piapi: 'piApi', fal: 'falApi' }[backend] ?? '';
	return withLogin(logins, name, { apiKey: 'wrong' });
}

test('PiAPI without the right to upload says so, and what to do instead', async () => {
	const logins = withLogin(host.logins, 'piApi', { apiKey: host.simulator.piapi.freePlanApiKey });
	const { error } = await host.run(imageToVideo('piapi'), { logins });
	expect(error?.message).toMatch(/Your PiAPI plan does not include file uploads/);
	expect((error as { description?: string }).description).toMatch(/Creator plan or higher.*'URL'/);
	expect(host.simulator.ledger).toHaveLength(0);
});

test('a picture from the web that is a webp is converted on its way', async () => {
	const url = host.simulator.files.publish('/a.webp', await photo({ format: 'webp' }), 'image/webp');
	const { outputs } = await host.run(imageToVideo('piapi', { imageSource: 'url', imageUrl: url }));
	expect(outputs[0]![0]!.json.warnings).toEqual(["'First Frame' was changed: converted from webp"]);
	expect(await sharp(host.simulator.ledger[0]!.media[0]!.content).metadata()).toMatchObject({ format: 'jpeg' });
});
