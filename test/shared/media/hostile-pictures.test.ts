// Pictures that are made to hurt: they cost neither time nor memory.
import { readJpeg } from '../../../nodes/shared/media/jpeg';
import { readPng } from '../../../nodes/shared/media/png';
import { kindOf, looksLike } from '../../../nodes/shared/media/detect-format';
import { calmest } from '../../support/heartbeat';
import { drawn } from '../../support/images';
import { ready } from '../../support/prepare-image';

/** Milliseconds that the work takes, the better of two: a busy machine pauses anybody. */
function time(work: () => unknown): number {
	const took = () => {
		const start = performance.now();
		work();
		return performance.now() - start;
	};
	return Math.min(took(), took());
}

test('H2: 40 comments, and 40,000, take no time', () => {
	for (const count of [40, 40_000]) {
		const bytes = Buffer.from('<!---->'.repeat(count));
		expect(time(() => [kindOf(bytes), looksLike(bytes)])).toBeLessThan(400);
	}
});

test('H3: an svg of 150 kB with a link and blanks in a comment takes no time', async () => {
	const links = `<!-- href=${' '.repeat(150_000)}# -->`;
	const bytes = Buffer.from(
		`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">${links}<rect width="400" height="400"/></svg>`,
	);
	const { result, longestGapMs } = await calmest(async () => await ready(bytes), 100, 3);
	expect(result.changes).toContain('converted from svg');
	expect(longestGapMs).toBeLessThan(500);
});

test('H4: a jpeg with millions of small segments before the picture is refused at once', async () => {
	const picture = await drawn(400, 300).jpeg().toBuffer();
	const segments = Buffer.alloc(4 * 2_000_000);
	for (let at = 0; at < segments.length; at += 4) segments.writeUInt32BE(0xfffe0002, at);
	const bytes = Buffer.concat([picture.subarray(0, 2), segments, picture.subarray(2)]);
	expect(readJpeg(bytes)).toBeUndefined();
	expect(time(() => readJpeg(bytes))).toBeLessThan(400);
	const few = Buffer.concat([picture.subarray(0, 2), segments.subarray(0, 4_000), picture.subarray(2)]);
	expect(readJpeg(few)?.bytes.equals(few)).toBe(true);
});

test('a png with a million empty chunks is refused at once', async () => {
	const picture = await drawn(400, 300).png().toBuffer();
	const chunk = Buffer.from([0, 0, 0, 0, 0x74, 0x45, 0x58, 0x74, 0, 0, 0, 0]);
	const many = Buffer.alloc(12 * 1_000_000, chunk);
	const bytes = Buffer.concat([picture.subarray(0, 33), many, picture.subarray(33)]);
	expect(readPng(bytes)).toBeUndefined();
	expect(time(() => readPng(bytes))).toBeLessThan(400);
});
