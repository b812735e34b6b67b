// Lip Sync through n8n's engine: faces are found once, the sound is put where the face is seen, and nothing is paid twice.
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { storedFile, readFile } from '../support/run-node';
import { byExpression, onlyJson, openTestHost, RETRY, withLogin, type TestHost } from '../support/test-host';
import { fixtures } from '../simulator';
import { file, openWeb, type Web } from '../support/web';

let host: TestHost;
let web: Web;
beforeEach(async () => {
	// A busy machine is no slow service.
	host = await openTestHost({ timeouts: { create: 20_000, query: 20_000, upload: 20_000, download: 20_000 } });
	web = await openWeb();
});
afterEach(async () => {
	await web.close();
	await host.close();
});

type Film = 'hd' | 'hdLong' | 'portrait';
/** A video on the web that both the node and the services can read. */
const films = (name: Film, address = `${name}.mp4`): string => {
	const url = web.put(`http://clips.example.com/${address}`, file(fixtures[name].bytes, 'video/mp4'));
	host.simulator.publicFiles.set(url, fixtures[name].bytes);
	return url;
};

const form = (backend: string, videoUrl: string, { options, ...more }: INodeParameters = {}): INodeParameters => ({
	backend,
	resource: 'video',
	operation: 'lipSync',
	videoSource: 'url',
	videoUrl,
	voiceSource: 'binary',
	voiceField: 'voice',
	...more,
	...(options ? { options } : {}),
});
const speaker = async (name: 'mp3' | 'wav' | 'shortMp3' = 'mp3'): Promise<INodeExecutionData> => {
	const { bytes, contentType } = fixtures[name];
	return { json: {}, binary: { voice: await storedFile(bytes, fixtures[name].name, contentType) } };
};
const speech = {
	voiceSource: 'speech',
	speechText: 'Good morning to all of you, and welcome to the harbour',
	speechVoice: 'oversea_male1',
};

const made = () => host.simulator.ledger.map(({ operation }) => operation);
const last = () => host.simulator.ledger.at(-1)!;
const chosen = () => (last().body as { face_choose: IDataObject[] }).face_choose[0]!;
const paid = () => host.simulator.requests.filter(({ verb }) => verb === 'create');
const descriptionOf = (error: unknown) => (error as { description?: string }).description ?? '';

async function delivered(parameters: INodeParameters, more: Parameters<TestHost['run']>[1] = {}): Promise<IDataObject> {
	const outcome = await host.run(parameters, { items: [await speaker()], ...more });
	const json = onlyJson(outcome);
	expect(json.status).toBe('succeeded');
	const file = await readFile(outcome.outputs[0]![0]!.binary!.data!);
	expect(file.equals(host.simulator.resultBytes(last().taskId))).toBe(true);
	return json;
}

describe('Kling', () => {
	test('a recording of the item is spoken by the first face, from the moment it is seen', async () => {
		const json = await delivered(form('kling', films('hd')));
		expect(made()).toEqual(['faces', 'lipSync']);
		expect(chosen()).toMatchObject({ face_id: '0', sound_start_time: 0, sound_end_time: 3032, sound_insert_time: 0 });
		expect(json).toMatchObject({ operation: 'lipSync', backend: 'kling', warnings: [] });
		expect(json.faces).toEqual([
			{ face: 1, startSeconds: 0, endSeconds: 4, imageUrl: expect.stringMatching(/-0\.png$/) as string },
			{ face: 2, startSeconds: 2, endSeconds: 4, imageUrl: expect.stringMatching(/-1\.png$/) as string },
		]);
		expect(json).not.toHaveProperty('externalTaskId');
		expect(last().rawBody).not.toContain('external_task_id');
	});

	test('another face, a part of the sound, its place and both volumes', async () => {
		const options = { face: 2, soundStart: 0.5, soundEnd: 2.75, insertAt: 1.75, soundVolume: 1.2, originalVolume: 0 };
		await delivered(form('kling', films('hd'), { options }));
		expect(chosen()).toMatchObject({
			face_id: '1',
			sound_start_time: 500,
			sound_end_time: 2750,
			sound_insert_time: 1750,
			sound_volume: 1.2,
			original_audio_volume: 0,
		});
	});

	test('a face that appears late: the sound begins earlier, so that it fits', async () => {
		const json = await delivered(form('kling', films('hd'), { options: { face: 2 } }));
		expect(chosen()).toMatchObject({ face_id: '1', sound_insert_time: 968, sound_end_time: 3032 });
		expect(json.warnings).toEqual([
			expect.stringMatching(/^The audio starts at 0\.96 s, before the face is visible \(2 s\)/),
		]);
	});

	test('a text is spoken after the faces were found, and as long as it turned out', async () => {
		await delivered(form('kling', films('hdLong'), speech));
		expect(made()).toEqual(['faces', 'tts', 'lipSync']);
		expect(chosen()).toMatchObject({ sound_end_time: 4760, audio_id: expect.any(String) as string });
	});

	test('a video that Kling made goes by its ID, and a speech ID needs to be told its end', async () => {
		const first = onlyJson(await host.run(form('kling', films('hd')), { items: [await speaker()] }));
		const videoId = String(BigInt(String(first.taskId)) + 1n);
		const spoken = await host.run(form('kling', films('hdLong'), speech), { items: [await speaker()] });
		expect(onlyJson(spoken).status).toBe('succeeded');
		const speechId = String(chosen().audio_id);
		const again = { videoSource: 'id', videoId, voiceSource: 'speechId', speechId };
		const { error } = await host.run(form('kling', '', again), { items: [await speaker()] });
		expect(error?.message).toMatch(/'Audio End \(Seconds\)' is missing, and the length of 'Speech Audio' is not known/);
		const before = paid().length;
		await delivered(form('kling', '', { ...again, options: { soundEnd: 3.5 } }));
		expect(paid()).toHaveLength(before + 2);
		expect(chosen()).toMatchObject({ audio_id: speechId, sound_end_time: 3500 });
		expect(host.simulator.ledger.at(-2)!.body).toEqual({ video_id: videoId });
	});

	test('with access keys the task is found on its own path', async () => {
		// Their signatures are of this host's own time, and so is the simulator's.
		const real = await openTestHost({ now: Date.now, life: { queuedMs: 1, runningMs: 1 } });
		const { accessKey, secretKey } = real.simulator.kling;
		const logins = withLogin(real.logins, 'klingApi', { authentication: 'accessKey', accessKey, secretKey });
		const url = films('hd');
		real.simulator.publicFiles.set(url, fixtures.hd.bytes);
		const json = onlyJson(await real.run(form('kling', url), { logins, items: [await speaker()] }));
		const query = { backend: 'kling', resource: 'video', operation: 'queryTask', taskId: String(json.taskId) };
		const found = onlyJson(await real.run({ ...query, options: { madeBy: 'lipSync' } }, { logins }));
		expect([json, found]).toMatchObject(Array(2).fill({ status: 'succeeded', operation: 'lipSync' }));
		const asked = real.simulator.requests.filter(({ verb }) => verb === 'query').map(({ path }) => path);
		expect(new Set(asked)).toEqual(new Set([`/v1/videos/advanced-lip-sync/${String(json.taskId)}`]));
		await real.close();
	});

	test('what is wrong is said before anything is paid', async () => {
		const film = films('hd');
		const wrong = async (more: INodeParameters, item?: INodeExecutionData) => {
			const { error } = await host.run(form('kling', film, more), { items: [item ?? (await speaker())] });
			return error?.message;
		};
		expect(await wrong({}, await speaker('shortMp3'))).toMatch(
			/'Speech Audio' is 1\.11 s long, but it must be 2 to 60 s/,
		);
		expect(await wrong({ videoUrl: films('portrait') })).toMatch(
			/'Video' is 360 x 640 pixels, but width and height must be 512/,
		);
		expect(await wrong({ options: { soundEnd: 9 } })).toMatch(
			/'Audio End \(Seconds\)' is 9, but 'Speech Audio' is only 3\.13 s long/,
		);
		expect(await wrong({ options: { soundStart: 2, soundEnd: 3 } })).toMatch(
			/'Audio End \(Seconds\)' \(3\) must be at least 2 s/,
		);
		expect(await wrong({ options: { insertAt: 3 } })).toMatch(
			/starting at 3 s\) does not fit into 'Video', which is 4 s long/,
		);
		expect(await wrong({ options: { face: 0 } })).toMatch(/'Face' can't be '0'/);
		expect(await wrong({ videoSource: 'id', videoId: ' ' })).toMatch(/'Video': 'Video ID' is empty/);
		expect(await wrong({ voiceSource: 'speech', speechText: ' ' })).toMatch(/'Text to Speak' is empty/);
		expect(await wrong({ options: { stopAbove: 0.07 } })).toMatch(
			/would cost about \$0\.077, .*: \(1 x 5 s x 0\.5 units \+ 0\.05 units\) x \$0\.14/,
		);
		// A text is paid besides.
		expect(await wrong({ ...speech, options: { stopAbove: 0.08 } })).toMatch(/would cost about \$0\.084/);
		expect(paid()).toHaveLength(0);
	});

	test('Preview Only tells the request and what it costs, and looks for nobody', async () => {
		const options = { checkOnly: true, externalTaskId: 'mine' };
		const json = onlyJson(
			await host.run(form('kling', films('hd'), { ...speech, options }), { items: [await speaker()] }),
		);
		expect(json).toMatchObject({ status: 'checked', estimatedCost: { amount: 0.6, unit: 'units', usd: 0.084 } });
		expect((json.estimatedCost as IDataObject).arithmetic).toBe(
			'(1 x 5 s x 0.5 units + 0.05 units + 0.05 units) x $0.14',
		);
		expect(json.warnings).toEqual([
			"'External Task ID' was ignored: Kling Lip Sync on Kling does not have this setting",
			'The times depend on when the face is visible and on the length of the speech',
		]);
		expect(JSON.stringify(json.request)).not.toContain('mine');
		expect(json.request).toMatchObject({
			body: { session_id: '(the ID of the face session)', face_choose: [{ face_id: '(the ID of face 1)' }] },
		});
		expect(paid()).toHaveLength(0);
	});
});

describe('faces that were paid for', () => {
	test('a face that does not exist fails with those that do, and its retry pays only for the rest', async () => {
		const film = films('hd');
		const first = await host.run(form('kling', film, { options: { face: 3 } }), {
			items: [await speaker()],
			executionId: '7',
		});
		expect(first.error?.message).toMatch(/'Face' is 3, but these faces were found: 1 \(0 s to 4 s\), 2 \(2 s to 4 s\)/);
		const description = descriptionOf(first.error);
		expect(description).toMatch(/Choose a 'Face' from 1 to 2\. Images: 1: https:\/\/faces\.example\.com\/.*-0\.png/);
		expect(description).toMatch(/was charged; a retry of this execution within 24 hours uses the same result/);
		expect(made()).toEqual(['faces']);
		// The user chooses another face and another sound meanwhile.
		await delivered(form('kling', film, { options: { face: 2 } }), {
			executionId: '8',
			context: first.context,
			items: [await speaker('wav')],
		});
		expect(made()).toEqual(['faces', 'lipSync']);
		expect(chosen().face_id).toBe('1');
	});

	test('Retry On Fail does not look for them again, whatever became of the task', async () => {
		host.simulator.setLife({ outcome: 'fail', reason: 'lips too small' });
		const parameters = form('kling', films('hdLong'), speech);
		const { error } = await host.run(parameters, { items: [await speaker()], settings: { ...RETRY, maxTries: 2 } });
		expect(error?.message).toMatch(/could not create the video: "lips too small"/);
		expect(made()).toEqual(['faces', 'tts', 'lipSync', 'lipSync']);
	});

	test('nobody is found: that is said once, and paid once', async () => {
		const parameters = form('kling', films('hd', 'nobody.mp4'));
		const { error } = await host.run(parameters, { items: [await speaker()], settings: RETRY });
		expect(error?.message).toMatch(/No face was found in 'Video'/);
		expect(made()).toEqual(['faces']);
	});

	test('after a day they are looked for anew, and another video has its own', async () => {
		const parameters = form('kling', films('hd'), { options: { face: 3 } });
		const first = await host.run(parameters, { items: [await speaker()], executionId: '1' });
		await host.clock.sleep(24 * 3600 * 1000, undefined);
		const good = form('kling', films('hd'));
		await delivered(good, { executionId: '2', context: first.context });
		expect(made()).toEqual(['faces', 'faces', 'lipSync']);
		const { context } = await host.run(parameters, { items: [await speaker()], executionId: '3' });
		await delivered(form('kling', films('hdLong')), { executionId: '4', context });
		expect(made().slice(3)).toEqual(['faces', 'faces', 'lipSync']);
	});

	test('a search that was refused long ago: the one that is carried out lives its own day', async () => {
		const empty = { code: 1102, message: 'Account balance not enough' };
		host.simulator.fault({ backend: 'kling', verb: 'create', kind: 'answer', status: 429, json: empty });
		const parameters = form('kling', films('hd'));
		const first = await host.run(parameters, { items: [await speaker()], executionId: '1' });
		expect(first.error?.message).toMatch(/the pack for this kind of task is used up/);
		// The user buys a pack and retries the execution two days later.
		await host.clock.sleep(48 * 3600 * 1000, undefined);
		await delivered(parameters, { executionId: '2', context: first.context });
		expect(made()).toEqual(['faces', 'lipSync']);
	});

	test('what one account paid for is not handed to another one', async () => {
		const empty = { code: 1102, message: 'Account balance not enough' };
		const refusal = { kind: 'answer' as const, status: 429, json: empty, skip: 2 };
		host.simulator.fault({ backend: 'kling', verb: 'create', ...refusal });
		const parameters = form('kling', films('hdLong'), speech);
		const first = await host.run(parameters, { items: [await speaker()], executionId: '1' });
		expect(first.error?.message).toMatch(/the pack for this kind of task is used up/);
		// Another credential, as its address tells.
		const baseUrl = host.simulator.kling.url.replace('127.0.0.1', 'localhost');
		const logins = withLogin(host.logins, 'klingApi', { baseUrl });
		await delivered(parameters, { executionId: '2', context: first.context, logins });
		expect(made()).toEqual(['faces', 'tts', 'faces', 'tts', 'lipSync']);
	});

	test('a session that ends while the request stands in line is not sent', async () => {
		const busy = { code: 1303, message: 'parallel task over resource pack limit' };
		// Advice is followed for an hour at most, and the session lasts a day.
		const halfADay = { 'retry-after': '43200' };
		const full = { kind: 'answer' as const, status: 429, json: busy, headers: halfADay, skip: 1, times: 26 };
		host.simulator.fault({ backend: 'kling', verb: 'create', ...full });
		await delivered(form('kling', films('hd'), { options: { slotLimit: 30, timeLimit: 60 } }));
		expect(made()).toEqual(['faces', 'faces', 'lipSync']);
	});

	test.each([
		{ name: 'a connection cut after they were found', fault: { kind: 'dropAfter' as const } },
		{ name: 'half a reply', fault: { kind: 'truncate' as const } },
		{ name: 'a page of HTML', fault: { kind: 'answerAfter' as const, status: 502, text: '<html>' } },
	])('$name is not paid again but by Retry Unconfirmed Task', async ({ fault }) => {
		const film = films('hd');
		host.simulator.fault({ backend: 'kling', verb: 'create', ...fault });
		const first = await host.run(form('kling', film), {
			items: [await speaker()],
			settings: RETRY,
			executionId: '1',
		});
		expect(first.error?.message).toMatch(/Kling did not confirm whether the face session was created/);
		expect(descriptionOf(first.error)).toMatch(
			/A lost session cannot be used: run the node again with the option 'Retry Unconfirmed Task'/,
		);
		expect(made()).toEqual(['faces']);
		const again = form('kling', film, { options: { createAgain: true } });
		await delivered(again, { executionId: '2', context: first.context });
		expect(made()).toEqual(['faces', 'faces', 'lipSync']);
	});
});

test('a create without an answer is uncertain: no id of ours finds it, and nothing is created again', async () => {
	host.simulator.fault({ backend: 'kling', verb: 'create', kind: 'dropAfter', skip: 1 });
	const film = films('hd');
	const first = await host.run(form('kling', film), { items: [await speaker()] });
	expect(first.error?.message).toMatch(/^Kling did not confirm whether the task was created:/);
	expect(descriptionOf(first.error)).toMatch(
		/It may exist and have been charged \(about \$0\.077: .*'Query Task'.*'Retry Unconfirmed Task'/,
	);
	const again = await host.run(form('kling', film), {
		items: [await speaker()],
		context: first.context,
		settings: RETRY,
	});
	expect(again.error?.message).toMatch(/^Kling did not confirm whether the task was created: Kling did not answer/);
	expect(made()).toEqual(['faces', 'lipSync']);
});

test('Query Task by an external ID says that lip syncs have none', async () => {
	const parameters = { backend: 'kling', resource: 'video', operation: 'queryTask', lookUpBy: 'externalTaskId' };
	const { error } = await host.run({ ...parameters, queryExternalTaskId: 'a', options: { madeBy: 'lipSync' } });
	expect(error?.message).toMatch(/Kling does not support external task IDs for tasks of Lip Sync/);
	expect(host.simulator.requests).toHaveLength(0);
});

test('with Continue On Fail a failed item tells why, and the others are made', async () => {
	const items = [await speaker(), await speaker('shortMp3'), await speaker('wav')];
	const { outputs } = await host.run(form('kling', films('hd')), {
		items,
		settings: { onError: 'continueRegularOutput' },
	});
	expect(outputs[0]!.map(({ json }) => json.status ?? (json.error as IDataObject).kind)).toEqual([
		'succeeded',
		'input',
		'succeeded',
	]);
	expect(made().sort()).toEqual(['faces', 'faces', 'lipSync', 'lipSync']);
});

describe('PiAPI', () => {
	test('a recording and a video on the web; a task made before speaks a text', async () => {
		const json = await delivered(form('piapi', films('hd')));
		expect(json).not.toHaveProperty('faces');
		expect(last().body).toMatchObject({ model: 'kling', task_type: 'lip_sync' });
		const text = { ...speech, speechVoice: 'Narrator', speechSpeed: 1.25 };
		await delivered(form('piapi', '', { videoSource: 'id', videoId: String(json.taskId), ...text }));
		expect((last().body as IDataObject).input).toEqual({
			origin_task_id: json.taskId,
			tts_text: speech.speechText,
			tts_timbre: 'Narrator',
			tts_speed: 1.3,
		});
		expect(made()).toEqual(['lipSync', 'lipSync']);
	});

	test('a video of the item is uploaded', async () => {
		const { bytes, contentType } = fixtures.hd;
		const item = await speaker('wav');
		const clip = await storedFile(bytes, 'c.mp4', contentType);
		await delivered(form('piapi', '', { videoSource: 'binary', videoField: 'clip' }), {
			items: [{ ...item, binary: { ...item.binary, clip } }],
		});
		expect(last().media.map(({ kind, format }) => [kind, format])).toEqual([
			['video', 'mp4'],
			['sound', 'wav'],
		]);
	});

	test('a voice that has no name, and a speech ID, cost nothing', async () => {
		const film = films('hd');
		const omitModelId = await host.run(form('piapi', film, { ...speech, speechVoice: ' ' }), {
			items: [await speaker()],
		});
		expect(omitModelId.error?.message).toMatch(/'Speaker' is empty/);
		const byId = await host.run(
			form('kling', film, { ...byExpression('={{ "piapi" }}'), voiceSource: 'speechId', speechId: '1' }),
			{
				items: [await speaker()],
			},
		);
		expect(byId.error?.message).toMatch(/'Speech Audio': PiAPI does not accept a speech ID/);
		expect(paid()).toHaveLength(0);
	});

	test('a task that fails says why', async () => {
		host.simulator.setLife({ outcome: 'fail', reason: 'no lips' });
		const { error } = await host.run(form('piapi', films('hd')), { items: [await speaker()] });
		expect(error?.message).toMatch(/could not create the video: "no lips"/);
	});
});

test('Kie.ai has no lip sync, and says who has', async () => {
	const { error } = await host.run(form('kie', films('hd')), { items: [await speaker()] });
	expect(error?.message).toMatch(/Kie\.ai does not offer this operation/);
	expect(descriptionOf(error)).toMatch(/Set 'Backend' to Kling or PiAPI/);
	expect(host.simulator.requests).toHaveLength(0);
});
