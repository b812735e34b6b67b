// kie.md 8, "Price hints": they drift from month to month. One credit is half a cent (kie.md 3.3).
import type { PriceList } from '../pricing';

const frames = ['imageToVideo', 'textToVideo'] as const;

/** Credits for dollars a second. */
const credits = (usd: number) => Math.round(usd * 200 * 100) / 100;
const flat = (usd: number) => ({ silent: credits(usd), sound: credits(usd) });

export const kiePrices: PriceList = {
	asOf: '2026-09',
	unit: 'credits',
	usdPerUnit: 0.005,
	rows: [
		{
			models: ['kling-3.0/video'],
			operations: [...frames, 'multiImageToVideo'],
			rates: {
				'720p': { silent: credits(0.07), sound: credits(0.1) },
				'1080p': { silent: credits(0.09), sound: credits(0.135) },
				'4k': flat(0.335),
			},
		},
		{
			models: [
				'kling-3.0-omni/image-to-video',
				'kling-3.0-omni/text-to-video',
				'kling-3.0-omni/reference-to-video',
				'kling-3.0-omni/transformation',
			],
			operations: [...frames, 'multiImageToVideo', 'extendVideo'],
			rates: {
				'720p': { silent: 14, sound: 18 },
				'1080p': { silent: 18, sound: 23 },
				'4k': { silent: 67, sound: 67 },
			},
		},
		{
			models: ['kling/v3-turbo-image-to-video', 'kling/v3-turbo-text-to-video'],
			operations: frames,
			rates: { '720p': flat(0.09), '1080p': flat(0.1125) },
		},
		{
			models: ['kling-3.0/motion-control'],
			operations: ['motionControl'],
			// "Minimum charge of about 10 s seen".
			minSeconds: 10,
			rates: { '720p': flat(0.1), '1080p': flat(0.135) },
		},
	],
};
