// A list of pictures: fields of the item, addresses, or both, in one text.
import type { INodeProperties } from 'n8n-workflow';
import { Err, type Result } from '../../../shared/errors';
import { quoted, shorten } from '../../../shared/json';
import type { FileKind } from '../../../shared/media/item-files';
import { kindOfValue, oddEntry } from '../../../shared/media/load-image';
import type { MediaSource } from '../../../shared/media/media-source';
import { formDetails, formFailures, formWarnings } from '../../../shared/messages/form';
import { mediaFailures } from '../../../shared/messages/media';
import { fail, say } from '../../../shared/messages/message';
import type { Form } from '../../../shared/node-parameters';
import { fieldLabels } from '../../../shared/vocabulary';
import type { FilesOfItem } from '../operation';
import { looksLikeFile, sourcesIn } from './file-values';

/** The fields of the list. */
export const referenceFields: INodeProperties[] = [
	{
		displayName: fieldLabels.images,
		name: 'images',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '*',
		placeholder: 'e.g. photo*, https://example.com/hat.png',
		hint: '* = all images of the item. Or: data, photo*, https://… (the first one is @image1)',
		description:
			'Input fields (photo* for all whose names start with photo), URLs, or both, separated by commas or lines. In the prompt, write @image1, @image2.',
	},
];

/** The list of pictures between the first and the last one. */
export const middleFrameFields: INodeProperties[] = [
	{
		displayName: fieldLabels.middleFrames,
		name: 'middleFrames',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. frame*, https://example.com/middle.png',
		hint: 'Input fields (frame*) and URLs, in order',
		description:
			'Up to eight images that the video shows in order between the first and the last frame: input fields, URLs, or both, separated by commas or lines',
	},
];

/** The list of sounds that the video refers to, as an option. */
export const soundFields: INodeProperties[] = [
	{
		displayName: fieldLabels.sounds,
		name: 'sounds',
		type: 'string',
		default: '',
		placeholder: 'e.g. voice*, https://example.com/rain.mp3',
		description:
			'Up to three audio files that the video uses: input fields, URLs, or both, separated by commas or lines',
	},
];

/** Files that a list stands for, in its order, and what its patterns left out. */
export interface ListedFiles {
	readonly sources: readonly MediaSource[];
	readonly leftOut: readonly LeftOut[];
}

/** A file that a pattern names and does not stand for. */
export interface LeftOut {
	/** The list, as messages name it. */
	readonly label: string;
	readonly pattern: string;
	readonly field: string;
	readonly kind: FileKind | undefined;
}

/** The listed pictures in their order: names and patterns stand for fields of the item, addresses for themselves. */
export async function readReferences(form: Form, files: FilesOfItem): Promise<Result<ListedFiles>> {
	return await listedFiles(`'${fieldLabels.images}'`, form.value('images'), files);
}

/**
 * The files that a text or a list stands for, in its order.
 *
 * @param label the field as messages name it, quotes included
 * @param kind what a pattern stands for
 */
export async function listedFiles(
	label: string,
	value: unknown,
	files: FilesOfItem,
	kind: FileKind = 'image',
): Promise<Result<ListedFiles>> {
	const sources: MediaSource[] = [];
	const leftOut: LeftOut[] = [];
	for (const token of tokensOf(value)) {
		const found = sourcesIn(token, 'field');
		if (found === undefined) {
			const field = label.replace(/^'(.*)'$/, '$1');
			return fail(mediaFailures.valueIsNoFile, { field, what: kindOfValue(token), value: quoted(token) });
		}
		for (const source of found) {
			if (source.from !== 'field' || typeof source.field !== 'string') {
				sources.push(source);
				continue;
			}
			const pattern = source.field.trim();
			const fields = pattern.includes('*') ? await matching(label, pattern, files, kind) : named(pattern, files, label);
			if (fields instanceof Err) return fields;
			if (fields.taken.length === 0 && pattern !== '*') return nothingLike(label, pattern, files);
			sources.push(...fields.taken.map((field) => ({ from: 'field', field }) as const));
			leftOut.push(...fields.leftOut);
		}
	}
	return { sources, leftOut };
}

/** Each name, address or file of a list; text is split at commas and lines, unless it is JSON or a file. */
function tokensOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value.flatMap(tokensOf);
	if (typeof value !== 'string') return [value];
	const isJsonText = /^\s*[[{]/.test(value) && isParsable(value);
	return isJsonText ? [value] : split(value);
}

function isParsable(text: string): boolean {
	try {
		return JSON.parse(text) !== undefined;
	} catch {
		return false;
	}
}

/** Lines, and commas outside of addresses; an address ends where white space or a comma with white space follows. */
function split(text: string): string[] {
	if (looksLikeFile(text.trim())) return [text.trim()];
	return text
		.split(/\r?\n|,(?=\s)|(?<=\s),/)
		.flatMap((part) => (/^\s*https?:/i.test(part) ? [part] : part.split(',')))
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

function nothingLike(label: string, pattern: string, { files }: FilesOfItem): Err {
	const there = files.map(({ field }) => `'${field}'`).join(', ');
	return files.length === 0
		? fail(formFailures.noFilesAtAll, { field: label, pattern: shorten(pattern) })
		: fail(formFailures.noFileLike, { field: label, pattern: shorten(pattern), files: there });
}

interface Matches {
	readonly taken: readonly string[];
	readonly leftOut: readonly LeftOut[];
}

function named(name: string, { files, odd }: FilesOfItem, label: string): Result<Matches> {
	const field = name.replace(/^_files\./, '');
	const wrong = odd.some((entry) => entry.field === field) ? oddEntry(label, odd, field) : undefined;
	return wrong ?? { taken: files.some((file) => file.field === field) ? [field] : [], leftOut: [] };
}

/** A pattern stands for what is of its kind by its content; where that says nothing, n8n's type for the file counts. */
async function matching(label: string, pattern: string, files: FilesOfItem, kind: FileKind): Promise<Result<Matches>> {
	const fits = shapeOf(pattern);
	const wrong = files.odd.find(({ field }) => fits(field));
	if (wrong) return oddEntry(label, files.odd, wrong.field);
	const [taken, leftOut]: [string[], LeftOut[]] = [[], []];
	for (const file of files.files) {
		if (!fits(file.field)) continue;
		const seen = await files.kindOf(file);
		const typed = typeof file.file.mimeType === 'string' && file.file.mimeType.startsWith(`${kind}/`);
		if (seen === kind || (seen === undefined && typed)) taken.push(file.field);
		else leftOut.push({ label, pattern, field: file.field, kind: seen });
	}
	return { taken, leftOut };
}

/** Whether a name has the pattern's parts in their order, each at its first place: no backtracking, however many there are. */
function shapeOf(pattern: string): (name: string) => boolean {
	const parts = pattern.split('*');
	const [first = '', last = ''] = [parts[0], parts.at(-1)];
	return (name) => {
		if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
		let at = first.length;
		for (const part of parts.slice(1, -1)) {
			const found = name.slice(0, name.length - last.length).indexOf(part, at);
			if (found < 0) return false;
			at = found + part.length;
		}
		return true;
	};
}

/** What the patterns left out, for `warnings`. */
export function leftOutWarnings(leftOut: readonly LeftOut[]): string[] {
	const { aPicture, aVideo, aSound, nothingKnown } = formDetails;
	const kinds = { image: aPicture, video: aVideo, audio: aSound };
	return leftOut.map(({ label, pattern, field, kind }) =>
		say(formWarnings.leftOut, { field: label, pattern, file: field, kind: kind ? kinds[kind] : nothingKnown }),
	);
}
