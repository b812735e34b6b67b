/** Kie's motion control, avatars and omni from create to result; files it cannot use fail late and cost nothing. */
import { fixtures, silentMp3 } from '../index';
import type { Simulator } from '../index';
import { call, clock, picture, simulatorAt } from '../testbed';
import type { Reply } from '../testbed';

const time = clock();
const image = 'https://example.com/face.png';
const film = 'https://example.com/dance.mp4';
const room = 'https://example.com/room.mp4';
const song = 'https://example.com/song.mp3';
let simulator: Simulator;

beforeEach(async () => {
	simulator = await simulatorAt(time);
	simulator.publicFiles.set(image, await picture('png', 400, 360));
	simulator.publicFiles.set(film, fixtures.portrait.bytes);
	simulator.publicFiles.set(room, fixtures.hd.bytes);
	simulator.publicFiles.set(song, fixtures.mp3.bytes);
});
afterEach(async () => simulator.close());

const auth = () => ({ authorization: `Bearer ${simulator.kie.apiKey}` });
const post = async (model: string, input: object): Promise<Reply> =>
	call('POST', `${simulator.kie.url}/api/v1/jobs/createTask`, auth(), { model, input });
const record = async (made: Reply) =>
	(await call('GET', `${simulator.kie.url}/api/v1/jobs/recordInfo?taskId=${made.body.data.taskId}`, auth())).body.data;

const motion = { input_urls: [image], video_urls: [film], mode: '720p', character_orientation: 'image' };
const avatar = { image_url: image, audio_url: song, prompt: '' };
const watch = { prompt: 'A', video_urls: [room], aspect_ratio: 'auto', audio: false };
const shots = { prompt: 'A', image_urls: [image], audio: true, customize_multi_shots: false, duration: 10 };

test.each<[string, object, string, number]>([
	['kling-2.6/motion-control', motion, 'motionControl', 48],
	['kling-3.0/motion-control', { ...motion, mode: '1080p' }, 'motionControl', 108],
	['kling/ai-avatar-standard', avatar, 'avatar', 24.77],
	[
		'kling/v3-turbo-text-to-video',
		{ prompt: 'A', duration: '5', aspect_ratio: '1:1', resolution: '720p' },
		'textToVideo',
		90,
	],
	['kling-3.0-omni/image-to-video', shots, 'imageToVideo', 180],
	['kling-3.0-omni/reference-to-video', watch, 'multiImageToVideo', 56],
	['kling/v2-1-pro', { prompt: 'A', image_url: image, tail_image_url: image }, 'imageToVideo', 50],
])('%s %j lives as %s', async (model, input, operation, credits) => {
	const made = await post(model, input);
	expect(simulator.ledger).toMatchObject([{ model, operation, price: { amount: credits, unit: 'credits' } }]);
	expect(simulator.ledger[0]?.media.map(({ problem }) => problem).filter(Boolean)).toEqual([]);
	time.forward(70_000);
	expect(await record(made)).toMatchObject({ state: 'success', creditsConsumed: credits });
	expect(simulator.kie.credits).toBe(100_000 - credits);
});

test('the ledger tells what each file is', async () => {
	const dog = { name: 'dog', description: 'd', element_input_urls: [image, image], element_input_audio_urls: [song] };
	await post('kling-2.6/motion-control', motion);
	await post('kling-3.0-omni/image-to-video', { ...shots, elements: [dog] });
	expect(simulator.ledger[0]?.media).toMatchObject([
		{ field: 'input_urls[0]', kind: 'image', format: 'png' },
		{ field: 'video_urls[0]', kind: 'video', format: 'mp4', durationSeconds: 4, width: 360, height: 640, fps: 24 },
	]);
	expect(simulator.ledger[1]?.media.map(({ field, kind }) => [field, kind])).toEqual([
		['image_urls[0]', 'image'],
		['elements[0].element_input_urls[0]', 'image'],
		['elements[0].element_input_urls[1]', 'image'],
		['elements[0].element_input_audio_urls[0]', 'sound'],
	]);
});

test.each<[string, string, object, string, () => Promise<Buffer | undefined> | Buffer | undefined, string, RegExp]>([
	['a missing video', 'kling-2.6/motion-control', motion, film, () => undefined, '500', /^Video fetch failed$/],
	['a short video', 'kling-2.6/motion-control', motion, film, () => fixtures.tooShort.bytes, '400', /too short/],
	['12 s by image', 'kling-2.6/motion-control', motion, film, () => fixtures.long.bytes, '400', /too long/],
	['a webm', 'kling-2.6/motion-control', motion, film, () => fixtures.webm.bytes, '400', /webm/],
	[
		'300 px on 2.6',
		'kling-2.6/motion-control',
		motion,
		image,
		async () => picture('png', 300, 400),
		'400',
		/Image .*small/,
	],
	[
		'340 px on 3.0',
		'kling-3.0/motion-control',
		motion,
		image,
		async () => picture('png', 340, 400),
		'400',
		/Image .*small/,
	],
	['a missing sound', 'kling/ai-avatar-pro', avatar, song, () => undefined, '500', /^Audio fetch failed$/],
	['301 s of sound', 'kling/ai-avatar-pro', avatar, song, () => silentMp3(301), '400', /Audio .*too long/],
	['a video as sound', 'kling/ai-avatar-pro', avatar, song, () => fixtures.portrait.bytes, '400', /audio format mp4/],
	['small sides', 'kling-3.0-omni/reference-to-video', watch, room, () => fixtures.portrait.bytes, '400', /sides/],
	['16 s', 'kling-3.0-omni/reference-to-video', watch, room, () => fixtures.hdLong.bytes, '400', /too long/],
	[
		'15 pictures a second',
		'kling-3.0-omni/reference-to-video',
		watch,
		room,
		() => fixtures.hdSlow.bytes,
		'400',
		/rate/,
	],
	[
		'a flat picture',
		'kling-3.0-omni/image-to-video',
		shots,
		image,
		async () => picture('png', 400, 1001),
		'400',
		/ratio/,
	],
])('%s fails later on %s', async (_what, model, input, place, content, failCode, words) => {
	const bytes = await content();
	if (bytes) simulator.publicFiles.set(place, bytes);
	else simulator.publicFiles.delete(place);
	const made = await post(model, input);
	expect(made.body.code).toBe(200);
	time.forward(70_000);
	const data = await record(made);
	expect(data).toMatchObject({ state: 'fail', failCode, creditsConsumed: 0 });
	expect(data.failMsg).toMatch(words);
});

test('12 s are good by the video, and an ogg is good for an avatar', async () => {
	simulator.publicFiles.set(film, fixtures.long.bytes);
	simulator.publicFiles.set(song, fixtures.ogg.bytes);
	const long = await post('kling-3.0/motion-control', { input_urls: [image], video_urls: [film] });
	const sung = await post('kling/ai-avatar-pro', avatar);
	time.forward(70_000);
	expect([(await record(long)).state, (await record(sung)).state]).toEqual(['success', 'success']);
});
