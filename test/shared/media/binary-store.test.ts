// A stored file that is read as a stream only: told apart by its content, and read in parts like one in memory.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import fc from '../../support/property';
import type { IExecuteFunctions } from 'n8n-workflow';
import { inspectClip, readerOf } from '../../../nodes/shared/media/probe-clip';
import { unwrap, CancelledError } from '../../../nodes/shared/errors';
import { contentDigest } from '../../../nodes/shared/stored';
import { readThrough, StoredReader, wholeOf } from '../../../nodes/shared/media/binary-store';
import { fixtures } from '../../simulator/fixtures';

/** A store that gives a file in pieces of one size, and remembers what it opened. */
function storeWith(bytes: Buffer, piece = 65_536) {
	const opened: Readable[] = [];
	const getBinaryStream = (): Promise<Readable> => {
		let at = 0;
		const stream = new Readable({
			read() {
				this.push(at < bytes.length ? bytes.subarray(at, (at += piece)) : null);
			},
		});
		opened.push(stream);
		return Promise.resolve(stream);
	};
	const context = { helpers: { getBinaryStream } };
	return { context: context as unknown as IExecuteFunctions, opened };
}

const going = new AbortController().signal;
const noise = (length: number) => createHash('shake256', { outputLength: length }).update('noise').digest();
const large = noise(3_500_000);

test.each([1_000, 65_536, 3_000_000, 10_000_000])(
	'in pieces of %d bytes: size, identity and both ends',
	async (piece) => {
		const { context, opened } = storeWith(large, piece);
		const file = (await readThrough(context, 'id', 4_000_000, going))!;
		expect({ size: file.size, identity: file.identity }).toEqual({
			size: large.length,
			identity: contentDigest(large),
		});
		expect(file.head.equals(large.subarray(0, 1_000_000))).toBe(true);
		expect(file.tail.equals(large.subarray(-1_000_000))).toBe(true);
		expect((await wholeOf(file)).equals(large)).toBe(true);
		expect(opened.map(({ destroyed }) => destroyed)).toEqual([true, true]);
	},
);

test('a file with more bytes than allowed is left as soon as that is known', async () => {
	const { context, opened } = storeWith(large, 1_000);
	expect(await readThrough(context, 'id', 5_000, going)).toBeUndefined();
	expect(opened[0]!.destroyed).toBe(true);
});

test('Stop ends the reading at once, and closes the file', async () => {
	const stop = new AbortController();
	stop.abort();
	const { context, opened } = storeWith(large, 1_000);
	await expect(readThrough(context, 'id', 4_000_000, stop.signal)).rejects.toThrow(CancelledError);
	expect(opened[0]!.destroyed).toBe(true);
});

test('any parts in any order are the same as of the file in memory', async () => {
	const { context, opened } = storeWith(large, 50_000);
	const file = (await readThrough(context, 'id', 4_000_000, going))!;
	const parts = fc.array(fc.tuple(fc.nat(large.length - 1), fc.integer({ min: 1, max: 300_000 })), { maxLength: 8 });
	await fc.assert(
		fc.asyncProperty(parts, async (wanted) => {
			const reader = new StoredReader(file);
			for (const [offset, length] of wanted) {
				const part = await reader.read(length, offset);
				expect(part.length).toBeGreaterThan(0);
				expect(Buffer.compare(part, large.subarray(offset, offset + part.length))).toBe(0);
			}
			reader.close();
			expect(opened.every(({ destroyed }) => destroyed)).toBe(true);
		}),
		{ numRuns: 40 },
	);
});

test('parts that follow each other are read of one stream', async () => {
	const { context, opened } = storeWith(large, 50_000);
	const reader = new StoredReader((await readThrough(context, 'id', 4_000_000, going))!);
	for (let offset = 1_000_000; offset < 2_400_000; offset += 200_000) await reader.read(200_000, offset);
	expect(opened).toHaveLength(2);
	await reader.read(10, 1_100_000);
	expect(opened).toHaveLength(3);
	reader.close();
});

test.each(['first', 'last'])('the facts of a clip whose header comes %s', async (where) => {
	const film = fixtures.portrait.bytes;
	const type = film.readUInt32BE(0);
	const bulk = Buffer.alloc(5_000_000);
	bulk.writeUInt32BE(bulk.length, 0);
	bulk.write('free', 4, 'latin1');
	const bytes = Buffer.concat(where === 'first' ? [film, bulk] : [film.subarray(0, type), bulk, film.subarray(type)]);
	const file = (await readThrough(storeWith(bytes).context, 'id', 10_000_000, going))!;
	const reader = new StoredReader(file);
	const facts = unwrap(await inspectClip('Video', reader));
	reader.close();
	expect(facts).toEqual(unwrap(await inspectClip('Video', readerOf(bytes))));
	expect(facts).toMatchObject({ format: 'mp4', width: fixtures.portrait.width, height: fixtures.portrait.height });
});
