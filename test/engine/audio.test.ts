// The resource Audio through n8n's engine: sounds come back as files and addresses, are paid once, and bad input costs nothing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { operations } from '../../nodes/KlingVideo/operations';
import { readFile, type Outcome } from '../support/run-node';
import { recognise } from '../simulator/media/recognise';
import {
	imageToVideo,
	onlyJson,
	openTestHost,
	photoItem,
	queryTask,
	RETRY,
	withLogin,
	type TestHost,
} from '../support/test-host';

const fixture = (name: string) => readFileSync(join(__dirname, '..', 'simulator', 'fixtures', name));

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

const form = (operation: string, more: INodeParameters, backend = 'kling'): INodeParameters => ({
	backend,
	resource: 'audio',
	operation,
	...more,
});
const TEXT = 'Good morning to all of you, and welcome to the harbour of the paper boats';
const speech = (more: INodeParameters = {}) =>
	form('textToSpeech', { speechText: TEXT, speechVoice: 'oversea_male1', ...more });
const rain = (more: INodeParameters = {}, backend?: string) =>
	form('textToSound', { prompt: 'Rain on a tin roof', duration: 4.5, ...more }, backend);
const sent = (verb: string) => host.simulator.requests.filter((request) => request.verb === verb);
const made = () => host.simulator.ledger.map(({ operation }) => operation);
const descriptionOf = (error: unknown) => (error as { description?: string }).description ?? '';
const fileOf = ({ outputs }: Outcome) => outputs[0]![0]!.binary!.data!;
const bytesOf = async (outcome: Outcome) => await readFile(fileOf(outcome));
const ITEM: INodeExecutionData[] = [{ json: {} }];

async function delivered(parameters: INodeParameters, more: Parameters<TestHost['run']>[1] = {}): Promise<IDataObject> {
	const outcome = await host.run(parameters, { items: ITEM, ...more });
	const json = onlyJson(outcome);
	const { taskId } = host.simulator.ledger.at(-1)!;
	expect(json).toMatchObject({ status: 'succeeded', taskId });
	expect((await bytesOf(outcome)).equals(host.simulator.resultBytes(taskId))).toBe(true);
	return json;
}

describe('Text to Speech', () => {
	test('the reply brings the sound: one request, one file, nothing to ask for', async () => {
		const outcome = await host.run(speech({ speechSpeed: 1.26 }), { items: ITEM });
		const json = onlyJson(outcome);
		const { taskId, rawBody } = host.simulator.ledger[0]!;
		expect(JSON.parse(rawBody)).toEqual({
			text: TEXT,
			voice_id: 'oversea_male1',
			voice_language: 'en',
			voice_speed: 1.3,
		});
		expect(json).toEqual({
			status: 'succeeded',
			videoUrl: null,
			audioUrl: expect.stringMatching(/\.mp3\?/) as string,
			taskId,
			backend: 'kling',
			operation: 'textToSpeech',
			model: 'tts',
			durationSeconds: expect.any(Number) as number,
			cost: { amount: 0.05, unit: 'units', usd: 0.007 },
			reason: null,
			createdAt: expect.any(String) as string,
			finishedAt: expect.any(String) as string,
			urlExpiresAt: expect.any(String) as string,
			videos: [],
			audios: [{ id: expect.any(String) as string, url: json.audioUrl, durationSeconds: json.durationSeconds }],
			warnings: [],
		});
		expect(fileOf(outcome)).toMatchObject({ fileName: `kling-${taskId}.mp3`, mimeType: 'audio/mpeg' });
		expect(recognise(await bytesOf(outcome))).toMatchObject({ format: 'mp3' });
		expect(host.simulator.requests.map(({ verb }) => verb)).toEqual(['create', 'download']);
	});

	test('an avatar takes it as it stands in the item', async () => {
		const [spoken] = (await host.run(speech(), { items: ITEM })).outputs[0]!;
		const { binary } = await photoItem();
		const parameters = {
			backend: 'kling',
			resource: 'video',
			operation: 'avatar',
			imageSource: 'binary',
			imageField: 'data',
			voiceSource: 'speechId',
		};
		const json = onlyJson(await host.run(parameters, { items: [{ json: spoken!.json, binary }] }));
		expect(json).toMatchObject({ status: 'succeeded', operation: 'avatar' });
		const [{ id }] = spoken!.json.audios as [{ id: string }];
		expect(host.simulator.ledger.at(-1)!.body).toMatchObject({ audio_id: id });
		expect(made()).toEqual(['tts', 'avatar']);
	});

	test('an account without a free slot is waited for, as long as the option says that the form shows', async () => {
		const full = { code: 1303, message: 'parallel task over resource pack limit' };
		const busy = { kind: 'answer' as const, status: 429, json: full, times: 50 };
		host.simulator.fault({ backend: 'kling', verb: 'create', ...busy });
		const { error } = await host.run(speech({ options: { slotLimit: 0.05 } }), { items: ITEM });
		const [, named] = /raise the option '(.+?)'/.exec(descriptionOf(error)) ?? [];
		const shown = operations.textToSpeech.options.flatMap((entry) => ('field' in entry ? [entry.field] : []));
		expect(shown.map(({ displayName }) => displayName)).toContain(named);
		expect(made()).toEqual([]);
	});

	test('a download that fails for good is tried again by Retry On Fail and by a retried execution, and paid once', async () => {
		host.simulator.fault({ backend: 'kling', verb: 'download', kind: 'answer', status: 404, times: 9 });
		const options = { atDownloadFailure: 'fail' };
		const first = await host.run(speech({ options }), { items: ITEM });
		expect(first.error?.message).toMatch(/^The audio file could not be downloaded .*\[task \d+\]$/);
		expect(descriptionOf(first.error)).toMatch(
			/Retry this execution to download it\. A new execution would be charged again\. Task ID: \d+$/,
		);
		host.simulator.clearFaults();
		const retried = await host.run(speech({ options }), {
			items: ITEM,
			settings: RETRY,
			context: first.context,
			executionId: '2',
		});
		expect(onlyJson(retried).status).toBe('succeeded');
		expect(fileOf(retried)).toMatchObject({ mimeType: 'audio/mpeg' });
		expect(made()).toEqual(['tts']);
		expect(sent('query')).toHaveLength(0);
	});

	test('without its file the item comes with the address and a warning', async () => {
		host.simulator.fault({ backend: 'kling', verb: 'download', kind: 'answer', status: 404, times: 9 });
		const json = onlyJson(await host.run(speech(), { items: ITEM }));
		expect(json.warnings).toEqual([
			expect.stringMatching(
				/The audio file could not be downloaded .*The audio file is finished and was charged: download it from 'audioUrl'/,
			),
		]);
	});

	test('an answer that got lost is unclear: nothing is paid again but by Retry Unconfirmed Task', async () => {
		host.simulator.fault({ backend: 'kling', verb: 'create', kind: 'dropAfter' });
		const first = await host.run(speech(), { items: ITEM, settings: RETRY });
		expect(first.error?.message).toMatch(/Kling did not confirm whether the speech was created/);
		expect(descriptionOf(first.error)).toMatch(
			/It may exist and have been charged \(about \$0\.007: 0\.05 units x \$0\.14\).*If the speech is there, use its ID as 'Speech ID' in an avatar or a lip sync\. If not, run the node again with the option 'Retry Unconfirmed Task'/,
		);
		expect(made()).toEqual(['tts']);
		const again = await host.run(speech(), { items: ITEM, context: first.context, executionId: '2' });
		expect(again.error?.message).toMatch(/did not confirm/);
		expect(made()).toEqual(['tts']);
		const { context } = again;
		const wanted = speech({ options: { createAgain: true } });
		expect(onlyJson(await host.run(wanted, { items: ITEM, context, executionId: '3' })).status).toBe('succeeded');
		expect(made()).toEqual(['tts', 'tts']);
		expect(sent('query')).toHaveLength(0);
	});

	test('a reply without the sound is unclear and names its task', async () => {
		const json = { code: 0, message: 'ok', data: { task_id: '77', task_status: 'succeed', task_result: {} } };
		host.simulator.fault({ backend: 'kling', verb: 'create', kind: 'answer', status: 200, json });
		const { error } = await host.run(speech(), { items: ITEM });
		expect(error?.message).toMatch(
			/Kling did not confirm whether the speech was created: Kling answered without the result of task 77/,
		);
	});

	test.each<[string, INodeParameters, RegExp]>([
		['no text', { speechText: '  ' }, /'Text to Speak' is empty/],
		[
			'too long a text',
			{ speechText: 'x'.repeat(1001) },
			/'Text to Speak' has 1001 characters, but at most 1000 are allowed/,
		],
		['no speaker', { speechVoice: '={{ "" }}' }, /'Speaker' is empty/],
		['too fast', { speechSpeed: 3 }, /'Speed' must be a number from 0\.8 to 2/],
		[
			'a price above the limit',
			{ options: { stopAbove: 0.001 } },
			/The audio file would cost about \$0\.007, but 'Maximum Cost/,
		],
		['another backend', { backend: 'piapi' }, /PiAPI does not offer this operation/],
	])('%s is refused before anything is sent', async (_, more, message) => {
		const { error } = await host.run(speech(more), { items: ITEM });
		expect(error?.message).toMatch(message);
		expect(host.simulator.requests).toHaveLength(0);
	});

	test('an unknown voice costs nothing; with Continue On Fail the other items are whole', async () => {
		const parameters = speech({ speechVoice: '={{ $json.voice }}' });
		const items = [{ json: { voice: 'nobody' } }, { json: { voice: 'uk_man2' } }];
		const { outputs } = await host.run(parameters, { items, settings: { onError: 'continueRegularOutput' } });
		expect(outputs[0]!.map(({ json }) => json.status ?? json.message)).toEqual([
			expect.stringMatching(/Voice id not found/),
			'succeeded',
		]);
		expect(made()).toEqual(['tts']);
	});

	test('a retry of the run pays only for the item that failed', async () => {
		const parameters = speech({ speechVoice: '={{ $json.voice }}', options: { itemsAtOnce: 1 } });
		const first = await host.run(parameters, {
			items: [{ json: { voice: 'uk_man2' } }, { json: { voice: 'nobody' } }],
		});
		expect(first.error?.message).toMatch(/Voice id not found/);
		const again = await host.run(parameters, {
			items: [{ json: { voice: 'uk_man2' } }, { json: { voice: 'ai_kaiya' } }],
			context: first.context,
			executionId: '2',
		});
		expect(again.outputs[0]!.map(({ json }) => json.status)).toEqual(['succeeded', 'succeeded']);
		expect(made()).toEqual(['tts', 'tts']);
	});

	test('Preview Only tells the request and its price and sends nothing', async () => {
		const json = onlyJson(await host.run(speech({ options: { checkOnly: true } }), { items: ITEM }));
		expect(json).toMatchObject({
			status: 'checked',
			audioUrl: null,
			request: { url: `${host.simulator.kling.url}/v1/audio/tts`, body: { text: TEXT } },
			estimatedCost: { amount: 0.05, usd: 0.007, arithmetic: '0.05 units x $0.14' },
		});
		expect(host.simulator.requests).toHaveLength(0);
	});

	test('Query Task says that it cannot be asked for, and where it is', async () => {
		const [spoken] = (await host.run(speech(), { items: ITEM })).outputs[0]!;
		const { error } = await host.run(queryTask('kling', '={{ $json.taskId }}'), { items: [{ json: spoken!.json }] });
		expect(error?.message).toBe("'Task ID' belongs to a 'Text to Speech' task, which cannot be queried later");
		expect(descriptionOf(error)).toMatch(/'audioUrl'/);
	});
});

describe.each(['kling', 'piapi'] as const)('Text to Sound on %s', (backend) => {
	const sound = (more: INodeParameters = {}) =>
		rain({ ...(backend === 'piapi' ? { duration: 5 } : {}), ...more }, backend);

	test('is delivered as a file and an address', async () => {
		const outcome = await host.run(sound(), { items: ITEM });
		const json = onlyJson(outcome);
		const { taskId } = host.simulator.ledger[0]!;
		expect(json).toMatchObject({ status: 'succeeded', videoUrl: null, operation: 'textToSound', taskId, warnings: [] });
		expect(json.audios).toEqual([expect.objectContaining({ url: json.audioUrl })]);
		expect(fileOf(outcome)).toMatchObject({ fileName: `kling-${taskId}.mp3`, mimeType: 'audio/mpeg' });
		expect((await bytesOf(outcome)).equals(host.simulator.resultBytes(taskId))).toBe(true);
	});

	test('a task that failed is told with its reason, and Retry On Fail makes it anew', async () => {
		host.simulator.setLife({ outcome: 'fail', reason: 'the roof leaks' });
		const first = await host.run(sound(), { items: ITEM });
		expect(first.error?.message).toMatch(/could not create the audio file: "the roof leaks"/);
		host.simulator.setLife({ outcome: 'succeed' });
		const again = await host.run(sound(), { items: ITEM, context: first.context, executionId: '2' });
		expect(onlyJson(again).warnings).toEqual([
			expect.stringMatching(/^This is task 2 for this item, because earlier tasks returned no audio file/),
		]);
		expect(made()).toEqual(['textToSound', 'textToSound']);
	});

	test('the time limit leaves a task that Query Task fetches', async () => {
		host.simulator.setLife({ runningMs: 600_000 });
		const { error } = await host.run(sound({ options: { timeLimit: 1 } }), { items: ITEM, settings: RETRY });
		expect(error?.message).toMatch(/^The audio file was not finished after 1 minutes/);
		const { taskId } = host.simulator.ledger[0]!;
		const more = { options: { madeBy: 'textToSound' } };
		expect(await delivered(queryTask(backend, taskId, backend === 'kling' ? more : {}))).toMatchObject({
			videoUrl: null,
		});
		expect(made()).toEqual(['textToSound']);
	});

	test.each<[string, INodeParameters, RegExp]>([
		['no prompt', { prompt: '={{ "" }}' }, /'Prompt' is empty/],
		['too long a prompt', { prompt: 'x'.repeat(201) }, /'Prompt' has 201 characters, but .* accepts at most 200/],
		['too short a sound', { duration: 2.9 }, /'Duration \(Seconds\)' can't be '2.9'/],
	])('%s is refused before anything is sent', async (_, more, message) => {
		const { error } = await host.run(sound(more), { items: ITEM });
		expect(error?.message).toMatch(message);
		expect(host.simulator.requests).toHaveLength(0);
	});
});

test('Text to Sound as a wav, and where the backend gives none the sound as it came, with a warning', async () => {
	const options = { file: 'wav' };
	const wav = await host.run(rain({ options }), { items: ITEM });
	expect(fileOf(wav)).toMatchObject({ mimeType: 'audio/wav', fileExtension: 'wav' });
	expect(recognise(await bytesOf(wav))).toMatchObject({ format: 'wav', durationSeconds: 4.5 });
	const other = await host.run(rain({ options, duration: 5 }, 'piapi'), { items: ITEM });
	expect(fileOf(other)).toMatchObject({ mimeType: 'audio/mpeg' });
	expect(onlyJson(other).warnings).toEqual([
		"'File to Download': the backend has no WAV file, so the audio file was stored as received",
	]);
});

test('a create on the official API whose answer got lost is found by its id, and paid once', async () => {
	host.simulator.fault({ backend: 'kling', verb: 'create', kind: 'dropAfter' });
	await delivered(rain());
	expect(made()).toEqual(['textToSound']);
});

test('Kie.ai has none of them', async () => {
	for (const parameters of [speech(), rain(), form('videoToSound', {})]) {
		const { error } = await host.run({ ...parameters, backend: 'kie' }, { items: ITEM });
		expect(error?.message).toBe('Kie.ai does not offer this operation');
		expect(descriptionOf(error)).toMatch(/^Set 'Backend' to Kling( or PiAPI)?( or fal\.ai)?$/);
	}
	expect(host.simulator.requests).toHaveLength(0);
});

describe('Video to Sound', () => {
	const publish = (name: string) => host.simulator.files.publish(`/${name}`, fixture(name), 'video/mp4');
	const scored = (more: INodeParameters = {}) =>
		form('videoToSound', { videoSource: 'url', videoUrl: publish('portrait-4s.mp4'), music: 'A slow piano', ...more });

	test('gives the video with its sound, and the sound beside it', async () => {
		const json = await delivered(scored({ soundEffects: 'Waves', options: { asmr: true } }));
		expect(json).toMatchObject({
			videoUrl: expect.stringMatching(/\.mp4/) as string,
			cost: { amount: 0.25, usd: 0.035 },
		});
		expect(json.audios).toEqual([
			{
				id: expect.any(String) as string,
				url: json.audioUrl,
				wavUrl: expect.stringMatching(/\.wav/) as string,
				durationSeconds: 4,
			},
		]);
		expect(host.simulator.ledger[0]!.body).toMatchObject({
			bgm_prompt: 'A slow piano',
			sound_effect_prompt: 'Waves',
			asmr_mode: true,
		});
	});

	test.each([
		['mp3', 'audio/mpeg'],
		['wav', 'audio/wav'],
	])('stores the sound as %s where that is wanted', async (file, mimeType) => {
		const outcome = await host.run(scored({ options: { file } }), { items: ITEM });
		expect(fileOf(outcome)).toMatchObject({ mimeType });
		expect(recognise(await bytesOf(outcome))).toMatchObject({ format: file });
		expect(onlyJson(outcome).videoUrl).toMatch(/\.mp4/);
	});

	test('takes a video that Kling made, as it stands in the item', async () => {
		const [film] = (await host.run(imageToVideo('kling'))).outputs[0]!;
		const json = await delivered(form('videoToSound', { videoSource: 'id', music: 'Drums' }), {
			items: [{ json: film!.json }],
		});
		expect(json.operation).toBe('videoToSound');
		const [{ id }] = film!.json.videos as [{ id: string }];
		expect(host.simulator.ledger[1]!.body).toMatchObject({ video_id: id });
		await delivered(form('videoToSound', { videoSource: 'url' }), {
			items: [{ json: { videoUrl: publish('portrait-4s.mp4') } }],
		});
	});

	test('with an access key its task is asked for where it was made; Query Task knows it, too', async () => {
		const real = await openTestHost({ now: Date.now, life: { queuedMs: 0, runningMs: 10 } });
		const { accessKey, secretKey } = real.simulator.kling;
		const logins = withLogin(real.logins, 'klingApi', { authentication: 'accessKey', accessKey, secretKey });
		const videoUrl = real.simulator.files.publish('/c.mp4', fixture('portrait-4s.mp4'), 'video/mp4');
		const submitted = await real.run(scored({ videoUrl, options: { wait: false } }), { items: ITEM, logins });
		expect(onlyJson(submitted)).toMatchObject({ status: 'queued', operation: 'videoToSound' });
		const fetched = await real.run(queryTask('kling', '={{ $json.taskId }}', { options: { file: 'mp3' } }), {
			items: [{ json: onlyJson(submitted) }],
			logins,
		});
		expect(onlyJson(fetched)).toMatchObject({ status: 'succeeded', operation: 'videoToSound' });
		expect(fileOf(fetched)).toMatchObject({ mimeType: 'audio/mpeg' });
		const asked = real.simulator.requests.filter(({ verb }) => verb === 'query');
		expect(asked.length).toBeGreaterThan(0);
		expect(asked.every(({ path }) => path.startsWith('/v1/audio/video-to-audio/'))).toBe(true);
		expect(real.simulator.ledger).toHaveLength(1);
		await real.close();
	});

	test.each<[string, () => INodeParameters, RegExp]>([
		[
			'a clip that is too short',
			() => ({ videoUrl: publish('portrait-2s.mp4') }),
			/'Video' is 2 s long, but it must be 3 to 20 s/,
		],
		[
			'a clip that is too long',
			() => ({ videoUrl: publish('portrait-31s.mp4') }),
			/'Video' is 31 s long, but it must be 3 to 20 s/,
		],
		[
			'a file that is no video',
			() => ({ videoUrl: publish('tone-3s.mp3') }),
			/'Video' is not a supported video \(mp3\)/,
		],
		['no address', () => ({ videoUrl: '={{ "" }}' }), /'Video'/],
		['no id', () => ({ videoSource: 'id' }), /'Video': 'Video ID' is empty/],
		[
			'an id that an expression did not find',
			() => ({ videoSource: 'id', videoId: 'undefined' }),
			/'Video ID' is empty/,
		],
		['too long a wish', () => ({ music: 'x'.repeat(201) }), /'Background Music' has 201 characters/],
	])('%s is refused before anything is paid', async (_, more, message) => {
		const { error } = await host.run(scored(more()), { items: ITEM });
		expect(error?.message).toMatch(message);
		expect(sent('create')).toHaveLength(0);
	});

	test('a video that Kling does not know is refused in its words and costs nothing', async () => {
		const { error } = await host.run(scored({ videoSource: 'id', videoId: '42' }), { items: ITEM, settings: RETRY });
		expect(error?.message).toMatch(/video_id: Video id not found/);
		expect(host.simulator.ledger).toHaveLength(0);
	});
});
