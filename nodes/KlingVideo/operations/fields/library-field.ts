// The field that picks an element or a voice from the account's library, or takes its id.
import type { INodeProperties } from 'n8n-workflow';
import { resourceLabels, type LibraryKind } from '../../../shared/vocabulary';

/** The names of the list searches that read the account's library. */
export const LIBRARY_SEARCH: Record<LibraryKind, string> = { element: 'searchElements', voice: 'searchVoices' };

/**
 * A field that picks from the account's library, or takes an id.
 *
 * @param several whether an expression may give more than one id
 */
export function libraryField(kind: LibraryKind, name: string, several = false): INodeProperties {
	const label = resourceLabels[kind];
	return {
		displayName: label,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: `The ${kind}, from your library or Kling's presets`,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: LIBRARY_SEARCH[kind], searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 829836802793406551',
				...(several
					? { hint: 'For several IDs, use an expression that returns a list or text separated by commas' }
					: {}),
			},
		],
	};
}
