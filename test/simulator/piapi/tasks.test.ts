/** PiAPI's task types: the smallest and fullest inputs are accepted, broken ones refused. */
/** PiAPI's seven task types: the smallest and fullest inputs are accepted, broken ones refused. */
import { refusal } from '../index';

const url = 'https://example.com/a.png';
const film = 'https://example.com/a.mp4';
const song = 'https://example.com/a.mp3';
const axes = { horizontal: 0, vertical: 0, pan: -10, tilt: 0, roll: 0, zoom: 10 };
const camera = { type: 'simple', config: axes };
const elements = (count: number) => Array.from({ length: count }, () => ({ image_url: url }));
const shots = (...seconds: Array<number | undefined>) => seconds.map((duration) => ({ prompt: 'words', duration }));

const video = { task_type: 'video_generation', input: { prompt: 'A boat', version: '2.6' } };
const three = { task_type: 'video_generation', input: { prompt: 'A boat', version: '3.0' } };
const turbo = { model: 'kling-turbo', task_type: 'video_generation', input: { prompt: 'A boat' } };
const omni = { task_type: 'omni_video_generation', input: { prompt: 'A boat', version: '3.0' } };
const motion = { task_type: 'motion_control', input: { image_url: url, video_url: film } };
const sound = { task_type: 'sound', input: { prompt: 'Rain' } };
const lips = { task_type: 'lip_sync', input: { video_url: film, local_dubbing_url: song } };
const avatar = { task_type: 'avatar', input: { image_url: url, local_dubbing_url: song } };

const effect = { task_type: 'effects', input: { image_url: url, effect: 'squish' } };
const extend = { task_type: 'extend_video', input: { origin_task_id: '00000000-0000-4000-8000-000000000001' } };

const ask = (task: { input: object }, change: object, outer: object = {}) =>
	refusal('piapi', 'imageToVideo', { model: 'kling', ...task, input: { ...task.input, ...change }, ...outer });

test.each<[string, { input: object }, object]>([
	['the smallest text', video, { version: undefined }],
	['text with a camera', video, { camera_control: camera, aspect_ratio: '9:16', negative_prompt: 'x', cfg_scale: 0.5 }],
	['text with sound', video, { mode: 'pro', enable_audio: true, duration: 10 }],
	['four elements on 1.6', video, { version: '1.6', elements: elements(4), mode: 'pro', aspect_ratio: '1:1' }],
	['the smallest of 3.0', three, {}],
	[
		'both frames on 3.0',
		three,
		{ image_url: url, image_tail_url: url, duration: 15, mode: 'pro', enable_audio: false },
	],
	['six shots on 3.0', three, { prompt: undefined, multi_shots: shots(2, 2, 2, 2, 2, 5), prefer_multi_shots: true }],
	['the smallest of turbo', turbo, {}],
	[
		'the fullest of turbo',
		turbo,
		{
			start_image_url: url,
			end_image_url: url,
			duration: 10,
			mode: 'pro',
			version: '2.5-turbo',
			aspect_ratio: '1:1',
			negative_prompt: 'x',
		},
	],
	['the smallest omni', omni, {}],
	[
		'the fullest omni',
		omni,
		{
			prompt: '@image_7 meets @image_1',
			images: Array(7).fill(url),
			resolution: '1080p',
			duration: 15,
			aspect_ratio: '9:16',
			enable_audio: true,
		},
	],
	['omni in shots', omni, { prompt: undefined, multi_shots: shots(3, undefined) }],
	['o1', omni, { version: 'o1', images: [url], duration: 5, resolution: '720p' }],
	['the smallest motion control', motion, {}],
	[
		'the fullest motion control',
		motion,
		{ motion_direction: 'image', keep_original_sound: false, mode: 'pro', version: '3.0' },
	],
	['a preset', motion, { video_url: undefined, preset_motion: 'Subject 3 Dance' }],
	['a preset that wins', motion, { preset_motion: 'Poping' }],
	['the smallest sound', sound, {}],
	['the fullest sound', sound, { prompt: 'x'.repeat(200), duration: 10, version: '2.6' }],
	['the smallest lip sync', lips, {}],
	[
		'a lip sync that speaks',
		lips,
		{
			video_url: undefined,
			origin_task_id: 'x',
			local_dubbing_url: undefined,
			tts_text: 'a',
			tts_timbre: 'b',
			tts_speed: 2,
		},
	],
	['the smallest avatar', avatar, {}],
	['the fullest avatar', avatar, { prompt: 'nods', mode: 'pro', batch_size: 2, version: '2.6' }],
	['the smallest effect', effect, {}],
	['the fullest effect', effect, { effect: 'rocket', prompt: 'up', professional_mode: true, version: '2.6' }],
	['an extension', extend, {}],
])('accepts %s', (_what, task, change) => {
	expect(ask(task, change)).toBeUndefined();
});

test.each<[string, { input: object }, object, RegExp]>([
	['five elements', video, { version: '1.6', elements: elements(5) }, /elements/],
	['elements by another key', video, { version: '1.6', elements: [{ image: url }] }, /image/],
	['elements without a prompt', video, { version: '1.6', elements: elements(1), prompt: undefined }, /prompt/],
	['elements on 2.6', video, { elements: elements(1) }, /elements/],
	['a camera with an image', video, { camera_control: camera, image_url: url }, /camera_control/],
	['a camera of five axes', video, { camera_control: { ...camera, config: { ...axes, zoom: undefined } } }, /zoom/],
	['a camera too far', video, { camera_control: { ...camera, config: { ...axes, zoom: 11 } } }, /zoom/],
	['a camera in halves', video, { camera_control: { ...camera, config: { ...axes, zoom: 0.5 } } }, /zoom/],
	['shots on 2.6', video, { multi_shots: shots(5) }, /multi_shots/],
	['a camera on 3.0', three, { camera_control: camera }, /camera_control/],
	['a negative prompt on 3.0', three, { negative_prompt: 'x' }, /negative_prompt/],
	['16 s of shots', three, { multi_shots: shots(14, 2) }, /15 seconds/],
	['a shot of 15 s', three, { multi_shots: shots(15) }, /duration/],
	['a shot in text', three, { multi_shots: [{ prompt: 'a', duration: '3' }] }, /cannot unmarshal/],
	['2 s of 3.0', three, { duration: 2 }, /duration/],
	['image_url on turbo', turbo, { image_url: url }, /image_url/],
	['an end without a start', turbo, { end_image_url: url }, /start_image_url/],
	['std on turbo', turbo, { mode: 'std' }, /mode/],
	['another turbo', turbo, { version: '2.5' }, /version/],
	['turbo without a prompt', turbo, { prompt: undefined }, /prompt/],
	['omni without a version', omni, { version: undefined }, /version/],
	['omni of 2.6', omni, { version: '2.6' }, /version/],
	['eight images', omni, { images: Array(8).fill(url) }, /images/],
	['a reference to nothing', omni, { prompt: '@image_2', images: [url] }, /@image_2/],
	['a mode on omni', omni, { mode: 'std' }, /mode/],
	['a frame on omni', omni, { image_url: url }, /image_url/],
	['4k on omni', omni, { resolution: '4k' }, /resolution/],
	['sound on o1', omni, { version: 'o1', enable_audio: false }, /enable_audio/],
	['shots on o1', omni, { version: 'o1', multi_shots: shots(5) }, /multi_shots/],
	['a prompt on motion control', motion, { prompt: 'dances' }, /prompt/],
	['no motion', motion, { video_url: undefined }, /video_url or preset_motion/],
	['another preset', motion, { preset_motion: 'Waltz' }, /preset_motion/],
	['a yes in text', motion, { keep_original_sound: 'yes' }, /cannot unmarshal string .* of type bool/],
	['motion control of 2.5', motion, { version: '2.5' }, /version/],
	['a sound of no words', sound, { prompt: undefined }, /prompt/],
	['a sound of 11 s', sound, { duration: 11 }, /duration/],
	['a sound whose length is a text', sound, { duration: '5' }, /cannot unmarshal/],
	['a sound for a video', sound, { video_url: film }, /video_url/],
	['two videos', lips, { origin_task_id: 'x' }, /origin_task_id and video_url/],
	['no sound and no voice', lips, { local_dubbing_url: undefined, tts_text: 'a' }, /tts_timbre/],
	['too slow a voice', lips, { tts_speed: 0.7 }, /tts_speed/],
	['no face', avatar, { image_url: undefined }, /image_url/],
	['no sound', avatar, { local_dubbing_url: undefined }, /local_dubbing_url/],
	['no batch', avatar, { batch_size: 0 }, /batch_size/],
	['speech of its own', avatar, { tts_text: 'Hi' }, /tts_text/],
	['another effect', effect, { effect: 'moonwalk' }, /effect/],
	['an effect without its prompt', effect, { effect: 'hugging' }, /prompt is required/],
	['an effect on nothing', effect, { image_url: undefined }, /image_url/],
	['a mode on an effect', effect, { mode: 'pro' }, /mode/],
	['an extension of nothing', extend, { origin_task_id: ' ' }, /origin_task_id is required/],
	['an extension with a prompt', extend, { prompt: 'on' }, /prompt/],
])('refuses %s', (_what, task, change, words) => {
	expect(ask(task, change)).toMatch(words);
});

test.each<[string, object, RegExp]>([
	['another model', { model: 'kling-3' }, /model/],
	['another task type', { task_type: 'multi_image' }, /task_type/],
	['turbo for an avatar', { model: 'kling-turbo', task_type: 'avatar' }, /task_type/],
	['another key', { external_id: 'x' }, /external_id/],
	['another service mode', { config: { service_mode: 'fast' } }, /service_mode/],
	['a webhook without secret', { config: { webhook_config: { endpoint: 'https://h' } } }, /secret/],
])('refuses %s around the input', (_what, outer, words) => {
	expect(ask(video, {}, outer)).toMatch(words);
});
