// What a run made, what it cost and how long it can be fetched: a line above the output, so that nobody has to add up.
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { isObject } from '../json';
import { lastFrameField } from '../stored';
import { isFile, isGenerating, nouns, productOf, type Product } from '../vocabulary';
import { listDetails, summaryDetails } from '../messages/results';
import { say } from '../messages/message';

/** One sentence for what was made and one for what was only checked; empty where an item tells neither price nor expiry. */
export function summaryOf(items: readonly INodeExecutionData[]): string[] {
	const having = (status: string) => items.filter(({ json }) => json.status === status);
	return [...made(having('succeeded')), ...checked(having('checked'))];
}

/** How many tasks a list has; what they cost was paid before. */
export function summaryOfList(items: readonly INodeExecutionData[]): string[] {
	const count = items.length;
	if (count === 0) return [];
	return [count === 1 ? say(listDetails.oneTask) : say(listDetails.tasks, { count })];
}

function made(videos: readonly INodeExecutionData[]): string[] {
	const { price, priced } = addedUp(videos.map(({ json }) => json.cost));
	const expiries = videos.flatMap(({ json }) => (typeof json.urlExpiresAt === 'string' ? [json.urlExpiresAt] : []));
	const [first] = [...expiries].sort();
	if (price === '' && first === undefined) return [];
	const several = new Set(expiries.map(minuteOf)).size > 1;
	const link = first === undefined ? [] : [expiryOf(minuteOf(first), videos.length === 1, several)];
	const whole = pricedOf(counted(videos), price, priced, videos.length);
	const files = videos.filter(hasFile);
	if (files.length === 0) return [whole];
	return [say(summaryDetails.withFiles, { made: whole, files: [filesOf(files), ...link].join(', ') })];
}

function expiryOf(time: string, one: boolean, several: boolean): string {
	if (one) return say(summaryDetails.linkExpires, { time });
	return several ? say(summaryDetails.firstExpires, { time }) : say(summaryDetails.linksExpire, { time });
}

function pricedOf(made: string, price: string, count: number, all: number): string {
	if (price === '') return made;
	return count < all
		? say(summaryDetails.someForPrice, { made, count, price })
		: say(summaryDetails.forPrice, { made, price });
}

/** What came of an item, or would; where nobody knows which operation made it, by what the item holds. */
function productIn({ json }: INodeExecutionData): Product {
	if (json.videoUrl) return 'video';
	if ('elements' in json) return 'element';
	if ('voices' in json) return 'voice';
	if (isGenerating(json.operation)) return productOf[json.operation];
	return 'audioUrl' in json ? 'sound' : 'video';
}

/** "1 video", "2 audio files"; "results" where a run made different things. */
function counted(items: readonly INodeExecutionData[]): string {
	const products = [...new Set(items.map(productIn))];
	const product = products.length === 1 ? nouns[products[0]!] : summaryDetails.result;
	const count = items.length;
	return count === 1 ? say(summaryDetails.one, { product }) : say(summaryDetails.several, { count, product });
}

const hasFile = (item: INodeExecutionData) => isFile(productIn(item));

function filesOf(videos: readonly INodeExecutionData[]): string {
	const fieldsIn = ({ binary }: INodeExecutionData) =>
		Object.keys(binary ?? {}).filter((name) => name !== lastFrameField);
	const stored = videos.filter((item) => fieldsIn(item).length > 0);
	const fields = [...new Set(stored.flatMap(fieldsIn))];
	const names = { fields: fields.map((field) => `'${field}'`).join(', ') };
	if (stored.length === 0) return summaryDetails.notDownloaded;
	if (stored.length < videos.length) return say(summaryDetails.someDownloaded, { ...names, count: stored.length });
	return videos.length === 1 ? say(summaryDetails.fileIn, names) : say(summaryDetails.filesIn, names);
}

function checked(rehearsals: readonly INodeExecutionData[]): string[] {
	if (rehearsals.length === 0) return [];
	const { price, priced } = addedUp(rehearsals.map(({ json }) => json.estimatedCost));
	const some = priced > 0 && priced < rehearsals.length;
	const would = some
		? say(summaryDetails.someWouldCost, { count: priced, price })
		: say(summaryDetails.wouldCost, { price });
	const told = price === '' ? summaryDetails.noPrice : would;
	return [say(summaryDetails.checked, { made: counted(rehearsals), price: told })];
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
		if (unit === 'USD') return say(summaryDetails.dollars, { amount: inCents(total) });
		const dollars = own.every(({ usd }) => typeof usd === 'number')
			? sum(own.map(({ usd }) => Number(usd)))
			: undefined;
		const amount = { amount: total, unit };
		return dollars === undefined
			? say(summaryDetails.amount, amount)
			: say(summaryDetails.amountInDollars, { ...amount, dollars: inCents(dollars) });
	});
	return { price: sums.join(summaryDetails.and), priced: known.length };
}

/** To a tenth of a cent, without binary dust. */
const sum = (amounts: readonly number[]) => Math.round(amounts.reduce((all, one) => all + one, 0) * 1000) / 1000;

/** As prices are written, with two decimals; less than a cent as it is. */
const inCents = (dollars: number) => (dollars < 0.01 ? String(dollars) : dollars.toFixed(2));

/** 2026-12-21 10:05 of 2026-12-21T10:05:59.000Z. */
const minuteOf = (time: string) => time.slice(0, 16).replace('T', ' ');
