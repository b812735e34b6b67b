// When somebody in a video speaks: which part of the sound is heard, and where in the video it begins. Numbers only.
import type { Speaking } from './backends/model';
import { fail, Failed, type Outcome } from './failure';
import type { Face } from './tasks/task';
import { fieldLabels, type Settings } from './words';

/** What the user said of the times, in seconds. */
type Wishes = Pick<Settings, 'soundStart' | 'soundEnd' | 'insertAt' | 'face'>;

/** Lengths in seconds, as far as they are known; and the least that is heard, in milliseconds. */
export interface Lengths {
	readonly sound?: number;
	readonly video?: number;
	readonly leastMs: number;
}

/** The times of `Speaking`, and what was decided that the user should know. */
export interface Times extends Pick<Speaking, 'startMs' | 'endMs' | 'insertMs'> {
	readonly warnings: readonly string[];
}

/** From the sound's beginning, in milliseconds. */
interface Part {
	readonly startMs: number;
	readonly endMs: number;
}

const inMs = (seconds: number) => Math.round(seconds * 1000);
/** "2.5 s"; never more than there is. */
const shown = (ms: number) => `${Math.floor(ms / 10) / 100} s`;
const { insertAt, soundStart, soundEnd, face: faceLabel, speech, video: videoLabel } = fieldLabels;

/** What is heard of the sound; undefined where only the sound itself will tell how long it is. */
function partOf(wishes: Wishes, { sound, leastMs }: Lengths): Outcome<Part | undefined> {
	const startMs = inMs(wishes.soundStart ?? 0);
	const length = sound === undefined ? undefined : Math.floor(sound * 1000);
	const endMs = wishes.soundEnd === undefined ? length : inMs(wishes.soundEnd);
	if (endMs === undefined) return undefined;
	// Rounded to hundredths, the whole sound may be a little longer than it is.
	if (length !== undefined && endMs > length + 10) {
		return fail('input', `'${soundEnd}' is ${wishes.soundEnd}, but '${speech}' lasts only ${shown(length)}`, {
			nextStep: `Give ${Math.floor(length / 10) / 100} at most, or leave '${soundEnd}' out`,
		});
	}
	const end = Math.min(endMs, length ?? Infinity);
	if (end - startMs >= leastMs) return { startMs, endMs: end };
	const from = startMs > 0 ? ` from '${soundStart}' on` : '';
	return fail(
		'input',
		`'${speech}' has ${shown(Math.max(0, end - startMs))}${from}, at least ${shown(leastMs)} must be heard`,
		{
			nextStep: startMs > 0 ? `Lower '${soundStart}', or give a longer sound` : 'Give a longer sound or text',
		},
	);
}

/**
 * What is wrong with the times as far as it can be told before the people in the video are known.
 *
 * @param willBeSpoken the backend will tell how long the sound is
 */
export function checkTimes(wishes: Wishes, lengths: Lengths, willBeSpoken: boolean): Failed | undefined {
	const part = partOf(wishes, lengths);
	if (part instanceof Failed) return part;
	if (!part && !willBeSpoken) return noEnd();
	if (lengths.video === undefined) return undefined;
	const videoMs = Math.floor(lengths.video * 1000);
	const insertMs = inMs(wishes.insertAt ?? 0);
	const asked = wishes.soundEnd !== undefined && part ? part.endMs - part.startMs : lengths.leastMs;
	return insertMs + asked > videoMs ? beyondEnd(insertMs, asked, videoMs) : undefined;
}

const noEnd = () =>
	fail('input', `'${soundEnd}' is missing: it is not known how long '${speech}' is`, {
		nextStep: `Add the option '${soundEnd}'`,
	});

function beyondEnd(insertMs: number, heardMs: number, videoMs: number): Failed {
	return fail(
		'input',
		`${shown(heardMs)} of the sound from ${shown(insertMs)} on reach beyond the end of '${videoLabel}', which lasts ${shown(videoMs)}`,
		{ nextStep: `Lower '${insertAt}' or '${soundEnd}'` },
	);
}

/** A list of who was found and when, for a message. */
export function namesOf(faces: readonly Face[]): string {
	return faces.map(({ startMs, endMs }, index) => `${index + 1} (${shown(startMs)} to ${shown(endMs)})`).join(', ');
}

/**
 * The times for somebody who was found in the video. By default the sound begins when the face appears, or as much earlier
 * as it takes to fit into the video; what still does not fit is cut off.
 *
 * @param faces everybody who was found; the last moment that anybody is seen is all that is known of a video by its id
 */
export function timesFor(face: Face, faces: readonly Face[], wishes: Wishes, lengths: Lengths): Outcome<Times> {
	const part = partOf(wishes, lengths);
	if (part instanceof Failed) return part;
	if (!part) return noEnd();
	const known = lengths.video === undefined ? undefined : Math.floor(lengths.video * 1000);
	const videoMs = known ?? Math.max(...faces.map(({ endMs }) => endMs));
	const wishedMs = part.endMs - part.startMs;
	const insertMs =
		wishes.insertAt === undefined ? Math.min(face.startMs, Math.max(0, videoMs - wishedMs)) : inMs(wishes.insertAt);
	const fitsMs = videoMs - insertMs;
	const explicit = wishes.soundEnd !== undefined;
	if (explicit && known !== undefined && wishedMs > fitsMs) return beyondEnd(insertMs, wishedMs, known);
	const heardMs = explicit ? wishedMs : Math.min(wishedMs, fitsMs);
	const togetherMs = Math.min(insertMs + heardMs, face.endMs) - Math.max(insertMs, face.startMs);
	if (togetherMs < lengths.leastMs) return apart(togetherMs, insertMs, heardMs, wishes, faces, lengths.leastMs);
	const early =
		wishes.insertAt === undefined && insertMs < face.startMs
			? [
					`The sound begins at ${shown(insertMs)}, before the face is seen (${shown(face.startMs)}), so that it fits into the video; '${insertAt}' changes that`,
				]
			: [];
	const until = known === undefined ? 'nobody is seen any more' : 'the video ends';
	const cut =
		heardMs < wishedMs
			? [`The sound was cut after ${shown(heardMs)}, where ${until}; '${soundStart}' and '${soundEnd}' choose the part`]
			: [];
	return { startMs: part.startMs, endMs: part.startMs + heardMs, insertMs, warnings: [...early, ...cut] };
}

function apart(
	togetherMs: number,
	insertMs: number,
	heardMs: number,
	wishes: Wishes,
	faces: readonly Face[],
	leastMs: number,
): Failed {
	const [from, to] = [shown(insertMs), shown(insertMs + Math.max(0, heardMs))];
	return fail(
		'input',
		`'${faceLabel}' ${wishes.face ?? 1} is seen for ${shown(Math.max(0, togetherMs))} of the sound, which is heard from ${from} to ${to}; at least ${shown(leastMs)} are needed`,
		{ nextStep: `Change '${insertAt}', or choose another '${faceLabel}'. Found: ${namesOf(faces)}` },
	);
}
