// Sounds: speech, sounds from words and for a video (kling-official.md 2.9, piapi.md 2.8). Kie.ai makes none.
import { CALLBACK, CLIP, PROMPT, type ModelCases } from './case';

const tail = { callback_url: CALLBACK, external_task_id: 'n8n-1' };
const ours = { callbackUrl: CALLBACK, externalTaskId: 'n8n-1' };
/** As long as the page allows. */
const LONG = 'x'.repeat(200);

export const klingTextToSpeech: ModelCases = {
	tts: {
		smallest: {
			given: {},
			speech: { text: 'Hello', voice: 'oversea_male1', language: 'en', speed: 1 },
			body: { text: 'Hello', voice_id: 'oversea_male1', voice_language: 'en', voice_speed: 1 },
			needed: ['text', 'voice_id', 'voice_language'],
		},
		'fullest, and nobody is called back': {
			given: {},
			speech: { text: '你'.repeat(1000), voice: 'genshin_vindi2', language: 'zh', speed: 0.8 },
			callbackUrl: CALLBACK,
			body: { text: '你'.repeat(1000), voice_id: 'genshin_vindi2', voice_language: 'zh', voice_speed: 0.8 },
		},
	},
};

export const klingTextToSound: ModelCases = {
	sound: {
		smallest: {
			given: { prompt: PROMPT },
			body: { prompt: PROMPT, duration: 5 },
			needed: ['prompt', 'duration'],
		},
		'fullest, with a second too exact': {
			given: { prompt: LONG, duration: 9.96 },
			...ours,
			body: { prompt: LONG, duration: 10, ...tail },
		},
		'a length in tenths': { given: { prompt: PROMPT, duration: '3.14' }, body: { prompt: PROMPT, duration: 3.1 } },
	},
};

export const klingVideoToSound: ModelCases = {
	sound: {
		smallest: { given: {}, video: CLIP, body: { video_url: CLIP, asmr_mode: false }, needed: ['video_url'] },
		fullest: {
			given: { soundEffects: LONG, music: LONG, asmr: true },
			video: CLIP,
			...ours,
			body: { video_url: CLIP, sound_effect_prompt: LONG, bgm_prompt: LONG, asmr_mode: true, ...tail },
		},
		'a video that Kling made': {
			given: { music: 'A slow piano' },
			videoId: '900000000000000011',
			body: { video_id: '900000000000000011', bgm_prompt: 'A slow piano', asmr_mode: false },
			needed: ['video_id'],
		},
	},
};

const sound = (input: object) => ({ model: 'kling', task_type: 'sound', input });

export const piapiTextToSound: ModelCases = {
	sound: {
		smallest: {
			given: { prompt: PROMPT },
			body: sound({ prompt: PROMPT, duration: 5 }),
			needed: ['task_type', 'input.prompt'],
		},
		fullest: {
			given: { prompt: LONG, duration: 10 },
			callbackUrl: CALLBACK,
			body: {
				...sound({ prompt: LONG, duration: 10 }),
				config: { webhook_config: { endpoint: CALLBACK, secret: '' } },
			},
		},
	},
};
