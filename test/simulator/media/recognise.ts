/** What a file is by its content, never by its name: format, length and, for videos, the picture. */
import { readAdts, readMp3 } from './frames';
import { readMovie } from './movie';
import { thousandths } from './receive';
import { readOgg, readWav } from './waves';

export interface Recognised {
	kind: 'image' | 'video' | 'sound';
	format: string;
	/** Absent where the file is damaged. */
	durationSeconds?: number;
	width?: number;
	height?: number;
	/** Pictures per second, two decimals. */
	fps?: number;
}

/** Undefined where nothing is known of the content. */
export function recognise(content: Buffer): Recognised | undefined {
	const head = content.toString('latin1', 0, 12);
	if (head.slice(4, 8) === 'ftyp' || /^(moov|mdat|wide|free|skip)$/.test(head.slice(4, 8))) {
		return readMovie(content);
	}
	if (/^RIFF....WAVE/s.test(head)) return sound('wav', readWav(content));
	if (head.startsWith('OggS')) return sound('ogg', readOgg(content));
	if (head.startsWith('fLaC')) return { kind: 'sound', format: 'flac' };
	if (/^RIFF....AVI /s.test(head)) return { kind: 'video', format: 'avi' };
	if (content.length > 4 && content.readUInt32BE(0) === 0x1a45dfa3) return { kind: 'video', format: 'webm' };
	if (/^(\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP)/s.test(head)) return { kind: 'image', format: 'image' };
	const aac = readAdts(content);
	if (aac !== undefined) return sound('aac', aac);
	const mp3 = readMp3(content);
	return mp3 === undefined ? undefined : sound('mp3', mp3);
}

function sound(format: string, seconds: number | undefined): Recognised {
	return { kind: 'sound', format, ...(seconds === undefined ? {} : { durationSeconds: thousandths(seconds) }) };
}
