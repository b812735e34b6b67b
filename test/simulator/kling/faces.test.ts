/** Faces are found at once and paid at once; a lip sync has to fit its session, and is known by the service's id only. */
import { fixtures } from '../fixtures';
import { refusal } from '../index';
import type { Simulator } from '../index';
import { call, clock, simulatorAt } from '../testbed';
import type { Reply } from '../testbed';

const time = clock();
const day = 24 * 3600 * 1000;
let simulator: Simulator;
let film = '';

beforeEach(async () => {
	simulator = await simulatorAt(time);
	film = simulator.files.publish('film.mp4', fixtures.hd.bytes, 'video/mp4');
});
afterEach(async () => simulator.close());

const headers = () => ({ authorization: `Bearer ${simulator.kling.apiKey}` });
const post = async (path: string, body: unknown): Promise<Reply> =>
	call('POST', `${simulator.kling.url}${path}`, headers(), body);
const get = async (path: string): Promise<Reply> => call('GET', `${simulator.kling.url}${path}`, headers());
const find = async (body: object = { video_url: film }) => post('/v1/videos/identify-face', body);

const sound = fixtures.wav.bytes.toString('base64');
const times = { sound_start_time: 0, sound_end_time: 3000, sound_insert_time: 0 };
const sync = async (session_id: string, change: object = {}, outer: object = {}) =>
	post('/v1/videos/advanced-lip-sync', {
		session_id,
		face_choose: [{ face_id: '0', sound_file: sound, ...times, ...change }],
		...outer,
	});

test('the answer holds a session with faces and their times, the ledger its price', async () => {
	const { body } = await find();
	const { taskId } = simulator.ledger[0]!;
	expect(body.data).toEqual({
		session_id: `session-${taskId}`,
		final_unit_deduction: '0.05',
		final_balance_deduction: { quota: '0', list_price: '0' },
		face_data: [
			{ face_id: '0', face_image: expect.stringMatching(/^https:/) as string, start_time: 0, end_time: 4000 },
			{ face_id: '1', face_image: expect.stringMatching(/^https:/) as string, start_time: 2000, end_time: 4000 },
		],
	});
	expect(simulator.kling.credits).toBe(10_000 - 0.05);
	expect(simulator.ledger).toMatchObject([{ operation: 'faces', state: 'succeeded', cost: { amount: 0.05 } }]);
	expect((await get(`/tasks?task_ids=${taskId}`)).body.data).toEqual([]);
});

test('nobody is found in a video of nobody', async () => {
	const url = simulator.files.publish('nobody.mp4', fixtures.hd.bytes, 'video/mp4');
	expect((await find({ video_url: url })).body.data.face_data).toEqual([]);
});

test.each<[string, () => object, RegExp]>([
	['neither video', () => ({}), /exactly one of video_id and video_url/],
	['both videos', () => ({ video_url: film, video_id: '1' }), /exactly one of video_id and video_url/],
	['a video inline', () => ({ video_url: 'AAAA' }), /video_url/],
	['a video of nobody here', () => ({ video_id: '1' }), /Video not found/],
	[
		'a small video',
		() => ({ video_url: simulator.files.publish('s.mp4', fixtures.portrait.bytes, 'video/mp4') }),
		/sides are out of range/,
	],
])('%s is refused and costs nothing', async (_, body, message) => {
	const reply = await find(body());
	expect([reply.status, reply.body.code]).toEqual([400, 1201]);
	expect(reply.body.message).toMatch(message);
	expect(simulator.ledger).toHaveLength(0);
});

test('a lip sync is as long as its video, charged by begun five seconds, and found by task_id only', async () => {
	const session = String((await find()).body.data.session_id);
	const made = await sync(session, {}, { external_task_id: 'mine', watermark_info: { enabled: true } });
	const id = String(made.body.data.task_id);
	time.forward(70_000);
	const one = (await get(`/v1/videos/advanced-lip-sync/${id}`)).body.data;
	expect(one).toMatchObject({ task_status: 'succeed', final_unit_deduction: '0.5' });
	expect(one.task_info).toEqual({ parent_video: { id: '0', url: expect.any(String) as string, duration: '4' } });
	expect(one.task_result.videos[0]).toMatchObject({ duration: '4.041' });
	expect((await get('/v1/videos/advanced-lip-sync/mine')).status).toBe(400);
	expect((await get('/tasks?external_task_ids=mine')).body.data).toEqual([]);
	const [newer] = (await get(`/tasks?task_ids=${id}`)).body.data;
	expect(newer).toMatchObject({ id, status: 'succeeded' });
	expect(newer).not.toHaveProperty('external_id');
	// The result is a video that Kling made, so its faces can be found, too.
	const again = await find({ video_id: one.task_result.videos[0].id });
	expect(again.body.data.face_data).toHaveLength(2);
});

test.each<[string, object, RegExp]>([
	['a face that is not there', { face_id: '7' }, /Face not found/],
	['less than two seconds', { sound_end_time: 1999 }, /not be shorter than 2 seconds/],
	['more than the sound', { sound_end_time: 3001 }, /must not exceed the length of the sound/],
	['a sound beyond the video', { sound_insert_time: 1001 }, /beyond the end of the video/],
	['a sound beside the face', { face_id: '1', sound_insert_time: 999 }, /overlap the time of the face/],
	['two sounds', { audio_id: '1' }, /exactly one of audio_id and sound_file/],
])('%s is refused', async (_, change, message) => {
	const session = String((await find()).body.data.session_id);
	const { status, body } = await sync(session, change);
	expect([status, body.code]).toEqual([400, 1201]);
	expect(body.message).toMatch(message);
	expect(simulator.ledger).toHaveLength(1);
});

test('a session lives for a day, and others never lived', async () => {
	const session = String((await find()).body.data.session_id);
	expect((await sync('session-0')).body.message).toMatch(/Session not found/);
	time.forward(day);
	expect((await sync(session)).status).toBe(200);
	time.forward(1);
	expect((await sync(session)).body.message).toMatch(/has expired/);
});

test('bodies are judged without any HTTP, on the official API only', () => {
	expect(refusal('kling', 'faces', { video_url: 'https://example.com/a.mp4' })).toBeUndefined();
	expect(refusal('kling', 'faces', { url: 'https://example.com/a.mp4' })).toMatch(/^1201/);
	const chosen = [{ face_id: '0', sound_file: 'https://example.com/a.mp3', ...times }];
	expect(refusal('kling', 'lipSync', { session_id: 's', face_choose: chosen })).toBeUndefined();
	expect(refusal('kling', 'lipSync', { session_id: 's', face_choose: [...chosen, ...chosen] })).toMatch(/^1201/);
	expect(() => refusal('piapi', 'faces', {})).toThrow(/no faces on piapi/);
});
