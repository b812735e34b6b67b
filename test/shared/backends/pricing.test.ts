// The vendors' price lists: figures copied from their pages, and what they make of a task.
import { backends } from '../../../nodes/shared/backends';
import { speechPriceOf } from '../../../nodes/shared/backends/catalogue';
import {
	estimateFor,
	flat,
	priceNow,
	type Price,
	type PricedJob,
	type PriceList,
} from '../../../nodes/shared/backends/pricing';
import type { BackendId, GeneratingOperation, Quality, Settings } from '../../../nodes/shared/vocabulary';
import { answered } from '../../support/replies';

interface Wanted extends Omit<PricedJob, 'price'> {
	readonly model: string;
	readonly operation: GeneratingOperation;
}

const job = (
	model: string,
	operation: GeneratingOperation,
	settings: Settings,
	more: Partial<PricedJob> = {},
): Wanted => ({
	model,
	operation,
	settings,
	hasVideo: false,
	...more,
});
function priced(backend: BackendId, { model, operation, ...wanted }: Wanted) {
	const { models, prices } = backends[backend];
	const row = models.find(({ id }) => id === model)?.operations[operation];
	if (!row) throw new Error(`no such row: ${backend} ${model} ${operation}`);
	return estimateFor(prices, { ...wanted, price: row.price, alwaysAudio: row.alwaysAudio });
}

const FAL = 'fal-ai/kling-video';

const withVideos = (videoSeconds: number) => ({ alwaysAudio: true, hasVideo: true, videoSeconds });

test.each<[BackendId, Wanted, number, number]>([
	['kling', job('kling-v2-6', 'imageToVideo', { duration: 5, quality: '720p' }), 1.5, 0.21],
	['kling', job('kling-v2-6', 'imageToVideo', { duration: 10, quality: '1080p', generateAudio: true }), 10, 1.4],
	[
		'kling',
		job('kling-v2-6', 'imageToVideo', { duration: 5, quality: '1080p', generateAudio: true, voiceIds: ['1'] }),
		6,
		0.84,
	],
	['kling', job('kling-v3', 'textToVideo', { duration: 15, quality: '4k', generateAudio: true }), 45, 6.3],
	['kling', job('kling-v3', 'motionControl', { quality: '1080p' }, { hasVideo: true, driven: 10 }), 12, 1.68],
	['kling', job('kling-v3-omni', 'multiImageToVideo', { duration: 5, quality: '720p' }, { hasVideo: true }), 4.5, 0.63],
	['kling', job('kling-v3-omni', 'extendVideo', { duration: 10, quality: '1080p' }, { hasVideo: true }), 12, 1.68],
	['kling', job('kling-video-o1', 'extendVideo', { duration: 5, quality: '720p' }, { hasVideo: true }), 4.5, 0.63],
	['kling', job('kling-3.0-turbo', 'imageToVideo', { duration: 3 }), 2.4, 0.336],
	['kling', job('avatar', 'avatar', { quality: '720p' }, { driven: 12.27 }), 4.908, 0.68712],
	['kling', job('tts', 'textToSpeech', {}), 0.05, 0.007],
	['kling', job('sound', 'textToSound', { duration: 10 }), 0.25, 0.035],
	['kling', job('sound', 'videoToSound', {}, { hasVideo: true, driven: 'unknown' }), 0.25, 0.035],
	['kie', job('kling-3.0/video', 'imageToVideo', { duration: 5, quality: '720p' }), 70, 0.35],
	['kie', job('kling-3.0/video', 'imageToVideo', { duration: 5, quality: '1080p', generateAudio: true }), 135, 0.675],
	['kie', job('kling-3.0-omni/text-to-video', 'textToVideo', { duration: 4, quality: '4k' }), 268, 1.34],
	['kie', job('kling/v3-turbo-image-to-video', 'imageToVideo', { duration: 10, quality: '1080p' }), 225, 1.125],
	[
		'kie',
		job('kling-3.0-omni/reference-to-video', 'extendVideo', { quality: '720p' }, { hasVideo: true, driven: 5 }),
		70,
		0.35,
	],
	['piapi', job('3.0', 'imageToVideo', { duration: 5, quality: '1080p', generateAudio: true }), 1, 1],
	['piapi', job('2.5', 'textToVideo', { duration: 10, quality: '720p' }), 0.4, 0.4],
	['kling', job('lip-sync', 'lipSync', {}, { hasVideo: true, driven: 5.1 }), 1.05, 0.147],
	['piapi', job('lip-sync', 'lipSync', {}, { hasVideo: true, driven: 15.1 }), 0.4, 0.4],
	['piapi', job('2.6', 'imageToVideo', { duration: 5, quality: '1080p' }), 0.33, 0.33],
	['piapi', job('2.6', 'imageToVideo', { duration: 10, quality: '1080p', generateAudio: true }), 1.32, 1.32],
	['piapi', job('2.5-turbo', 'textToVideo', { duration: 10, quality: '1080p' }), 0.56, 0.56],
	['piapi', job('o1', 'textToVideo', { duration: 5, quality: '720p' }), 0.39, 0.39],
	['piapi', job('o1', 'multiImageToVideo', { duration: 10, quality: '1080p' }), 1.04, 1.04],
	['piapi', job('sound', 'textToSound', { duration: 5 }), 0.07, 0.07],
	['piapi', job('effects', 'effects', {}), 0.3, 0.3],
	['piapi', job('4.0', 'textToVideo', { duration: 30, quality: '1080p' }, { alwaysAudio: true }), 7.5, 7.5],
	['piapi', job('4.0-flash', 'imageToVideo', { duration: 20, quality: '720p' }, { alwaysAudio: true }), 2, 2],
	// piapi.md 8.3: "output 5, reference 4 -> 10; output 5, references 12 -> 17".
	['piapi', job('4.0', 'multiImageToVideo', { duration: 5 }, { ...withVideos(4) }), 1, 1],
	['piapi', job('4.0', 'multiImageToVideo', { duration: 5, quality: '1080p' }, { ...withVideos(12) }), 2.55, 2.55],
	['piapi', job('4.0-flash', 'multiImageToVideo', { duration: 5 }, { ...withVideos(12) }), 1.1339, 1.1339],
	['piapi', job('4.0', 'multiImageToVideo', { duration: 5 }, { alwaysAudio: true }), 0.8335, 0.8335],
	['piapi', job('2.6', 'motionControl', { quality: '720p' }, { hasVideo: true, driven: 9 }), 0.585, 0.585],
	// fal.md 6.2: rates, and what sound makes of them.
	['fal', job(`${FAL}/v3`, 'imageToVideo', { duration: 5, quality: '1080p' }), 0.56, 0.56],
	['fal', job(`${FAL}/v3`, 'imageToVideo', { duration: 5, quality: '1080p', generateAudio: true }), 0.84, 0.84],
	['fal', job(`${FAL}/v3`, 'textToVideo', { duration: 10, quality: '720p', generateAudio: true }), 1.26, 1.26],
	['fal', job(`${FAL}/v3`, 'textToVideo', { duration: 5, quality: '4k', generateAudio: true }), 2.1, 2.1],
	['fal', job(`${FAL}/v3/turbo`, 'textToVideo', { duration: 5, quality: '1080p' }), 0.7, 0.7],
	['fal', job(`${FAL}/o3`, 'imageToVideo', { duration: 5, quality: '720p', generateAudio: true }), 0.56, 0.56],
	['fal', job(`${FAL}/o1`, 'multiImageToVideo', { duration: 5, quality: '1080p' }, { hasVideo: true }), 0.84, 0.84],
	['fal', job(`${FAL}/v2.6`, 'textToVideo', { duration: 10, generateAudio: true }), 1, 1],
	['fal', job(`${FAL}/v2.5-turbo`, 'imageToVideo', { duration: 10, quality: '720p' }), 0.42, 0.42],
	['fal', job(`${FAL}/ai-avatar/v2`, 'avatar', { quality: '1080p' }, { driven: 10 }), 1.15, 1.15],
	// "Per input second, rounded up to 5 s".
	['fal', job(`${FAL}/lipsync`, 'lipSync', {}, { hasVideo: true, driven: 6 }), 0.14, 0.14],
	['fal', job('kling/v4', 'textToVideo', { duration: 10, quality: '1080p' }), 2.35, 2.35],
	// "On input + output seconds, at least 2 x output".
	['fal', job('kling/v4', 'multiImageToVideo', { duration: 5, quality: '720p' }, withVideos(3)), 0.94, 0.94],
	['fal', job('kling/v4', 'multiImageToVideo', { duration: 5, quality: '1080p' }, withVideos(12)), 2.397, 2.397],
])('%s: %o', (backend, wanted, amount, usd) => {
	expect(priced(backend, wanted)).toMatchObject({ amount, usd, unit: backends[backend].prices.unit });
});

test('the arithmetic is told with the month of the list', () => {
	expect(priced('kling', job('kling-v2-6', 'imageToVideo', { duration: 5 }))).toMatchObject({
		arithmetic: '5 s x 0.3 units x $0.14',
		asOf: '2026-09',
	});
	expect(priced('piapi', job('3.0', 'textToVideo', { duration: 5 }))).toMatchObject({ arithmetic: '5 s x $0.1' });
});

test('what comes before a task is told by itself', () => {
	expect(priced('kling', job('lip-sync', 'lipSync', {}, { driven: 4 }))).toMatchObject({
		arithmetic: '(1 x 5 s x 0.5 units + 0.05 units) x $0.14',
	});
});

test('a price for each, and one for steps of which the last counts whole', () => {
	const list: PriceList = { asOf: '2026-09', unit: 'units', usdPerUnit: 0.14 };
	const own = { flat: { each: 0.25 }, steps: { stepSeconds: 5, rates: { any: { silent: 0.5 } } } } as const;
	const of = (price: keyof typeof own, driven: number) =>
		estimateFor(list, { price: own[price], settings: {}, hasVideo: false, driven });
	expect(of('flat', 99)).toMatchObject({ amount: 0.25, usd: 0.035, arithmetic: '0.25 units x $0.14' });
	expect(of('steps', 10)).toMatchObject({ amount: 1, arithmetic: '2 x 5 s x 0.5 units x $0.14' });
	expect(of('steps', 10.1)).toMatchObject({ amount: 1.5, usd: 0.21 });
});

test('a storyboard lasts as long as its shots', () => {
	const shots = [
		{ prompt: 'a', duration: 2 },
		{ prompt: 'b', duration: 4 },
	];
	expect(priced('kling', job('kling-v3', 'imageToVideo', { shots }))).toMatchObject({ amount: 3.6 });
});

test.each<[string, BackendId, Wanted]>([
	['a model that no list names', 'kie', job('kling-2.6/image-to-video', 'imageToVideo', { duration: 5 })],
	['a video that goes on', 'piapi', job('extend', 'extendVideo', {})],
	[
		'a quality that no list names',
		'piapi',
		job('3.0', 'motionControl', { quality: '720p' }, { hasVideo: true, driven: 5 }),
	],
	[
		'a reference video whose length is an unknown field',
		'piapi',
		job('4.0', 'multiImageToVideo', { duration: 5 }, { alwaysAudio: true, hasVideo: true, videoSeconds: 'unknown' }),
	],
	[
		'a motion video whose length is an unknown field',
		'kling',
		job('kling-v3', 'motionControl', {}, { hasVideo: true, driven: 'unknown' }),
	],
])('%s has no price', (_, backend, wanted) => {
	expect(priced(backend, wanted)).toBeUndefined();
});

test('a text that is spoken before costs what the backend takes for speech', () => {
	const speechPrice = speechPriceOf(backends.kling.models);
	const wanted = { ...job('avatar', 'avatar', { quality: '720p' }, { driven: 10 }), speechPrice };
	expect(priced('kling', wanted)).toMatchObject({
		amount: 4.05,
		arithmetic: '(10 s x 0.4 units + 0.05 units) x $0.14',
	});
	expect(speechPriceOf(backends.piapi.models)).toBeUndefined();
	expect(priced('kling', { ...wanted, speechPrice: 'unknown' })).toMatchObject({ amount: 4 });
});

describe('a price of the moment', () => {
	const perSecond = (usd: number) => ({ usd, unit: 'seconds', per: 'second' }) as const;
	const { price: listed } = backends.fal.models.find(({ id }) => id === `${FAL}/v3`)!.operations.textToVideo!;
	const rates = (price: Price | 'unknown') => {
		if (price === 'unknown' || !('rates' in price) || !('any' in price.rates)) throw new Error('no rates for all');
		return price.rates.any;
	};

	test('of a second keeps the proportions of the list: sound costs half as much more', () => {
		const now = rates(priceNow(listed, '1080p', perSecond(0.2), undefined));
		expect(now.silent).toBeCloseTo(0.2);
		expect(now.withAudio).toBeCloseTo(0.3);
	});

	test('keeps what the list does not tell, and the steps in which it counts', () => {
		const unknownVideo: Price = { rates: { any: { silent: 0.1, withVideo: 'unknown' } } };
		expect(rates(priceNow(unknownVideo, undefined, perSecond(0.3), undefined))).toEqual({
			silent: expect.closeTo(0.3) as number,
			withVideo: 'unknown',
		});
		const steps: Price = { rates: { any: { silent: 0.07 } }, stepSeconds: 5 };
		const now = priceNow(steps, undefined, perSecond(0.02), undefined);
		expect(now).toMatchObject({ stepSeconds: 5, rates: { any: { silent: expect.closeTo(0.1) as number } } });
	});

	test.each<[string, Price | 'unknown', Quality | undefined]>([
		['no list has', 'unknown', '720p'],
		['a list has for each', { each: 3 }, '720p'],
		['a list has for other qualities', { rates: { '1080p': flat(0.2) } }, '720p'],
		['a list calls nothing', { rates: { any: { silent: 0 } } }, undefined],
	])('of a second that %s is the same with sound', (_, price, quality) => {
		expect(rates(priceNow(price, quality, perSecond(0.2), undefined))).toEqual(flat(0.2));
	});

	test('of a video, of a text by its length, and in units that nobody knows', () => {
		expect(priceNow(listed, '720p', { usd: 0.4, unit: 'videos', per: 'each' }, undefined)).toEqual({ each: 0.4 });
		const characters = { usd: 2, unit: '1000 characters', per: 'thousandCharacters' } as const;
		expect(priceNow('unknown', undefined, characters, 250)).toEqual({ each: 0.5 });
		expect(priceNow('unknown', undefined, characters, undefined)).toBe('unknown');
		expect(priceNow(listed, '720p', { usd: 1, unit: 'megapixels', per: 'unknown' }, undefined)).toBe('unknown');
	});

	test.each([
		['seconds', 'second'],
		['Second', 'second'],
		['video_seconds', 'second'],
		['video seconds', 'second'],
		['videos', 'each'],
		['generation', 'each'],
		['compute units', 'each'],
		['1000 characters', 'thousandCharacters'],
		['megapixels', 'unknown'],
	])('fal.ai counts in %s: %s', (unit, per) => {
		const reply = answered({ prices: [{ endpoint_id: 'a/b', unit_price: 0.1, unit, currency: 'USD' }] });
		expect(backends.fal.livePrices!.read(reply, 'a/b')).toEqual({ usd: 0.1, unit, per });
	});
});
