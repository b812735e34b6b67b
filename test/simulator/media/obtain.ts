/** How a service gets the bytes behind a media field: inline, from its own store, or by HTTP. */

/** What a service can reach from where it stands. */
export interface Reach {
	publicFiles: Map<string, Buffer>;
	/** The simulator's own host name: it and this machine stand for the public web. */
	host: string;
	/** The services' own stores, read without going over HTTP. */
	stored(url: string): Buffer | undefined;
}

/** Bytes, or the reason why there are none. */
export type Obtained = { content: Buffer } | { problem: string };

const redirectsAllowed = 3;
const timeoutMs = 5_000;

export async function download(address: string, reach: Reach): Promise<Obtained> {
	let url = address;
	for (let hop = 0; hop <= redirectsAllowed; hop += 1) {
		const known = reach.publicFiles.get(url) ?? reach.stored(url);
		if (known) return { content: known };
		if (!isLocal(url, reach.host)) return { problem: 'host not found' };
		let response: Response;
		try {
			response = await fetch(url, {
				redirect: 'manual',
				signal: AbortSignal.timeout(timeoutMs),
				headers: { 'user-agent': 'Mozilla/5.0 (simulated service)' },
			});
		} catch {
			return { problem: 'connection failed' };
		}
		const next = response.headers.get('location');
		if (response.status >= 300 && response.status < 400 && next !== null) {
			url = new URL(next, url).href;
			continue;
		}
		if (!response.ok) return { problem: `HTTP status ${response.status}` };
		return { content: Buffer.from(await response.arrayBuffer()) };
	}
	return { problem: 'too many redirects' };
}

/** Raw base64 text; undefined where it is not that (RFC 4648, padding optional). */
export function fromBase64(text: string): Buffer | undefined {
	// Megabytes of text: no pattern here may have anything to go back to.
	const packed = /\s/.test(text) ? text.replace(/\s/g, '') : text;
	const padding = packed.endsWith('==') ? 2 : packed.endsWith('=') ? 1 : 0;
	const digits = packed.slice(0, packed.length - padding);
	if (digits === '' || /[^A-Za-z0-9+/]/.test(digits)) return undefined;
	return digits.length % 4 === 1 ? undefined : Buffer.from(digits, 'base64');
}

export function fromDataUrl(text: string): { mimeType: string; content: Buffer } | undefined {
	const comma = text.indexOf(',');
	const parts = /^data:([^;,]*)(?:;[^;,]*)*;base64$/.exec(text.slice(0, Math.max(comma, 0)));
	const content = parts ? fromBase64(text.slice(comma + 1)) : undefined;
	return parts && content ? { mimeType: (parts[1] ?? '').toLowerCase(), content } : undefined;
}

/** The simulator never leaves this machine. */
export function isLocal(address: string, host: string): boolean {
	try {
		const url = new URL(address);
		const web = url.protocol === 'http:' || url.protocol === 'https:';
		return web && ['127.0.0.1', 'localhost', '[::1]', host].includes(url.hostname);
	} catch {
		return false;
	}
}
