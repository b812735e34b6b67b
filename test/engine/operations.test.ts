// Each operation on each backend that has it, through n8n's engine: what was given reaches the service, and the video
// comes back.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { readFile, storedFile } from '../support/run-node';
import { BACKENDS, onlyJson, openTestHost, photo, photoItem, type TestHost } from '../support/test-host';
import { file, openWeb, type Page, type Web } from '../support/web';

const fixture = (name: string) => readFileSync(join(__dirname, '..', 'simulator', 'fixtures', name));

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

const form = (backend: string, operation: string, more: INodeParameters): INodeParameters => ({
	backend,
	resource: 'video',
	operation,
	...more,
});
const picked = (value: string) => ({ __rl: true, mode: 'list', value });
const bodyOf = () => host.simulator.ledger[0]!.body as IDataObject & { input: IDataObject };

async function delivered(
	parameters: INodeParameters,
	items?: INodeExecutionData[],
): Promise<INodeExecutionData['json']> {
	const outcome = await host.run(parameters, items ? { items } : {});
	const json = onlyJson(outcome);
	expect(json.status).toBe('succeeded');
	const paid = host.simulator.ledger.at(-1)!;
	expect((await readFile(outcome.outputs[0]![0]!.binary!.data!)).equals(host.simulator.resultBytes(paid.taskId))).toBe(
		true,
	);
	return json;
}

test.each(BACKENDS)('%s: text to video', async (backend) => {
	await delivered(form(backend, 'textToVideo', { prompt: 'A paper boat on a rainy street', aspectRatio: '9:16' }), [
		{ json: {} },
	]);
	expect(host.simulator.ledger).toHaveLength(1);
	expect(host.simulator.ledger[0]).toMatchObject({ operation: 'textToVideo' });
});

test('Kling 3.0 Turbo on the newer standard, with an API key only', async () => {
	const parameters = form('kling', 'imageToVideo', {
		klingImageToVideoModel: picked('kling-3.0-turbo'),
		imageSource: 'binary',
		imageField: 'data',
		prompt: 'Go',
	});
	await delivered(parameters);
	expect(bodyOf()).toMatchObject({
		settings: { resolution: '720p', duration: 5 },
		options: { external_task_id: expect.stringMatching(/^n8n-/) as unknown },
	});
	const logins = host.logins.map((login) =>
		login.type.name === 'klingApi'
			? { ...login, data: { ...login.data, authentication: 'accessKey', accessKey: 'a', secretKey: 'b' } }
			: login,
	);
	const { error } = await host.run(parameters, { logins, executionId: '2' });
	expect(error?.message).toMatch(/'kling-3\.0-turbo' requires an API key/);
});

describe('multi-image to video', () => {
	const three = async (): Promise<INodeExecutionData> => ({
		json: {},
		binary: {
			photo1: await storedFile(await photo(), '1.png', 'image/png'),
			notes: await storedFile(Buffer.from('x'), 'n.txt', 'text/plain'),
			photo2: await storedFile(await photo({ format: 'jpeg', width: 700 }), '2.jpg', 'image/jpeg'),
		},
	});

	test.each([
		{ backend: 'kling', model: 'kling-v3-omni', names: '<<<image_2>>> beside <<<image_1>>>' },
		{ backend: 'kling', model: 'kling-video-o1', names: '<<<image_2>>> beside <<<image_1>>>' },
		{ backend: 'kie', model: 'kling-3.0-omni/reference-to-video', names: '@image_2 beside @image_1' },
		{ backend: 'piapi', model: '3.0', names: '@image_2 beside @image_1' },
		{ backend: 'piapi', model: '1.6', names: '@image2 beside @image1' },
	])('$backend $model takes the pictures of the item in order', async ({ backend, model, names }) => {
		const parameters = form(backend, 'multiImageToVideo', {
			[`${backend}MultiImageToVideoModel`]: picked(model),
			images: 'photo*',
			prompt: '@image2 beside @image1',
		});
		await delivered(parameters, [await three()]);
		const { media, rawBody } = host.simulator.ledger[0]!;
		expect(media.map(({ width }) => width)).toEqual([640, 700]);
		expect(rawBody).toContain(names);
	});

	test('Kie.ai 3.0 makes one element of the pictures', async () => {
		const parameters = form('kie', 'multiImageToVideo', {
			kieMultiImageToVideoModel: picked('kling-3.0/video'),
			images: '*',
			firstFrameSource: 'binary',
			firstFrameField: 'photo1',
			subject: 'a red and blue flag',
			prompt: '@image1 waves',
		});
		await delivered(parameters, [await three()]);
		expect(bodyOf().input).toMatchObject({
			prompt: '@element_subject waves',
			kling_elements: [{ name: 'element_subject' }],
		});
	});
});

test('Kie.ai: elements of an image to video are uploaded and called by their names', async () => {
	const item: INodeExecutionData = {
		json: {},
		binary: {
			data: await storedFile(await photo(), 'a.png', 'image/png'),
			dog1: await storedFile(await photo({ width: 700 }), '1.png', 'image/png'),
			dog2: await storedFile(await photo({ width: 800, format: 'webp' }), '2.webp', 'image/webp'),
		},
	};
	const parameters = form('kie', 'imageToVideo', {
		kieImageToVideoModel: picked('kling-3.0/video'),
		imageSource: 'binary',
		imageField: 'data',
		prompt: '@element_dog wakes',
		options: { subjects: { row: [{ name: 'element_dog', description: 'a dog', images: 'dog*' }] } },
	});
	const json = await delivered(parameters, [item]);
	const [element] = bodyOf().input.kling_elements as IDataObject[];
	expect(element).toMatchObject({ name: 'element_dog', description: 'a dog' });
	expect(element!.element_input_urls).toHaveLength(2);
	expect(json.warnings).toEqual(["'Elements, element_dog, image 2' was changed: converted from webp"]);
});

describe('Kie.ai: an element of a video', () => {
	const withClip = async (name: string): Promise<INodeExecutionData> => ({
		json: {},
		binary: {
			data: await storedFile(await photo(), 'a.png', 'image/png'),
			clip: await storedFile(fixture(name), name, 'video/mp4'),
			voice: await storedFile(fixture('hd-16s.mp4'), 'voice.mp3', 'audio/mpeg'),
		},
	});
	const parameters = (row: IDataObject) =>
		form('kie', 'imageToVideo', {
			kieImageToVideoModel: picked('kling-3.0/video'),
			imageSource: 'binary',
			imageField: 'data',
			prompt: '@element_cat walks',
			options: { subjects: { row: [{ name: 'element_cat', description: 'a cat', video: 'clip', ...row }] } },
		});

	test('is uploaded with the part that counts', async () => {
		await delivered(parameters({ start: 1, end: 4 }), [await withClip('hd-4s.mp4')]);
		const [element] = bodyOf().input.kling_elements as IDataObject[];
		expect(element).toMatchObject({ name: 'element_cat', start_time: 1000, end_time: 4000 });
		expect(element!.element_input_urls).toEqual([expect.stringMatching(/\.mp4$/)]);
	});

	test.each([
		['a part beyond its end', { start: 1, end: 6 }, /'Elements, element_cat, video' is 4 s long, but it must be 6 to/],
		[
			'a voice that is a video',
			{ voices: 'voice' },
			/'Elements, element_cat, voice' is not a supported audio file .*mp4/,
		],
	])('%s is refused before anything is uploaded', async (_, row, message) => {
		const { error } = await host.run(parameters(row), { items: [await withClip('hd-4s.mp4')] });
		expect(error?.message).toMatch(message);
		expect(host.simulator.ledger).toHaveLength(0);
	});
});

describe('avatar', () => {
	const speaker = async (name: string, mime: string): Promise<INodeExecutionData> => ({
		json: {},
		binary: {
			data: await storedFile(await photo(), 'face.png', 'image/png'),
			voice: await storedFile(fixture(name), name, mime),
		},
	});
	const base = { imageSource: 'binary', imageField: 'data', voiceSource: 'binary', voiceField: 'voice' };

	test.each(BACKENDS)('%s speaks a recording of the item', async (backend) => {
		await delivered(form(backend, 'avatar', base), [await speaker('tone-3s.mp3', 'audio/mpeg')]);
		expect(host.simulator.ledger).toHaveLength(1);
		expect(host.simulator.ledger[0]!.rawBody).not.toContain('data:');
	});

	test.each(BACKENDS)('%s: a recording that is too short or none is refused with the numbers', async (backend) => {
		const { error } = await host.run(form(backend, 'avatar', base), {
			items: [await speaker('hd-4s.mp4', 'audio/mpeg')],
		});
		expect(error?.message).toMatch(/'Speech Audio' is not a supported audio file \(mp4\)/);
		expect(host.simulator.ledger).toHaveLength(0);
	});

	test('on the official API a text is spoken first, and the speech is paid only once', async () => {
		const parameters = form('kling', 'avatar', {
			...base,
			voiceSource: 'speech',
			speechText: 'Good morning to all of you, and welcome to the harbour, where the paper boats are made',
			speechVoice: 'oversea_male1',
		});
		host.simulator.setLife({ outcome: 'fail', reason: 'no face' });
		const first = await host.run(parameters);
		expect(first.error?.message).toMatch(/no face/);
		host.simulator.setLife({ outcome: 'succeed' });
		const again = await host.run(parameters, { context: first.context, executionId: '2' });
		expect(onlyJson(again).status).toBe('succeeded');
		expect(host.simulator.ledger.map(({ operation }) => operation)).toEqual(['tts', 'avatar', 'avatar']);
	});
});

describe('motion control', () => {
	let web: Web;
	beforeEach(async () => {
		web = await openWeb();
	});
	afterEach(async () => await web.close());
	const publish = (name: string): string => {
		const url = web.put(`http://clips.example.com/${name}`, file(fixture(name), 'video/mp4'));
		host.simulator.publicFiles.set(url, fixture(name));
		return url;
	};
	const base = { imageSource: 'binary', imageField: 'data' };

	test.each(BACKENDS)('%s follows a video on the web', async (backend) => {
		const videoUrl = publish('portrait-4s.mp4');
		await delivered(form(backend, 'motionControl', { ...base, videoSource: 'url', videoUrl }));
		expect(host.simulator.ledger[0]!.media.some(({ url }) => url === videoUrl)).toBe(true);
	});

	test.each(['kie', 'piapi'] as const)('%s follows a video of the item', async (backend) => {
		const item = await photoItem();
		const clip = await storedFile(fixture('portrait-4s.mp4'), 'c.mp4', 'video/mp4');
		await delivered(form(backend, 'motionControl', { ...base, videoSource: 'binary', videoField: 'clip' }), [
			{ ...item, binary: { ...item.binary, clip } },
		]);
	});

	test('an element id leaves with all its digits', async () => {
		const parameters = form('kling', 'motionControl', {
			...base,
			videoSource: 'url',
			videoUrl: publish('portrait-4s.mp4'),
			options: { elements: { row: [{ id: { __rl: true, mode: 'id', value: '829836802793406551' } }] } },
		});
		await delivered(parameters);
		expect(host.simulator.ledger[0]!.rawBody).toContain('"element_id":829836802793406551');
	});

	test('PiAPI knows motions of its own', async () => {
		await delivered(form('piapi', 'motionControl', { ...base, videoSource: 'none', presetMotion: 'Nezha' }));
		expect(bodyOf().input).toMatchObject({ preset_motion: 'Nezha' });
	});

	test.each(BACKENDS)(
		'%s: a clip that is too long for the orientation is refused with the numbers',
		async (backend) => {
			const videoUrl = publish('portrait-12s.mp4');
			const { error } = await host.run(
				form(backend, 'motionControl', { ...base, videoSource: 'url', videoUrl, characterOrientation: 'image' }),
			);
			expect(error?.message).toMatch(
				/'Video' is 12 s long, but with 'Character Orientation' set to 'Image' it must be 3 to 10 s/,
			);
			expect(host.simulator.ledger).toHaveLength(0);
		},
	);

	const served = async (): Promise<INodeExecutionData> => {
		const item = await photoItem();
		return {
			...item,
			binary: { ...item.binary, clip: await storedFile(fixture('portrait-4s.mp4'), 'c.mp4', 'video/mp4') },
		};
	};
	const serving = { ...base, videoSource: 'serve', videoField: 'clip' };

	test('a file cannot be fetched from an n8n that calls itself localhost', async () => {
		const { error } = await host.run(form('kling', 'motionControl', serving), { items: [await served()] });
		expect(error?.message).toMatch(
			/'Video' cannot be shared by a public link: the address of this n8n is localhost:5678/,
		);
		expect(host.simulator.ledger).toHaveLength(0);
	});

	test('the official API fetches a file of the item from a public n8n by its signed link', async () => {
		const clip = fixture('portrait-4s.mp4');
		const isLink = (url: string) => url.startsWith('http://n8n.example.com/rest/binary-data/signed?token=');
		// Both the node's own look at the link and the service's fetch go to a "web" where any signed link leads to the clip.
		const page: Page = file(clip, 'video/mp4');
		web.putElsewhere((request, response) => {
			if (isLink(request.url ?? '')) page(request, response);
			else response.writeHead(404).end();
		});
		host.simulator.publicFiles.get = (url) => (isLink(url) ? clip : undefined);
		host.simulator.publicFiles.has = isLink;
		const outcome = await host.run(form('kling', 'motionControl', serving), {
			items: [await served()],
			origin: 'http://n8n.example.com',
		});
		expect(onlyJson(outcome).status).toBe('succeeded');
		const link = host.simulator.ledger[0]!.media.find(({ url }) => url !== undefined)!.url!;
		const token = new URL(link).searchParams.get('token')!;
		const { exp } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { exp: number };
		expect(exp - Date.now() / 1000).toBeGreaterThan((30 * 60 + 6 * 3600) * 0.99);
	});
});
