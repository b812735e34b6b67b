// piapi.md 8.3, "Prices (USD), indicative": what the page names exactly; prices for 5 seconds are divided by them.
import type { PriceList, Rates } from '../pricing';

const frames = ['imageToVideo', 'textToVideo'] as const;
const flat = (rate: number): Rates => ({ silent: rate, sound: rate });
const forFive = (usd: number) => usd / 5;

export const piapiPrices: PriceList = {
	asOf: '2026-09',
	unit: 'USD',
	usdPerUnit: 1,
	rows: [
		{
			models: ['3.0'],
			operations: [...frames, 'multiImageToVideo'],
			rates: { '720p': { silent: 0.1, sound: 0.15 }, '1080p': { silent: 0.15, sound: 0.2 } },
		},
		// "2.6, 5 s: 0.20-0.66": the ends of the range; what lies between is not said.
		{
			models: ['2.6'],
			operations: frames,
			rates: { '720p': { silent: forFive(0.2) }, '1080p': { sound: forFive(0.66) } },
		},
		{
			models: ['2.5'],
			operations: frames,
			rates: { '720p': flat(forFive(0.2)), '1080p': flat(forFive(0.33)) },
		},
		{
			models: ['1.6'],
			operations: ['multiImageToVideo'],
			rates: { '720p': flat(forFive(0.26)), '1080p': flat(forFive(0.46)) },
		},
		{ models: ['2.6'], operations: ['motionControl'], rates: { '720p': flat(0.065), '1080p': flat(0.104) } },
		// "0.10 per 5 s", of the video or of the sound is not said; the sound is cut to the video (2.7).
		{ models: ['lip-sync'], operations: ['lipSync'], rates: { any: flat(0.1) }, stepSeconds: 5 },
		{ models: ['avatar'], operations: ['avatar'], rates: { '720p': flat(0.052), '1080p': flat(0.26) } },
	],
};
