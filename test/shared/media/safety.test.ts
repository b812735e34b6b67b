// What could cost memory, time or secrets costs neither.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { Err } from '../../../nodes/shared/errors';
import { decodeApart } from '../../../nodes/shared/media/decode-worker';
import { imageLimits } from '../../../nodes/shared/backends/media-limits';
import { prepare } from '../../../nodes/shared/media/prepare-image';
import { loadSharp } from '../../../nodes/shared/media/load-sharp';
import { ready, refused } from '../../support/prepare-image';
import { drawn } from '../../support/images';
import { breaches } from './rules';
import { broken, corpus, endlessSvg, pngOf, pryingSvg } from './corpus';

describe('an svg that asks for files and addresses', () => {
	const folder = mkdtempSync(join(tmpdir(), 'prying-'));
	const asked: string[] = [];
	const server = createServer((request, response) => {
		asked.push(request.url ?? '');
		response.end();
	});
	let address = '';
	const secret = join(folder, 'secret.png');

	beforeAll(async () => {
		writeFileSync(secret, await drawn(400, 400).png().toBuffer());
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(() => {
		server.close();
		rmSync(folder, { recursive: true });
	});

	test('gets neither: it is drawn without them, and that is told', async () => {
		const { bytes, changes } = await ready(pryingSvg(secret, address));
		expect(changes).toEqual(['converted from svg', 'rendered at 1080 x 1080', 'external content removed']);
		expect(asked).toEqual([]);
		const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
		// One green everywhere: nothing of the file's red, blue and grey quarters.
		for (let at = 0; at < data.length; at += 3000) expect([...data.subarray(at, at + 3)]).toEqual([20, 160, 20]);
	});

	test('would have got the file had it been drawn from a folder: the trap works', async () => {
		const path = join(folder, 'drawing.svg');
		const text =
			'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><image href="secret.png" width="400" height="400"/></svg>';
		writeFileSync(path, text);
		expect([...(await sharp(path).removeAlpha().raw().toBuffer()).subarray(0, 3)]).toEqual([254, 0, 0]);
		const { bytes } = await ready(Buffer.from(text));
		expect([...(await sharp(bytes).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 255, 255]);
	});
});

test('a drawing that never gets done is given up, and its worker with it', async () => {
	const start = performance.now();
	const outcome = await decodeApart('First Frame', 'svg', endlessSvg, { patienceMs: 2_000 });
	expect(outcome).toBeInstanceOf(Err);
	expect((outcome as Err).failure).toMatchObject({
		kind: 'input',
		message: "'First Frame' is an SVG drawing that takes too long to read",
		nextStep: 'Convert it to JPEG or PNG before this node',
	});
	expect(performance.now() - start).toBeLessThan(6_000);
});

test('the decoder gets no variable of this process, and nobody sees what it prints', async () => {
	const threads = jest.requireActual<typeof import('node:worker_threads')>('node:worker_threads');
	const { Worker: Real } = threads;
	const given: Array<ConstructorParameters<typeof Real>[1]> = [];
	const spy = jest.spyOn(threads, 'Worker').mockImplementation(((...all: ConstructorParameters<typeof Real>) => {
		given.push(all[1]);
		return new Real(...all);
	}) as never);
	await ready(corpus('heic.heic'));
	spy.mockRestore();
	expect(given).toEqual([expect.objectContaining({ env: {}, execArgv: [], stdout: true, stderr: true })]);
});

test('text in an svg is set in fonts of the host, or the svg refused where there are none', async () => {
	const svg = Buffer.from(
		'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><text y="200" font-size="90">Hello</text></svg>',
	);
	const outcome = await prepare('First Frame', svg, imageLimits.klingLegacy);
	if (outcome instanceof Err) {
		expect(outcome.failure.message).toMatch(
			/^'First Frame' is an SVG drawing with text, but this n8n host has no fonts/,
		);
		return;
	}
	expect(outcome.changes).toContain("text rendered with this host's fonts");
	const { channels } = await sharp(outcome.bytes).stats();
	expect(channels[0]!.min).toBeLessThan(50);
});

describe('decompression bombs', () => {
	const bombs = Object.keys(broken).filter(
		(name) => /claims|million|000 x|scans|within/.test(name) && !/svg|heic/.test(name),
	);

	test.each(bombs)('%s costs little memory and time', async (name) => {
		const bytes = broken[name]!();
		global.gc?.();
		const [memory, start] = [process.memoryUsage.rss(), performance.now()];
		await ready(bytes).catch(() => undefined);
		expect(process.memoryUsage.rss() - memory).toBeLessThan(60e6);
		expect(performance.now() - start).toBeLessThan(5_000);
	});

	test('144 million pixels that are really there are looked at strip by strip', async () => {
		const bytes = pngOf(12_000, 12_000, 12_000);
		const memory = process.memoryUsage.rss();
		const prepared = await ready(bytes);
		expect(prepared).toMatchObject({ width: 12_000, height: 12_000, changes: [] });
		expect(prepared.bytes).toBe(bytes);
		expect(process.memoryUsage.rss() - memory).toBeLessThan(200e6);
	});
});

test('of an endless animation only the first frame is decoded', async () => {
	const side = 400;
	const frames = Buffer.alloc(side * side * 3 * 200);
	for (let frame = 0; frame < 200; frame++) frames.fill(frame, frame * side * side * 3, (frame + 1) * side * side * 3);
	const gif = await sharp(frames, { raw: { width: side, height: side * 200, channels: 3, pageHeight: side } })
		.gif({ loop: 0 })
		.toBuffer();
	const { bytes, changes } = await ready(gif);
	expect(changes).toEqual(['converted from gif', 'only the first frame used']);
	expect(await sharp(bytes).metadata()).toMatchObject({ width: side, height: side });
});

test('a jpeg that is cut anywhere is refused, or all its pixels are there', async () => {
	const whole = corpus('jpeg-422.jpg');
	const from = whole.indexOf(Buffer.from([0xff, 0xda])) + 20;
	const pixels = async (bytes: Buffer) => await sharp(bytes, { failOn: 'none' }).raw().toBuffer();
	const expected = await pixels(whole);
	for (let length = from; length < whole.length; length += 37) {
		for (const end of [Buffer.alloc(0), Buffer.from([0xff, 0xd9])]) {
			const cut = Buffer.concat([whole.subarray(0, length), end]);
			const outcome = await ready(cut).catch(() => undefined);
			if (outcome) expect((await pixels(outcome.bytes)).equals(expected)).toBe(true);
		}
	}
});

test('many pictures at once all come out, and alike', async () => {
	const bytes = corpus('jpeg-exif-6.jpg');
	const all = await Promise.all(Array.from({ length: 40 }, async () => await ready(bytes)));
	expect(new Set(all.map((one) => one.bytes.toString('base64'))).size).toBe(1);
	for (const one of all.slice(0, 2)) expect(await breaches(one.bytes, imageLimits.klingLegacy)).toEqual([]);
});

test('sharp keeps nothing in memory for later', async () => {
	const loaded = await loadSharp();
	if (loaded instanceof Err) throw new Error(loaded.failure.message);
	expect(loaded.cache()).toMatchObject({ memory: { max: 0 }, items: { max: 0 } });
	expect(loaded.concurrency()).toBeLessThanOrEqual(4);
});

test('a strip is refused: fitted, most of it would be bars, or gone', async () => {
	const { message } = await refused(await drawn(1400, 120).png().toBuffer());
	expect(message).toBe(
		"'First Frame' is too wide: 1400 x 120 pixels. An image that is more than 10 times as wide as high cannot be fitted",
	);
});

test('what is refused names the field, the rule and a way out', async () => {
	const { message, nextStep } = await refused(corpus('jpeg-tiny.jpg'));
	expect(message).toMatch(/^'First Frame' is too small: 40 x 30 pixels/);
	expect(nextStep).toBe('Use a larger image');
});
