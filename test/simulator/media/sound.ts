/** Looks at a sound file the way a service does: type by content, then length and size. */
import type { LedgerMedia } from '../contract';
import { defined, received } from './receive';
import type { Range } from './receive';
import { recognise } from './recognise';

export interface SoundLimits {
	/** By content: mp3, wav, m4a, aac, ogg. */
	formats: readonly string[];
	maxBytes: number;
	seconds: Range;
}

/** The sound as received, and what is wrong with it in `problem`. */
export function inspectSound(
	source: Pick<LedgerMedia, 'field' | 'how' | 'url'>,
	content: Buffer,
	limits: SoundLimits,
): LedgerMedia {
	const seen = received(source, 'sound', content);
	const found = recognise(content);
	if (found) Object.assign(seen, { format: found.format }, defined({ durationSeconds: found.durationSeconds }));
	const problem = breach(seen, limits);
	return problem === undefined ? seen : { ...seen, problem };
}

function breach({ bytes, format, durationSeconds }: LedgerMedia, limits: SoundLimits): string | undefined {
	if (bytes > limits.maxBytes) return 'file size exceeds the limit';
	if (format === undefined) return 'audio cannot be decoded';
	if (!limits.formats.includes(format)) return `unsupported audio format ${format}`;
	if (durationSeconds === undefined) return 'audio cannot be decoded';
	return lengthBreach(durationSeconds, limits.seconds);
}

export function lengthBreach(seconds: number, [shortest, longest]: Range): string | undefined {
	if (seconds < shortest) return `audio is too short (${seconds} s, at least ${shortest} s)`;
	if (seconds > longest) return `audio is too long (${seconds} s, at most ${longest} s)`;
	return undefined;
}
