/** Silence as real sounds of any length: what the audio endpoints yield, and long sounds for tests. */

/** MPEG-2 layer III, 8 kbit/s, 16 kHz, mono: 36 bytes for 36 ms; side information of zeros is silence. */
const frame = Buffer.concat([Buffer.from([0xff, 0xf3, 0x18, 0xc4]), Buffer.alloc(32)]);
const frameSeconds = 576 / 16_000;

/** `mark` makes files differ; it stands in an ID3v2 comment that players skip. */
export function silentMp3(seconds: number, mark = ''): Buffer {
	const frames = Math.max(2, Math.round(seconds / frameSeconds));
	return Buffer.concat([tag(mark), ...Array.from({ length: frames }, () => frame)]);
}

/** Silence as a wav: PCM, mono, 8 kHz, 8 bit; `mark` stands in a chunk of its own that players skip. */
export function silentWav(seconds: number, mark = ''): Buffer {
	const rate = 8_000;
	const format = Buffer.alloc(16);
	format.writeUInt16LE(1, 0);
	format.writeUInt16LE(1, 2);
	format.writeUInt32LE(rate, 4);
	format.writeUInt32LE(rate, 8);
	format.writeUInt16LE(1, 12);
	format.writeUInt16LE(8, 14);
	const samples = Buffer.alloc(Math.round(seconds * rate), 0x80);
	const padded = Buffer.from(mark.padEnd(mark.length + (mark.length % 2)), 'latin1');
	const chunks = Buffer.concat([
		Buffer.from('WAVE', 'latin1'),
		chunk('fmt ', format),
		...(mark === '' ? [] : [chunk('mark', padded)]),
		chunk('data', samples.length % 2 === 0 ? samples : samples.subarray(1)),
	]);
	return chunk('RIFF', chunks);
}

function chunk(name: string, body: Buffer): Buffer {
	const head = Buffer.alloc(8);
	head.write(name, 0, 'latin1');
	head.writeUInt32LE(body.length, 4);
	return Buffer.concat([head, body]);
}

/** An ID3v2.3 tag with one private frame; nothing where there is no mark. */
function tag(mark: string): Buffer {
	if (mark === '') return Buffer.alloc(0);
	const body = Buffer.from(`simulator\0${mark}`, 'latin1');
	const head = Buffer.alloc(10);
	head.write('PRIV', 0, 'latin1');
	head.writeUInt32BE(body.length, 4);
	const size = head.length + body.length;
	return Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, size >> 7, size & 0x7f]), head, body]);
}
