// Items in, items out, for the resource Clip: files are brought into a folder, worked on, and stored in n8n.
import { Readable } from 'node:stream';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Clock, Timeouts } from '../../shared/clock';
import { joinClips, takeFrame, type ClipFile, type Film } from '../../shared/editing/edit';
import { WorkFolder } from '../../shared/editing/work-folder';
import {
	CancelledError,
	type Err,
	isCancelled,
	messageOf,
	throwCancelled,
	unwrap,
	type Result,
} from '../../shared/errors';
import { createHttpClient } from '../../shared/http/client';
import { quoted } from '../../shared/json';
import { find, shownUrl, unreadable } from '../../shared/media/load-image';
import { contentOf } from '../../shared/media/item-files';
import { checkUrl, decodeBase64, type MediaSource } from '../../shared/media/media-source';
import { editingDetails, editingFailures } from '../../shared/messages/editing';
import { fail, say } from '../../shared/messages/message';
import { formOf, type Form } from '../../shared/node-parameters';
import { keepFile, keepFilm } from '../../shared/results/keep-file';
import { addHints, toErrorItem, toNodeError } from '../../shared/results/node-errors';
import { RunContext } from '../../shared/run-context';
import { filesOf } from '../generate/read-items';
import { sourceIn } from '../operations/fields/file-values';
import { leftOutWarnings, listedFiles } from '../operations/fields/image-list';
import { isNothing, numberIn, single } from '../../shared/choices';
import { readChoiceOr } from '../../shared/read-choice';
import { readSwitch, readText } from '../../shared/read-options';
import { clipLabels, formatChoices, frameChoices, joinChoices, sizeChoices, type LocalOperation } from './description';

/** Bytes of one clip; half an hour of 1080p has less. */
const MAX_CLIP_BYTES = 2_000_000_000;

/** What the work on all items needs. */
interface Env {
	readonly context: IExecuteFunctions;
	readonly timeouts: Timeouts;
	readonly signal: AbortSignal;
}

/** Runs an operation of the resource Clip; with Continue On Fail a failed item carries its reason. */
export async function runClips(
	context: IExecuteFunctions,
	operation: LocalOperation['id'],
	clock: Clock,
	timeouts: Timeouts,
): Promise<INodeExecutionData[]> {
	const { signal } = new RunContext(clock, timeouts, context);
	const env: Env = { context, timeouts, signal };
	const indexes = context.getInputData().map((_, index) => index);
	const output: INodeExecutionData[] = [];
	for (const group of operation === 'joinClips' && joinsAll(context) ? [indexes] : indexes.map((index) => [index])) {
		try {
			output.push(operation === 'getFrame' ? await getFrame(env, group[0]!) : await join(env, group));
		} catch (error) {
			const stopped = isCancelled(error) && signal.aborted;
			if (stopped || !context.continueOnFail())
				throw toNodeError(context, stopped ? new CancelledError() : error, group[0] ?? 0);
			output.push(toErrorItem(error, group[0] ?? 0));
		}
	}
	addHints(context, output);
	return output;
}

/** One setting for the whole run: the first item's. */
function joinsAll(context: IExecuteFunctions): boolean {
	const form = formOf(context, 0);
	return unwrap(readChoiceOr(clipLabels.joinWhat, form.value('joinWhat'), joinChoices, 'all')) === 'all';
}

async function getFrame(env: Env, index: number): Promise<INodeExecutionData> {
	const form = formOf(env.context, index);
	const which = unwrap(readChoiceOr(clipLabels.frame, form.value('frame'), frameChoices, 'last'));
	const at = which === 'time' ? unwrap(readSeconds(clipLabels.at, form.value('frameAt'), 0)) : which;
	const format = unwrap(readChoiceOr(clipLabels.format, form.option('format'), formatChoices, 'png'));
	const source = unwrap(sourceIn(clipLabels.clip, form.value('clip'), 'field'));
	return await WorkFolder.use(async (folder) => {
		const clip = await bring(env, index, say(editingDetails.clip, { field: clipLabels.clip }), source, folder);
		const frame = unwrap(await takeFrame(clip, { at, format, field: clipLabels.at }, folder, env.signal));
		const { width, height, seconds, clipSeconds } = frame;
		const file = await keepFile(env.context, env.signal, {
			path: frame.path,
			fileName: `frame.${format === 'jpeg' ? 'jpg' : 'png'}`,
			mimeType: `image/${format}`,
			what: editingDetails.frame,
		});
		const json = { operation: 'getFrame', width, height, frameAtSeconds: seconds, clipSeconds, warnings: [] };
		return { json, binary: { [outputFieldOf(form)]: file }, pairedItem: { item: index } };
	});
}

async function join(env: Env, indexes: readonly number[]): Promise<INodeExecutionData> {
	const first = formOf(env.context, indexes[0] ?? 0);
	const size = unwrap(readChoiceOr(clipLabels.filmSize, first.option('filmSize'), sizeChoices, 'first'));
	return await WorkFolder.use(async (folder) => {
		const { clips, warnings } = await bringClips(env, indexes, folder);
		const sound = await bringSound(env, indexes[0] ?? 0, first, folder);
		const dropRepeats = unwrap(readSwitch(first, 'dropRepeats', clipLabels.dropRepeats, true));
		const film = unwrap(await joinClips(clips, { size, dropRepeats, ...(sound ? { sound } : {}) }, folder, env.signal));
		const file = await keepFilm(env.context, env.signal, film.path);
		return {
			json: filmJson(film, clips.length, warnings),
			binary: { [outputFieldOf(first)]: file },
			pairedItem: indexes.map((item) => ({ item })),
		};
	});
}

const filmJson = (
	{ width, height, codec, copied, hasSound, seconds, warnings, starts }: Film,
	clipCount: number,
	earlier: readonly string[],
): IDataObject => ({
	operation: 'joinClips',
	durationSeconds: seconds,
	clipCount,
	width,
	height,
	codec,
	copied,
	hasSound,
	clipStartsSeconds: [...starts],
	warnings: [...earlier, ...warnings],
});

const outputFieldOf = (form: Form) => readText(form.option('outputField')) ?? 'data';

/** Every clip of these items, in order. */
async function bringClips(env: Env, indexes: readonly number[], folder: WorkFolder) {
	const clips: ClipFile[] = [];
	const warnings: string[] = [];
	for (const index of indexes) {
		const form = formOf(env.context, index);
		const label = `'${clipLabels.clips}'`;
		const listed = unwrap(await listedFiles(label, form.value('clips') ?? '*', filesOf(env.context, index), 'video'));
		warnings.push(...leftOutWarnings(listed.leftOut));
		for (const source of listed.sources) {
			const name = say(editingDetails.clipOfMany, { field: clipLabels.clips, number: clips.length + 1 });
			clips.push(await bring(env, index, name, source, folder));
		}
	}
	if (clips.length === 0) unwrap(fail(editingFailures.noClips, { field: clipLabels.clips }));
	return { clips, warnings };
}

async function bringSound(env: Env, index: number, form: Form, folder: WorkFolder) {
	const value = form.option('soundFile');
	if (value === undefined || value === null || value === '') return undefined;
	const source = unwrap(sourceIn(clipLabels.sound, value, 'field'));
	const at = unwrap(readSeconds(clipLabels.soundAt, form.option('soundAt'), 0));
	const fadeOut = Math.max(0, unwrap(readSeconds(clipLabels.soundFade, form.option('soundFadeOut'), 2)));
	const { path } = await bring(env, index, say(editingDetails.clip, { field: clipLabels.sound }), source, folder);
	return { path, at, fadeOut, field: clipLabels.sound };
}

function readSeconds(field: string, value: unknown, fallback: number): Result<number> {
	if (isNothing(single(value))) return fallback;
	const seconds = numberIn(value);
	if (typeof seconds === 'number' && Number.isFinite(seconds)) return seconds;
	return fail(editingFailures.timeNoNumber, { field, value: quoted(value) });
}

/** A file in the folder, wherever it comes from. Throws FailureError and CancelledError. */
async function bring(
	env: Env,
	index: number,
	name: string,
	source: MediaSource,
	folder: WorkFolder,
): Promise<ClipFile> {
	const stream = await open(env, index, name, source);
	try {
		const path = await folder.save(stream, MAX_CLIP_BYTES, env.signal);
		if (path !== 'tooLarge') return { name, path };
	} catch (error) {
		if (isCancelled(error) && env.signal.aborted) throwCancelled();
		return unwrap(
			source.from === 'url' ? notLoaded(name, source.url, messageOf(error)) : unreadable(name, name, error),
		);
	} finally {
		stream.destroy();
	}
	return unwrap(fail(editingFailures.clipTooLarge, { clip: name, limit: MAX_CLIP_BYTES / 1e6 }));
}

async function open(
	{ context, timeouts, signal }: Env,
	index: number,
	name: string,
	source: MediaSource,
): Promise<Readable> {
	const plain = name.replace(/^'|'$/g, '');
	if (source.from === 'text') return Readable.from([unwrap(decodeBase64(plain, source.text))], { objectMode: false });
	if (source.from === 'field') {
		const { id, file, field } = unwrap(await find(context, index, plain, source.field, MAX_CLIP_BYTES));
		if (!id) return Readable.from([contentOf(file)], { objectMode: false });
		return await context.helpers.getBinaryStream(id).catch((error: unknown) => unwrap(unreadable(plain, field, error)));
	}
	const url = unwrap(checkUrl(plain, source.url));
	const answer = await createHttpClient(context, '', index, signal).open(url.href, timeouts.download);
	if ('kind' in answer) return unwrap(notLoaded(name, source.url, answer.words));
	if (answer.status >= 200 && answer.status < 300) return answer.body;
	answer.body.destroy();
	return unwrap(notLoaded(name, source.url, `HTTP ${answer.status}`));
}

const notLoaded = (clip: string, url: string, reason: string): Err =>
	fail(editingFailures.clipNotLoaded, { clip, url: URL.canParse(url) ? shownUrl(new URL(url)) : '', reason });
