// Any picture, any wish, any backend: the result keeps the rules, or the refusal names the one that it breaks.
import fc from '../../support/property';
import sharp from 'sharp';
import { Err } from '../../../nodes/shared/errors';
import { frameFor, MOST_STRETCHED, SMALLEST_SIDE, type Fitting } from '../../../nodes/shared/media/geometry';
import { imageLimits } from '../../../nodes/shared/backends/media-limits';
import type { ImageLimits } from '../../../nodes/shared/media/limits';
import { prepare } from '../../../nodes/shared/media/prepare-image';
import { breaches } from './rules';

const LABEL = 'First Frame';

const backends = fc.constantFrom<ImageLimits>(...Object.values(imageLimits));
const fittings = fc.record<Fitting>({
	shape: fc.constantFrom('padBlur', 'padColour', 'crop', 'refuse'),
	background: fc.constantFrom('#ffffff', '#000000', '#12ab90'),
});
const side = fc.oneof(
	fc.integer({ min: 1, max: 90 }),
	fc.integer({ min: 250, max: 360 }),
	fc.integer({ min: 30, max: 1400 }),
);

interface Drawn {
	readonly width: number;
	readonly height: number;
	readonly format: 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff';
	readonly mode: 'rgb' | 'grey' | 'alpha' | 'deep' | 'palette' | 'cmyk' | 'busy';
	readonly orientation: number;
}

const pictures = fc.record<Drawn>({
	width: side,
	height: side,
	format: fc.constantFrom('jpeg', 'png', 'webp', 'gif', 'tiff'),
	mode: fc.constantFrom('rgb', 'grey', 'alpha', 'deep', 'palette', 'cmyk', 'busy'),
	orientation: fc.integer({ min: 1, max: 8 }),
});

async function draw({ width, height, format, mode, orientation }: Drawn): Promise<Buffer> {
	const [background, noise] = [
		{ r: 200, g: 90, b: 40, alpha: 0.4 },
		{ type: 'gaussian' as const, mean: 128, sigma: 60 },
	];
	const channels = mode === 'alpha' ? 4 : 3;
	let picture = sharp({ create: { width, height, channels, background, ...(mode === 'busy' ? { noise } : {}) } });
	if (mode === 'grey') picture = picture.toColourspace('b-w');
	if (mode === 'deep' && format !== 'jpeg') picture = picture.toColourspace('rgb16');
	if (mode === 'cmyk' && (format === 'jpeg' || format === 'tiff')) picture = picture.toColourspace('cmyk');
	picture = picture.withMetadata({ orientation });
	if (format === 'png') return await picture.png({ palette: mode === 'palette' }).toBuffer();
	return await picture.toFormat(format).toBuffer();
}

const shown = ({ width, height, format, orientation }: Drawn) =>
	orientation >= 5 && format !== 'gif' ? { width: height, height: width } : { width, height };

test('the result keeps the rules of the backend, or the refusal names the rule; the same again gives the same', async () => {
	await fc.assert(
		fc.asyncProperty(pictures, backends, fittings, async (drawn, limits, fitting) => {
			const bytes = await draw(drawn);
			const outcome = await prepare(LABEL, bytes, limits, fitting);
			const { width, height } = shown(drawn);
			if (outcome instanceof Err) {
				const { kind, message, nextStep = '' } = outcome.failure;
				expect([kind, nextStep.length > 0]).toEqual(['input', true]);
				if (Math.min(width, height) < SMALLEST_SIDE) {
					expect(message).toMatch(new RegExp(`^'First Frame' is too small: ${width} x ${height} pixels`));
				} else if (Math.max(width / height, height / width) > MOST_STRETCHED) {
					expect(message).toMatch(/more than 10 times as (?:wide as high|high as wide) cannot be fitted$/);
				} else {
					expect(fitting.shape).toBe('refuse');
					expect(width / height > limits.maxRatio || width / height < limits.minRatio).toBe(true);
					expect(message).toMatch(new RegExp(`^'First Frame' is too (wide|tall): ${width} x ${height} pixels`));
				}
				return;
			}
			expect(await breaches(outcome.bytes, limits)).toEqual([]);
			const header = await sharp(outcome.bytes).metadata();
			expect([outcome.width, outcome.height, outcome.format]).toEqual([header.width, header.height, header.format]);
			if (outcome.changes.length === 0) expect(outcome.bytes).toBe(bytes);
			const again = await prepare(LABEL, Buffer.from(bytes), limits, fitting);
			expect(again).toEqual(outcome);
		}),
		{ numRuns: 150 },
	);
}, 120_000);

test('a byte limit is kept by the best quality that does, whatever the limit', async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 4_000, max: 400_000 }), side, async (maxBytes, width) => {
			const limits = { ...imageLimits.klingLegacy, maxBytes };
			const bytes = await draw({ width: width + 200, height: 500, format: 'webp', mode: 'busy', orientation: 1 });
			const outcome = await prepare(LABEL, bytes, limits, { shape: 'padColour', background: '#ffffff' });
			if (outcome instanceof Err) {
				expect(outcome.failure.message).toBe(`'First Frame' could not be compressed to less than ${maxBytes / 1e6} MB`);
				expect(maxBytes).toBeLessThan(60_000);
				return;
			}
			expect(await breaches(outcome.bytes, limits)).toEqual([]);
		}),
		{ numRuns: 25 },
	);
}, 120_000);

describe('where a picture goes', () => {
	const anySide = fc.oneof(side, fc.integer({ min: 64, max: 70_000 }));
	const sizes = fc.record({ width: anySide, height: anySide });

	test('the canvas keeps sides, ratio and the most pixels; the picture lies inside and touches two edges', () => {
		fc.assert(
			fc.property(sizes, backends, fittings, fc.option(sizes), (size, limits, fitting, like) => {
				const most = 64_000_000;
				const frame = frameFor(LABEL, size, limits, fitting, like ?? undefined, most);
				if (frame instanceof Err) return;
				const { canvas, inner, cut } = frame;
				expect(Math.min(canvas.width, canvas.height)).toBeGreaterThanOrEqual(limits.minSide);
				expect(Math.max(canvas.width, canvas.height)).toBeLessThanOrEqual(limits.maxSide);
				expect(canvas.width / canvas.height).toBeGreaterThanOrEqual(limits.minRatio);
				expect(canvas.width / canvas.height).toBeLessThanOrEqual(limits.maxRatio);
				expect(canvas.width * canvas.height).toBeLessThanOrEqual(most * 1.001);
				expect(inner.width <= canvas.width && inner.height <= canvas.height).toBe(true);
				expect(inner.width === canvas.width || inner.height === canvas.height).toBe(true);
				if (cut) expect(cut.width <= size.width && cut.height <= size.height).toBe(true);
				for (const part of [canvas.width, canvas.height, inner.width, inner.height]) {
					expect(Number.isInteger(part) && part > 0).toBe(true);
				}
			}),
			{ numRuns: 3000 },
		);
	});

	test('what fits already stays as it is, and like itself it stays too', () => {
		fc.assert(
			fc.property(sizes, backends, fittings, fc.boolean(), (size, limits, fitting, likeItself) => {
				const shape = size.width / size.height;
				fc.pre(
					Math.min(size.width, size.height) >= limits.minSide && Math.max(size.width, size.height) <= limits.maxSide,
				);
				fc.pre(shape >= limits.minRatio && shape <= limits.maxRatio);
				const frame = frameFor(LABEL, size, limits, fitting, likeItself ? size : undefined);
				expect(frame).toEqual({ canvas: size, inner: size, changes: [] });
			}),
			{ numRuns: 500 },
		);
	});
});
