// kling-official.md 8, "Prices, units per second": the vendor's list of September 2026.
import type { PriceList, Rates } from '../pricing';

const frames = ['imageToVideo', 'textToVideo'] as const;
const flat = (rate: number): Rates => ({ silent: rate, sound: rate });

export const klingPrices: PriceList = {
	asOf: '2026-09',
	unit: 'units',
	usdPerUnit: 0.14,
	rows: [
		{ models: ['kling-3.0-turbo'], operations: frames, rates: { '720p': flat(0.8), '1080p': flat(1) } },
		{
			models: ['kling-v3'],
			operations: frames,
			rates: { '720p': { silent: 0.6, sound: 0.9 }, '1080p': { silent: 0.8, sound: 1.2 }, '4k': flat(3) },
		},
		{ models: ['kling-v3'], operations: ['motionControl'], rates: { '720p': flat(0.9), '1080p': flat(1.2) } },
		{
			models: ['kling-v3-omni'],
			operations: ['multiImageToVideo', 'extendVideo'],
			rates: {
				'720p': { silent: 0.6, sound: 0.8, withVideo: 0.9 },
				'1080p': { silent: 0.8, sound: 1, withVideo: 1.2 },
				'4k': { ...flat(3), withVideo: 3 },
			},
		},
		{
			models: ['kling-video-o1'],
			operations: ['multiImageToVideo', 'extendVideo'],
			rates: { '720p': { silent: 0.6, withVideo: 0.9 }, '1080p': { silent: 0.8, withVideo: 1.2 } },
		},
		{
			models: ['kling-v2-6'],
			operations: frames,
			rates: { '720p': { silent: 0.3 }, '1080p': { silent: 0.5, sound: 1, voices: 1.2 } },
		},
		{ models: ['kling-v2-6'], operations: ['motionControl'], rates: { '720p': flat(0.5), '1080p': flat(0.8) } },
		{ models: ['kling-v2-5-turbo'], operations: frames, rates: { '720p': flat(0.3), '1080p': flat(0.5) } },
		// "Flat: TTS 0.05; text- or video-to-audio 0.25".
		{ models: ['tts'], operations: ['textToSpeech'], each: 0.05 },
		{ models: ['sound'], operations: ['textToSound', 'videoToSound'], each: 0.25 },
		// kling-official.md 8, "Flat": creating an element was seen to cost nothing.
		{ models: ['element'], operations: ['createElement'], each: 0 },
		{ models: ['voice'], operations: ['createVoice'], each: 0.05 },
		// "lip-sync 0.5 per 5 s; face detection 0.05": no page says of which length. The video's is never the shorter one.
		{ models: ['lip-sync'], operations: ['lipSync'], rates: { any: flat(0.5) }, stepSeconds: 5, plus: 0.05 },
		{ models: ['avatar'], operations: ['avatar'], rates: { '720p': flat(0.4), '1080p': flat(0.8) } },
	],
};
