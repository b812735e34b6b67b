// Text files among the pictures: in which encoding they are, and what their root element is, read in one pass however
// long the comments in front of it are.

import { isUtf8 } from 'node:buffer';

/** How much is read in search of a root element, in bytes; what editors write in front of it are some kB at most. */
const PROLOG = 1_000_000;

/** A file as text, of its first bytes; its encoding by byte order mark, or by the zeros in its first characters. */
export function textOf(bytes: Buffer, most = Infinity): string {
	const part = bytes.subarray(0, Math.min(bytes.length, most));
	const encoding = unicodeOf(part);
	// One character a byte where nothing is said: what matters of the beginning is ASCII.
	return encoding ? new TextDecoder(encoding).decode(part) : part.toString('latin1');
}

/** The Unicode encoding that the first bytes show (XML 1.0, appendix F); undefined where they show none. */
function unicodeOf(bytes: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | undefined {
	const start = bytes.toString('latin1', 0, 4);
	if (start.startsWith('\xef\xbb\xbf')) return 'utf-8';
	if (start.startsWith('\xff\xfe') || /^[\t\n\r -~]\0[\t\n\r -~]\0/.test(start)) return 'utf-16le';
	if (start.startsWith('\xfe\xff') || /^\0[\t\n\r -~]\0[\t\n\r -~]/.test(start)) return 'utf-16be';
	return undefined;
}

/** The name of a text's root element without its prefix, in small letters; `html` also where only the doctype says so. */
export function rootOf(bytes: Buffer): string | undefined {
	if (!/^[\s\0\xef\xbb\xbf\xfe\xff]*</.test(bytes.toString('latin1', 0, 100))) return undefined;
	const text = textOf(bytes, PROLOG);
	for (let at = afterBlanks(text, 0); at < text.length; at = afterBlanks(text, at)) {
		const next = text.startsWith('<!--', at)
			? behind(text, '-->', at + 4)
			: text.startsWith('<?', at)
				? behind(text, '?>', at + 2)
				: undefined;
		if (next !== undefined) {
			at = next;
			continue;
		}
		const doctype = /^<!doctype\s+([\w:.-]{1,100})/i.exec(text.slice(at, at + 200));
		if (!doctype) return elementAt(text, at);
		if (doctype[1]!.toLowerCase() === 'html') return 'html';
		at = behindDoctype(text, at);
	}
	return undefined;
}

function elementAt(text: string, at: number): string | undefined {
	return /^<(?:[\w.-]{1,100}:)?([A-Za-z][\w.-]{0,100})(?=[\s/>])/.exec(text.slice(at, at + 210))?.[1]?.toLowerCase();
}

function behind(text: string, mark: string, from: number): number {
	const at = text.indexOf(mark, from);
	return at < 0 ? text.length : at + mark.length;
}

/** A doctype may hold declarations in brackets, with `>` of their own. */
function behindDoctype(text: string, from: number): number {
	const end = text.indexOf('>', from);
	const bracket = text.indexOf('[', from);
	if (end < 0 || bracket < 0 || end < bracket) return end < 0 ? text.length : end + 1;
	for (let close = text.indexOf(']', bracket); close >= 0; close = text.indexOf(']', close + 1)) {
		const next = afterBlanks(text, close + 1);
		if (text[next] === '>') return next + 1;
	}
	return text.length;
}

function afterBlanks(text: string, from: number): number {
	let at = from;
	while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
	return at;
}

/**
 * An svg file in UTF-8, as the decoder wants it: from UTF-16, or from the 8-bit encoding that its declaration names. The
 * same bytes where they are that already.
 */
export function svgInUtf8(bytes: Buffer): Buffer {
	const unicode = unicodeOf(bytes);
	const declared = unicode ?? declaredEncoding(bytes);
	if (unicode === undefined && (declared ?? 'utf-8') === 'utf-8')
		return isUtf8(bytes) ? trimmed(bytes) : fromWindows(bytes);
	return Buffer.from(new TextDecoder(declared).decode(bytes).trimStart(), 'utf8');
}

/** What says it is UTF-8 and is not was written by an old editor on Windows. */
const fromWindows = (bytes: Buffer) => Buffer.from(new TextDecoder('windows-1252').decode(bytes).trimStart(), 'utf8');

/** Blanks before the declaration, which XML forbids. */
function trimmed(bytes: Buffer): Buffer {
	let at = 0;
	while (at < bytes.length && bytes[at]! <= 0x20) at++;
	return bytes.subarray(at);
}

/** What the XML declaration says; undefined where it says nothing, or names what nobody knows. */
function declaredEncoding(bytes: Buffer): string | undefined {
	const declaration = /^\s*<\?xml[^>]{1,200}?encoding\s{0,20}=\s{0,20}["']([\w.:-]{1,40})["']/i;
	const name = declaration.exec(bytes.toString('latin1', 0, 400))?.[1];
	if (name === undefined) return undefined;
	try {
		const { encoding } = new TextDecoder(name);
		// Bytes that show no zeros are not UTF-16, whatever the declaration says.
		return encoding.startsWith('utf-16') ? undefined : encoding;
	} catch {
		return undefined;
	}
}
