// What a run made, what it cost and how long it can be fetched: a line above the output, so that nobody has to add up.
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { isObject } from '../json';
import { isFile, isGenerating, productOf, type Product } from '../vocabulary';

/** One sentence for what was made and one for what was only checked; empty where an item tells neither price nor expiry. */
export function summaryOf(items: readonly INodeExecutionData[]): string[] {
	const having = (status: string) => items.filter(({ json }) => json.status === status);
	return [...made(having('succeeded')), ...checked(having('checked'))];
}

function made(videos: readonly INodeExecutionData[]): string[] {
	const { price, priced } = addedUp(videos.map(({ json }) => json.cost));
	const expiries = videos.flatMap(({ json }) => (typeof json.urlExpiresAt === 'string' ? [json.urlExpiresAt] : []));
	const [first] = [...expiries].sort();
	if (price === '' && first === undefined) return [];
	const one = videos.length === 1;
	const ending = new Set(expiries.map(minuteOf)).size > 1 ? 'the first link expires' : 'the links expire';
	const link = first === undefined ? [] : [`${one ? 'the link expires' : ending} on ${minuteOf(first)} UTC`];
	const several = priced < videos.length ? `, ${priced} of them for ${price}` : ` for ${price}`;
	const whole = `${counted(videos)}${price === '' ? '' : several}`;
	const files = videos.filter(hasFile);
	if (files.length === 0) return [whole];
	return [`${whole}; ${[filesOf(files), ...link].join(', ')}`];
}

/** What came of an item, or would; where nobody knows which operation made it, by what the item holds. */
function productIn({ json }: INodeExecutionData): Product {
	if (json.videoUrl) return 'video';
	if ('elements' in json) return 'element';
	if ('voices' in json) return 'voice';
	if (isGenerating(json.operation)) return productOf[json.operation];
	return 'audioUrl' in json ? 'sound' : 'video';
}

/** "1 video", "2 sounds"; "results" where a run made different things. */
function counted(items: readonly INodeExecutionData[]): string {
	const products = [...new Set(items.map(productIn))];
	const noun = products.length === 1 ? products[0] : 'result';
	return `${items.length} ${noun}${items.length === 1 ? '' : 's'}`;
}

const hasFile = (item: INodeExecutionData) => isFile(productIn(item));

function filesOf(videos: readonly INodeExecutionData[]): string {
	const stored = videos.filter(({ binary }) => binary !== undefined);
	const fields = [...new Set(stored.flatMap(({ binary }) => Object.keys(binary ?? {})))];
	const names = fields.map((field) => `'${field}'`).join(', ');
	if (stored.length === 0) return 'not downloaded';
	if (stored.length < videos.length) return `${stored.length} of them downloaded into ${names}`;
	return `${videos.length === 1 ? 'the file is' : 'the files are'} in ${names}`;
}

function checked(rehearsals: readonly INodeExecutionData[]): string[] {
	if (rehearsals.length === 0) return [];
	const { price, priced } = addedUp(rehearsals.map(({ json }) => json.estimatedCost));
	const known = price === '' ? 'no price list names the price' : `would cost ${price}`;
	const several = priced > 0 && priced < rehearsals.length ? `${priced} of them ${known}` : known;
	return [`${counted(rehearsals)} checked only, nothing was sent or paid; ${several}`];
}

/** The sum in each unit, with dollars where all of it has a price in them; and how many have a price at all. */
function addedUp(costs: readonly unknown[]): { price: string; priced: number } {
	const known = costs.filter((cost): cost is IDataObject & { amount: number } => {
		return isObject(cost) && typeof cost.amount === 'number';
	});
	const units = [...new Set(known.map(({ unit }) => String(unit)))];
	const sums = units.map((unit) => {
		const own = known.filter((cost) => String(cost.unit) === unit);
		const total = sum(own.map(({ amount }) => amount));
		if (unit === 'USD') return `about $${total}`;
		const dollars = own.every(({ usd }) => typeof usd === 'number')
			? sum(own.map(({ usd }) => Number(usd)))
			: undefined;
		return `${total} ${unit}${dollars === undefined ? '' : ` (about $${dollars})`}`;
	});
	return { price: sums.join(' and '), priced: known.length };
}

/** To a tenth of a cent, without binary dust. */
const sum = (amounts: readonly number[]) => Math.round(amounts.reduce((all, one) => all + one, 0) * 1000) / 1000;

/** 2026-12-21 10:05 of 2026-12-21T10:05:59.000Z. */
const minuteOf = (time: string) => time.slice(0, 16).replace('T', ' ');
