// Get, Get Many and Delete of what an account keeps: elements and voices.
import { Err, type Result } from '../../shared/errors';
import { readChoiceOr } from '../../shared/read-choice';
import { fieldLabels, resourceLabels, type LibraryKind, type OperationId } from '../../shared/vocabulary';
import { readId } from './fields/read-id';
import { libraryField } from './fields/library-field';
import { manyFields, readMany } from './fields/pagination-fields';
import type { FormEntry, ItemContext, Operation } from './operation';
import type { LibraryRequest } from './request';
import { formFailures } from '../../shared/messages/form';
import { fail } from '../../shared/messages/message';

const OWNERS = [
	{ name: 'All', value: 'all', description: "Your library first, then Kling's presets" },
	{ name: "Kling's Presets", value: 'preset', description: 'Available to all accounts' },
	{ name: 'Your Own', value: 'own', description: 'Created with your account' },
] as const;

const ownerField: FormEntry = {
	field: {
		displayName: fieldLabels.owner,
		name: 'libraryOwner',
		type: 'options',
		options: [...OWNERS],
		default: 'own',
		description: 'Which library to use',
	},
};

/** The parameter that names the one entry: `elementId`, `voiceId`, as the output calls it. */
const idParameter = (kind: LibraryKind) => `${kind}Id`;

const common = (kind: LibraryKind) =>
	({ resource: kind, options: [], offeredBy: ({ library }) => library !== undefined }) satisfies Partial<Operation>;

function readOne(kind: LibraryKind, wants: 'one' | 'delete', { form, backend }: ItemContext): Result<LibraryRequest> {
	const label = resourceLabels[kind];
	const ifEmpty = (field: string) => fail(formFailures.libraryIdEmpty, { field, thing: kind });
	const id = readId(form, idParameter(kind), label, ifEmpty);
	if (id instanceof Err) return id;
	if (/\s|,/.test(id)) {
		return fail(formFailures.severalIds, { field: label, value: id.slice(0, 60) });
	}
	return { kind: 'library', backend, library: kind, wants, id } as LibraryRequest;
}

function readList(kind: LibraryKind, { form, backend }: ItemContext): Result<LibraryRequest> {
	const owner = readChoiceOr(fieldLabels.owner, form.value('libraryOwner'), OWNERS, 'own');
	if (owner instanceof Err) return owner;
	const most = readMany(form);
	if (most instanceof Err) return most;
	return { kind: 'library', backend, library: kind, wants: 'list', owner, most };
}

const one = (id: OperationId, kind: LibraryKind): Operation => ({
	...common(kind),
	id,
	name: 'Get',
	action: `Get ${kind}`,
	description: `Get one ${kind}; free`,
	fields: [{ field: libraryField(kind, idParameter(kind)) }],
	read: (item) => readOne(kind, 'one', item),
});

const many = (id: OperationId, kind: LibraryKind): Operation => ({
	...common(kind),
	id,
	name: 'Get Many',
	action: `Get many ${kind}s`,
	description: `List the ${kind}s in your library, Kling's presets or both; free`,
	fields: [ownerField, ...manyFields],
	read: (item) => readList(kind, item),
});

const deletion = (id: OperationId, kind: LibraryKind): Operation => ({
	...common(kind),
	id,
	name: 'Delete',
	action: `Delete ${kind}`,
	description: `Permanently delete ${kind === 'element' ? 'an element' : 'a voice'} from your library; free`,
	fields: [
		{
			field: {
				...libraryField(kind, idParameter(kind)),
				description: `The ${kind} to delete, from your own library`,
			},
		},
	],
	read: (item) => readOne(kind, 'delete', item),
});

export const libraryOperations = {
	getElement: one('getElement', 'element'),
	getElements: many('getElements', 'element'),
	deleteElement: deletion('deleteElement', 'element'),
	getVoice: one('getVoice', 'voice'),
	getVoices: many('getVoices', 'voice'),
	deleteVoice: deletion('deleteVoice', 'voice'),
} as const;
