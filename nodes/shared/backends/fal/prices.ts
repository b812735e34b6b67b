// fal.ai's prices: what its pages name (fal.md 6.2), and the price call, which counts (6.1).
import { isNetworkFailure, type Call, type Reply } from '../../http/types';
import { listAt, numberAt, textAt } from '../../json';
import type { Connection, LivePrices } from '../backend';
import { jsonOf } from '../parse-response';
import type { Price, PriceList, UnitPrice } from '../pricing';

/** Dollars. */
export const falPrices: PriceList = { asOf: '2026-10', unit: 'USD', usdPerUnit: 1 };

const exact = (value: number) => Math.round(value * 1e6) / 1e6;
/** Of a silent second, and what sound makes of it. */
const second = (silent: number, sound = 1) => ({ silent, withAudio: exact(silent * sound) });

/** fal.md 6.2: "Page price" and "Factor on the base". */
export const prices = {
	v3: { rates: { '720p': second(0.084, 1.5), '1080p': second(0.112, 1.5), '4k': second(0.42) } },
	turbo: { rates: { '720p': second(0.112), '1080p': second(0.14) } },
	/** Of pro no page tells. */
	o3: { rates: { '720p': second(0.084, 4 / 3), '4k': second(0.42) } },
	o1: { rates: { '1080p': { ...second(0.112), withVideo: 0.168 } } },
	v26: { rates: { any: second(0.07, 10 / 7) } },
	v25Pro: { rates: { any: second(0.07) } },
	v25: { rates: { '720p': second(0.042), '1080p': second(0.07) } },
	avatar: { rates: { '720p': second(0.056), '1080p': second(0.115) } },
	/** Of each five seconds. */
	lips: { rates: { any: second(0.07) }, stepSeconds: 5 },
	/** With a video the seconds of what goes in count as well, and as many as come out at least. */
	v4: {
		rates: {
			'720p': { ...second(0.157), withVideo: 0.094 },
			'1080p': { ...second(0.235), withVideo: 0.141 },
		},
		videosCount: true,
	},
} as const satisfies Record<string, Price>;

/** The price of one endpoint (fal.md 6.1): free, and with the account's own discounts. */
export const livePrices: LivePrices = { call: priceCall, read: readPrice };

function priceCall(endpoint: string, { platformUrl = '' }: Connection): Call {
	return { method: 'GET', url: `${platformUrl}/models/pricing?endpoint_id=${encodeURIComponent(endpoint)}` };
}

/** Looked up by its id, never by its place; an endpoint that has no price is missing. */
function readPrice(reply: Reply, endpoint: string): UnitPrice | undefined {
	if (isNetworkFailure(reply) || reply.status >= 300) return undefined;
	const row = listAt(jsonOf(reply), 'prices').find((one) => textAt(one, 'endpoint_id') === endpoint);
	const usd = numberAt(row, 'unit_price');
	const unit = textAt(row, 'unit');
	if (usd === undefined || usd < 0 || unit === undefined || textAt(row, 'currency') !== 'USD') return undefined;
	return { usd, unit, per: perOf(unit) };
}

/** fal.md 6.2: words of units, without a plural and in lower case. */
const PER: Readonly<Record<string, UnitPrice['per']>> = {
	second: 'second',
	video_second: 'second',
	'video second': 'second',
	video: 'each',
	request: 'each',
	generation: 'each',
	call: 'each',
	'compute unit': 'each',
	'1000 character': 'thousandCharacters',
};

const perOf = (unit: string): UnitPrice['per'] => PER[unit.toLowerCase().replace(/s$/, '')] ?? 'unknown';
