// When somebody in a video speaks: which part of the sound is heard, and where in the video it begins. Numbers only.
import type { Speaking } from '../../shared/backends/catalogue';
import { Err, type Result } from '../../shared/errors';
import type { Face } from '../../shared/tasks/task';
import type { Settings } from '../../shared/vocabulary';
import { generateDetails, generateFailures, generateWarnings } from '../../shared/messages/generate';
import { fail, say } from '../../shared/messages/message';

/** What the user said of the times, in seconds. */
type Wishes = Pick<Settings, 'audioStart' | 'audioEnd' | 'insertAt' | 'face'>;

/** Lengths in seconds, as far as they are known; and the least that is heard, in milliseconds. */
export interface Lengths {
	readonly audio?: number;
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

/**
 * Readers of sounds and videos disagree about their length by a frame or two (an mp3's first one may or may not count), and
 * the service refuses what reaches beyond by a millisecond. So what the user does not choose ends a little earlier.
 */
const MARGIN_MS = 100;

const inMs = (seconds: number) => Math.round(seconds * 1000);
/** "2.5 s"; never more than there is. */
const shown = (ms: number) => say(generateDetails.seconds, { seconds: Math.floor(ms / 10) / 100 });

/** The length less the margin, but not so much that too little is left. */
const shortened = (lengthMs: number, leastEndMs: number) =>
	Math.max(lengthMs - MARGIN_MS, Math.min(lengthMs, leastEndMs));

/** What is heard of the sound; undefined where only the sound itself will tell how long it is. */
function partOf(wishes: Wishes, { audio, leastMs }: Lengths): Result<Part | undefined> {
	const startMs = inMs(wishes.audioStart ?? 0);
	const length = audio === undefined ? undefined : Math.floor(audio * 1000);
	const endMs = wishes.audioEnd === undefined ? length : inMs(wishes.audioEnd);
	if (endMs === undefined) return undefined;
	// Rounded to hundredths, the whole sound may be a little longer than it is.
	if (length !== undefined && endMs > length + 10) {
		return fail(generateFailures.audioEndBeyond, {
			end: wishes.audioEnd ?? '',
			length: shown(length),
			most: Math.floor(length / 10) / 100,
		});
	}
	const end = length === undefined ? endMs : Math.min(endMs, shortened(length, startMs + leastMs));
	if (end - startMs >= leastMs) return { startMs, endMs: end };
	const { audioTooShort, audioTooShortFromStart } = generateFailures;
	const lengths = { length: shown(Math.max(0, end - startMs)), least: shown(leastMs) };
	return fail(startMs > 0 ? audioTooShortFromStart : audioTooShort, lengths);
}

/**
 * What is wrong with the times as far as it can be told before the people in the video are known.
 *
 * @param willBeSpoken the backend will tell how long the sound is
 */
export function checkTimes(wishes: Wishes, lengths: Lengths, willBeSpoken: boolean): Err | undefined {
	const part = partOf(wishes, lengths);
	if (part instanceof Err) return part;
	if (!part && !willBeSpoken) return noEnd();
	if (lengths.video === undefined) return undefined;
	const videoMs = Math.floor(lengths.video * 1000);
	const insertMs = inMs(wishes.insertAt ?? 0);
	const asked = wishes.audioEnd !== undefined && part ? part.endMs - part.startMs : lengths.leastMs;
	return insertMs + asked > videoMs ? beyondEnd(insertMs, asked, videoMs) : undefined;
}

const noEnd = () => fail(generateFailures.audioEndMissing);

function beyondEnd(insertMs: number, heardMs: number, videoMs: number): Err {
	return fail(generateFailures.audioBeyondVideo, {
		length: shown(heardMs),
		start: shown(insertMs),
		videoLength: shown(videoMs),
	});
}

/** A list of who was found and when, for a message. */
export function namesOf(faces: readonly Face[]): string {
	const named = faces.map(({ startMs, endMs }, index) =>
		say(generateDetails.faceSeen, { number: index + 1, start: shown(startMs), end: shown(endMs) }),
	);
	return named.join(', ');
}

/**
 * The times for somebody who was found in the video. By default the sound begins when the face appears, or as much earlier
 * as it takes to fit into the video; what still does not fit is cut off.
 *
 * @param faces everybody who was found; the last moment that anybody is seen is all that is known of a video by its id
 */
export function timesFor(face: Face, faces: readonly Face[], wishes: Wishes, lengths: Lengths): Result<Times> {
	const part = partOf(wishes, lengths);
	if (part instanceof Err) return part;
	if (!part) return noEnd();
	const known = lengths.video === undefined ? undefined : Math.floor(lengths.video * 1000);
	const endOfVideo = known ?? Math.max(...faces.map(({ endMs }) => endMs));
	const inside = known === undefined ? undefined : put(part, face, known - MARGIN_MS, wishes);
	// Where the margin takes what is needed, there is none.
	const heard = inside && together(inside, face) >= lengths.leastMs ? inside : put(part, face, endOfVideo, wishes);
	if (known !== undefined && heard.insertMs + heard.heardMs > known)
		return beyondEnd(heard.insertMs, heard.heardMs, known);
	if (together(heard, face) < lengths.leastMs) return apart(heard, face, wishes, faces, lengths.leastMs);
	return {
		startMs: part.startMs,
		endMs: part.startMs + heard.heardMs,
		insertMs: heard.insertMs,
		warnings: warningsOf(heard, part, face, wishes, known !== undefined),
	};
}

/** Where the sound begins in the video, and how much of it is heard, in milliseconds. */
interface Heard {
	readonly insertMs: number;
	readonly heardMs: number;
}

/** @param roomMs until when the video can be used */
function put({ startMs, endMs }: Part, face: Face, roomMs: number, wishes: Wishes): Heard {
	const wishedMs = endMs - startMs;
	const latestMs = Math.min(face.startMs, Math.max(0, roomMs - wishedMs));
	const insertMs = wishes.insertAt === undefined ? latestMs : inMs(wishes.insertAt);
	// Who says where it ends knows why.
	return { insertMs, heardMs: wishes.audioEnd === undefined ? Math.min(wishedMs, roomMs - insertMs) : wishedMs };
}

/** How long the face is seen while the sound is heard, in milliseconds; negative where it is not. */
const together = ({ insertMs, heardMs }: Heard, face: Face) =>
	Math.min(insertMs + heardMs, face.endMs) - Math.max(insertMs, face.startMs);

function warningsOf(
	{ insertMs, heardMs }: Heard,
	{ startMs, endMs }: Part,
	face: Face,
	wishes: Wishes,
	isLengthKnown: boolean,
): string[] {
	const early =
		wishes.insertAt === undefined && face.startMs - insertMs > MARGIN_MS
			? [say(generateWarnings.soundBeginsEarly, { start: shown(insertMs), seen: shown(face.startMs) })]
			: [];
	const { soundCutAtEnd, soundCutAtLastFace } = generateWarnings;
	const isCut = endMs - startMs - heardMs > MARGIN_MS;
	const cut = isCut ? [say(isLengthKnown ? soundCutAtEnd : soundCutAtLastFace, { length: shown(heardMs) })] : [];
	return [...early, ...cut];
}

function apart(heard: Heard, face: Face, wishes: Wishes, faces: readonly Face[], leastMs: number): Err {
	const { insertMs, heardMs } = heard;
	return fail(generateFailures.faceNotSeen, {
		face: wishes.face ?? 1,
		seen: shown(Math.max(0, together(heard, face))),
		start: shown(insertMs),
		end: shown(insertMs + Math.max(0, heardMs)),
		least: shown(leastMs),
		faces: namesOf(faces),
	});
}
