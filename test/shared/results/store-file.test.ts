// A finished video on its way into n8n's store: resumed where it broke, told apart from another file, and never whole in
// memory.
import { Readable } from 'node:stream';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { Err, CancelledError } from '../../../nodes/shared/errors';
import type { NetworkFailure } from '../../../nodes/shared/http/types';
import { download } from '../../../nodes/shared/results/store-file';
import { defaultTimeouts } from '../../../nodes/shared/clock';
import { downloadRule } from '../../../nodes/shared/http/resumable-download';
import type { FileProduct } from '../../../nodes/shared/vocabulary';
import type { OpenStream, HttpClient } from '../../../nodes/shared/http/client';
import { virtualClock } from '../../support/clock';
import { blocked, lost, unreached } from '../../support/replies';

const FILE = Buffer.from(Array.from({ length: 5_000 }, (_, index) => index % 251));

type Reply = Partial<OpenStream> | NetworkFailure;
/** A host's answer to a request for the file from this byte on. */
type Answer = (from: number | undefined, url: string) => Reply;

/** Bytes that come in small pieces, and then a broken connection where `breaks`. */
const pieces = (bytes: Buffer, breaks = false, size = 100) =>
	Readable.from(
		(async function* () {
			for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
			if (breaks) throw new Error('aborted');
		})(),
		{ objectMode: false },
	);

/** The whole file, or the part from `from` on; broken after `breakAfter` bytes. */
const sends = (from: number | undefined, breakAfter?: number, file = FILE): Partial<OpenStream> => {
	const part = file.subarray(from ?? 0, breakAfter === undefined ? undefined : (from ?? 0) + breakAfter);
	return {
		status: from === undefined ? 200 : 206,
		contentType: 'video/mp4',
		contentLength: file.length - (from ?? 0),
		...(from === undefined ? {} : { firstByte: from, wholeLength: file.length }),
		body: pieces(part, breakAfter !== undefined),
	};
};
const status = (code: number, more: Partial<OpenStream> = {}): Partial<OpenStream> => ({ status: code, ...more });

interface Setting {
	signal?: AbortSignal;
	renew?: () => Promise<string | undefined>;
	store?: (stream: Readable) => Promise<Buffer>;
	url?: string;
	product?: FileProduct;
}

/** A download from a host that answers by a script; the last answer for ever. */
function downloading(
	script: Answer[],
	{
		signal,
		renew = async () => undefined,
		store = collect,
		url: at = 'https://h/a.mp4',
		product = 'video',
	}: Setting = {},
) {
	const asked: Array<{ url: string; from?: number }> = [];
	const stored: Buffer[] = [];
	const opened: Readable[] = [];
	const clock = virtualClock();
	const open: HttpClient['open'] = async (url, _timeout, range) => {
		if (signal?.aborted) throw new CancelledError();
		const answer = script[Math.min(asked.length, script.length - 1)]!;
		asked.push({ url, ...(range ? { from: range[0] } : {}) });
		const reply = answer(range?.[0], url);
		if ('kind' in reply) return reply;
		const stream = { status: 200, url: new URL(url), body: Readable.from([]), ...reply };
		opened.push(stream.body);
		return stream;
	};
	const context = {
		helpers: {
			async prepareBinaryData(stream: Readable, fileName: string, mimeType: string): Promise<IBinaryData> {
				stored.push(await store(stream));
				return { data: 'filesystem', fileName, mimeType };
			},
		},
	} as unknown as IExecuteFunctions;
	const http = { open } as HttpClient;
	const setup = { http, clock, timeouts: defaultTimeouts, signal, url: at, renew, product, publicOnly: false } as const;
	const run = async () => await download(context, setup, 't/1');
	return { asked, stored, opened, clock, run };
}

async function collect(stream: Readable): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

const messageOf = (outcome: unknown) => {
	if (!(outcome instanceof Err)) throw new Error('expected a failure');
	return outcome.failure.message;
};

test('a file that comes whole is stored under a name of its task', async () => {
	const { run, stored, asked } = downloading([(from) => sends(from)]);
	expect(await run()).toMatchObject({ fileName: 'kling-t_1.mp4', mimeType: 'video/mp4' });
	expect(stored[0]!.equals(FILE)).toBe(true);
	expect(asked).toEqual([{ url: 'https://h/a.mp4' }]);
});

test.each<[FileProduct, string, string | undefined, string, string]>([
	['sound', 'https://h/a.mp3?Expires=1', 'audio/mpeg', 'kling-t_1.mp3', 'audio/mpeg'],
	['sound', 'https://h/a', 'audio/x-wav', 'kling-t_1.wav', 'audio/x-wav'],
	['sound', 'https://h/a', 'Audio/MP4; codecs=mp4a', 'kling-t_1.m4a', 'audio/mp4'],
	['sound', 'https://h/a.WAV?x=.mp3', 'application/octet-stream', 'kling-t_1.wav', 'audio/wav'],
	['sound', 'https://h/a.ogg', undefined, 'kling-t_1.ogg', 'audio/ogg'],
	['sound', 'https://h/a.mp4', undefined, 'kling-t_1.mp3', 'audio/mpeg'],
	['sound', 'https://h/a', undefined, 'kling-t_1.mp3', 'audio/mpeg'],
	['video', 'https://h/a.mov', 'binary/octet-stream', 'kling-t_1.mov', 'video/quicktime'],
	['video', 'https://h/a.mp3', undefined, 'kling-t_1.mp4', 'video/mp4'],
	['video', 'https://h/a.constructor', undefined, 'kling-t_1.mp4', 'video/mp4'],
])('a %s at %s that its host calls %s is stored as %s, %s', async (product, url, contentType, fileName, mimeType) => {
	const { run } = downloading([(from) => ({ ...sends(from), contentType })], { url, product });
	expect(await run()).toMatchObject({ fileName, mimeType });
});

describe('a connection that breaks', () => {
	test('is taken up at the byte where it broke, as often as it takes', async () => {
		const { run, stored, asked } = downloading([
			(from) => sends(from, 1_200),
			() => lost,
			(from) => sends(from, 300),
			() => status(503),
			(from) => sends(from),
		]);
		await run();
		expect(asked.map(({ from }) => from)).toEqual([undefined, 1_200, 1_200, 1_500, 1_500]);
		expect(stored).toHaveLength(1);
		expect(stored[0]!.equals(FILE)).toBe(true);
	});

	test('starts over within the same file where the host knows no ranges', async () => {
		const { run, stored, asked } = downloading([() => sends(undefined, 1_250), () => sends(undefined)]);
		await run();
		expect(asked[1]).toMatchObject({ from: 1_250 });
		expect(stored).toHaveLength(1);
		expect(stored[0]!.equals(FILE)).toBe(true);
	});

	test.each<[string, Partial<OpenStream>, Partial<OpenStream>]>([
		['another ETag', { etag: '"a"' }, { etag: '"b"' }],
		['another date', { lastModified: 'Mon' }, { lastModified: 'Tue' }],
		['another length', {}, { wholeLength: FILE.length + 1 }],
	])('begins a new file where the host has %s by now', async (_, first, then) => {
		const { run, stored } = downloading([
			(from) => ({ ...sends(from, 1_200), ...first }),
			(from) => ({ ...sends(from), ...then }),
			(from) => ({ ...sends(from), ...then }),
		]);
		expect(await run()).toMatchObject({ mimeType: 'video/mp4' });
		expect(stored).toHaveLength(1);
		expect(stored[0]!.equals(FILE)).toBe(true);
	});

	test('by its ETag the file is the same, although its length is not told', async () => {
		const chunked = { contentLength: undefined, etag: '"a"' };
		const { run, stored } = downloading([
			(from) => ({ ...sends(from, 700), ...chunked }),
			(from) => ({ ...sends(from), ...chunked, wholeLength: undefined }),
		]);
		await run();
		expect(stored[0]!.equals(FILE)).toBe(true);
	});

	test('that ends early without an error is no whole file', async () => {
		const short: Answer = (from) => ({ ...sends(from), body: pieces(FILE.subarray(0, 400)) });
		const { run, stored, asked } = downloading([short, (from) => sends(from)]);
		await run();
		expect(asked[1]).toMatchObject({ from: 400 });
		expect(stored[0]!.equals(FILE)).toBe(true);
	});

	test('is given up after some tries without progress, with what came of it', async () => {
		const { run, asked, clock } = downloading([(from) => sends(from, 1_200), () => status(502)]);
		expect(messageOf(await run())).toBe('The video could not be downloaded (its host answered with HTTP 502)');
		expect(asked).toHaveLength(6);
		expect(clock.pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
	});

	test('is taken up for ever while it makes progress, but no longer than an hour', async () => {
		const big = Buffer.alloc(400_000_000);
		const { run, asked, clock } = downloading(
			[
				(from) => {
					clock.advance(120_000);
					return { ...sends(from, 0, big), body: pieces(big.subarray(0, 2_000_000), true, 1_000_000) };
				},
			],
			{ store: async (stream) => (stream.resume(), await new Promise((_, reject) => stream.once('error', reject))) },
		);
		expect(messageOf(await run())).toMatch(/it took longer than an hour/);
		expect(asked.length).toBeGreaterThan(20);
	});
});

describe('a link that has expired', () => {
	test.each([400, 401, 403, 404, 410])('HTTP %s: the backend is asked where the video is now', async (code) => {
		const renew = jest.fn(async () => 'https://h/b.mp4');
		const { run, stored, asked } = downloading([(from, url) => (url.endsWith('a.mp4') ? status(code) : sends(from))], {
			renew,
		});
		await run();
		expect(asked.map(({ url }) => url)).toEqual(['https://h/a.mp4', 'https://h/b.mp4']);
		expect(renew).toHaveBeenCalledTimes(1);
		expect(stored[0]!.equals(FILE)).toBe(true);
	});

	test('in the middle of the file, which goes on under the new one', async () => {
		const { run, stored, asked } = downloading(
			[(from) => sends(from, 1_300), () => status(403), (from) => sends(from)],
			{ renew: async () => 'https://h/b.mp4' },
		);
		await run();
		expect(asked.at(-1)).toEqual({ url: 'https://h/b.mp4', from: 1_300 });
		expect(stored[0]!.equals(FILE)).toBe(true);
	});

	test('for which the backend has no other is tried a few times, and the backend asked twice', async () => {
		const renew = jest.fn(async () => 'https://h/a.mp4');
		const { run, asked } = downloading([() => status(404)], { renew });
		expect(messageOf(await run())).toMatch(/HTTP 404/);
		expect(renew).toHaveBeenCalledTimes(2);
		expect(asked).toHaveLength(6);
	});
});

/** Every status that RFC 9110 and the hosts of the three services give, and silence. */
test.each<[string, Reply, number, RegExp | undefined]>([
	['200', sends(undefined), 1, undefined],
	['204, which has no bytes', status(204), 6, /HTTP 204/],
	['302 that leads nowhere', status(302), 6, /HTTP 302/],
	['400', status(400), 6, /HTTP 400/],
	['402', status(402), 1, /HTTP 402/],
	['405', status(405), 1, /HTTP 405/],
	['408', status(408), 6, /HTTP 408/],
	['416', status(416), 6, /HTTP 416/],
	['425', status(425), 6, /HTTP 425/],
	['429', status(429), 6, /HTTP 429/],
	['451', status(451), 1, /HTTP 451/],
	['500', status(500), 6, /HTTP 500/],
	['502', status(502), 6, /HTTP 502/],
	['503', status(503), 6, /HTTP 503/],
	['504', status(504), 6, /HTTP 504/],
	['a page instead of a video', { contentType: 'text/html' }, 6, /sent text\/html instead of a file/],
	['JSON instead of a video', { contentType: 'application/json' }, 6, /sent application\/json/],
	['an empty file', { contentType: 'video/mp4' }, 6, /0 bytes received/],
	['a part that nobody asked for', { status: 206, firstByte: 7 }, 6, /the wrong part/],
	['no connection', unreached, 6, /ECONNREFUSED/],
	['a broken connection', lost, 6, /ECONNRESET/],
	['a network that n8n blocks', blocked, 1, /was blocked/],
])('%s', async (_, reply, tries, message) => {
	const { run, asked } = downloading([() => reply]);
	const outcome = await run();
	expect(asked).toHaveLength(tries);
	if (message) expect(messageOf(outcome)).toMatch(message);
	else expect(outcome).not.toBeInstanceOf(Err);
});

test('every status has a rule', () => {
	const rules = Array.from({ length: 400 }, (_, index) => downloadRule(index + 200));
	expect(new Set(rules)).toEqual(new Set(['take', 'again', 'newUrl', 'never']));
	expect(rules.slice(300).every((rule) => rule === 'again')).toBe(true);
});

test("a host's Retry-After counts, up to a minute", async () => {
	const { run, clock } = downloading([
		() => status(429, { retryAfterMs: 7_000 }),
		() => status(503, { retryAfterMs: 86_400_000 }),
		(from) => sends(from),
	]);
	await run();
	expect(clock.pauses).toEqual([7_000, 60_000]);
});

describe('Stop', () => {
	test('between two tries: nothing is asked for any more', async () => {
		const stop = new AbortController();
		const { run, asked } = downloading([() => (stop.abort(), lost)], { signal: stop.signal });
		await expect(run()).rejects.toBeInstanceOf(CancelledError);
		expect(asked).toHaveLength(1);
	});

	test('while bytes come: ends at once, and closes the connection', async () => {
		const stop = new AbortController();
		const silent = new Readable({ read: () => undefined });
		const { run, opened } = downloading([() => ({ contentType: 'video/mp4', body: silent })], { signal: stop.signal });
		const result = run();
		silent.push(Buffer.alloc(100));
		setTimeout(() => stop.abort(), 10);
		await expect(result).rejects.toBeInstanceOf(CancelledError);
		expect(opened[0]!.destroyed).toBe(true);
	});
});

test("a store that fails is n8n's trouble, is tried again, and leaves no connection open", async () => {
	const store = async () => await Promise.reject<Buffer>(new Error('ENOSPC: no space left on device'));
	const { run, opened } = downloading([(from) => sends(from)], { store });
	const outcome = await run();
	expect(messageOf(outcome)).toMatch(/could not be stored in n8n \(ENOSPC: no space left/);
	expect(opened).toHaveLength(3);
	expect(opened.every(({ destroyed }) => destroyed)).toBe(true);
});

test('what the store does not take is not fetched ahead', async () => {
	let fetched = 0;
	const endless = new Readable({
		read() {
			fetched += 65_536;
			this.push(Buffer.alloc(65_536));
		},
	});
	const stop = new AbortController();
	const lazy = async () => await new Promise<Buffer>(() => undefined);
	const { run } = downloading([() => ({ contentType: 'video/mp4', body: endless })], {
		store: lazy,
		signal: stop.signal,
	});
	const result = run();
	await new Promise((resolve) => setTimeout(resolve, 50));
	expect(fetched).toBeLessThan(1_000_000);
	stop.abort();
	await expect(result).rejects.toBeInstanceOf(CancelledError);
});

test('H9: where the service is on the internet, results come from there, too', async () => {
	const asked: Array<string | undefined> = [];
	const open: HttpClient['open'] = async (_url, _timeout, _range, as) => {
		asked.push(as);
		return blocked;
	};
	const context = {} as IExecuteFunctions;
	const setup = {
		http: { open } as HttpClient,
		clock: virtualClock(),
		timeouts: defaultTimeouts,
		signal: undefined,
		url: 'http://10.0.0.1/a.mp4',
		renew: async () => undefined,
		product: 'video',
		publicOnly: true,
	} as const;
	expect(await download(context, setup, 't/1')).toBeInstanceOf(Err);
	expect(asked).toEqual(['result']);
});
