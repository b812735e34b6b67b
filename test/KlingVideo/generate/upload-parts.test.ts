// A large file in parts: each of one length but the last, one in memory at a time, sent again after a slip.
import { Readable } from 'node:stream';
import { uploadInParts } from '../../../nodes/KlingVideo/generate/upload-parts';
import type { UploadParts, UploadPlace } from '../../../nodes/shared/backends/backend';
import type { Call, Reply } from '../../../nodes/shared/http/types';
import { fal } from '../../../nodes/shared/backends/fal';
import { answered, blocked, htmlPage, lost } from '../../support/replies';

const place: UploadPlace = { is: 'place', putUrl: 'https://put.example.com/a?sig=1', url: 'https://cdn.example.com/a' };

const partsOf = (): UploadParts => {
	const { videos } = fal;
	if (videos === 'urlOnly' || videos.takes !== 'place' || !videos.parts) throw new Error('no parts');
	return { ...videos.parts, bytes: 10 };
};

/** A store that answers part after part; `odd` answers in its stead where it gives something. */
function store(odd: (call: Call, tries: number) => Reply | undefined = () => undefined) {
	const calls: Call[] = [];
	const held = new Map<string, string>();
	const send = async (call: Call): Promise<Reply> => {
		calls.push(call);
		const tries = calls.filter(({ url }) => url === call.url).length;
		const reply = odd(call, tries);
		if (reply) return await Promise.resolve(reply);
		const number = Number(/\/(\d+)\?/.exec(call.url)?.[1] ?? 0);
		if (number === 0) return answered({});
		const { bytes } = call.raw!;
		held.set(String(number), (bytes as Buffer).toString());
		return answered({ partNumber: number, etag: `"${number}"` });
	};
	return { calls, held, send };
}

const text = 'abcdefghijklmnopqrstuvwxyz012345';

test.each<[string, () => Readable | Iterable<Buffer>]>([
	['whole', () => [Buffer.from(text)]],
	['byte by byte', () => Readable.from([...text].map((one) => Buffer.from(one)))],
	[
		'in pieces of other lengths',
		() => Readable.from([text.slice(0, 13), text.slice(13, 27), text.slice(27)].map((one) => Buffer.from(one))),
	],
])('a file that comes %s goes in parts of one length and is put together', async (_, source) => {
	const { calls, held, send } = store();
	expect(await uploadInParts(partsOf(), place, source(), send)).toEqual({ is: 'there', url: place.url });
	expect([...held.values()]).toEqual(['abcdefghij', 'klmnopqrst', 'uvwxyz0123', '45']);
	expect(calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
		'PUT https://put.example.com/a/1?sig=1',
		'PUT https://put.example.com/a/2?sig=1',
		'PUT https://put.example.com/a/3?sig=1',
		'PUT https://put.example.com/a/4?sig=1',
		'POST https://put.example.com/a/complete?sig=1',
	]);
	expect(JSON.parse(calls.at(-1)!.body ?? '')).toEqual({
		parts: [1, 2, 3, 4].map((partNumber) => ({ partNumber, etag: `"${partNumber}"` })),
	});
	// The place lets in by its address alone.
	expect(calls.every(({ unsigned }) => unsigned === true)).toBe(true);
});

test('a length that is a multiple of a part has no empty last one', async () => {
	const { held, send } = store();
	await uploadInParts(partsOf(), place, [Buffer.from(text.slice(0, 20))], send);
	expect([...held.keys()]).toEqual(['1', '2']);
});

test.each<[string, Reply]>([
	['a broken connection', lost],
	['a page', answered(htmlPage, 502)],
	['the answer to another part', answered({ partNumber: 9, etag: '"9"' })],
	['an answer without the part’s tag', answered({ partNumber: 2 })],
])('after %s a part is sent again', async (_, reply) => {
	const { calls, held, send } = store(({ url }, tries) => (url.includes('/2?') && tries < 3 ? reply : undefined));
	expect(await uploadInParts(partsOf(), place, [Buffer.from(text)], send)).toMatchObject({ is: 'there' });
	expect(calls.filter(({ url }) => url.includes('/2?'))).toHaveLength(3);
	expect([...held.values()].join('')).toBe(text);
});

test('... but not for ever, and nothing of the rest is read', async () => {
	const { calls, send } = store(({ url }) => (url.includes('/2?') ? lost : undefined));
	expect(await uploadInParts(partsOf(), place, [Buffer.from(text)], send)).toMatchObject({ is: 'transient' });
	expect(calls).toHaveLength(4);
});

test.each<[string, Reply]>([
	['that n8n does not let out', blocked],
	['that is refused', answered({ detail: 'SignatureDoesNotMatch' }, 403)],
])('a part %s ends it at once', async (_, reply) => {
	const { calls, send } = store(() => reply);
	expect(await uploadInParts(partsOf(), place, [Buffer.from(text)], send)).toMatchObject({ is: 'refused' });
	expect(calls).toHaveLength(1);
});

test('parts that could not be put together are no file', async () => {
	const { send } = store(({ url }) =>
		url.includes('/complete') ? answered({ detail: 'part 1 is wrong' }, 400) : undefined,
	);
	expect(await uploadInParts(partsOf(), place, [Buffer.from(text)], send)).toMatchObject({
		is: 'refused',
		failure: { words: 'part 1 is wrong' },
	});
});
