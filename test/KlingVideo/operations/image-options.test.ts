// The options for pictures as a request: what stands in the form, what an expression may give, and what it may not.
import { Err } from '../../../nodes/shared/errors';
import type { Form } from '../../../nodes/shared/node-parameters';
import { readPictureHandling } from '../../../nodes/KlingVideo/operations/fields/image-options';

const read = (options: Record<string, unknown>) =>
	readPictureHandling({ value: () => undefined, text: () => '', option: (name) => options[name] } satisfies Form);
const DEFAULT = { fitting: { shape: 'padBlur', background: '#ffffff' }, fromUrl: 'automatically' };

test.each<[string, Record<string, unknown>]>([
	['nothing was added', {}],
	['everything is empty', { fitPicture: '', backgroundColor: '', preparePictureFromUrl: '' }],
	['everything is null', { fitPicture: null, backgroundColor: null, preparePictureFromUrl: null }],
	[
		'the defaults were added',
		{ fitPicture: 'padBlur', backgroundColor: '#FFFFFF', preparePictureFromUrl: 'automatically' },
	],
])('%s: the defaults', (_, options) => expect(read(options)).toEqual(DEFAULT));

test.each([
	['#12aBeF', '#12abef'],
	['12abef', '#12abef'],
	[' #fff ', '#ffffff'],
	['#0a3', '#00aa33'],
])('the colour %s', (given, background) => {
	expect(read({ backgroundColor: given, fitPicture: 'padColour' })).toMatchObject({
		fitting: { shape: 'padColour', background },
	});
});

test.each<[Record<string, unknown>, string, RegExp]>([
	[{ backgroundColor: 'white' }, "'Background Color' must be a hex color, but it is 'white'", /such as #ffffff/],
	[{ backgroundColor: '#ffff' }, "'Background Color' must be a hex color, but it is '#ffff'", /such as #ffffff/],
	[
		{ backgroundColor: 'rgba(1,2,3,0.5)' },
		"'Background Color' must be a hex color, but it is 'rgba(1,2,3,0.5)'",
		/such as/,
	],
	[{ backgroundColor: 255 }, "'Background Color' must be a hex color, but it is '255'", /such as/],
	[{ fitPicture: 'stretch' }, "'Image Fit' can't be 'stretch'", /padBlur, padColour, crop, refuse/],
	[{ preparePictureFromUrl: true }, "'Image URL Handling' can't be 'true'", /automatically, always, never/],
])('%j is told', (options, message, nextStep) => {
	const outcome = read(options);
	expect(outcome).toBeInstanceOf(Err);
	expect((outcome as Err).failure).toMatchObject({
		kind: 'input',
		message,
		nextStep: expect.stringMatching(nextStep) as unknown,
	});
});
