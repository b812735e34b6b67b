/** Every operation of the official API from create to result: paths, shapes, ledger, media and money. */
import { fixtures } from '../index';
import type { LedgerEntry, Simulator, SimulatorOptions } from '../index';
import { startSimulator } from '../index';
import { call, clock, jwt, picture } from '../testbed';
import type { Reply } from '../testbed';

const time = clock();
const life = { queuedMs: 10_000, runningMs: 60_000 };
const image = 'https://p1-kling.klingai.com/dog.png';
const dance = 'https://p2-kling.klingai.com/dance.mp4';
const room = 'https://p2-kling.klingai.com/room.mp4';
const song = 'https://p1-kling.klingai.com/go-to-world.mp3';
let simulator: Simulator;

async function open(options: SimulatorOptions = {}): Promise<void> {
	simulator = await startSimulator({ now: time.now, life, ...options });
	simulator.publicFiles.set(image, await picture('png'));
	simulator.publicFiles.set(dance, fixtures.portrait.bytes);
	simulator.publicFiles.set(room, fixtures.hd.bytes);
	simulator.publicFiles.set(song, fixtures.mp3.bytes);
}
beforeEach(async () => open({ retiredModels: true }));
afterEach(async () => simulator.close());

const auth = () => ({ authorization: `Bearer ${simulator.kling.apiKey}` });
const post = async (path: string, body: unknown): Promise<Reply> =>
	call('POST', `${simulator.kling.url}${path}`, auth(), body);
const get = async (path: string): Promise<Reply> => call('GET', `${simulator.kling.url}${path}`, auth());
const entry = (): LedgerEntry => simulator.ledger.at(-1)!;

const say = { type: 'prompt', text: 'A boat' };
const avatar = { image, sound_file: song, prompt: 'While talking, excitedly', mode: 'std', external_task_id: '' };
const motion = {
	model_name: 'kling-v2-6',
	image_url: image,
	prompt: 'The girl is wearing a loose gray T-shirt',
	video_url: dance,
	keep_original_sound: 'yes',
	character_orientation: 'image',
	mode: 'pro',
	callback_url: '',
};

test.each<[string, object, string, number]>([
	['/v1/videos/text2video', { model_name: 'kling-v2-6', prompt: 'A boat', duration: '10' }, 'textToVideo', 3],
	['/v1/videos/multi-image2video', { image_list: [{ image }], prompt: 'A dog' }, 'multiImageToVideo', 2],
	[
		'/v1/videos/omni-video',
		{ prompt: 'A', image_list: [{ image_url: image, type: 'first_frame' }] },
		'imageToVideo',
		4,
	],
	['/v1/videos/omni-video', { prompt: 'A', aspect_ratio: '1:1', mode: 'std' }, 'textToVideo', 3],
	['/v1/videos/omni-video', { prompt: 'A', video_list: [{ video_url: room }] }, 'multiImageToVideo', 4.8],
	['/v1/videos/motion-control', motion, 'motionControl', 3.2],
	['/v1/videos/avatar/image2video', avatar, 'avatar', 1.2384],
	['/v1/videos/effects', { effect_scene: 'hug_pro', input: { images: [image, image] } }, 'effects', 2],
])('%s %o lives as %s for %d units', async (path, body, operation, units) => {
	const made = await post(path, { ...body, external_task_id: 'mine' });
	expect(made.body).toMatchObject({ code: 0, data: { task_status: 'submitted' } });
	const id = String(made.body.data.task_id);
	expect(entry()).toMatchObject({ taskId: id, operation, price: { amount: units, unit: 'units' }, state: 'queued' });
	time.forward(70_000);
	const done = (await get(`${path}/mine`)).body.data;
	expect(done).toMatchObject({ task_id: id, task_status: 'succeed', final_unit_deduction: String(units) });
	expect((await get(`${path}?pageSize=5`)).body.data).toEqual([done]);
	const [same] = (await get(`/tasks?task_ids=${id}`)).body.data;
	expect(same).toMatchObject({ id, status: 'succeeded', external_id: 'mine', billing: [{ amount: String(units) }] });
	expect(same.outputs[0].url).toBe(done.task_result.videos[0].url);
	expect((await get(`/v1/videos/image2video/${id}`)).body.code).toBe(1201);
});

test.each<[string, object, string, number]>([
	['/text-to-video/kling-3.0', { prompt: 'A boat' }, 'textToVideo', 3],
	['/text-to-video/kling-3.0-turbo', { prompt: 'A boat' }, 'textToVideo', 4],
	['/image-to-video/kling-2.5-turbo', { contents: [say, { type: 'first_frame', url: image }] }, 'imageToVideo', 1.5],
	['/omni-video/kling-3.0-omni', { contents: [say, { type: 'feature_video', url: room }] }, 'multiImageToVideo', 3.6],
	[
		'/motion-control/kling-3.0',
		{
			contents: [
				{ type: 'image', url: image },
				{ type: 'video', url: dance },
			],
			settings: { character_orientation: 'video', resolution: '1080p' },
		},
		'motionControl',
		4.8,
	],
])('%s %o lives as %s for %d units', async (path, body, operation, units) => {
	const made = await post(path, { ...body, options: { external_task_id: 'mine' } });
	const now = time.now();
	const id = String(made.body.data.id);
	const data = { id, status: 'submitted', create_time: now, update_time: now, external_id: 'mine' };
	expect(made.body).toEqual({ code: 0, message: 'SUCCEED', request_id: expect.any(String), data });
	expect(entry()).toMatchObject({ taskId: id, externalTaskId: 'mine', operation, price: { amount: units } });
	time.forward(70_000);
	const [done] = (await get('/tasks?external_task_ids=mine')).body.data;
	expect(done).toMatchObject({ id, status: 'succeeded', outputs: [{ type: 'video' }] });
	expect((await post(path, { ...body, options: { external_task_id: 'mine' } })).body.message).toMatch(/exists/);
});

test('videos and sounds are obtained, and the ledger tells what they are', async () => {
	await post('/v1/videos/motion-control', motion);
	expect(entry().media).toMatchObject([
		{ field: 'image_url', kind: 'image', format: 'png', width: 400, height: 320 },
		{ field: 'video_url', kind: 'video', format: 'mp4', durationSeconds: 4, width: 360, height: 640, fps: 24 },
	]);
	expect(entry().media[1]?.content).toEqual(fixtures.portrait.bytes);
	await post('/v1/videos/avatar/image2video', { ...avatar, sound_file: fixtures.wav.bytes.toString('base64') });
	expect(entry().media[1]).toMatchObject({ kind: 'sound', how: 'base64', format: 'wav', durationSeconds: 3 });
});

test.each<[string, object, Buffer | undefined, RegExp]>([
	['unreachable', motion, undefined, /download video/],
	['shorter than 3 s', motion, fixtures.tooShort.bytes, /too short/],
	['longer than 10 s with orientation image', motion, fixtures.long.bytes, /too long/],
	['longer than 30 s', { ...motion, character_orientation: 'video' }, fixtures.tooLong.bytes, /too long/],
	['smaller than 340 px', motion, fixtures.tooSmall.bytes, /sides/],
	['a webm', motion, fixtures.webm.bytes, /webm/],
	['a picture', motion, Buffer.from('GIF89a'), /format/],
])('a motion video that is %s is refused at once', async (_what, body, bytes, words) => {
	if (bytes) simulator.publicFiles.set(dance, bytes);
	else simulator.publicFiles.delete(dance);
	const { status, body: reply } = await post('/v1/videos/motion-control', body);
	expect([status, reply.code, reply.message]).toEqual([400, 1201, expect.stringMatching(words)]);
	expect(simulator.ledger).toHaveLength(0);
});

test('12 s are good where the orientation is video', async () => {
	simulator.publicFiles.set(dance, fixtures.long.bytes);
	expect((await post('/v1/videos/motion-control', { ...motion, character_orientation: 'video' })).body.code).toBe(0);
});

describe('an extension', () => {
	const extend = async (video_id: string): Promise<Reply> => post('/v1/videos/video-extend', { video_id });
	const made = async (path: string, body: object) => {
		const { task_id } = (await post(path, body)).body.data;
		time.forward(70_000);
		return (await get(`${path}/${task_id}`)).body.data;
	};
	const old = { model_name: 'kling-v1-6', prompt: 'A boat', duration: '5' };

	test('is 5 s longer than its video, names it, and can be extended again', async () => {
		const [parent] = (await made('/v1/videos/text2video', old)).task_result.videos;
		const { task_info, task_result } = await made('/v1/videos/video-extend', { video_id: parent.id, prompt: 'on' });
		expect(task_info).toEqual({ parent_video: { id: parent.id, url: parent.url, duration: '5' } });
		expect(task_result.videos).toMatchObject([{ duration: '10.041' }]);
		expect(entry()).toMatchObject({ operation: 'extendVideo', price: { amount: 4 } });
		expect((await extend(task_result.videos[0].id)).body.code).toBe(0);
	});

	test('ends at three minutes', async () => {
		let [{ id }] = (await made('/v1/videos/text2video', old)).task_result.videos;
		for (let seconds = 5; seconds < 180; seconds += 5) {
			[{ id }] = (await made('/v1/videos/video-extend', { video_id: id })).task_result.videos;
		}
		expect((await extend(id)).body.message).toMatch(/too long/);
	});

	test('is refused for what is unknown, unfinished, older than 30 days, of a living model or of another operation', async () => {
		expect((await extend('1')).body).toMatchObject({ code: 1201, message: expect.stringMatching(/not found/) });
		const running = (await post('/v1/videos/text2video', old)).body.data.task_id;
		const soon = String(BigInt(running) + 1n);
		expect((await extend(soon)).body.message).toMatch(/not found/);
		const [living] = (await made('/v1/videos/text2video', { ...old, model_name: 'kling-v3' })).task_result.videos;
		expect((await extend(living.id)).body.message).toMatch(/kling-v3 cannot be extended/);
		const [other] = (await made('/v1/videos/multi-image2video', { image_list: [{ image }], prompt: 'A' })).task_result
			.videos;
		expect((await extend(other.id)).body.message).toMatch(/not found/);
		time.forward(30 * 24 * 3600 * 1000);
		expect((await extend(soon)).body.message).toMatch(/not found/);
	});
});

test('an effect tells no length, in either standard', async () => {
	const { task_id } = (await post('/v1/videos/effects', { effect_scene: 'pet_dance', input: { image } })).body.data;
	time.forward(70_000);
	const one = (await get(`/v1/videos/effects/${task_id}`)).body.data.task_result.videos[0];
	const [same] = (await get(`/tasks?task_ids=${task_id}`)).body.data;
	expect(Object.keys(one).sort()).toEqual(['id', 'url', 'watermark_url']);
	expect(same.outputs[0]).toEqual({ type: 'video', ...one });
});

test('full slots are counted by version, over both standards', async () => {
	simulator.kling.slots = 1;
	await post('/v1/videos/text2video', { model_name: 'kling-v3', prompt: 'A' });
	expect((await post('/text-to-video/kling-3.0', { prompt: 'A' })).body.code).toBe(1303);
	expect((await post('/text-to-video/kling-2.6', { prompt: 'A' })).body.code).toBe(0);
});

test('GET /tasks can be without legacy tasks, and JWTs open legacy paths only', async () => {
	await simulator.close();
	await open({ tasksListsLegacy: false });
	const { data } = (await post('/v1/videos/avatar/image2video', avatar)).body;
	expect((await get(`/tasks?task_ids=${data.task_id}`)).body.data).toEqual([]);
	const now = Math.floor(time.now() / 1000);
	const { accessKey, secretKey, url } = simulator.kling;
	const signed = { authorization: `Bearer ${jwt(accessKey, secretKey, now + 1800, now - 5)}` };
	const legacy = await call('POST', `${url}/v1/videos/motion-control`, signed, motion);
	const newer = await call('POST', `${url}/text-to-video/kling-3.0`, signed, { prompt: 'A' });
	expect([legacy.body.code, newer.body.code]).toEqual([0, 1002]);
	expect((await post('/v1/videos/multi-image2video', { image_list: [{ image }], prompt: 'A' })).body.message).toMatch(
		/discontinued/,
	);
});
