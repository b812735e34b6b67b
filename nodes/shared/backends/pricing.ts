// What a task will probably cost, by the vendors' own price lists. An estimate: they change, and packs are cheaper.
import type { Result } from '../errors';
import { priceFailures, priceWarnings } from '../messages/backends';
import { fail } from '../messages/message';
import { nouns, type Product, type Quality, type Settings } from '../vocabulary';

/** Units for a second of video, by what the video has; the first that fits counts: voices, a video, sound, none of them. */
export interface Rates {
	readonly silent?: number;
	readonly withAudio?: number;
	readonly withVoices?: number;
	/** `unknown`: it costs otherwise, and no page tells how much beforehand. */
	readonly withVideo?: number | 'unknown';
}

/** Charged by the second. */
interface PriceBySecond {
	/** The least that is charged, in seconds. */
	readonly minSeconds?: number;
	/** Charged in steps of so many seconds; a step that has begun counts whole. One second where absent. */
	readonly stepSeconds?: number;
	/** For a step; by the video's quality; models without that choice have one line for all. */
	readonly rates: Partial<Record<Quality, Rates>> | { readonly any: Rates };
	/** More for each task, whatever its length: what comes before it, say. */
	readonly plus?: number;
	/** The rates are dollars, whatever the backend counts in. */
	readonly inDollars?: boolean;
	/** Beside videos their seconds count as well, and as many as the result's own at least. */
	readonly videosCount?: boolean;
}

/** The same for each task, whatever its length. */
interface PriceOfEach {
	readonly each: number;
}

/** What one operation of one model costs, in the backend's unit. */
export type Price = PriceBySecond | PriceOfEach;

/** What all prices of a backend have in common. */
export interface PriceList {
	/** Month of the list, as 2026-09. */
	readonly asOf: string;
	/** As the backend calls it. */
	readonly unit: string;
	/** Dollars for one. */
	readonly usdPerUnit: number;
}

/** What one unit costs at the moment, as the backend's price call tells it. */
export interface UnitPrice {
	readonly usd: number;
	/** The backend's own word for what is counted. */
	readonly unit: string;
	readonly per: 'second' | 'each' | 'thousandCharacters' | 'unknown';
}

/**
 * A price of the moment in place of a list's: of a second it is the base, to which the list's own proportions (sound,
 * voices) are kept, because a list ages and its proportions hardly do.
 *
 * @param characters of the text that is spoken, where there is one
 */
export function priceNow(
	listed: Price | 'unknown',
	quality: Quality | undefined,
	{ usd, per }: UnitPrice,
	characters: number | undefined,
): Price | 'unknown' {
	if (per === 'each') return { each: usd };
	if (per === 'thousandCharacters') return characters === undefined ? 'unknown' : { each: (usd * characters) / 1000 };
	if (per === 'unknown') return 'unknown';
	if (listed === 'unknown' || 'each' in listed) return { rates: { any: flat(usd) } };
	const rates = 'any' in listed.rates ? listed.rates.any : listed.rates[quality ?? '720p'];
	const base = rates?.silent ?? rates?.withAudio;
	if (rates === undefined || base === undefined || base === 0) return { rates: { any: flat(usd) } };
	// What is listed for a step is asked for by the second.
	const step = listed.stepSeconds ?? 1;
	const scaled = (rate: number | 'unknown') => (typeof rate === 'number' ? (rate / base) * usd * step : rate);
	const any = Object.fromEntries(Object.entries(rates as Rates).map(([name, rate]) => [name, scaled(rate)])) as Rates;
	return { ...listed, rates: { any } };
}

/** The same with sound and without. */
export const flat = (rate: number): Rates => ({ silent: rate, withAudio: rate });

/** What is known of a task before it is created. */
export interface PricedJob {
	/** The row's; `unknown` where no page tells. */
	readonly price: Price | 'unknown';
	readonly settings: Settings;
	readonly hasVideo: boolean;
	/** The model always makes sound, whatever the settings say. */
	readonly alwaysAudio?: boolean;
	/** The video is as long as another video or a voice: its seconds, or `unknown`. */
	readonly driven?: number | 'unknown';
	/** Seconds of all videos that go along, or `unknown`. */
	readonly videoSeconds?: number | 'unknown';
	/** Of a text that is spoken before, by a call of its own; absent where nothing is. */
	readonly speechPrice?: Price | 'unknown';
}

export interface Estimate {
	/** In the backend's unit. */
	readonly amount: number;
	readonly unit: string;
	readonly usd: number;
	/** How it comes about, as "5 s x 0.6 units x $0.14". */
	readonly arithmetic: string;
	/** Month of the price list. */
	readonly asOf: string;
}

/** The documented price; undefined where no page tells, or the length is not known. */
export function estimateFor(list: PriceList, job: PricedJob): Estimate | undefined {
	const { price, settings } = job;
	if (price === 'unknown') return undefined;
	const isInDollars = 'inDollars' in price && price.inDollars === true;
	const { unit, usdPerUnit, asOf } = isInDollars ? { ...list, unit: 'USD', usdPerUnit: 1 } : list;
	const perUnit = unit === 'USD' ? '' : ` x $${exact(usdPerUnit)}`;
	const priceOf = (rate: number) => (unit === 'USD' ? `$${exact(rate)}` : `${exact(rate)} ${unit}`);
	const estimate = (amount: number, arithmetic: string): Estimate => {
		return { amount, unit, usd: exact(amount * usdPerUnit), arithmetic: `${arithmetic}${perUnit}`, asOf };
	};
	if ('each' in price) return estimate(price.each, priceOf(price.each));
	const length = secondsOf(job);
	if (length === undefined) return undefined;
	const beside = secondsBeside(price, job, length);
	if (beside === undefined) return undefined;
	const seconds = Math.max(length, price.minSeconds ?? 0) + beside;
	const rates = 'any' in price.rates ? price.rates.any : price.rates[settings.quality ?? '720p'];
	const rate = rates && rateOf(rates, job);
	if (rate === undefined || rate === 'unknown') return undefined;
	const { stepSeconds: step, plus = 0 } = price;
	const count = step === undefined ? seconds : Math.ceil(seconds / step);
	const parts = `${step === undefined ? '' : `${count} x `}${exact(step ?? seconds)} s x ${priceOf(rate)}`;
	const besides = [plus, speechIn(job)].filter((amount) => amount > 0);
	const amount = besides.reduce((sum, one) => sum + one, rate * count);
	const whole = [parts, ...besides.map(priceOf)].join(' + ');
	return estimate(exact(amount), besides.length === 0 ? whole : `(${whole})`);
}

/** Seconds of the videos that go along, as far as they are charged; undefined where their length is not known. */
function secondsBeside(
	{ videosCount }: PriceBySecond,
	{ hasVideo, videoSeconds = 'unknown' }: PricedJob,
	length: number,
): number | undefined {
	if (!videosCount || !hasVideo) return 0;
	return videoSeconds === 'unknown' ? undefined : Math.max(videoSeconds, length);
}

/** What a text costs that is spoken before a task; nothing where no page tells. */
function speechIn({ speechPrice }: PricedJob): number {
	return typeof speechPrice === 'object' && 'each' in speechPrice ? speechPrice.each : 0;
}

/**
 * Holds a price against the user's limit. Gives warnings.
 *
 * @param limitUsd undefined where there is no limit
 * @param product what is made
 */
export function checkPrice(
	limitUsd: number | undefined,
	estimate: Estimate | undefined,
	product: Product,
): Result<string[]> {
	if (limitUsd === undefined) return [];
	if (!estimate) return [priceWarnings.notChecked];
	if (estimate.usd <= limitUsd) return [];
	const { usd, arithmetic, asOf } = estimate;
	return fail(priceFailures.tooDear, { product: nouns[product], usd, limit: limitUsd, arithmetic, asOf });
}

/** A storyboard that says nothing of the whole lasts as long as its shots. */
function secondsOf({ settings, driven }: PricedJob): number | undefined {
	if (driven !== undefined) return driven === 'unknown' ? undefined : driven;
	const shots = settings.shots?.reduce((sum, { duration }) => sum + duration, 0);
	return settings.duration ?? shots;
}

function rateOf(rates: Rates, { settings, hasVideo, alwaysAudio }: PricedJob): number | 'unknown' | undefined {
	if ((settings.voiceIds?.length ?? 0) > 0 && rates.withVoices !== undefined) return rates.withVoices;
	if (hasVideo && rates.withVideo !== undefined) return rates.withVideo;
	return alwaysAudio || settings.generateAudio ? rates.withAudio : rates.silent;
}

/** Sums of decimal fractions without their binary dust. */
const exact = (value: number) => Math.round(value * 1e6) / 1e6;
