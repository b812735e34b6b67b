// What preparing a picture costs, as ratios within one run.
import sharp from 'sharp';
import { ratio, type Row } from './table';
import { Err } from '../nodes/shared/errors';
import { imageLimits } from '../nodes/shared/backends/media-limits';
import { prepare, type Prepared } from '../nodes/shared/media/prepare-image';

/** One comparison: `ours` over `bare`, by the median of pairs that run in turn. */
export interface Comparison {
	readonly what: string;
	readonly against: string;
	/** Milliseconds, medians. */
	readonly ours: number;
	readonly bare: number;
	readonly ratio: number;
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function timed(work: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}

/** Both in turn, so that a busy machine is unfair to neither; the first pair warms up. */
export async function compare(
	what: string,
	against: string,
	ours: () => Promise<unknown>,
	bare: () => Promise<unknown>,
	pairs: number,
): Promise<Comparison> {
	const times = { ours: [] as number[], bare: [] as number[], ratio: [] as number[] };
	for (let pair = 0; pair <= pairs; pair++) {
		const [first, second] = [await timed(pair % 2 ? ours : bare), await timed(pair % 2 ? bare : ours)];
		if (pair === 0) continue;
		const [mine, other] = pair % 2 ? [first, second] : [second, first];
		times.ours.push(mine);
		times.bare.push(other);
		times.ratio.push(mine / other);
	}
	return { what, against, ours: median(times.ours), bare: median(times.bare), ratio: median(times.ratio) };
}

async function prepared(bytes: Buffer): Promise<Prepared> {
	const outcome = await prepare('First Frame', bytes, imageLimits.klingLegacy);
	if (outcome instanceof Err) throw new Error(outcome.failure.message);
	return outcome;
}

/** 12 megapixels with the grain of a sensor, as phones store them: 4:2:0, quality 92, and the mark of how it was held. */
async function photo(orientation: number): Promise<Buffer> {
	const [width, height] = [4032, 3024];
	const shapes = Array.from({ length: 200 }, (_, index) => {
		const [x, y] = [(index * 977) % width, (index * 613) % height];
		return `<circle cx="${x}" cy="${y}" r="${20 + index}" fill="hsl(${index * 7},70%,50%)" opacity=".4"/>`;
	});
	const noise = { type: 'gaussian' as const, mean: 128, sigma: 12 };
	const grain = await sharp({ create: { width, height, channels: 3, background: '#888', noise } })
		.png()
		.toBuffer();
	const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#7a9"/>${shapes.join('')}</svg>`;
	return await sharp(Buffer.from(scene))
		.removeAlpha()
		.composite([{ input: grain, blend: 'soft-light' }])
		.removeAlpha()
		.withMetadata({ orientation })
		.jpeg({ quality: 92 })
		.toBuffer();
}

/** All comparisons; `pairs` runs of each side. */
export async function benchPictures(pairs = 9): Promise<Comparison[]> {
	const [upright, held] = [await photo(1), await photo(6)];
	const png = await sharp(upright).resize(1920, 1440).png().toBuffer();
	const options = { failOn: 'warning', sequentialRead: true } as const;
	const decode = (bytes: Buffer) => sharp(bytes, options).raw().toBuffer();
	const turn = () => sharp(held, options).autoOrient().jpeg({ quality: 95, chromaSubsampling: '4:2:0' }).toBuffer();
	return [
		await compare(
			'12 MP jpeg passes',
			'decoding it with sharp',
			() => prepared(upright),
			() => decode(upright),
			pairs,
		),
		await compare(
			'12 MP jpeg passes',
			COPY,
			() => prepared(upright),
			async () => Buffer.from(upright),
			pairs,
		),
		await compare(
			'3 MP png passes',
			'decoding it with sharp',
			() => prepared(png),
			() => decode(png),
			pairs,
		),
		await compare('12 MP phone photo, EXIF 6', 'one pipeline of bare sharp', () => prepared(held), turn, pairs),
	];
}

const COPY = 'copying its bytes';

const WHY =
	'besides what bare sharp does, the node reads the header and the structure of the file, and holds them against the limits.';

/** The comparisons as rows of the results. */
export async function pictureRows(): Promise<Row[]> {
	const comparisons = await benchPictures();
	return comparisons.map(({ what, against, ratio: value, ours }) => ({
		what: `preparing: ${what}`,
		figure: ratio(value),
		comparedTo: against,
		// Copying tells how long it takes, not what it could be compared with: a picture has to be decoded to be trusted.
		aim: against === COPY ? undefined : { words: '1.05', met: value <= 1.05, why: WHY },
		note: `${ours.toFixed(0)} ms`,
	}));
}
