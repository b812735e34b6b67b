// data: URLs and base64 text, in every form that RFC 2397, RFC 4648 and the browsers know.

/** What a text is that holds a file, or why it holds none. */
export type Decoded = Buffer | 'empty' | 'malformed';

/** The bytes of base64 text, or of a data: URL of any form; with or without blanks and lines. */
export function decodeText(text: string): Decoded {
	const trimmed = text.trim().replace(/^\ufeff/, '');
	return /^data:/i.test(trimmed) ? decodeDataUrl(trimmed) : decodePlain(trimmed);
}

/** Longest part in front of the comma, in characters: a type and its parameters. */
const LONGEST_HEAD = 2_000;

/** `data:[type][;parameter=value]*[;base64],content` (RFC 2397); the first comma ends its head, in quotes too, as in browsers. */
function decodeDataUrl(url: string): Decoded {
	const comma = url.slice(0, LONGEST_HEAD).indexOf(',');
	if (comma < 0) return 'malformed';
	const isBase64 = /;\s*base64\s*$/i.test(url.slice(0, comma));
	const content = url.slice(comma + 1);
	if (!isBase64) return orEmpty(percentDecoded(withoutFragment(content, url.slice(0, comma))));
	const plain = content.split('#', 1)[0]!;
	return decodePlain(plain.includes('%') ? percentDecoded(plain).toString('latin1') : plain);
}

const orEmpty = (bytes: Buffer): Decoded => (bytes.length === 0 ? 'empty' : bytes);

/** Drawings are often written with a bare `#` in their colours, which only a browser takes for the end. */
function withoutFragment(content: string, head: string): string {
	return /svg|xml/i.test(head) ? content : content.split('#', 1)[0]!;
}

/** Bytes for `%41` and the like; a `%` without two digits stands for itself (WHATWG, percent-decode). */
function percentDecoded(text: string): Buffer {
	const bytes = Buffer.from(text, 'utf8');
	if (!bytes.includes(0x25)) return bytes;
	let to = 0;
	for (let at = 0; at < bytes.length; at++) {
		const digits = bytes[at] === 0x25 ? bytes.toString('latin1', at + 1, at + 3) : '';
		const isByte = /^[0-9a-f]{2}$/i.test(digits);
		bytes[to++] = isByte ? parseInt(digits, 16) : bytes[at]!;
		if (isByte) at += 2;
	}
	return bytes.subarray(0, to);
}

/** Standard and URL-safe alphabet, with or without padding. */
function decodePlain(text: string): Decoded {
	const plain = text.replace(/\s+/g, '');
	if (plain === '') return 'empty';
	// Looks for a wrong character instead of matching megabytes, which can exhaust the stack of the regex engine.
	const padding = plain.indexOf('=');
	if (/[^A-Za-z0-9+/_=-]/.test(plain)) return 'malformed';
	return padding >= 0 && !/^={1,2}$/.test(plain.slice(padding)) ? 'malformed' : Buffer.from(plain, 'base64');
}
