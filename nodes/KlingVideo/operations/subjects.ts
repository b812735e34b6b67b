// Characters and things that go along with a request: rows of a name, a description and pictures.
import type { INodeProperties } from 'n8n-workflow';
import { fail, Failed, type Outcome } from '../failure';
import { isObject, rowsOf } from '../json';
import { fieldLabels } from '../words';
import type { ItemFile } from './operation';
import { sourcesFrom } from './references';
import type { Subject } from './request';

/** The rows, as an option. */
export const subjectFields: INodeProperties[] = [
	{
		displayName: fieldLabels.subjects,
		name: 'subjects',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Element',
		default: {},
		description: 'People and things of the video, each known from a few pictures; the prompt calls them @name',
		options: [
			{
				displayName: 'Element',
				name: 'row',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. dog',
						description: 'Letters, digits and underscores; the prompt calls it @dog',
					},
					{
						displayName: 'Description',
						name: 'description',
						type: 'string',
						default: '',
						placeholder: 'e.g. a small brown dog with a red collar',
						description: 'What the pictures show',
					},
					{
						displayName: 'Images',
						name: 'images',
						type: 'string',
						default: '',
						placeholder: 'e.g. dog*, https://example.com/dog.png',
						description: 'Names of input fields, web addresses, or both, separated by commas',
					},
				],
			},
		],
	},
];

/** The rows as the form's `{ row: [...] }` or as a bare list. */
export function readSubjects(value: unknown, files: readonly ItemFile[]): Outcome<Subject[]> {
	const label = fieldLabels.subjects;
	const rows = rowsOf(value);
	if (!Array.isArray(rows)) return fail('input', `'${label}' is not a list`, { nextStep: 'Add its rows in the form' });
	const subjects: Subject[] = [];
	for (const [index, row] of rows.entries()) {
		const subject = readSubject(`Row ${index + 1} of '${label}'`, row, files);
		if (subject instanceof Failed) return subject;
		if (subjects.some(({ name }) => name === subject.name)) {
			return fail('input', `'${label}' has the name '${subject.name}' twice`, {
				nextStep: 'Give each row a name of its own',
			});
		}
		subjects.push(subject);
	}
	return subjects;
}

function readSubject(which: string, row: unknown, files: readonly ItemFile[]): Outcome<Subject> {
	const text = (key: string) => (isObject(row) && typeof row[key] === 'string' ? row[key].trim() : '');
	const name = text('name').replace(/^@/, '');
	// @image1 and the like stand for lists, and element_subject for the pictures of Multi-Image to Video.
	const taken = /^((image|element|voice|video)_?\d+|element_subject)$/i.test(name);
	if (taken || !/^[A-Za-z]\w{0,39}$/.test(name)) {
		return fail('input', `${which} has the name '${name.slice(0, 40)}', which a prompt cannot call`, {
			nextStep: "Use letters, digits and underscores with a letter in front, and no name such as 'image1'",
		});
	}
	const description = text('description');
	if (description === '')
		return fail('input', `${which} has no description`, { nextStep: 'Say what its pictures show' });
	const pictures = sourcesFrom(which, isObject(row) ? row.images : undefined, files);
	return pictures instanceof Failed ? pictures : { name, description, pictures };
}
