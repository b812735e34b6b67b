// Elements given along with a request: read from the form's rows, counted against the model's row.
import { planFor } from '../../../nodes/KlingVideo/generate/validate-request';
import { Err } from '../../../nodes/shared/errors';
import { readElements } from '../../../nodes/KlingVideo/operations/fields/element-rows';
import type { ItemFile } from '../../../nodes/KlingVideo/operations/operation';
import { nameOf, requestFor, rows } from '../../support/contract';
import { FIRST } from '../../support/bodies/case';
import type { CreateRequest, ElementInput } from '../../../nodes/KlingVideo/operations/request';

const itemFile = (name: string, mimeType: string): ItemFile => ({ field: name, file: { mimeType, data: '' } });
const files = [itemFile('dog1', 'image/png'), itemFile('dog2', 'image/jpeg'), itemFile('notes', 'text/plain')];
/** Files of which nothing is known but what n8n takes them for. */
const read = async (value: unknown, own: readonly ItemFile[] = files) => {
	const found = await readElements(value, { files: own, odd: [], kindOf: async () => undefined });
	return found instanceof Err ? found : found.elements;
};
const row = { name: '@dog', description: ' a small brown dog ', images: 'dog*' };
const field = (name: string) => ({ from: 'field', field: name });

test.each([
	['the rows of the form', { row: [row] }],
	['a bare list', [row]],
])('%s are read', async (_, value) => {
	const dog = { name: 'dog', description: 'a small brown dog', pictures: [field('dog1'), field('dog2')] };
	expect(await read(value)).toEqual([dog]);
});

test.each([
	['the first eight seconds from a start', { start: 2 }, { startMs: 2000, endMs: 10_000 }],
	['a part', { start: '1.5', end: 6 }, { startMs: 1500, endMs: 6000 }],
	['the beginning', { end: 4 }, { startMs: 0, endMs: 4000 }],
	['what the backend takes by itself', { start: 0, end: 0 }, undefined],
])('a row with a video and voices is read: %s', async (_, times, part) => {
	const filmed = { ...row, images: '', video: 'clip', voices: 'voice*, https://example.com/bark.mp3', ...times };
	const brought = [
		...files,
		itemFile('clip', 'application/octet-stream'),
		itemFile('voice1', 'audio/ogg'),
		itemFile('voiceless', 'image/png'),
	];
	expect(await read([filmed], brought)).toEqual([
		{
			name: 'dog',
			description: 'a small brown dog',
			pictures: [],
			video: field('clip'),
			voices: [field('voice1'), { from: 'url', url: 'https://example.com/bark.mp3' }],
			...(part ? { part } : {}),
		},
	]);
});

test.each([[undefined], [null], [{}], [{ row: [] }]])('%p stands for none', async (value) => {
	expect(await read(value)).toEqual([]);
});

test.each([
	['a name that no prompt can call', [{ ...row, name: 'my dog' }], /Row 1 in 'Elements' has the name 'my dog'/],
	['a name that stands for a list', [{ ...row, name: 'image1' }], /has the name 'image1'/],
	['no name', [{ ...row, name: '' }], /Row 1 in 'Elements' has the name ''/],
	['no description', [row, { ...row, name: 'cat', description: '' }], /Row 2 in 'Elements' has no description/],
	['a name twice', [row, row], /'Elements' contains the name 'dog' twice/],
	[
		'a field that is not there',
		[{ ...row, images: 'cat' }],
		/Row 1 in 'Elements': the item has no file in a field that matches 'cat'/,
	],
	[
		'two videos',
		[{ ...row, images: '', video: 'dog1, dog2' }],
		/Row 1 in 'Elements' has 2 videos, but only one is allowed/,
	],
	[
		'a start that is no number',
		[{ ...row, start: 'soon' }],
		/Row 1 in 'Elements': 'Start \(Seconds\)' must be a number of at least 0, but it is 'soon'/,
	],
	[
		'an end before the beginning',
		[{ ...row, end: -1 }],
		/'End \(Seconds\)' must be a number of at least 0, but it is '-1'/,
	],
	['a voice that is not there', [{ ...row, voices: 'bark' }], /the item has no file in a field that matches 'bark'/],
	['no list', 'dog', /'Elements' is not a list/],
])('%s is refused', async (_, value, message) => {
	const outcome = await read(value);
	expect(outcome instanceof Err && outcome.failure).toMatchObject({
		kind: 'input',
		message: expect.stringMatching(message) as unknown,
	});
});

const CLIP = { from: 'url', url: 'https://example.com/cat.mp4' } as const;
const CAT: ElementInput = { name: 'cat', description: 'a cat', pictures: [], video: CLIP };
const cats = (count: number) => Array.from({ length: count }, (_, index) => ({ ...CAT, name: `cat${index}` }));
const PICTURE = { from: 'url', url: FIRST } as const;
const DOG: ElementInput = { name: 'element_dog', description: 'a small brown dog', pictures: [PICTURE, PICTURE] };
const filmed = { video: { from: 'url', url: 'https://example.com/dance.mp4' } } as const;
const reference = 'kie multiImageToVideo kling-3.0-omni/reference-to-video';
const edit = 'kie multiImageToVideo kling-3.0-omni/transformation';
const text = 'kie textToVideo kling-3.0-omni/text-to-video';
const video3 = 'kie imageToVideo kling-3.0/video';

const planned = (name: string, elements: readonly ElementInput[], more: Partial<CreateRequest> = {}) => {
	const found = rows.find((one) => nameOf(one) === name)!;
	const outcome = planFor(found.backend, {
		...requestFor(found, { given: { prompt: 'p' }, images: { firstFrame: FIRST } }),
		elements,
		...more,
	});
	return outcome instanceof Err ? outcome.failure.message : outcome.warnings;
};
const pack = (count: number) => Array.from({ length: count }, (_, index) => ({ ...DOG, name: `dog${index}` }));

test.each([
	['kie imageToVideo kling-3.0/video', pack(4), /'Elements' has 4 rows, but .* accepts at most 3/],
	[
		'kie imageToVideo kling-3.0/video',
		[{ ...DOG, pictures: [PICTURE] }],
		/'Elements': 'element_dog' has 1 images, but needs 2 to 4 images or one video/,
	],
	[reference, pack(8), /'Elements' has 8 rows/],
	[text, cats(4), /'Elements' has 4 rows with a video, but .* accepts at most 3/],
	[text, [...cats(1), ...pack(5)], /with images are 5 in total, but at most 4 are allowed/],
	[video3, [{ ...CAT, pictures: [PICTURE, PICTURE] }], /'Elements': 'cat' has both images and a video/],
	[
		video3,
		[{ ...DOG, part: { startMs: 0, endMs: 4000 } }],
		/'element_dog': 'Start \(Seconds\)' or 'End \(Seconds\)' is set, but there is no video/,
	],
	[video3, [{ ...CAT, part: { startMs: 0, endMs: 2500 } }], /'cat' uses 2.5 s of its video, but 3 to 8 s are needed/],
	[video3, [{ ...CAT, part: { startMs: 9000, endMs: 4000 } }], /'cat' uses -5 s of its video/],
	[text, [{ ...CAT, part: { startMs: 0, endMs: 4000 } }], /Kling 3.0 Omni on Kie.ai always uses the whole video/],
])('%s refuses what it cannot take', (name, elements, message) => {
	expect(planned(name, elements)).toMatch(message);
});

test.each([
	[
		reference,
		cats(2),
		{ ...filmed },
		/'Elements' has 2 rows with a video, but only 1 is allowed together with a video/,
	],
	[reference, cats(1), { ...filmed, references: [PICTURE] }, /can't be combined with images when there is a video/],
	[reference, [...cats(1), ...pack(1)], { ...filmed }, /can't be combined with images when there is a video/],
	[reference, [...cats(1), ...pack(4)], { references: [PICTURE] }, /are 5 in total, but at most 4 are allowed/],
	[edit, cats(1), { ...filmed, references: [PICTURE] }, /can't be combined with images/],
])('%s refuses a mixture: %#', (name, elements, more, message) => {
	expect(planned(name, elements, more)).toMatch(message);
});

test.each([
	[reference, cats(1), filmed],
	[reference, [...cats(3), ...pack(3)], { references: [PICTURE] }],
	[edit, cats(3), filmed],
	[text, [...cats(3), ...pack(4)], {}],
])('%s takes as much as its page says: %#', (name, elements, more) => {
	expect(planned(name, elements, { images: {}, ...more })).toEqual([]);
});

test('a model without elements says that they were not sent', () => {
	expect(planned('piapi imageToVideo 2.6', [DOG])).toEqual([
		"'Elements' was ignored: Kling 2.6 on PiAPI does not have this setting",
	]);
});
