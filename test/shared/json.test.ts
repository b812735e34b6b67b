// parseJson is JSON.parse that loses no digits and never throws; the readers of JSON believe no shape.
import fc from '../support/property';
import { at, isJson, listAt, merge, numberAt, parseJson, textAt, urlAt } from '../../nodes/shared/json';

/** The sample id of kling-official.md 3.4 exceeds 2^53. */
const LONG = '829836802793406551';

describe('parseJson', () => {
	test.each([
		['a value of an object', `{"element_id":${LONG}}`, { element_id: LONG }],
		['with blanks and lines around it', `{"a" :\n\t${LONG}\r\n , "b": ${LONG} }`, { a: LONG, b: LONG }],
		['the last value', `{"a":1,"b":${LONG}}`, { a: 1, b: LONG }],
		['neighbours in an array', `[${LONG},${LONG}, ${LONG}]`, [LONG, LONG, LONG]],
		['nested deeply', `{"a":[{"b":[[${LONG}]]}],"c":{"d":${LONG}}}`, { a: [{ b: [[LONG]] }], c: { d: LONG } }],
		['negative', `{"a":-${LONG}}`, { a: `-${LONG}` }],
		['of exactly 16 digits', '{"a":1234567890123456}', { a: '1234567890123456' }],
		['after a string that ends in a backslash', `{"a":"\\\\","b":${LONG}}`, { a: '\\', b: LONG }],
	])('a long integer becomes text: %s', (_, text, expected) => {
		expect(parseJson(text)).toEqual(expected);
	});

	test.each([
		['alone', `{"a":"${LONG}"}`],
		['between what looks like JSON', `{"a":"x: ${LONG}, [${LONG}]"}`],
		['after an escaped quote', `{"a":"\\": ${LONG},"}`],
		['in a key', `{"${LONG}":1,":${LONG},":2}`],
		['in JSON inside a string', JSON.stringify({ resultJson: `{"id":${LONG},"ids":[${LONG}]}` })],
	])('digits inside a string stay as they are: %s', (_, text) => {
		expect(parseJson(text)).toEqual(JSON.parse(text));
	});

	test.each([
		['15 digits', '{"a":123456789012345}', { a: 123456789012345 }],
		['milliseconds since 1970', '{"a":1790000000000}', { a: 1790000000000 }],
		[
			'a fraction with many digits',
			'{"a":0.12345678901234567,"b":1234567890123456.5}',
			{ a: 0.12345678901234567, b: 1234567890123456.5 },
		],
		['an exponent', '{"a":1e21,"b":1234567890123456e2}', { a: 1e21, b: 123456789012345600 }],
	])('other numbers stay numbers: %s', (_, text, expected) => {
		expect(parseJson(text)).toEqual(expected);
	});

	test('it equals JSON.parse wherever no long integer stands as a value', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
				const text = JSON.stringify(value, null, space);
				fc.pre(!/\d{16,}/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, '""')));
				expect(parseJson(text)).toEqual(JSON.parse(text));
			}),
			{ numRuns: 500 },
		);
	});

	test('strings with quotes, backslashes and digits come back whole beside a long integer', () => {
		const awkward = fc
			.array(fc.constantFrom('"', '\\', ':', ',', '[', LONG, ' ', '}', '\n', 'ü'), { maxLength: 12 })
			.map((parts) => parts.join(''));
		fc.assert(
			fc.property(awkward, awkward, (key, value) => {
				const text = `{${JSON.stringify(`k${key}`)}:${JSON.stringify(value)},"id":${LONG}}`;
				expect(parseJson(text)).toEqual({ [`k${key}`]: value, id: LONG });
			}),
		);
	});

	test.each([
		'',
		' ',
		'{',
		'{"a":',
		'[1,2',
		'"abc',
		'nonsense',
		'<html></html>',
		'undefined',
		"{'a':1}",
		`{"a":${LONG}`,
		'\u0000',
	])('what is no JSON is undefined, not an error: %j', (text) => {
		expect(parseJson(text)).toBeUndefined();
	});

	test('any text whatever gives a value or undefined', () => {
		fc.assert(fc.property(fc.string(), (text) => expect(() => parseJson(text)).not.toThrow()));
	});

	test('a reply that echoes a picture of 10 MB as base64 is read (piapi.md 3.1: input is echoed in full)', () => {
		const text = JSON.stringify({
			input: { image_url: `data:image/png;base64,${'A'.repeat(13_400_000)}` },
			status: 'failed',
		});
		expect(at(parseJson(text), 'status')).toBe('failed');
	});
});

describe('the readers of parsed JSON', () => {
	const value = {
		a: { b: [{ c: ' x ' }, null], n: '4.4', m: 7, e: '', s: '  ', z: null, u: 'HTTPS://h/v.mp4', f: 'ftp://h/v' },
	};

	test.each([
		['at', at(value, 'a.b.0.c'), ' x '],
		['at, past null', at(value, 'a.b.1.c'), undefined],
		['at, past a string', at(value, 'a.n.c'), undefined],
		['at, in nothing', at(undefined, 'a'), undefined],
		['textAt trims', textAt(value, 'a.b.0.c'), 'x'],
		['textAt takes numbers', textAt(value, 'a.m'), '7'],
		['textAt, empty', textAt(value, 'a.e'), undefined],
		['textAt, blank', textAt(value, 'a.s'), undefined],
		['textAt, an object', textAt(value, 'a'), undefined],
		['numberAt takes text', numberAt(value, 'a.n'), 4.4],
		['numberAt, empty text is no zero', numberAt(value, 'a.e'), undefined],
		['numberAt, blank text is no zero', numberAt(value, 'a.s'), undefined],
		['numberAt, words', numberAt(value, 'a.u'), undefined],
		['numberAt, null is no zero', numberAt(value, 'a.z'), undefined],
		['listAt', listAt(value, 'a.b'), [{ c: ' x ' }, null]],
		['listAt, no list', listAt(value, 'a.n'), []],
		['urlAt', urlAt(value, 'a.u'), 'HTTPS://h/v.mp4'],
		['urlAt, another scheme', urlAt(value, 'a.f'), undefined],
		['urlAt, empty', urlAt(value, 'a.e'), undefined],
	])('%s', (_, found, expected) => {
		expect(found).toEqual(expected);
	});

	test('merge goes into objects, takes away what is null, replaces everything else and leaves its arguments alone', () => {
		const base = { a: { b: 1, list: [1, 2], gone: 1 }, c: 'x', gone: { d: 1 } };
		const extra = { a: { list: [3], gone: null }, c: { e: 1 }, gone: null };
		expect(merge(base, extra)).toEqual({ a: { b: 1, list: [3] }, c: { e: 1 } });
		expect(base).toEqual({ a: { b: 1, list: [1, 2], gone: 1 }, c: 'x', gone: { d: 1 } });
	});

	test.each([
		[{ a: [1, 'x', null, true, {}] }, true],
		[{ a: undefined }, false],
		[{ a: Number.NaN }, false],
		[{ a: () => 1 }, false],
		[{ a: [Infinity] }, false],
	])('isJson knows what can be sent: %j', (candidate, expected) => {
		expect(isJson(candidate)).toBe(expected);
	});
});
