// Elements and voices of an account, through n8n's own engine against the simulator: made once and paid once, found, listed
// page by page, deleted, and named in videos.
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { storedFile } from '../support/run-node';
import {
	imageToVideo,
	onlyJson,
	openTestHost,
	photo,
	queryTask,
	RETRY,
	withLogin,
	type TestHost,
} from '../support/test-host';
import { fixtures } from '../simulator';
import { fullHdClip } from '../simulator/fixtures';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

const EMPTY = { items: [{ json: {} }] };
const form = (resource: string, operation: string, more: INodeParameters = {}): INodeParameters => ({
	backend: 'kling',
	resource,
	operation,
	...more,
});
const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const asked = (path: RegExp) => host.simulator.requests.filter((request) => path.test(request.path));

const ELEMENT = form('element', 'createElement', {
	name: 'Grandpa',
	description: 'An old man with a straw hat',
	frontalSource: 'binary',
	frontalField: 'front',
	images: 'side, back',
});

async function threePhotos(): Promise<INodeExecutionData> {
	return {
		json: {},
		binary: {
			front: await storedFile(await photo(), 'front.png', 'image/png'),
			side: await storedFile(await photo({ format: 'webp' }), 'side.webp', 'image/webp'),
			back: await storedFile(await photo({ format: 'jpeg' }), 'back.jpg', 'image/jpeg'),
		},
	};
}

const recording = () => host.simulator.files.publish('talk.mp4', fixtures.long.bytes, 'video/mp4');
const VOICE = () =>
	form('voice', 'createVoice', { name: 'Grandpa', recordingSource: 'url', recordingUrl: recording() });

async function newElement(more: INodeParameters = {}): Promise<IDataObject> {
	return onlyJson(await host.run({ ...ELEMENT, ...more }, { items: [await threePhotos()] }));
}
const newVoice = async (more: INodeParameters = {}): Promise<IDataObject> =>
	onlyJson(await host.run({ ...VOICE(), ...more }, EMPTY));

describe('Create Element', () => {
	test('of pictures: they are prepared, sent, and the id comes back with all its digits', async () => {
		const json = await newElement({ options: { tags: ['character'] } });
		const [paid, ...others] = host.simulator.ledger;
		expect(others).toEqual([]);
		expect(paid).toMatchObject({ operation: 'createElement', elementIds: [] });
		expect(paid!.media.map(({ format, problem }) => [format, problem])).toEqual([
			['png', undefined],
			['jpeg', undefined],
			['jpeg', undefined],
		]);
		const id = (BigInt(paid!.taskId) + 1n).toString();
		expect(json).toMatchObject({
			status: 'succeeded',
			elementId: id,
			name: 'Grandpa',
			operation: 'createElement',
			taskId: paid!.taskId,
			elements: [{ elementId: id, name: 'Grandpa', madeFrom: 'pictures', owner: 'own' }],
		});
		expect(Number.isSafeInteger(Number(id))).toBe(false);
		expect(json.warnings).toEqual(["'Images, number 1' was changed: converted from webp"]);
	});

	const ofVideo = (bytes: Buffer) =>
		form('element', 'createElement', {
			name: 'Walker',
			description: 'A man who walks',
			madeFrom: 'video',
			videoSource: 'url',
			videoUrl: host.simulator.files.publish('walk.mp4', bytes, 'video/mp4'),
		});

	test('of a video, by its address', async () => {
		const json = onlyJson(await host.run(ofVideo(fullHdClip()), EMPTY));
		expect(json).toMatchObject({ status: 'succeeded', name: 'Walker', elements: [{ madeFrom: 'video' }] });
		const { body, media } = host.simulator.ledger[0]!;
		expect(body).toMatchObject({ reference_type: 'video_refer' });
		expect(media.map(({ how, problem }) => [how, problem])).toEqual([['url', undefined]]);
	});

	test('of a video that is not 1080p: refused with the numbers', async () => {
		const { error } = await host.run(ofVideo(fixtures.hd.bytes), EMPTY);
		expect(error?.message).toMatch(/'Video' is 720 x 1280 pixels, but width and height must be 1080 to 1920/);
		expect(host.simulator.ledger).toHaveLength(0);
	});

	test('the legacy reply, with the id as a bare integer, is read just as exactly', async () => {
		const real = await openTestHost({ now: Date.now, life: { queuedMs: 0, runningMs: 50 } });
		const { accessKey, secretKey } = real.simulator.kling;
		const logins = withLogin(real.logins, 'klingApi', { authentication: 'accessKey', accessKey, secretKey });
		const json = onlyJson(
			await real.run({ ...ELEMENT, options: { shortestPollInterval: 1 } }, { items: [await threePhotos()], logins }),
		);
		expect(json.elementId).toBe((BigInt(real.simulator.ledger[0]!.taskId) + 1n).toString());
		await real.close();
	}, 20_000);

	test.each<[string, INodeParameters, RegExp]>([
		['no name', { name: '={{ "" }}' }, /^'Name' is empty/],
		['a long name', { name: 'x'.repeat(21) }, /^'Name' has 21 characters, but .* accepts at most 20/],
		['a long description', { description: 'x'.repeat(101) }, /^'Description' has 101 characters/],
		['no other pictures', { images: '' }, /^'Images' contains no image/],
		['too many pictures', { images: 'side, back, side, back' }, /^'Images' contains 4 images, but .* accepts 0 to 3/],
		['a tag that there is not', { options: { tags: 'robot' } }, /^'Tags' can't be 'robot'/],
	])('%s is said before anything is sent', async (_, more, message) => {
		const { error } = await host.run({ ...ELEMENT, ...more }, { items: [await threePhotos()] });
		expect(error?.message).toMatch(message);
		expect(host.simulator.requests).toHaveLength(0);
	});

	test('a failed task tells the reason, and with Continue it is an error item', async () => {
		host.simulator.setLife({ outcome: 'fail', reason: 'no face found' });
		const items = [await threePhotos()];
		const { error } = await host.run(ELEMENT, { items });
		expect(error?.message).toMatch(/^Kling could not create the element: "no face found"/);
		const settings = { onError: 'continueRegularOutput' as const };
		const { outputs } = await host.run(ELEMENT, { items, settings, executionId: '2' });
		expect(outputs[0]![0]!.json).toMatchObject({ error: { kind: 'taskFailed', words: 'no face found' } });
	});

	test('Preview Only sends nothing', async () => {
		expect(await newElement({ options: { checkOnly: true } })).toMatchObject({
			status: 'checked',
			estimatedCost: { amount: 0, unit: 'units' },
		});
		expect(host.simulator.requests).toHaveLength(0);
	});

	test('Query Task finds it', async () => {
		const { taskId, elementId } = await newElement();
		const json = onlyJson(
			await host.run(queryTask('kling', String(taskId), { options: { madeBy: 'createElement' } }), EMPTY),
		);
		expect(json).toMatchObject({ status: 'succeeded', elementId, operation: 'createElement' });
	});
});

describe('Create Voice', () => {
	test('of a recording: paid, waited for, told by its id', async () => {
		const json = await newVoice();
		const [paid] = host.simulator.ledger;
		expect(paid).toMatchObject({ operation: 'createVoice', cost: { amount: 0.05 } });
		expect(json).toMatchObject({
			status: 'succeeded',
			voiceId: (BigInt(paid!.taskId) + 1n).toString(),
			name: 'Grandpa',
			cost: { amount: 0.05, unit: 'units' },
			voices: [{ trialUrl: expect.stringMatching(/^http/) as unknown }],
		});
	});

	test('of a video that Kling made', async () => {
		const video = onlyJson(await host.run(imageToVideo('kling')));
		const videoId = (BigInt(String(video.taskId)) + 1n).toString();
		const json = onlyJson(
			await host.run(
				form('voice', 'createVoice', { name: 'Singer', recordingSource: 'videoId', recordingVideoId: videoId }),
				{ ...EMPTY, executionId: '2' },
			),
		);
		expect(json).toMatchObject({ status: 'succeeded', name: 'Singer' });
		expect(host.simulator.ledger[1]!.body).toMatchObject({ voice_name: 'Singer', video_id: videoId });
	});

	test('Retry On Fail pays once, also when the reply to the create was lost', async () => {
		host.simulator.fault({ backend: 'kling', verb: 'create', kind: 'dropAfter' });
		host.simulator.fault({
			backend: 'kling',
			verb: 'query',
			kind: 'answer',
			status: 401,
			json: { code: 1000, message: 'no' },
			skip: 2,
			times: 1,
		});
		const outcome = await host.run(VOICE(), { ...EMPTY, settings: RETRY });
		expect(onlyJson(outcome)).toMatchObject({ status: 'succeeded' });
		expect(host.simulator.ledger).toHaveLength(1);
	});

	test('Maximum Cost holds its price against the limit', async () => {
		const { error } = await host.run({ ...VOICE(), options: { stopAbove: 0.001 } }, EMPTY);
		expect(error?.message).toMatch(/would cost about \$0\.007, but 'Maximum Cost \(USD\)' is/);
		expect(host.simulator.ledger).toHaveLength(0);
	});

	test.each<[string, () => INodeParameters, RegExp]>([
		['no address', () => ({ recordingUrl: '={{ "" }}' }), /^'Speech Audio' has no URL/],
		[
			'a recording that is too short',
			() => ({ recordingUrl: host.simulator.files.publish('a.mp3', fixtures.mp3.bytes, 'audio/mpeg') }),
			/^'Speech Audio' is 3.* s long, but it must be 5 to 30 s/,
		],
		['no video ID', () => ({ recordingSource: 'videoId', recordingVideoId: '={{ "" }}' }), /^'Video ID' is empty/],
		[
			'a file of an n8n that nobody reaches',
			() => ({ recordingSource: 'serve', recordingField: 'data' }),
			/'Speech Audio'/,
		],
	])('%s is said in one sentence and costs nothing', async (_, more, message) => {
		const { error } = await host.run({ ...VOICE(), ...more() });
		expect(error?.message).toMatch(message);
		expect(host.simulator.ledger).toHaveLength(0);
	});
});

describe('Get, Get Many and Delete', () => {
	test('an own element is listed, found by its ID, and gone when it was deleted', async () => {
		const { elementId, taskId } = await newElement();
		const entry = { elementId, name: 'Grandpa', madeFrom: 'pictures', owner: 'own', backend: 'kling', taskId };
		expect(onlyJson(await host.run(form('element', 'getElements'), EMPTY))).toMatchObject(entry);
		const get = form('element', 'getElement', { elementId: byId(String(elementId)) });
		expect(onlyJson(await host.run(get, EMPTY))).toMatchObject(entry);
		const remove = form('element', 'deleteElement', { elementId: byId(String(elementId)) });
		expect(onlyJson(await host.run(remove, EMPTY))).toEqual({ deleted: true, elementId, backend: 'kling' });
		expect((await host.run(form('element', 'getElements'), EMPTY)).outputs[0]).toEqual([]);
		const { error } = await host.run(get, EMPTY);
		expect(error?.message).toBe(`Kling has no element with the ID '${String(elementId)}'`);
	});

	test('the same with a voice; all of it free', async () => {
		const { voiceId } = await newVoice();
		const before = host.simulator.kling.credits;
		const get = form('voice', 'getVoice', { voiceId: byId(String(voiceId)) });
		expect(onlyJson(await host.run(get, EMPTY))).toMatchObject({ voiceId, name: 'Grandpa', owner: 'own' });
		const remove = form('voice', 'deleteVoice', { voiceId: byId(String(voiceId)) });
		expect(onlyJson(await host.run(remove, EMPTY))).toMatchObject({ deleted: true, voiceId });
		expect((await host.run(form('voice', 'getVoices'), EMPTY)).outputs[0]).toEqual([]);
		expect(host.simulator.kling.credits).toBe(before);
		expect(host.simulator.ledger).toHaveLength(1);
	});

	test.each([
		['a limit', { limit: 3 }, 3, 1],
		['the usual limit', {}, 50, 1],
		['a limit beyond a page', { limit: 101 }, 101, 2],
		['everything', { returnAll: true }, 130, 2],
	])('Get Many with %s reads no more pages than needed', async (_, more, count, pages) => {
		const { outputs, error } = await host.run(form('voice', 'getVoices', { libraryOwner: 'preset', ...more }), EMPTY);
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(count);
		expect(new Set(outputs[0]!.map(({ json }) => json.voiceId)).size).toBe(count);
		expect(outputs[0]!.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
		expect(outputs[0]![0]!.json).toMatchObject({ owner: 'preset', name: 'Preset Voice 1' });
		expect(asked(/presets-voices/)).toHaveLength(pages);
	});

	test("one's own come before Kling's", async () => {
		await newVoice();
		const { outputs } = await host.run(form('voice', 'getVoices', { libraryOwner: 'all', limit: 2 }), EMPTY);
		expect(outputs[0]!.map(({ json }) => json.owner)).toEqual(['own', 'preset']);
	});

	test('slips are borne while lists are read', async () => {
		host.simulator.fault({ backend: 'kling', verb: 'query', kind: 'dropAfter' });
		host.simulator.fault({
			backend: 'kling',
			verb: 'query',
			kind: 'answer',
			status: 429,
			json: { code: 1302, message: 'slow' },
		});
		const { outputs } = await host.run(form('element', 'getElements', { libraryOwner: 'preset' }), EMPTY);
		expect(outputs[0]).toHaveLength(3);
	});

	test('a deletion whose reply was lost is sent again, and what is gone then counts as deleted', async () => {
		const { voiceId } = await newVoice();
		host.simulator.fault({ backend: 'kling', verb: 'delete', kind: 'dropAfter' });
		const remove = form('voice', 'deleteVoice', { voiceId: byId(String(voiceId)) });
		expect(onlyJson(await host.run(remove, EMPTY))).toMatchObject({ deleted: true });
		expect(asked(/delete-voices/).map(({ status }) => status)).toEqual([0, 400]);
	});

	test('Retry On Fail after another item failed: what was deleted stays so, and is no failure', async () => {
		const { voiceId } = await newVoice();
		const items = [{ json: { id: String(voiceId) } }, { json: { id: '829000000000000009' } }];
		const remove = form('voice', 'deleteVoice', { voiceId: byId('={{ $json.id }}') });
		const { error, context } = await host.run(remove, { items, settings: RETRY });
		expect(error?.message).toMatch(/Your Kling account has no voice with the ID '829000000000000009'/);
		const alone = await host.run(remove, { items: [items[0]!], context });
		expect(onlyJson(alone)).toMatchObject({ deleted: true });
	});

	test('a deletion that was refused leaves nothing behind that a later run would take for done', async () => {
		const remove = form('voice', 'deleteVoice', { voiceId: byId('829000000000000009') });
		const logins = withLogin(host.logins, 'klingApi', { apiKey: 'api-key-wrong' });
		const { error, context } = await host.run(remove, { ...EMPTY, logins });
		expect(error?.message).toMatch(/the key was not accepted/);
		const again = await host.run(remove, { ...EMPTY, context });
		expect(again.error?.message).toMatch(/Your Kling account has no voice/);
	});

	test('nor does one that came too fast: who is an unknown field then was never there', async () => {
		const json = { code: 1302, message: 'slow' };
		host.simulator.fault({ backend: 'kling', verb: 'delete', kind: 'answer', status: 429, json });
		const remove = form('voice', 'deleteVoice', { voiceId: byId('829000000000000009') });
		const { error } = await host.run(remove, EMPTY);
		expect(error?.message).toMatch(/Your Kling account has no voice/);
		expect(asked(/delete-voices/)).toHaveLength(2);
	});

	test("Kling's own cannot be deleted, and Kling says so", async () => {
		const remove = form('element', 'deleteElement', { elementId: byId('829111111111111111') });
		const { error } = await host.run(remove, EMPTY);
		expect(error?.message).toMatch(/only custom elements can be deleted/);
	});

	test.each<[string, INodeParameters, RegExp]>([
		['no ID', form('element', 'getElement', { elementId: byId('={{ $json.id }}') }), /^'Element' is empty/],
		['two IDs', form('voice', 'deleteVoice', { voiceId: byId('1, 2') }), /^'Voice' contains more than one ID/],
		['no limit', form('voice', 'getVoices', { limit: 0 }), /^'Limit' can't be '0'/],
		[
			'another backend',
			{ ...form('element', 'getElements'), backend: 'kie' },
			/^Kie\.ai does not offer this operation/,
		],
	])('%s is said in one sentence, and nothing is asked', async (_, parameters, message) => {
		const { error } = await host.run(parameters, EMPTY);
		expect(error?.message).toMatch(message);
		expect(host.simulator.requests).toHaveLength(0);
	});

	test('a wrong key is said at once', async () => {
		const logins = withLogin(host.logins, 'klingApi', { apiKey: 'api-key-wrong' });
		const { error } = await host.run(form('element', 'getElements'), { ...EMPTY, logins });
		expect(error?.message).toMatch(/^Kling: the key was not accepted/);
		expect(asked(/./)).toHaveLength(1);
	});

	test('Stop is heard between pages', async () => {
		let stop = () => {};
		const halting = await openTestHost({ onRequest: () => stop() });
		const outcome = await halting.run(form('voice', 'getVoices', { libraryOwner: 'preset', returnAll: true }), {
			...EMPTY,
			stopWhen: (halt) => (stop = halt),
		});
		expect(outcome.outputs.flat()).toEqual([]);
		expect(halting.simulator.requests).toHaveLength(1);
		await halting.close();
	});
});

describe('named in a video', () => {
	test('elements and voices picked or typed, in rows and by an expression that gives several', async () => {
		const model = { __rl: true, mode: 'list', value: 'kling-v3' };
		const parameters = imageToVideo('kling', {
			klingImageToVideoModel: model,
			prompt: '@element1 meets @element2 and @element3',
			options: {
				elements: {
					row: [
						{ id: { __rl: true, mode: 'list', value: '829836802793406551', cachedResultName: 'Grandpa' } },
						{ id: byId('={{ $json.ids }}') },
					],
				},
			},
		});
		const item = { json: { ids: ['829111111111111111', '829111111111111113'] }, binary: (await threePhotos()).binary! };
		const { error } = await host.run({ ...parameters, imageField: 'front' }, { items: [item] });
		expect(error).toBeUndefined();
		expect(host.simulator.ledger[0]!.elementIds).toEqual([
			'829836802793406551',
			'829111111111111111',
			'829111111111111113',
		]);
	});

	test('an empty row names nobody', async () => {
		const options = { elements: { row: [{ id: { __rl: true, mode: 'list', value: '' } }] } };
		const model = { __rl: true, mode: 'list', value: 'kling-v3' };
		onlyJson(await host.run(imageToVideo('kling', { klingImageToVideoModel: model, options })));
		expect(host.simulator.ledger[0]!.elementIds).toEqual([]);
	});
});
