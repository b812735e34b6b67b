// A backend's words may hold pictures and signed addresses; neither gets into a message.
import { sanitize } from '../../nodes/shared/errors';

const base64 = 'iVBORw0KGgoAAAANSUhEUgAA'.repeat(30);

test.each([
	['a data: URL', `bad image data:image/png;base64,${base64}= given`, 'bad image (file) given'],
	['a short data: URL', 'bad image data:image/png;base64,iVBORw0KGgo= given', 'bad image (file) given'],
	['a data: URL in capitals', 'bad DATA:IMAGE/PNG;BASE64,iVBORw0KGgo= given', 'bad (file) given'],
	['raw base64', `bad image ${base64} given`, 'bad image (file) given'],
	['url-safe base64', `bad image ${'ab-_'.repeat(60)} given`, 'bad image (file) given'],
	[
		'the query of a URL',
		'cannot fetch https://h.example/a.png?Expires=1&Signature=secret now',
		'cannot fetch https://h.example/a.png now',
	],
	[
		'the query of a quoted URL',
		'cannot fetch "http://h.example/a?sig=secret", sorry',
		'cannot fetch "http://h.example/a", sorry',
	],
	[
		'the queries of two URLs',
		'https://a.example/x?s=1 and https://b.example/y?s=2',
		'https://a.example/x and https://b.example/y',
	],
	['lines and tabs', ' one\n\ttwo\r\n  three ', 'one two three'],
	['nothing', '', ''],
])('%s', (_, words, expected) => {
	expect(sanitize(words)).toBe(expected);
});

test.each(['cancelled', 'The task was cancelled', 'mode is not within the range of allowed options', 'is 5 > 3? yes'])(
	'"%s" stays as it is',
	(words) => {
		expect(sanitize(words)).toBe(words);
	},
);

test('long words are cut at 500 characters', () => {
	const said = sanitize('no '.repeat(400));
	expect(said).toHaveLength(501);
	expect(said.endsWith('…')).toBe(true);
});
