// svg is text, and text has encodings, declarations and comments of any length in front of what matters.
import { rootOf, svgInUtf8 } from '../../../nodes/shared/media/markup';
import { kindOf, looksLike } from '../../../nodes/shared/media/detect-format';
import { pixelAt } from '../../support/images';
import { ready, refused } from '../../support/prepare-image';

const drawing = (title = 'é') =>
	`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><title>${title}</title><rect width="400" height="300" fill="#14a014"/></svg>`;
const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>\n${drawing()}`;
const little = (text: string) => Buffer.from(text, 'utf16le');
const big = (text: string) => little(text).swap16();

const drawings: Readonly<Record<string, Buffer>> = {
	'UTF-8': Buffer.from(drawing()),
	'UTF-8 with a byte order mark': Buffer.from(`\ufeff${declared('utf-8')}`),
	'UTF-16, little end first, with a byte order mark': little(`\ufeff${declared('UTF-16')}`),
	'UTF-16, big end first, with a byte order mark': big(`\ufeff${declared('UTF-16')}`),
	'UTF-16, little end first, without a mark': little(declared('UTF-16')),
	'UTF-16, big end first, without a mark': big(drawing()),
	'ISO-8859-1, declared': Buffer.from(declared('ISO-8859-1'), 'latin1'),
	'Windows-1252, declared in small letters': Buffer.from(declared('windows-1252'), 'latin1'),
	'Latin letters that nothing declares': Buffer.from(drawing(), 'latin1'),
	'UTF-8 that calls itself UTF-16': Buffer.from(declared('UTF-16')),
	'UTF-8 that names an encoding nobody knows': Buffer.from(declared('x-mine')),
	'UTF-8 behind blank lines': Buffer.from(`\n \r\n\t${declared('utf-8')}`),
	'UTF-8 behind a comment of 300 kB': Buffer.from(`<!--${'a > b <html> - -> '.repeat(17_000)}-->${drawing()}`),
	'UTF-8 behind 20,000 comments': Buffer.from(`${'<!---->\n'.repeat(20_000)}${drawing()}`),
	'UTF-16 behind a comment of 300 kB': little(`\ufeff<!--${'license '.repeat(20_000)}-->${drawing()}`),
	'UTF-8 behind processing instructions': Buffer.from(`<?xml version="1.0"?><?a b="<html>"?>${drawing()}`),
	'UTF-8 behind a doctype with declarations': Buffer.from(
		`<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a.dtd" [<!ENTITY a "]"> <!ENTITY b "<html>">\n] >${drawing()}`,
	),
};

test.each(Object.keys(drawings))('an svg in %s is drawn', async (name) => {
	expect(kindOf(drawings[name]!)).toBe('svg');
	const { bytes, width, height, changes } = await ready(drawings[name]!);
	expect({ width, height, changes }).toEqual({
		width: 1440,
		height: 1080,
		changes: ['converted from svg', 'rendered at 1440 x 1080'],
	});
	expect(await pixelAt(bytes, 0.5, 0.5)).toEqual([0x14, 0xa0, 0x14]);
});

test.each(Object.keys(drawings))('the letters of an svg in %s stay what they are', (name) => {
	expect(svgInUtf8(drawings[name]!).toString('utf8')).toContain('<title>é</title>');
});

test.each<[string, Buffer, string]>([
	['a page', Buffer.from(`<html><body>${drawing()}</body></html>`), 'a web page'],
	['a page in UTF-16', little(`\ufeff<!DOCTYPE html>\n${drawing()}`), 'a web page'],
	['a page behind a comment of 300 kB', Buffer.from(`<!--${'x'.repeat(300_000)}--><body>`), 'a web page'],
	[
		'a page that is XML',
		Buffer.from('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'),
		'a web page',
	],
	['a page that declares itself', Buffer.from(`<!DocType\nHTML PUBLIC "a">${drawing()}`), 'a web page'],
])('%s is named as one, whatever drawing it holds', async (_, bytes, what) => {
	expect(looksLike(bytes)).toBe('webPage');
	expect((await refused(bytes)).message).toBe(`'First Frame' is ${what}, not an image`);
});

test.each([
	['XML of another kind', '<feed><svg width="9" height="9"/></feed>'],
	['a comment without an end', `<!-- ${drawing()}`],
	['a doctype without an end', `<!DOCTYPE svg [ ${drawing()}`],
	['words', `see <svg>`],
	['a name that only begins so', '<svgx width="9"/>'],
])('%s is no svg', (_, text) => expect(kindOf(Buffer.from(text))).toBeUndefined());

test.each([
	'<!---->',
	'<!--',
	'<?a?>',
	'<!DOCTYPE svg [',
	'<!DOCTYPE svg>',
	']  ',
	'<',
	'< ',
	'\n',
	'<a:',
	'<!doctype ',
])('100 kB of %j take no more than a blink', (piece) => {
	const bytes = Buffer.from(piece.repeat(Math.ceil(100_000 / piece.length)));
	const from = performance.now();
	rootOf(bytes);
	rootOf(Buffer.concat([Buffer.from('<!DOCTYPE svg ['), bytes]));
	svgInUtf8(bytes);
	expect(performance.now() - from).toBeLessThan(100);
});
