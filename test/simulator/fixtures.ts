/** Small real videos and sounds for tests, with what is true of each; made with ffmpeg, committed. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Fixture {
	/** The file's name, with its extension. */
	readonly name: string;
	readonly path: string;
	readonly kind: 'video' | 'sound';
	/** By content, as the ledger tells it: mp4, mov, webm, mp3, wav, m4a, aac, ogg. */
	readonly format: string;
	readonly contentType: string;
	readonly seconds: number;
	/** Videos only, in pixels. */
	readonly width?: number;
	readonly height?: number;
	readonly fps?: number;
	/** In bytes. */
	readonly size: number;
	readonly bytes: Buffer;
}

const contentTypes: Readonly<Record<string, string>> = {
	mp4: 'video/mp4',
	mov: 'video/quicktime',
	webm: 'video/webm',
	mp3: 'audio/mpeg',
	wav: 'audio/wav',
	m4a: 'audio/mp4',
	aac: 'audio/aac',
	ogg: 'audio/ogg',
};

type Facts = Pick<Fixture, 'kind' | 'seconds' | 'width' | 'height' | 'fps'>;

function fixture(name: string, facts: Facts): Fixture {
	const path = join(__dirname, 'fixtures', name);
	const format = name.split('.').pop() ?? '';
	return {
		name,
		path,
		format,
		contentType: contentTypes[format] ?? 'application/octet-stream',
		...facts,
		get size() {
			return statSync(path).size;
		},
		get bytes() {
			return readFileSync(path);
		},
	};
}

function film(name: string, seconds: number, width: number, height: number, fps: number): Fixture {
	return fixture(name, { kind: 'video', seconds, width, height, fps });
}

function sound(name: string, seconds: number): Fixture {
	return fixture(name, { kind: 'sound', seconds });
}

/** A clip of 4 s whose header says 1080 x 1920: all that anybody here looks at. Its pictures are smaller. */
export function fullHdClip(): Buffer {
	const bytes = Buffer.from(fixtures.hd.bytes);
	// The sample entry (ISO 14496-12, 12.1.3): its sides stand 28 and 30 bytes behind its name. Another codec's name, so
	// that nobody asks the stream itself.
	const entry = bytes.indexOf('avc1', bytes.indexOf('stsd'));
	bytes.write('jpeg', entry);
	bytes.writeUInt16BE(1080, entry + 28);
	bytes.writeUInt16BE(1920, entry + 30);
	// The track's own sides end its header (8.3.2), in 16.16 fixed point.
	const header = bytes.indexOf('tkhd');
	const end = header - 4 + bytes.readUInt32BE(header - 4);
	bytes.writeUInt32BE(1080 * 65_536, end - 8);
	bytes.writeUInt32BE(1920 * 65_536, end - 4);
	return bytes;
}

export const fixtures = {
	/** Good for motion control with either orientation. */
	portrait: film('portrait-4s.mp4', 4, 360, 640, 24),
	/** Good for motion control, as a mov. */
	mov: film('clip-4s.mov', 4, 360, 640, 24),
	/** Too long where the orientation is image. */
	long: film('portrait-12s.mp4', 12, 360, 640, 24),
	/** Too long for any motion control. */
	tooLong: film('portrait-31s.mp4', 31, 360, 640, 8),
	tooShort: film('portrait-2s.mp4', 2, 360, 640, 24),
	/** Its sides are under 340 px. */
	tooSmall: film('small-4s.mp4', 4, 320, 240, 24),
	/** Good for omni: sides from 700 px, 24 pictures a second. */
	hd: film('hd-4s.mp4', 4, 720, 1280, 24),
	/** Too long for omni. */
	hdLong: film('hd-16s.mp4', 16, 720, 1280, 24),
	/** Too few pictures a second for omni. */
	hdSlow: film('hd-15fps.mp4', 4, 720, 1280, 15),
	/** A video that no service takes; only its format is read. */
	webm: film('clip-4s.webm', 4, 360, 640, 24),
	mp3: sound('tone-3s.mp3', 3.096),
	wav: sound('tone-3s.wav', 3),
	m4a: sound('tone-3s.m4a', 3),
	aac: sound('tone-3s.aac', 3.072),
	/** Taken by Kie only. */
	ogg: sound('tone-3s.ogg', 3),
	/** Too short for an avatar on Kling and PiAPI. */
	shortMp3: sound('tone-1s.mp3', 1.08),
} as const satisfies Readonly<Record<string, Fixture>>;
