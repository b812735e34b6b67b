/** Silence as a real MP3 of any length: what the speech endpoint yields, and long sounds for tests. */

/** MPEG-2 layer III, 8 kbit/s, 16 kHz, mono: 36 bytes for 36 ms; side information of zeros is silence. */
const frame = Buffer.concat([Buffer.from([0xff, 0xf3, 0x18, 0xc4]), Buffer.alloc(32)]);
const frameSeconds = 576 / 16_000;

/** `mark` makes files differ; it stands in an ID3v2 comment that players skip. */
export function silentMp3(seconds: number, mark = ''): Buffer {
	const frames = Math.max(2, Math.round(seconds / frameSeconds));
	return Buffer.concat([tag(mark), ...Array.from({ length: frames }, () => frame)]);
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
