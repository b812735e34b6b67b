// H11: drawings of which a part lies outside the visible area look as in a browser; and what takes too much memory says so.
import { Err } from '../../../nodes/shared/errors';
import { decode, decodeApart } from '../../../nodes/shared/media/decode-worker';
import { ready, refused } from '../../support/prepare-image';
import { corpus } from './corpus';

const INSIDE = '<rect width="400" height="250" fill="#c03020"/><circle cx="200" cy="120" r="90" fill="#2050a0"/>';
const AWAY = '<rect x="900" y="-400" width="50" height="50" fill="#00ff00"';

const svg = (body: string, root = 'viewBox="0 0 400 250" width="800" height="500"') =>
	Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${root}>${INSIDE}${body}</svg>`);

async function drawnAs(bytes: Buffer) {
	const outcome = await decode('svg', bytes);
	if ('trouble' in outcome) throw new Error(outcome.trouble);
	return outcome;
}

/** Edges may fall a hundredth of a pixel elsewhere. */
function meanDifference(one: Buffer, other: Buffer): number {
	if (one.length !== other.length) return Infinity;
	let sum = 0;
	for (let at = 0; at < one.length; at++) sum += Math.abs(one[at]! - other[at]!);
	return sum / one.length;
}

const OUTSIDE: Array<[string, string]> = [
	['something translucent', `<g opacity="0.5">${AWAY}/></g>`],
	['a <use>', `<defs><g id="a">${AWAY}/></g></defs><use href="#a" opacity=".4"/>`],
	['a mask', `<mask id="m"><rect width="400" height="400" fill="#888"/></mask><g mask="url(#m)">${AWAY}/></g>`],
	['a clip path', `<clipPath id="c">${AWAY}/></clipPath>${AWAY} clip-path="url(#c)"/>`],
	['a blend mode', `${AWAY} style="mix-blend-mode:multiply"/>`],
];

describe('H11: an svg with a part outside its visible area', () => {
	const asIfNot = async (body: string, root?: string) => {
		const [seen, without] = [await drawnAs(svg(body, root)), await drawnAs(svg('', root))];
		expect({ width: seen.width, height: seen.height }).toEqual({ width: without.width, height: without.height });
		expect(meanDifference(seen.data, without.data)).toBeLessThan(0.2);
	};

	test('is a picture like any other', async () => {
		const { changes } = await ready(svg(OUTSIDE[0]![1]));
		expect(changes).toEqual(['converted from svg', 'rendered at 1728 x 1080']);
	});

	test.each(OUTSIDE)('%s: it looks as if that were not there', async (_, body) => await asIfNot(body));

	test.each(['viewBox="-9 -9 420 270" width="600" height="700"'])(
		'... with the root %s',
		async (root) => await asIfNot(OUTSIDE[0]![1], root),
	);

	test('where another area could change what is seen, the sentence says what to do', async () => {
		const failure = await refused(svg(`<rect width="10%" height="10%"/><g opacity="0.5">${AWAY}/></g>`));
		expect(failure).toMatchObject({
			kind: 'input',
			message:
				"'First Frame' is an SVG drawing that can't be rendered, most often because of parts outside its visible area",
			nextStep: 'Open it in a browser or drawing program and save it as PNG before this node',
		});
	});

	test('one that is very far away is not made room for', async () => {
		const far = '<g opacity="0.5"><rect x="1e6" y="1e6" width="50" height="50"/></g>';
		const outcome = await decodeApart('First Frame', 'svg', svg(far));
		if (outcome instanceof Err) expect(outcome.failure.message).toMatch(/can't be rendered/);
		else expect(outcome.width * outcome.height).toBeLessThan(64e6);
	});
});

describe('a decoder that finds no more memory', () => {
	test('a HEIC is told as one that takes too much, not as damaged', async () => {
		const padded = Buffer.concat([corpus('heic.heic'), Buffer.alloc(40_000_000)]);
		const outcome = await decodeApart('First Frame', 'heic', padded, { maxMemory: 30_000_000 });
		expect((outcome as Err).failure).toMatchObject({
			message: "'First Frame' is a HEIC image that takes too much memory to read",
			nextStep: 'Convert it to JPEG or PNG before this node',
		});
	});

	test('a drawing of many translucent layers', async () => {
		const layers = '<g opacity=".9"><rect width="400" height="250"/>'.repeat(60) + '</g>'.repeat(60);
		const outcome = await decode('svg', svg(layers), { maxMemory: 60_000_000 });
		expect(outcome).toMatchObject({ trouble: 'tooMuch' });
	});
});
