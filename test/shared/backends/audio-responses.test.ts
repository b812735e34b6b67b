// Replies that bring sounds: speech at once (kling-official.md 2.9, 3.2), sounds of words and for videos in both standards
// (3.1), and whatever place PiAPI may give one (piapi.md 2.8 shows none).
import { kling } from '../../../nodes/shared/backends/kling';
import { synchronousCreation } from '../../../nodes/shared/backends/parse-response';
import type { Reply } from '../../../nodes/shared/http/types';
import { fileUrl, mainUrl, type Creation, type TaskState } from '../../../nodes/shared/tasks/task';
import { created, envelope, read as readPiapi } from '../../support/piapi-task';
import { answered, lost } from '../../support/replies';

const ok = (data: unknown) => answered({ code: 0, message: 'ok', request_id: 'fake-req', data });
const MP3 = 'https://cdn.example.com/t.mp3';
const WAV = 'https://cdn.example.com/t.wav';
const FILM = 'https://cdn.example.com/a.mp4';

describe('speech', () => {
	const spoken = {
		task_id: '900000000000000020',
		task_status: 'succeed',
		task_result: { audios: [{ id: '900000000000000021', url: MP3, duration: '11.3' }] },
		final_unit_deduction: '0.05',
		created_at: 1790000000000,
		updated_at: 1790000001000,
	};
	const atOnce = (reply: Reply): Creation => synchronousCreation('Kling', kling.readCreation(reply));

	test('comes with the reply to its create, as in section 3.2', () => {
		expect(atOnce(ok(spoken))).toEqual({
			is: 'accepted',
			taskId: '900000000000000020',
			finished: {
				taskId: '900000000000000020',
				word: 'succeed',
				status: 'succeeded',
				createdAt: 1790000000000,
				finishedAt: 1790000001000,
				urlExpiresAt: 1790000001000 + 30 * 24 * 3600 * 1000,
				cost: { amount: 0.05, unit: 'units', usd: 0.007 },
				videos: [],
				sounds: [{ id: '900000000000000021', url: MP3, durationSeconds: 11.3 }],
			},
		});
	});

	test("without a task's id the sound's own counts: it is paid", () => {
		expect(atOnce(ok({ ...spoken, task_id: undefined }))).toMatchObject({
			is: 'accepted',
			taskId: '900000000000000021',
		});
	});

	test.each<[string, unknown]>([
		['no result', { ...spoken, task_result: {} }],
		['no address', { ...spoken, task_result: { audios: [{ id: '1' }] } }],
		['a state as of a task', { ...spoken, task_status: 'submitted', task_result: undefined }],
	])('with %s is unclear and names the task, because nobody can ask for it', (_, data) => {
		expect(atOnce(ok(data))).toMatchObject({
			is: 'unclear',
			failure: { message: 'Kling answered without the result of task 900000000000000020' },
		});
	});

	test('that failed is a refusal in the words of the service', () => {
		const failed = { ...spoken, task_status: 'failed', task_status_msg: 'the text has no words', task_result: {} };
		expect(atOnce(ok(failed))).toMatchObject({
			is: 'refused',
			again: 'never',
			failure: { kind: 'taskFailed', words: 'the text has no words' },
		});
		expect(kling.speech!.read(ok(failed))).toMatchObject({ is: 'refused', failure: { kind: 'taskFailed' } });
	});

	test('whose answer got lost, or that was refused, stays what it is', () => {
		expect(atOnce(lost).is).toBe('unclear');
		expect(atOnce(answered({ code: 1201, message: 'Voice id not found' }, 400))).toMatchObject({
			is: 'refused',
			failure: { words: 'Voice id not found' },
		});
	});
});

describe('the official API', () => {
	const connection = { account: 'mine', apiUrl: 'https://h', uploadUrl: 'https://h', hasApiKey: true };
	const ways = (operation: 'textToSound' | 'videoToSound', hasApiKey = true) =>
		kling.statusQueries({ backend: 'kling', operation, taskId: '1' }, { ...connection, hasApiKey });
	const [newer, legacy] = ways('textToSound');
	const audio = { id: '21', url_mp3: MP3, url_wav: WAV, duration_mp3: '5.04', duration_wav: '5.0' };
	const sound = { id: '21', url: MP3, wavUrl: WAV, durationSeconds: 5.04 };
	const done = (task_result: object) => ok({ task_id: '1', task_status: 'succeed', task_result });

	test('a sound of words, legacy', () => {
		expect(legacy!.read(done({ audios: [audio] }))).toMatchObject({
			state: { status: 'succeeded', videos: [], sounds: [sound] },
		});
	});

	test('a sound for a video, legacy: the video that came in is no result', () => {
		const task = {
			task_id: '1',
			task_status: 'succeed',
			task_info: { parent_video: { id: '9', url: 'https://h/in.mp4' } },
		};
		const task_result = { videos: [{ id: '11', url: FILM, duration: '4.0' }], audios: [audio] };
		expect(legacy!.read(ok({ ...task, task_result }))).toMatchObject({
			state: { videos: [{ id: '11', url: FILM, durationSeconds: 4 }], sounds: [sound] },
		});
		expect(legacy!.read(ok(task))).toMatchObject({ state: { status: 'running' } });
	});

	test('both in the newer standard, whose names are mirrored', () => {
		const outputs = [
			{ type: 'video', id: '11', url: FILM, duration: '4.0' },
			{ type: 'audio', id: '21', mp3_url: MP3, wav_url: WAV, mp3_duration: '5.04', wav_duration: '5.0' },
		];
		expect(newer!.read(ok([{ id: '1', status: 'succeeded', outputs, billing: [] }]))).toMatchObject({
			state: { videos: [{ id: '11', url: FILM }], sounds: [sound] },
		});
	});

	test.each([
		['only a wav', { id: '21', url_wav: WAV }, { id: '21', url: WAV, wavUrl: WAV }],
		['only an mp3', { url_mp3: MP3 }, { url: MP3 }],
	])('%s is a sound, too', (_, given, expected) => {
		expect(legacy!.read(done({ audios: [given] }))).toMatchObject({ state: { sounds: [expected] } });
	});

	test('with an access key a task is asked for where it was made', () => {
		const urls = (['textToSound', 'videoToSound'] as const).map((operation) =>
			ways(operation, false).map(({ call }) => call.url),
		);
		expect(urls).toEqual([['https://h/v1/audio/text-to-audio/1'], ['https://h/v1/audio/video-to-audio/1']]);
	});
});

describe('PiAPI', () => {
	const completed = (output: unknown) =>
		readPiapi(envelope({ ...created, task_type: 'sound', status: 'completed', output }));

	test.each<[string, unknown, object]>([
		['a work with its file', { works: [{ audio: { resource: MP3, duration: 5040 } }] }, { durationSeconds: 5.04 }],
		[
			'the clean file of a work',
			{ works: [{ sound: { resource: 'https://h/wm.mp3', resource_without_watermark: MP3 } }] },
			{},
		],
		['an address beside the works', { type: 'm2v_sound', status: 99, audio_url: MP3, works: null }, {}],
		['an address under another name', { sound_url: MP3 }, {}],
		['a plain address', { audio: MP3 }, {}],
		["upstream's list", { audios: [{ id: '21', url_mp3: MP3, url_wav: WAV }] }, { id: '21', wavUrl: WAV }],
		["upstream's newer names", { audio: { mp3_url: MP3, wav_url: WAV } }, { wavUrl: WAV }],
		['names without a list', { url_mp3: MP3, url_wav: WAV }, { wavUrl: WAV }],
	])('%s is found', (_, output, more) => {
		expect(completed(output)).toMatchObject({
			state: { status: 'succeeded', videos: [], sounds: [{ url: MP3, ...more }] },
		});
	});

	test('a sound that a video task names is no result of its own', () => {
		const output = { audio_url: MP3 };
		const task = { ...created, status: 'completed', output };
		expect(readPiapi(envelope(task))).toMatchObject({ state: { status: 'running' } });
	});

	test.each<[string, unknown]>([
		['an empty address', { audio_url: '' }],
		['a work without a file', { works: [{ audio: { resource: '' } }] }],
		['an address of another kind', { audio: 'data:audio/mpeg;base64,AA' }],
		['nothing', null],
	])('%s is no success', (_, output) => {
		expect(completed(output)).toMatchObject({ state: { status: 'running', endedWithoutResult: true } });
	});
});

describe('the file of a task', () => {
	const known = { taskId: '1', word: 'done', status: 'succeeded' } as const;
	const of = (more: object) => ({ ...known, videos: [], ...more }) as Extract<TaskState, { status: 'succeeded' }>;

	test('is the video where there is one, and any of the others where it is wanted', () => {
		const both = of({ videos: [{ url: FILM }], sounds: [{ url: MP3, wavUrl: WAV }] });
		expect([mainUrl(both), fileUrl(both, 'main'), fileUrl(both, 'mp3'), fileUrl(both, 'wav')]).toEqual([
			FILM,
			FILM,
			MP3,
			WAV,
		]);
		expect(fileUrl(of({ sounds: [{ url: MP3 }] }), 'main')).toBe(MP3);
	});

	test('is none where the task did not make it', () => {
		expect([fileUrl(of({ videos: [{ url: FILM }] }), 'mp3'), fileUrl(of({ sounds: [{ url: MP3 }] }), 'wav')]).toEqual([
			undefined,
			undefined,
		]);
	});
});
