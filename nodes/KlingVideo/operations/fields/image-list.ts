// A list of pictures: fields of the item, addresses, or both, in one text.
import type { INodeProperties } from 'n8n-workflow';
import type { Result } from '../../../shared/errors';
import type { Form } from '../../../shared/node-parameters';
import type { MediaSource } from '../../../shared/media/media-source';
import { fieldLabels } from '../../../shared/vocabulary';
import { fileField, looksLikePicture } from './image-source';
import type { ItemFile } from '../operation';
import { formFailures } from '../../../shared/messages/form';
import { fail } from '../../../shared/messages/message';

/** The fields of the list. */
export const referenceFields: INodeProperties[] = [
	{
		displayName: fieldLabels.images,
		name: 'images',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '*',
		placeholder: 'e.g. photo*, https://example.com/hat.png',
		hint: 'Input fields (photo*, * for all pictures) and web addresses, in order',
		description:
			'Names of input fields (photo* for all that start so, * for every picture of the item), web addresses, or both, separated by commas or lines; name them @image1, @image2 in the prompt',
	},
];

/** The listed pictures in their order: names and patterns stand for fields of the item, addresses for themselves. */
export function readReferences(form: Form, files: readonly ItemFile[]): Result<MediaSource[]> {
	return sourcesFrom(`'${fieldLabels.images}'`, form.value('images'), files);
}

/**
 * The files that a text or a list stands for, in its order.
 *
 * @param label the field as messages name it, quotes included
 * @param kind what a pattern stands for: the beginning of a mime type
 */
export function sourcesFrom(
	label: string,
	value: unknown,
	files: readonly ItemFile[],
	kind: 'image/' | 'video/' | 'audio/' = 'image/',
): Result<MediaSource[]> {
	const parts = Array.isArray(value) ? value : [value ?? ''];
	const tokens = parts.flatMap((part) => (typeof part === 'string' ? split(part) : [part]));
	const sources: MediaSource[] = [];
	for (const token of tokens) {
		if (typeof token !== 'string') {
			sources.push({ from: 'field', field: fileField(token) });
			continue;
		}
		if (/^https?:/i.test(token)) sources.push({ from: 'url', url: token });
		else if (looksLikePicture(token)) sources.push({ from: 'text', text: token });
		else {
			const fields = fieldsLike(token, files, kind);
			if (fields.length === 0 && token !== '*') {
				const there = files.map(({ field }) => `'${field}'`).join(', ');
				return files.length === 0
					? fail(formFailures.noFilesAtAll, { field: label, pattern: token })
					: fail(formFailures.noFileLike, { field: label, pattern: token, files: there });
			}
			sources.push(...fields.map((field) => ({ from: 'field', field }) as const));
		}
	}
	return sources;
}

/** Lines, and commas outside of addresses; an address ends where white space or a comma with white space follows. */
function split(text: string): string[] {
	if (/^data:/i.test(text.trim())) return [text.trim()];
	return text
		.split(/\r?\n|,\s+|\s+,/)
		.flatMap((part) => (/^\s*https?:/i.test(part) ? [part] : part.split(',')))
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

function fieldsLike(pattern: string, files: readonly ItemFile[], kind: string): string[] {
	if (!pattern.includes('*')) return files.some(({ field }) => field === pattern) ? [pattern] : [];
	const shape = new RegExp(`^${pattern.split('*').map(escape).join('.*')}$`);
	return files
		.filter(({ field, mimeType }) => shape.test(field) && mimeType.startsWith(kind))
		.map(({ field }) => field);
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
