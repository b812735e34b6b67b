/** The length of files that are nothing but frames: MP3 (ISO/IEC 11172-3, 13818-3) and AAC in ADTS. */

const mp3Rates = [44_100, 48_000, 32_000];
/** Kilobit per second of layer III: MPEG-1, and MPEG-2 and 2.5. */
const mp3Bits = {
	one: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
	two: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};

interface Frame {
	bytes: number;
	seconds: number;
}

/** Seconds, or undefined where it is no MP3. */
export function readMp3(content: Buffer): number | undefined {
	const start = afterId3(content);
	const first = mp3Frame(content, start);
	if (!first) return undefined;
	// LAME's first frame carries a table of contents and no sound.
	const tagged = /Xing|Info|VBRI/.test(content.toString('latin1', start, start + Math.min(first.bytes, 64)));
	return walked(content, tagged ? start + first.bytes : start, mp3Frame);
}

/** Seconds, or undefined where it is no AAC in ADTS frames. */
export function readAdts(content: Buffer): number | undefined {
	return walked(content, afterId3(content), adtsFrame);
}

/** At least two frames that follow each other, to the end of the file or to a tag behind them. */
function walked(content: Buffer, start: number, read: (content: Buffer, at: number) => Frame | undefined) {
	let at = start;
	let seconds = 0;
	let frames = 0;
	for (let frame = read(content, at); frame; frame = read(content, at)) {
		at += frame.bytes;
		seconds += frame.seconds;
		frames += 1;
	}
	return frames < 2 ? undefined : seconds;
}

function afterId3(content: Buffer): number {
	if (content.length < 10 || content.toString('latin1', 0, 3) !== 'ID3') return 0;
	const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (content.readUInt8(at) & 0x7f), 0);
	return 10 + size;
}

function mp3Frame(content: Buffer, at: number): Frame | undefined {
	if (at + 4 > content.length) return undefined;
	const head = content.readUInt32BE(at);
	const version = (head >>> 19) & 3;
	const layer = (head >>> 17) & 3;
	if (head >>> 21 !== 0x7ff || version === 1 || layer !== 1) return undefined;
	const one = version === 3;
	const kilobits = (one ? mp3Bits.one : mp3Bits.two)[(head >>> 12) & 15];
	const base = mp3Rates[(head >>> 10) & 3];
	if (kilobits === undefined || kilobits === 0 || base === undefined) return undefined;
	const rate = one ? base : version === 2 ? base / 2 : base / 4;
	const samples = one ? 1152 : 576;
	const padding = (head >>> 9) & 1;
	return { bytes: Math.floor(((samples / 8) * kilobits * 1000) / rate) + padding, seconds: samples / rate };
}

const aacRates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];

function adtsFrame(content: Buffer, at: number): Frame | undefined {
	if (at + 7 > content.length) return undefined;
	const head = content.readUInt32BE(at);
	// Twelve sync bits, then a layer that is always 0: the bit pattern that MP3 never has.
	if (head >>> 20 !== 0xfff || ((head >>> 17) & 3) !== 0) return undefined;
	const rate = aacRates[(head >>> 10) & 15];
	const bytes = ((head & 3) << 11) | (content.readUInt16BE(at + 4) >>> 5);
	if (rate === undefined || bytes < 7) return undefined;
	const blocks = (content.readUInt8(at + 6) & 3) + 1;
	return { bytes, seconds: (1024 * blocks) / rate };
}
