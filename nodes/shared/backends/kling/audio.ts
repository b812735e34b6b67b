// What the official API makes for the ear (kling-official.md 2.9): speech, sounds from words, sounds for a video.
import type { JsonObject } from '../../json';
import { clipLimits } from '../media-limits';
import type { Speech } from '../backend';
import type { NumberSetting, ModelOperation, TextSetting } from '../catalogue';
import type { Price } from '../pricing';
import { runTimes } from '../run-times';

/** kling-official.md 11.17: the language is required although it has a default, so it is always sent. */
export const speechBody = ({ text, voice, language, speed }: Speech): JsonObject => ({
	text,
	voice_id: voice,
	voice_language: language,
	voice_speed: speed,
});

/** Synchronous: no callback, no external id, no query. "Flat: TTS 0.05" (kling-official.md 8). */
export const speech: ModelOperation = {
	settings: {},
	images: {},
	speech: { write: speechBody },
	omitModelId: true,
	noExternalIds: true,
	synchronous: true,
	price: { each: 0.05 },
	runTime: 'unknown',
};

/** "Flat: text- or video-to-audio 0.25" (kling-official.md 8). */
const soundPrice: Price = { each: 0.25 };

/** "float 3.0-10.0 (one decimal)". */
const seconds: NumberSetting = { kind: 'number', key: 'duration', min: 3, max: 10, decimals: 1, default: 5 };
const words = (key: string): TextSetting => ({ kind: 'text', key, max: 200 });

export const soundOfWords: ModelOperation = {
	settings: { prompt: { ...words('prompt'), required: true }, duration: seconds },
	images: {},
	omitModelId: true,
	price: soundPrice,
	runTime: runTimes.textToSound,
};

export const soundOfVideo: ModelOperation = {
	settings: {
		soundEffects: words('sound_effect_prompt'),
		music: words('bgm_prompt'),
		asmr: { kind: 'switch', key: 'asmr_mode', default: false },
	},
	images: {},
	video: {
		key: 'video_url',
		existing: {
			key: 'video_id',
			label: 'Video ID',
			description:
				'The ID of a video that Kling generated in the last 30 days, not of its task. By default from the item.',
			fromItem: '={{ $json.videos?.[0]?.id }}',
		},
		as: 'text',
		required: true,
		limits: clipLimits.klingSound,
	},
	omitModelId: true,
	price: soundPrice,
	runTime: runTimes.videoToSound,
};
