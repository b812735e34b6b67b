// Characters and things that go along with a request: rows of a name, a description, and pictures or a video.
import type { INodeProperties } from 'n8n-workflow';
import { Err, sanitize, type Result } from '../../../shared/errors';
import { isObject, rowsOf } from '../../../shared/json';
import { fieldLabels } from '../../../shared/vocabulary';
import type { FilesOfItem } from '../operation';
import { listedFiles, type LeftOut } from './image-list';
import type { ElementInput } from '../request';
import type { VideoPart } from '../../../shared/backends/catalogue';
import { formDetails, formFailures } from '../../../shared/messages/form';
import { fail, say } from '../../../shared/messages/message';

/** The rows, as an option. */
export const elementFields: INodeProperties[] = [
	{
		displayName: fieldLabels.elements,
		name: 'subjects',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Element',
		default: {},
		description:
			'People and things in the video, each described by two to four images or one video. In the prompt, write @name.',
		options: [
			{
				displayName: 'Element',
				name: 'row',
				// In the order in which people think of somebody, which is not the alphabet's.
				// eslint-disable-next-line n8n-nodes-base/node-param-fixed-collection-type-unsorted-items
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. dog',
						description: 'Letters, digits and underscores. In the prompt, write @dog.',
					},
					{
						displayName: 'Description',
						name: 'description',
						type: 'string',
						default: '',
						placeholder: 'e.g. a small brown dog with a red collar',
						description: 'What the images or the video show',
					},
					{
						displayName: 'Images',
						name: 'images',
						type: 'string',
						default: '',
						placeholder: 'e.g. dog*, https://example.com/dog.png',
						description: 'Input fields, URLs, or both, separated by commas',
					},
					{
						displayName: 'Video',
						name: 'video',
						type: 'string',
						default: '',
						placeholder: 'e.g. clip, https://example.com/dog.mp4',
						description: 'An input field or URL of a video to use instead of images',
					},
					{
						displayName: 'Start (Seconds)',
						name: 'start',
						type: 'number',
						typeOptions: { minValue: 0, numberPrecision: 1 },
						default: 0,
						description: 'Start of the part that shows the element',
					},
					{
						displayName: 'End (Seconds)',
						name: 'end',
						type: 'number',
						typeOptions: { minValue: 0, numberPrecision: 1 },
						default: 0,
						description: 'End of that part, 3 to 8 seconds after its start; 0 for the first 8 seconds',
					},
					{
						displayName: 'Voices',
						name: 'voices',
						type: 'string',
						default: '',
						placeholder: 'e.g. voice, https://example.com/bark.mp3',
						description: 'Input fields or URLs of recordings of its voice, 5 to 30 seconds each',
					},
				],
			},
		],
	},
];

/** The rows as the form's `{ row: [...] }` or as a bare list. */
export async function readElements(
	given: unknown,
	files: FilesOfItem,
): Promise<Result<{ elements: ElementInput[]; leftOut: readonly LeftOut[] }>> {
	const value = typeof given === 'string' && given.trim() !== '' ? parsed(given) : given;
	const rows = rowsOf(value);
	if (!Array.isArray(rows)) return fail(formFailures.elementsNotList);
	const elements: ElementInput[] = [];
	const leftOut: LeftOut[] = [];
	for (const [index, row] of rows.entries()) {
		const read = await readElement(say(formDetails.elementRow, { number: index + 1 }), row, files);
		if (read instanceof Err) return read;
		const { subject } = read;
		if (elements.some(({ name }) => name === subject.name)) {
			return fail(formFailures.elementNameTwice, { name: subject.name });
		}
		elements.push(subject);
		leftOut.push(...read.leftOut);
	}
	return { elements, leftOut };
}

/** An expression may give the rows as JSON text. */
function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

async function readElement(
	which: string,
	row: unknown,
	files: FilesOfItem,
): Promise<Result<{ subject: ElementInput; leftOut: readonly LeftOut[] }>> {
	const text = (key: string) => (isObject(row) && typeof row[key] === 'string' ? row[key].trim() : '');
	const name = text('name').replace(/^@/, '');
	// @image1 and the like stand for lists, and element_subject for the pictures of Multi-Image to Video.
	const taken = /^((image|element|voice|video)_?\d+|element_subject)$/i.test(name);
	if (taken || !/^[A-Za-z]\w{0,39}$/.test(name)) {
		return fail(formFailures.elementNameNotCallable, { row: which, name: name.slice(0, 40) });
	}
	const description = text('description');
	if (description === '') return fail(formFailures.elementWithoutDescription, { row: which });
	const cell = (key: string) => (isObject(row) ? row[key] : undefined);
	const pictures = await listedFiles(which, cell('images'), files);
	if (pictures instanceof Err) return pictures;
	const videos = await listedFiles(which, cell('video'), files, 'video');
	if (videos instanceof Err) return videos;
	if (videos.sources.length > 1) {
		return fail(formFailures.elementWithVideos, { row: which, count: videos.sources.length });
	}
	const [video] = videos.sources;
	const voices = await listedFiles(which, cell('voices'), files, 'audio');
	if (voices instanceof Err) return voices;
	const part = readPart(which, cell('start'), cell('end'));
	if (part instanceof Err) return part;
	const subject = {
		name,
		description,
		pictures: pictures.sources,
		...(video ? { video } : {}),
		...(part ? { part } : {}),
		...(voices.sources.length > 0 ? { voices: voices.sources } : {}),
	};
	return { subject, leftOut: [...pictures.leftOut, ...videos.leftOut, ...voices.leftOut] };
}

/** The longest part that counts, in seconds (kie.md 2.4). */
const LONGEST_PART = 8;

/** Undefined where the form leaves the part to the backend. */
function readPart(which: string, start: unknown, end: unknown): Result<VideoPart | undefined> {
	const from = Number(start ?? 0);
	const to = Number(end ?? 0);
	if (!(from >= 0) || !(to >= 0)) {
		const [label, value] = from >= 0 ? ['End', end] : ['Start', start];
		return fail(formFailures.secondsNotNumber, { row: which, field: label, value: sanitize(String(value)) });
	}
	if (from === 0 && to === 0) return undefined;
	return { startMs: Math.round(from * 1000), endMs: Math.round((to || from + LONGEST_PART) * 1000) };
}
