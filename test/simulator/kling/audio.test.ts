/** Sounds of words and for videos are tasks like others, charged flat; their results have shapes of their own. */
import { fixtures } from '../fixtures';
import type { Simulator } from '../index';
import { recognise } from '../media/recognise';
import { call, clock, simulatorAt } from '../testbed';
import type { Reply } from '../testbed';

const time = clock();
const day = 24 * 3600 * 1000;
let simulator: Simulator;
beforeEach(async () => {
	simulator = await simulatorAt(time);
});
afterEach(async () => simulator.close());

const headers = () => ({ authorization: `Bearer ${simulator.kling.apiKey}` });
const post = async (path: string, body: unknown): Promise<Reply> =>
	call('POST', `${simulator.kling.url}${path}`, headers(), body);
const get = async (path: string): Promise<Reply> => call('GET', `${simulator.kling.url}${path}`, headers());
const effect = async (more: object = {}) => post('/v1/audio/text-to-audio', { prompt: 'Rain', duration: 3.5, ...more });
const score = async (body: object) => post('/v1/audio/video-to-audio', body);
const bytesAt = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());

test('a sound of words: mp3 and wav in both standards, charged when it is done', async () => {
	const { data } = (await effect({ external_task_id: 'mine' })).body;
	expect(data).toMatchObject({ task_status: 'submitted', task_info: { external_task_id: 'mine' } });
	expect(simulator.kling.credits).toBe(10_000);
	time.forward(70_000);
	const legacy = (await get(`/v1/audio/text-to-audio/mine`)).body.data;
	const [audio] = legacy.task_result.audios;
	expect(legacy).toMatchObject({ task_status: 'succeed', task_result: { audios: [{ duration_mp3: '3.5' }] } });
	expect(legacy.task_result.videos).toBeUndefined();
	expect(legacy.final_unit_deduction).toBe('0.25');
	expect(simulator.kling.credits).toBe(10_000 - 0.25);
	expect(recognise(await bytesAt(audio.url_mp3))).toMatchObject({ format: 'mp3' });
	expect(recognise(await bytesAt(audio.url_wav))).toMatchObject({ format: 'wav', durationSeconds: 3.5 });
	expect(await bytesAt(audio.url_mp3)).toEqual(simulator.resultBytes(data.task_id));
	const [newer] = (await get(`/tasks?task_ids=${data.task_id}`)).body.data;
	const { id, url_mp3: mp3_url, url_wav: wav_url } = audio;
	const mirrored = { type: 'audio', id, mp3_url, wav_url, mp3_duration: '3.5', wav_duration: '3.5' };
	expect(newer).toMatchObject({ status: 'succeeded', outputs: [mirrored], billing: [{ package_type: 'audio' }] });
});

test('a sound for a video: the video with it, and the sound', async () => {
	const url = simulator.files.publish('/clip.mp4', fixtures.portrait.bytes, 'video/mp4');
	const { task_id: id } = (await score({ video_url: url, bgm_prompt: 'Piano' })).body.data;
	time.forward(70_000);
	const { task_result: result } = (await get(`/v1/audio/video-to-audio/${id}`)).body.data;
	expect(Object.keys(result.videos[0])).toEqual(['id', 'url', 'duration']);
	expect(await bytesAt(result.videos[0].url)).toEqual(simulator.resultBytes(id));
	expect(result.audios).toHaveLength(1);
	const elsewhere = await get(`/v1/audio/text-to-audio/${id}`);
	expect([elsewhere.status, elsewhere.body.code]).toEqual([400, 1201]);
});

test('a video of this account goes by its id, for 30 days and if it is long enough', async () => {
	const url = simulator.files.publish('/clip.mp4', fixtures.portrait.bytes, 'video/mp4');
	const first = (await score({ video_url: url })).body.data.task_id;
	const videoId = (BigInt(first) + 1n).toString();
	expect((await score({ video_id: videoId })).body.message).toMatch(/not found/);
	time.forward(70_000);
	expect((await score({ video_id: videoId })).body.code).toBe(0);
	const words = (await effect()).body.data.task_id;
	time.forward(70_000);
	expect((await score({ video_id: (BigInt(words) + 1n).toString() })).body.message).toMatch(/not found/);
	time.forward(31 * day);
	expect((await score({ video_id: videoId })).body.message).toMatch(/older than 30 days/);
});

test.each([
	['too short', fixtures.tooShort],
	['too long', fixtures.tooLong],
	['no mp4 or mov', fixtures.webm],
])('a video that is %s is refused', async (_what, fixture) => {
	const url = simulator.files.publish(`/${fixture.name}`, fixture.bytes, fixture.contentType);
	expect((await score({ video_url: url })).body).toMatchObject({
		code: 1201,
		message: expect.stringMatching(/^video_url: /),
	});
	expect(simulator.ledger).toHaveLength(0);
});
