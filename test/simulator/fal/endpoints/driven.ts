/** Motion control, avatars, lips, sounds, voices and effects (fal.md 3.4 to 3.6, appendix B). */
import { avatarSound, lipFilm, lipSound, motionFilm, mutedFilm, picture, voiceSource } from './limits';
import {
	bool,
	bySecond,
	bySome,
	closed,
	elementList,
	elementMedia,
	fiveOrTen,
	film,
	images,
	needed,
	oneOf,
	secondsOf,
	sound,
	text,
	url,
	urls,
} from './endpoint';
import type { Endpoint } from './endpoint';

type Endpoints = Record<string, Endpoint>;

// prettier-ignore
export const speakers: readonly string[] = [
	'genshin_vindi2', 'zhinen_xuesheng', 'AOT', 'ai_shatang', 'genshin_klee2', 'genshin_kirara', 'ai_kaiya',
	'oversea_male1', 'ai_chenjiahao_712', 'girlfriend_4_speech02', 'chat1_female_new-3', 'chat_0407_5-1',
	'cartoon-boy-07', 'uk_boy1', 'cartoon-girl-01', 'PeppaPig_platform', 'ai_huangzhong_712', 'ai_huangyaoshi_712',
	'ai_laoguowang_712', 'chengshu_jiejie', 'you_pingjing', 'calm_story1', 'uk_man2', 'laopopo_speech02',
	'heainainai_speech02', 'reader_en_m-v1', 'commercial_lady_en_f-v1', 'tiyuxi_xuedi', 'tiexin_nanyou',
	'girlfriend_1_speech02', 'girlfriend_2_speech02', 'zhuxi_speech02', 'uk_oldman3', 'dongbeilaotie_speech02',
	'chongqingxiaohuo_speech02', 'chuanmeizi_speech02', 'chaoshandashu_speech02', 'ai_taiwan_man2_speech02',
	'xianzhanggui_speech02', 'tianjinjiejie_speech02', 'diyinnansang_DB_CN_M_04-v2', 'yizhipiannan-v1',
	'guanxiaofang-v2', 'tianmeixuemei-v1', 'daopianyansang-v1', 'mengwa-v1',
];

const speed = { type: 'number', minimum: 0.8, maximum: 2 };

function motion(): Endpoints {
	const all: Endpoints = {};
	// No page names a price: made up.
	for (const [version, quality, price] of [
		['v3', 'standard', 0.126],
		['v3', 'pro', 0.168],
		['v2.6', 'standard', 0.07],
		['v2.6', 'pro', 0.112],
	] as const) {
		all[`fal-ai/kling-video/${version}/${quality}/motion-control`] = {
			operation: 'motionControl',
			output: 'video',
			schema: closed(
				{
					image_url: url,
					video_url: url,
					character_orientation: oneOf('image', 'video'),
					keep_original_sound: bool,
					prompt: text(2500),
					...(version === 'v3' ? { elements: elementList(1, 'pictures', 0) } : {}),
				},
				['image_url', 'video_url', 'character_orientation'],
			),
			broken: (input) =>
				input.elements !== undefined && input.character_orientation !== 'video'
					? { field: 'elements', msg: 'elements need character_orientation video' }
					: undefined,
			media: (input) => [
				...images(input, ['image_url'], picture),
				...film(input, 'video_url', motionFilm(input.character_orientation)),
				...elementMedia(input, picture, motionFilm('video')),
			],
			...bySecond(price),
		};
	}
	return all;
}

const avatar = (price: number): Endpoint => ({
	operation: 'avatar',
	output: 'avatar',
	schema: closed({ image_url: url, audio_url: url, prompt: text(2500) }, ['image_url', 'audio_url']),
	media: (input) => [...images(input, ['image_url'], picture), ...sound(input, 'audio_url', avatarSound)],
	...bySecond(price),
});

const effects = (price: number): Endpoint => ({
	operation: 'effects',
	output: 'video',
	schema: closed({ effect_scene: needed(200), duration: fiveOrTen, input_image_urls: urls(1, 2) }, ['effect_scene']),
	media: (input) => images(input, ['input_image_urls'], picture),
	seconds: secondsOf,
	...bySome('video', price),
});

const lips = { operation: 'lipSync', output: 'video', ...bySecond(0.014) } as const;

export const drivenEndpoints: Endpoints = {
	...motion(),
	'fal-ai/kling-video/ai-avatar/v2/standard': avatar(0.056),
	'fal-ai/kling-video/ai-avatar/v2/pro': avatar(0.115),
	'fal-ai/kling-video/v1/standard/ai-avatar': avatar(0.056),
	'fal-ai/kling-video/v1/pro/ai-avatar': avatar(0.115),
	'fal-ai/kling-video/lipsync/audio-to-video': {
		...lips,
		schema: closed({ video_url: url, audio_url: url }, ['video_url', 'audio_url']),
		media: (input) => [...film(input, 'video_url', lipFilm(10)), ...sound(input, 'audio_url', lipSound)],
		units: (_input, seconds) => Math.ceil(seconds / 5) * 5,
	},
	'fal-ai/kling-video/lipsync/text-to-video': {
		...lips,
		schema: closed(
			{
				video_url: url,
				text: needed(120),
				voice_id: oneOf(...speakers),
				voice_language: oneOf('zh', 'en'),
				voice_speed: speed,
			},
			['video_url', 'text', 'voice_id'],
		),
		media: (input) => film(input, 'video_url', lipFilm(60)),
		units: (_input, seconds) => Math.ceil(seconds / 5) * 5,
	},
	'fal-ai/kling-video/v1/tts': {
		operation: 'textToSpeech',
		output: 'audio',
		schema: closed({ text: needed(1000), voice_id: oneOf(...speakers), voice_speed: speed }, ['text']),
		seconds: (input) => Math.max(2, String(input.text).length / 15),
		unit: '1000 characters',
		unitPrice: 0.2,
		units: (input) => String(input.text).length / 1000,
	},
	'fal-ai/kling-video/video-to-audio': {
		operation: 'videoToSound',
		output: 'videoAndAudio',
		schema: closed(
			{ video_url: url, sound_effect_prompt: text(200), background_music_prompt: text(200), asmr_mode: bool },
			['video_url'],
		),
		media: (input) => film(input, 'video_url', mutedFilm),
		...bySome('video', 0.035),
	},
	'fal-ai/kling-video/create-voice': {
		operation: 'createVoice',
		output: 'voice',
		schema: closed({ voice_url: url }, ['voice_url']),
		media: (input) => sound(input, 'voice_url', voiceSource),
		...bySome('request', 0.007),
	},
	'fal-ai/kling-video/v1/standard/effects': effects(0.28),
	'fal-ai/kling-video/v1.5/pro/effects': effects(0.49),
	'fal-ai/kling-video/v1.6/standard/effects': effects(0.28),
	'fal-ai/kling-video/v1.6/pro/effects': effects(0.49),
};
