/** PiAPI's task types from create to result: three shapes, points by length, files that fail some seconds later. */
import { fixtures } from '../index';
import type { Simulator } from '../index';
import { call, clock, picture, simulatorAt } from '../testbed';
import type { Reply } from '../testbed';

const time = clock();
const image = 'https://example.com/face.png';
const film = 'https://example.com/dance.mp4';
const song = 'https://example.com/song.mp3';
let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulatorAt(time);
	simulator.publicFiles.set(image, await picture('png'));
	simulator.publicFiles.set(film, fixtures.portrait.bytes);
	simulator.publicFiles.set(song, fixtures.mp3.bytes);
});
afterEach(async () => simulator.close());

const auth = () => ({ 'x-api-key': simulator.piapi.apiKey });
const post = async (task_type: string, input: object, model = 'kling'): Promise<Reply> =>
	call('POST', `${simulator.piapi.url}/api/v1/task`, auth(), { model, task_type, input });
const read = async (made: Reply) =>
	(await call('GET', `${simulator.piapi.url}/api/v1/task/${made.body.data.task_id}`, auth())).body.data;

const motion = { image_url: image, video_url: film };
const avatar = { image_url: image, local_dubbing_url: song };
const works = (type: string) => ({
	type,
	status: 99,
	video_url: expect.any(String),
	works: [{ content_type: 'video' }],
});
const plain = { video: expect.stringMatching(/^http.*\.mp4$/) };
const elements = [{ image_url: image }, { image_url: image }];

test.each<[string, string, object, string, object, number]>([
	['video_generation', 'kling', { prompt: 'A' }, 'textToVideo', works('m2v_txt2video_hq'), 2_000_000],
	[
		'video_generation',
		'kling',
		{ prompt: 'A', version: '1.6', elements },
		'multiImageToVideo',
		works('m2v_img2video_hq'),
		2_600_000,
	],
	['video_generation', 'kling-turbo', { prompt: 'A', start_image_url: image }, 'imageToVideo', plain, 2_800_000],
	[
		'omni_video_generation',
		'kling',
		{ prompt: 'A', version: '3.0', images: [image] },
		'multiImageToVideo',
		plain,
		5_000_000,
	],
	['motion_control', 'kling', motion, 'motionControl', works('m2v_motion_control'), 2_600_000],
	['avatar', 'kling', avatar, 'avatar', works('m2v_avatar'), 1_609_920],
	['effects', 'kling', { image_url: image, effect: 'squish' }, 'effects', works('m2v_img2video_hq'), 2_600_000],
])('%s of %s %j lives as %s', async (type, model, input, operation, output, points) => {
	const made = await post(type, input, model);
	expect(made.body.data.output).toEqual(output === plain ? { video: '' } : { type: '', status: 0, works: null });
	expect(simulator.ledger).toMatchObject([{ operation, price: { amount: points, unit: 'points' } }]);
	time.forward(70_000);
	const done = await read(made);
	expect(done).toMatchObject({ status: 'completed', output, meta: { usage: { frozen: 0, consume: points } } });
	expect(simulator.piapi.credits).toBe(10_000_000_000 - points);
});

test('an extension goes on from a finished task, and from no other', async () => {
	const first = await post('video_generation', { prompt: 'A' });
	const { task_id: origin_task_id } = first.body.data;
	expect((await post('extend_video', { origin_task_id })).body).toMatchObject({
		code: 400,
		message: expect.stringMatching(/not completed/),
	});
	time.forward(70_000);
	const made = await post('extend_video', { origin_task_id });
	time.forward(70_000);
	const done = await read(made);
	expect(done).toMatchObject({ status: 'completed', output: works('m2v_extend_video') });
	expect(done.output.works[0].video.duration).toBe(10_100);
	expect((await post('extend_video', { origin_task_id: 'nobody' })).body.message).toMatch(/not found/);
});

test('turbo holds nothing and counts in llm', async () => {
	const { usage } = (await post('video_generation', { prompt: 'A' }, 'kling-turbo')).body.data.meta;
	expect(usage).toEqual({ type: 'llm', frozen: 0, consume: 0 });
});

test('the ledger tells what each file is, and a preset leaves the video alone', async () => {
	await post('motion_control', motion);
	await post('motion_control', { ...motion, preset_motion: 'Nezha' });
	await post('avatar', avatar);
	expect(simulator.ledger.map(({ media }) => media)).toMatchObject([
		[
			{ field: 'image_url', kind: 'image', format: 'png' },
			{ field: 'video_url', kind: 'video', format: 'mp4', durationSeconds: 4, width: 360, height: 640 },
		],
		[{ field: 'image_url' }],
		[{ field: 'image_url' }, { field: 'local_dubbing_url', kind: 'sound', format: 'mp3', durationSeconds: 3.096 }],
	]);
	expect(simulator.ledger[1]?.media).toHaveLength(1);
});

test.each<[string, string, object, Buffer | undefined, RegExp]>([
	['a missing video', 'motion_control', motion, undefined, /upload video: failed to download video/],
	['a short video', 'motion_control', motion, fixtures.tooShort.bytes, /upload video: .*too short/],
	['12 s by image', 'motion_control', { ...motion, motion_direction: 'image' }, fixtures.long.bytes, /too long/],
	['a small video', 'motion_control', motion, fixtures.tooSmall.bytes, /sides/],
	['a webm', 'motion_control', motion, fixtures.webm.bytes, /upload video: unsupported video format /],
	['a missing sound', 'avatar', { ...avatar, local_dubbing_url: film }, undefined, /upload audio: failed/],
	['a short sound', 'avatar', { ...avatar, local_dubbing_url: film }, fixtures.shortMp3.bytes, /too short/],
	['a video as sound', 'avatar', { ...avatar, local_dubbing_url: film }, fixtures.portrait.bytes, /unsupported audio/],
])('%s fails %s with error 10000', async (_what, type, input, bytes, words) => {
	if (bytes) simulator.publicFiles.set(film, bytes);
	else simulator.publicFiles.delete(film);
	const made = await post(type, input);
	expect(made.body.data.status).toBe('pending');
	time.forward(5_000);
	expect(await read(made)).toMatchObject({
		status: 'failed',
		error: { code: 10000, raw_message: expect.stringMatching(words), message: 'task failed' },
		meta: { usage: { consume: 0 } },
	});
});

test.each([
	['motion_control', 'video_url', fixtures.portrait],
	['avatar', 'local_dubbing_url', fixtures.mp3],
	['avatar', 'local_dubbing_url', fixtures.wav],
])('%s takes an uploaded %s', async (type, field, fixture) => {
	const body = { file_name: fixture.name, file_data: fixture.bytes.toString('base64') };
	const reply = await call('POST', `${simulator.piapi.uploadUrl}/api/ephemeral_resource`, auth(), body);
	await post(type, { image_url: image, [field]: reply.body.data.url });
	expect(simulator.ledger[0]?.media[1]).toMatchObject({ format: fixture.format, content: fixture.bytes });
	expect(simulator.ledger[0]?.media[1]).not.toHaveProperty('problem');
});

test.each(['mov', 'm4a', 'aac', 'ogg'] as const)('%s files cannot be uploaded', async (name) => {
	const body = { file_name: fixtures[name].name, file_data: 'AAAA' };
	const reply = await call('POST', `${simulator.piapi.uploadUrl}/api/ephemeral_resource`, auth(), body);
	expect(reply.status).toBe(400);
});

test('a data: URL of a sound is accepted, and fails', async () => {
	const made = await post('avatar', {
		...avatar,
		local_dubbing_url: `data:audio/mpeg;base64,${fixtures.mp3.bytes.toString('base64')}`,
	});
	time.forward(5_000);
	expect((await read(made)).error.raw_message).toBe('create generation task: upload audio: unsupported audio format ');
	expect(simulator.ledger[0]?.media[1]).toMatchObject({ how: 'dataUrl', format: 'mp3' });
});
