// A form that streams: what arrives is what was given, its length is announced exactly, and nothing stays open.
import { Readable } from 'node:stream';
import type { FormFile } from '../../../nodes/shared/http/types';
import { multipart } from '../../../nodes/shared/http/multipart';

const file = (bytes: FormFile['bytes'], fileName = 'a.mp4'): FormFile => ({
	fileName,
	contentType: 'video/mp4',
	bytes,
});
const inPieces = (whole: Buffer, size: number) =>
	Readable.from(
		Array.from({ length: Math.ceil(whole.length / size) }, (_, index) =>
			whole.subarray(index * size, (index + 1) * size),
		),
		{ objectMode: false },
	);

async function received(fields: Record<string, string | FormFile>) {
	const { body, contentType, length } = multipart(fields, () => undefined);
	const chunks: Buffer[] = [];
	for await (const chunk of body as AsyncIterable<Buffer>) chunks.push(chunk);
	const bytes = Buffer.concat(chunks);
	expect(bytes).toHaveLength(length);
	return await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
}

function keysOf(form: FormData): string[] {
	const keys: string[] = [];
	form.forEach((_, key) => keys.push(key));
	return keys;
}

const whole = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 256));

test.each<[string, () => FormFile['bytes']]>([
	['whole', () => whole],
	['in pieces', () => ({ length: whole.length, stream: inPieces(whole, 999) })],
	['in one piece', () => ({ length: whole.length, stream: inPieces(whole, whole.length) })],
	['empty', () => ({ length: 0, stream: inPieces(Buffer.alloc(0), 1) })],
])('a file %s arrives beside words, in their order', async (_, bytes) => {
	const form = await received({ file: file(bytes()), uploadPath: 'a/b', fileName: 'Grüße "x".mp4' });
	expect(keysOf(form)).toEqual(['file', 'uploadPath', 'fileName']);
	const arrived = form.get('file') as File;
	expect({ name: arrived.name, type: arrived.type }).toEqual({ name: 'a.mp4', type: 'video/mp4' });
	expect(Buffer.from(await arrived.arrayBuffer()).equals(whole.subarray(0, bytes().length))).toBe(true);
	expect(form.get('fileName')).toBe('Grüße "x".mp4');
});

test('a name cannot break out of its header', async () => {
	const form = await received({ file: file(whole, 'a"\r\nX-Evil: 1.mp4'), uploadPath: 'p' });
	expect(keysOf(form)).toEqual(['file', 'uploadPath']);
});

test.each([-1, 1])('a file that is not as long as announced (%d) breaks the form off', async (wrong) => {
	const { body } = multipart(
		{ file: file({ length: whole.length + wrong, stream: inPieces(whole, 1000) }) },
		() => undefined,
	);
	await expect(body.toArray()).rejects.toThrow(/the file has 100000 bytes instead of the announced \d+/);
});

test('progress is told for every piece, and a form that is left closes what it was reading', async () => {
	let progress = 0;
	const stream = inPieces(whole, 100);
	const { body } = multipart({ file: file({ length: whole.length, stream }) }, () => progress++);
	let seen = 0;
	for await (const chunk of body as AsyncIterable<Buffer>) if ((seen += chunk.length) > 1000) break;
	expect(progress).toBeGreaterThan(5);
	expect([body.destroyed, stream.destroyed]).toEqual([true, true]);
});
