// Elements given along with a request: read from the form's rows, counted against the model's row.
import { planFor } from '../../nodes/KlingVideo/plan';
import { Failed } from '../../nodes/KlingVideo/failure';
import { readSubjects } from '../../nodes/KlingVideo/operations/subjects';
import { nameOf, requestFor, rows } from './contract';
import { DOG, FIRST } from './bodies/case';

const files = [
	{ field: 'dog1', mimeType: 'image/png' },
	{ field: 'dog2', mimeType: 'image/jpeg' },
	{ field: 'notes', mimeType: 'text/plain' },
];
const row = { name: '@dog', description: ' a small brown dog ', images: 'dog*' };
const field = (name: string) => ({ from: 'field', field: name });

test.each([
	['the rows of the form', { row: [row] }],
	['a bare list', [row]],
])('%s are read', (_, value) => {
	const dog = { name: 'dog', description: 'a small brown dog', pictures: [field('dog1'), field('dog2')] };
	expect(readSubjects(value, files)).toEqual([dog]);
});

test.each([[undefined], [null], [{}], [{ row: [] }]])('%p stands for none', (value) => {
	expect(readSubjects(value, files)).toEqual([]);
});

test.each([
	['a name that no prompt can call', [{ ...row, name: 'my dog' }], /Row 1 of 'Elements' has the name 'my dog'/],
	['a name that stands for a list', [{ ...row, name: 'image1' }], /has the name 'image1'/],
	['no name', [{ ...row, name: '' }], /Row 1 of 'Elements' has the name ''/],
	['no description', [row, { ...row, name: 'cat', description: '' }], /Row 2 of 'Elements' has no description/],
	['a name twice', [row, row], /'Elements' has the name 'dog' twice/],
	[
		'a field that is not there',
		[{ ...row, images: 'cat' }],
		/Row 1 of 'Elements': the item has no file in a field like 'cat'/,
	],
	['no list', 'dog', /'Elements' is not a list/],
])('%s is refused', (_, value, message) => {
	const outcome = readSubjects(value, files);
	expect(outcome instanceof Failed && outcome.failure).toMatchObject({
		kind: 'input',
		message: expect.stringMatching(message) as unknown,
	});
});

const planned = (name: string, subjects: Array<typeof DOG>) => {
	const found = rows.find((one) => nameOf(one) === name)!;
	const outcome = planFor(
		found.backend,
		requestFor(found, { given: { prompt: 'p' }, images: { firstFrame: FIRST }, subjects }),
	);
	return outcome instanceof Failed ? outcome.failure.message : outcome.warnings;
};
const pack = (count: number) => Array.from({ length: count }, (_, index) => ({ ...DOG, name: `dog${index}` }));

test.each([
	['kie imageToVideo kling-3.0/video', pack(4), /'Elements' has 4 rows, .* takes 3 at most/],
	[
		'kie imageToVideo kling-3.0/video',
		[{ ...DOG, pictures: [FIRST] }],
		/'Elements': 'element_dog' has 1 pictures, 2 to 4 are needed/,
	],
	['kie multiImageToVideo kling-3.0-omni/reference-to-video', pack(8), /'Elements' has 8 rows/],
])('%s refuses what it cannot take', (name, subjects, message) => {
	expect(planned(name, subjects)).toMatch(message);
});

test('a model without elements says that they were not sent', () => {
	expect(planned('piapi imageToVideo 2.6', [DOG])).toEqual([
		"'Elements' was not sent: Kling 2.6 on PiAPI has no such field",
	]);
});
