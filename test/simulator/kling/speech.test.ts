/** Speech is answered at once, costs at once, and its sound drives an avatar for 30 days. */
import type { Simulator } from '../index';
import { recognise } from '../media/recognise';
import { call, clock, picture, simulatorAt } from '../testbed';
import type { Reply } from '../testbed';

const time = clock();
const day = 24 * 3600 * 1000;
let simulator: Simulator;
let png = '';

beforeEach(async () => {
	simulator = await simulatorAt(time);
	png = (await picture('png')).toString('base64');
});
afterEach(async () => simulator.close());

const post = async (path: string, body: unknown): Promise<Reply> =>
	call('POST', `${simulator.kling.url}${path}`, { authorization: `Bearer ${simulator.kling.apiKey}` }, body);
const speak = async (text = 'Good morning, and welcome to the show') =>
	post('/v1/audio/tts', { text, voice_id: 'girlfriend_1_speech02', voice_language: 'en', voice_speed: 1 });
const avatar = async (audio_id: string) => post('/v1/videos/avatar/image2video', { image: png, audio_id });

test('the answer holds the sound, the ledger its price', async () => {
	const { body } = await speak();
	const { task_id: id, task_result: result, ...rest } = body.data;
	const [audio] = result.audios;
	expect(rest).toEqual({
		task_status: 'succeed',
		final_unit_deduction: '0.05',
		created_at: time.now(),
		updated_at: time.now(),
	});
	expect(audio).toEqual({ id: expect.stringMatching(/^\d{18}$/), url: expect.any(String), duration: '3.33' });
	expect(simulator.kling.credits).toBe(10_000 - 0.05);
	expect(simulator.ledger).toMatchObject([
		{ taskId: id, operation: 'tts', state: 'succeeded', cost: { amount: 0.05, unit: 'units' } },
	]);
	const bytes = Buffer.from(await (await fetch(audio.url)).arrayBuffer());
	expect(bytes).toEqual(simulator.resultBytes(id));
	expect(recognise(bytes)).toMatchObject({ format: 'mp3' });
	expect(recognise(bytes)?.durationSeconds).toBeCloseTo(3.33, 1);
	const headers = { authorization: `Bearer ${simulator.kling.apiKey}` };
	const asked = await call('GET', `${simulator.kling.url}/tasks?task_ids=${id}`, headers);
	expect(asked.body.data).toEqual([]);
	const listed = await call('GET', `${simulator.kling.url}/v1/audio/tts`, headers);
	expect([listed.status, listed.body.code]).toEqual([404, 1202]);
});

test('its sound is as long as the avatar that it drives', async () => {
	const { id } = (await speak()).body.data.task_result.audios[0];
	expect((await avatar(id)).body.code).toBe(0);
	expect(simulator.ledger[1]).toMatchObject({ operation: 'avatar', price: { amount: 1.332, unit: 'units' } });
});

test('an avatar refuses an unknown sound, a short one and an old one', async () => {
	expect((await avatar('1')).body).toMatchObject({ code: 1201, message: expect.stringMatching(/not found/) });
	const short = (await speak('Hi')).body.data.task_result.audios[0];
	expect((await avatar(short.id)).body.message).toMatch(/too short/);
	const { id } = (await speak()).body.data.task_result.audios[0];
	time.forward(30 * day);
	expect((await avatar(id)).body.code).toBe(0);
	time.forward(1);
	expect((await avatar(id)).body.message).toMatch(/older than 30 days/);
});

test('an unknown voice is 1201, an empty account 1102', async () => {
	const wrong = await post('/v1/audio/tts', { text: 'Hi', voice_id: '829', voice_language: 'en' });
	expect([wrong.status, wrong.body.code, wrong.body.message]).toEqual([400, 1201, 'Voice id not found']);
	simulator.kling.credits = 0.04;
	expect((await speak()).body.code).toBe(1102);
});
