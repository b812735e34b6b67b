/** Legacy bodies of the official API: the smallest, the fullest and the pages' own are accepted, broken ones refused. */
import { refusalAt } from '../../index';

const image = 'https://example.com/a.png';
const video = 'https://example.com/a.mp4';
const voices = (...ids: string[]) => ids.map((voice_id) => ({ voice_id }));
const elements = (...ids: unknown[]) => ids.map((element_id) => ({ element_id }));
const shot = (index: number, duration: string, prompt = 'words') => ({ index, prompt, duration });
const tail = { watermark_info: { enabled: true }, callback_url: 'https://h/hook', external_task_id: 'mine' };
const shots = (...rows: object[]) => ({ multi_shot: true, shot_type: 'customize', multi_prompt: rows });

const text = { path: '/v1/videos/text2video', base: { model_name: 'kling-v3', prompt: 'A boat' } };
const picture = {
	path: '/v1/videos/image2video',
	base: { model_name: 'kling-v3', prompt: 'A boat', image },
};
const omni = {
	path: '/v1/videos/omni-video',
	base: { model_name: 'kling-v3-omni', prompt: 'A boat', aspect_ratio: '16:9' },
};
const motion = {
	path: '/v1/videos/motion-control',
	base: { image_url: image, video_url: video, character_orientation: 'image', mode: 'pro' },
};
const avatar = {
	path: '/v1/videos/avatar/image2video',
	base: { image, sound_file: 'https://example.com/a.mp3' },
};
const speech = {
	path: '/v1/audio/tts',
	base: { text: 'Hello there', voice_id: 'oversea_male1', voice_language: 'en' },
};
const noise = { path: '/v1/audio/text-to-audio', base: { prompt: 'Rain', duration: 5 } };
const score = { path: '/v1/audio/video-to-audio', base: { video_url: video } };
const ours = { callback_url: 'https://h/hook', external_task_id: 'mine' };
const extend = { path: '/v1/videos/video-extend', base: { video_id: '900000000000000011' } };
const effect = { path: '/v1/videos/effects', base: { effect_scene: 'pet_dance', input: { image } } };
type Page =
	| typeof text
	| typeof picture
	| typeof omni
	| typeof motion
	| typeof avatar
	| typeof speech
	| typeof noise
	| typeof score
	| typeof extend
	| typeof effect;
const frames = (...types: Array<string | undefined>) =>
	types.map((type) => ({ image_url: image, ...(type === undefined ? {} : { type }) }));
const clip = (refer_type?: string, keep_original_sound?: string) => [
	{ video_url: video, refer_type, keep_original_sound },
];

const ask = ({ path, base }: Page, change: object, options = {}) =>
	refusalAt('kling', path, { ...base, ...change }, options);

test.each<[string, Page, object]>([
	['the smallest text', text, {}],
	[
		'the fullest text',
		text,
		{ negative_prompt: '', mode: '4k', sound: 'on', aspect_ratio: '9:16', duration: '15', ...tail },
	],
	['text in shots', text, { prompt: undefined, duration: '3', ...shots(shot(1, '1'), shot(2, '2')) }],
	['text in shots that the model cuts', text, { multi_shot: true, shot_type: 'intelligence' }],
	['text on 2.5 turbo', text, { model_name: 'kling-v2-5-turbo', mode: 'std', duration: '10' }],
	['an image with three elements', picture, { element_list: elements(11, 12, 13), image_tail: image, ...tail }],
	[
		'an image with two voices',
		picture,
		{ model_name: 'kling-v2-6', mode: 'pro', sound: 'on', voice_list: voices('1', '2'), prompt: '<<<voice_2>>> hi' },
	],
	['the smallest omni', omni, {}],
	['omni with a first frame only', omni, { image_list: frames('first_frame'), aspect_ratio: undefined }],
	['omni with references', omni, { image_list: frames(undefined, undefined), prompt: '<<<image_2>>>', sound: 'on' }],
	[
		'omni with frames and elements',
		omni,
		{ image_list: frames('first_frame', 'end_frame'), element_list: elements(1) },
	],
	['omni that edits a video', omni, { video_list: clip('base', 'yes'), aspect_ratio: undefined, duration: '3' }],
	[
		'omni that refers to a video',
		omni,
		{ video_list: clip('feature', 'no'), multi_shot: true, shot_type: 'intelligence', prompt: 'next <<<video_1>>>' },
	],
	['O1 by default', omni, { model_name: undefined, duration: '10' }],
	['O1 with a reference, 7 s', omni, { model_name: 'kling-video-o1', duration: '7', image_list: frames(undefined) }],
	['the smallest motion control', motion, {}],
	['motion control on 2.6 with an element', motion, { element_list: elements(7), keep_original_sound: 'no', ...tail }],
	['motion control on v3', motion, { model_name: 'kling-v3', mode: 'std', prompt: '' }],
	['an avatar', avatar, {}],
	['an avatar with a spoken sound', avatar, { sound_file: '', audio_id: '9001', prompt: 'nods', mode: 'pro', ...tail }],
	['an effect', effect, { callback_url: 'https://h/hook', external_task_id: 'mine' }],
	['an effect for two', effect, { effect_scene: 'hug_pro', input: { images: [image, image] } }],
	['an effect that is on its way out', effect, { effect_scene: 'magic_match_tree' }],
	['speech', speech, {}],
	['a sound of words', noise, { duration: 3.1, ...ours }],
	['a sound for a video', score, { sound_effect_prompt: 'Waves', bgm_prompt: 'Piano', asmr_mode: true, ...ours }],
	['a sound for a video that was made', score, { video_url: undefined, video_id: '42' }],
	['speech at its slowest', speech, { voice_language: 'zh', voice_speed: 0.8 }],
])('accepts %s', (_what, page, change) => {
	expect(ask(page, change)).toBeUndefined();
});

test.each<[string, Page, object, RegExp]>([
	['image fields in a text body', text, { image }, /image/],
	['cfg_scale', text, { cfg_scale: 0.5 }, /cfg_scale/],
	['sound on 2.6 in std', text, { model_name: 'kling-v2-6', sound: 'on' }, /sound/],
	['sound on 2.5 turbo', text, { model_name: 'kling-v2-5-turbo', sound: 'off' }, /sound/],
	['4k on 2.6', text, { model_name: 'kling-v2-6', mode: '4k' }, /mode/],
	['a number as duration', text, { duration: 5 }, /duration/],
	['no prompt', text, { prompt: undefined }, /prompt/],
	['shots without multi_shot', text, { multi_prompt: [shot(1, '5')] }, /multi_shot/],
	['shots of the wrong sum', text, shots(shot(1, '1'), shot(2, '2')), /add up/],
	['shots without numbers in order', text, shots(shot(2, '5')), /numbered/],
	['a shot whose duration is a number', text, shots({ ...shot(1, '5'), duration: 5 }), /duration/],
	['a shot whose index is a text', text, shots({ ...shot(1, '5'), index: '1' }), /index/],
	['seven shots', text, { ...shots(...[1, 2, 3, 4, 5, 6, 7].map((at) => shot(at, '1'))), duration: '7' }, /multi_p/],
	['a shot over 512 characters', text, shots(shot(1, '5', 'x'.repeat(513))), /prompt/],
	['rows with intelligence', text, { ...shots(shot(1, '5')), shot_type: 'intelligence' }, /customize/],
	['no shot_type', text, { multi_shot: true }, /shot_type/],
	['four elements', picture, { element_list: elements(1, 2, 3, 4) }, /element_list/],
	['an element id as text', picture, { element_list: elements('829836802793406551') }, /element_id/],
	['elements on 2.6', picture, { model_name: 'kling-v2-6', element_list: elements(1) }, /element_list/],
	['voices on v3', picture, { voice_list: voices('1'), sound: 'on', mode: 'pro' }, /voice_list/],
	[
		'voices without sound',
		picture,
		{ model_name: 'kling-v2-6', mode: 'pro', voice_list: voices('1') },
		/voice_list needs sound/,
	],
	['three voices', picture, { model_name: 'kling-v2-6', mode: 'pro', voice_list: voices('1', '2', '3') }, /voice_list/],
	['a reference to nothing', picture, { prompt: '<<<element_1>>>' }, /element_1/],
	['an end frame alone', omni, { image_list: frames('end_frame') }, /first frame/],
	['two first frames', omni, { image_list: frames('first_frame', 'first_frame') }, /at most one/],
	[
		'eight images and elements',
		omni,
		{ image_list: frames(...Array(5)), element_list: elements(1, 2, 3) },
		/at most 7/,
	],
	['five images with a video', omni, { image_list: frames(...Array(5)), video_list: clip('feature') }, /at most 4/],
	[
		'four elements with a frame',
		omni,
		{ image_list: frames('first_frame'), element_list: elements(1, 2, 3, 4) },
		/3 el/,
	],
	['two videos', omni, { video_list: [...clip(), ...clip()] }, /video_list/],
	['sound with a video', omni, { video_list: clip('feature'), sound: 'on' }, /sound/],
	['frames with an edit', omni, { video_list: clip('base'), image_list: frames('first_frame') }, /no frames/],
	['an edit is the default', omni, { video_list: clip(), image_list: frames('first_frame') }, /no frames/],
	['customized shots with a video', omni, { video_list: clip('feature'), ...shots(shot(1, '5')) }, /intelligence/],
	['no ratio without a first frame', omni, { aspect_ratio: undefined }, /aspect_ratio/],
	['no ratio with a reference video', omni, { video_list: clip('feature'), aspect_ratio: undefined }, /aspect_ratio/],
	['a video as base64', omni, { video_list: [{ video_url: 'AAAA' }] }, /video_url/],
	['a negative prompt on omni', omni, { negative_prompt: 'x' }, /negative_prompt/],
	['sound on O1', omni, { model_name: 'kling-video-o1', sound: 'on' }, /sound/],
	['4k on O1', omni, { model_name: 'kling-video-o1', mode: '4k' }, /mode/],
	['7 s of O1 without references', omni, { model_name: 'kling-video-o1', duration: '7' }, /5 or 10/],
	['11 s of O1', omni, { model_name: 'kling-video-o1', duration: '11', image_list: frames(undefined) }, /duration/],
	[
		'elements with both frames on O1',
		omni,
		{ model_name: 'kling-video-o1', image_list: frames('first_frame', 'end_frame'), element_list: elements(1) },
		/no elements/,
	],
	[
		'frames among three images on O1',
		omni,
		{ model_name: 'kling-video-o1', image_list: frames('first_frame', undefined, undefined) },
		/more than 2 images/,
	],
	['motion control without mode', motion, { mode: undefined }, /mode/],
	['motion control without orientation', motion, { character_orientation: undefined }, /character_orientation/],
	['motion control in 4k', motion, { mode: '4k' }, /mode/],
	['motion control with a bool for the sound', motion, { keep_original_sound: true }, /keep_original_sound/],
	['motion control with two elements', motion, { element_list: elements(1, 2) }, /element_list/],
	['motion control of 2.5', motion, { model_name: 'kling-v2-5-turbo' }, /1203/],
	['motion control with a duration', motion, { duration: '5' }, /duration/],
	['an avatar with both sounds', avatar, { audio_id: '1' }, /exactly one/],
	['an avatar without sound', avatar, { sound_file: undefined }, /exactly one/],
	['an avatar with a model', avatar, { model_name: 'kling-v3' }, /model_name/],
	['an avatar in 4k', avatar, { mode: '4k' }, /mode/],
	['an effect without a name', effect, { effect_scene: undefined }, /effect_scene/],
	['an effect that nobody knows', effect, { effect_scene: 'moonwalk' }, /moonwalk is not supported/],
	['an effect that is gone', effect, { effect_scene: 'hug' }, /discontinued/],
	['an effect for one with a list', effect, { input: { images: [image] } }, /input\.image/],
	['an effect for two with one', effect, { effect_scene: 'hug_pro', input: { image } }, /input\.image/],
	[
		'an effect for two with three',
		effect,
		{ effect_scene: 'hug_pro', input: { images: [image, image, image] } },
		/images/,
	],
	['an effect with a duration', effect, { duration: '5' }, /duration/],
	['an effect with a watermark', effect, { watermark_info: { enabled: true } }, /watermark_info/],
	['an extension, whose models are retired', extend, {}, /discontinued/],
	['speech without language', speech, { voice_language: undefined }, /voice_language/],
	['speech in a preset voice', speech, { voice_id: '829836802793406' }, /Voice id not found/],
	['speech too fast', speech, { voice_speed: 2.1 }, /voice_speed/],
	['speech over 1000 characters', speech, { text: 'x'.repeat(1001) }, /text/],
	['a sound of no words', noise, { prompt: ' ' }, /prompt/],
	['a sound over 200 characters', noise, { prompt: 'x'.repeat(201) }, /prompt/],
	['a sound without a length', noise, { duration: undefined }, /duration/],
	['a sound whose length is a text', noise, { duration: '5' }, /duration/],
	['too short a sound', noise, { duration: 2.9 }, /duration/],
	['too exact a length', noise, { duration: 3.14 }, /one decimal/],
	['a sound with a watermark', noise, { watermark_info: { enabled: true } }, /watermark_info/],
	['a sound for two videos', score, { video_id: '42' }, /exactly one/],
	['a sound for no video', score, { video_url: undefined }, /exactly one/],
	['a video as base64', score, { video_url: 'AAAA' }, /video_url/],
	['music over 200 characters', score, { bgm_prompt: 'x'.repeat(201) }, /bgm_prompt/],
	['a prompt beside a video', score, { prompt: 'Waves' }, /prompt/],
	['speech with an external id', speech, { external_task_id: 'x' }, /external_task_id/],
])('refuses %s', (_what, page, change, words) => {
	expect(ask(page, change)).toMatch(words);
});

describe('an extension, while its models still ran', () => {
	const still = (change: object) => ask(extend, change, { retiredModels: true });

	test('takes the fullest body and the smallest', () => {
		expect(still({})).toBeUndefined();
		expect(still({ prompt: 'on', negative_prompt: 'x', cfg_scale: 1, ...tail })).toBeUndefined();
	});

	test.each<[string, object, RegExp]>([
		['no video', { video_id: undefined }, /video_id/],
		['an empty one', { video_id: ' ' }, /video_id/],
		['an id that is a number', { video_id: 9 }, /video_id/],
		['a model', { model_name: 'kling-v1-6' }, /model_name/],
		['a duration', { duration: '5' }, /duration/],
		['too strict a scale', { cfg_scale: 1.1 }, /cfg_scale/],
		['a scale in text', { cfg_scale: '1' }, /cfg_scale/],
	])('refuses %s', (_what, change, words) => {
		expect(still(change)).toMatch(words);
	});
});
