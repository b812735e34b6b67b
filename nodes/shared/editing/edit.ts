// Frames out of clips, and films out of clips, with what can go wrong in sentences.
import { type Err, type Result } from '../errors';
import { editingDetails, editingFailures, editingWarnings } from '../messages/editing';
import { fail, say } from '../messages/message';
import { numberAt } from '../json';
import {
	runEditing,
	type EditingLimits,
	type FrameTask,
	type JoinTask,
	type SoundTrack,
	type Trouble,
} from './editing-process';
import type { WorkFolder } from './work-folder';

/** A clip in a file, and how messages call it. */
export interface ClipFile {
	readonly name: string;
	readonly path: string;
	/** When the last frame is shown that goes into a film, in seconds; all of them do where it is absent. */
	readonly until?: number;
}

/** A frame as a picture in a file; sides in pixels, as it is to be seen. */
export interface Frame {
	readonly path: string;
	readonly width: number;
	readonly height: number;
	/** When it is shown, in seconds. */
	readonly seconds: number;
	/** Length of the clip, in seconds. */
	readonly clipSeconds: number;
}

/** A film in an mp4 file. */
export interface Film {
	readonly path: string;
	readonly width: number;
	readonly height: number;
	readonly seconds: number;
	readonly codec: string;
	/** Whether packets were copied, so that nothing was lost. */
	readonly copied: boolean;
	readonly hasSound: boolean;
	/** When each clip begins, in seconds. */
	readonly starts: readonly number[];
	readonly warnings: readonly string[];
}

/** Whether this host can decode videos; the failure says what to do. */
export async function canEdit(signal: AbortSignal | undefined): Promise<Result<true>> {
	const answer = await runEditing({ task: 'check' }, signal);
	return 'result' in answer ? true : failureFor(answer, []);
}

/**
 * One frame of a clip: upright, in its full size.
 *
 * @param at seconds where it is a number; refused beyond the clip's end
 * @param field how the form calls the time
 */
export async function takeFrame(
	clip: ClipFile,
	{ at, format, field }: Pick<FrameTask, 'at' | 'format'> & { readonly field: string },
	folder: WorkFolder,
	signal: AbortSignal | undefined,
	limits?: EditingLimits,
): Promise<Result<Frame>> {
	const output = folder.fresh(format === 'jpeg' ? 'jpg' : 'png');
	const answer = await runEditing({ task: 'frame', input: clip.path, at, format, output }, signal, limits);
	if (!('result' in answer)) {
		if (answer.trouble === 'beyond') {
			const about = { field, value: String(at), clip: clip.name, seconds: round(answer.seconds ?? 0) };
			return fail(editingFailures.beyond, about);
		}
		return failureFor(answer, [clip.name]);
	}
	const [width = 0, height = 0, seconds = 0, duration = 0] = ['width', 'height', 'seconds', 'duration'].map((key) =>
		numberAt(answer.result, key),
	);
	return { path: output, width, height, seconds: round(seconds), clipSeconds: round(duration) };
}

/** How clips are joined. */
export interface JoinOptions extends Pick<JoinTask, 'size' | 'dropRepeats'> {
	readonly sound?: SoundTrack & { readonly field: string };
}

/** Clips one after another as one mp4. */
export async function joinClips(
	clips: readonly ClipFile[],
	{ sound, size, dropRepeats }: JoinOptions,
	folder: WorkFolder,
	signal: AbortSignal | undefined,
	limits?: EditingLimits,
): Promise<Result<Film>> {
	const output = folder.fresh('mp4');
	const inputs = clips.map(({ path }) => path);
	const track = sound && { path: sound.path, at: sound.at, fadeOut: sound.fadeOut };
	const answer = await runEditing(
		{
			task: 'join',
			inputs,
			ends: clips.map(({ until }) => until ?? null),
			output,
			size,
			dropRepeats,
			...(track ? { sound: track } : {}),
		},
		signal,
		limits,
	);
	if ('result' in answer) return filmOf(answer.result, output, clips.length);
	if (answer.trouble === 'noSound') return fail(editingFailures.noSound, { field: sound?.field ?? '' });
	if (answer.trouble === 'tooLong') {
		const { seconds = 0, most = 0 } = answer;
		return fail(editingFailures.filmTooLong, { seconds, most });
	}
	return failureFor(
		answer,
		clips.map(({ name }) => name),
	);
}

function filmOf(result: Record<string, unknown>, path: string, count: number): Film {
	const [width = 0, height = 0, duration = 0] = ['width', 'height', 'duration'].map((key) => numberAt(result, key));
	const copied = result.copied === true;
	const dropped = placesAt(result, 'dropped');
	const warnings = [
		...(copied || count === 1
			? []
			: [result.alike === true ? editingWarnings.encodedAtJoint : editingWarnings.encodedAnew]),
		...about(editingWarnings.resized, placesAt(result, 'resized')),
		...about(editingWarnings.silent, placesAt(result, 'silent')),
		...about(editingWarnings.lostSound, placesAt(result, 'lostSound')),
		...about(editingWarnings.repeatsDropped, dropped),
	];
	return {
		path,
		width,
		height,
		seconds: round(duration),
		codec: typeof result.codec === 'string' ? result.codec : '',
		copied,
		hasSound: result.hasSound === true,
		starts: placesAt(result, 'starts').map(round),
		warnings,
	};
}

const about = (
	template: (typeof editingWarnings)['resized' | 'silent' | 'lostSound' | 'repeatsDropped'],
	places: readonly number[],
) => (places.length === 0 ? [] : [say(template, { numbers: places.map((place) => place + 1).join(', ') })]);

const placesAt = (result: Record<string, unknown>, key: string) =>
	Array.isArray(result[key]) ? result[key].filter((place): place is number => typeof place === 'number') : [];

const round = (seconds: number) => Math.round(seconds * 1000) / 1000;

/** The sentence for what went wrong with one of the clips. */
function failureFor({ trouble, index, words = '' }: Trouble, names: readonly string[]): Err {
	const clip =
		(index === undefined ? undefined : names[index]) ?? (names.length === 1 ? names[0]! : editingDetails.someClip);
	const record = isKnown(trouble) ? editingFailures[trouble] : editingFailures.crashed;
	return fail(record, { clip, words: words.split('\n')[0]!.slice(0, 200) });
}

const KNOWN = ['notReadable', 'noVideo', 'codec', 'noFrames', 'damaged', 'hdr', 'late', 'memory', 'missing'] as const;
const isKnown = (trouble: string): trouble is (typeof KNOWN)[number] => (KNOWN as readonly string[]).includes(trouble);
