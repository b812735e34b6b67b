// Log messages about the catalogue file of a host.

export const catalogueLog = {
	notRead: "Kling Video: the catalogue file '{path}' was not used: {reason}",
	rowLeftOut: 'Kling Video: row {number} of the catalogue file ({row}) was skipped: {reason}',
	rowsTaken: "Kling Video: {count} rows were loaded from the catalogue file '{path}'",
} as const satisfies Record<string, string>;

/** Why a row is skipped. */
export const catalogueDetails = {
	noJson: 'it is not valid JSON ({words})',
	tooLarge: 'it is larger than {limit} MB',
	noRow: 'it is not an object',
	noModels: "it has no list 'models'",
	wrongType: '{field} must be {wanted}',
	wrongValue: '{field} must be one of: {values}',
	wrongPattern: '{field} must match {pattern}',
	missing: '{field} is missing',
	unknown: '{field} is an unknown field',
	unknownLike: "{field}: this backend has no model '{like}' for this operation",
	noLike: '{field}.like is missing: it is the known model whose request format is used',
	incomplete: '{field} has no {part}',
	defaultOutside: '{field}.default is not an allowed value',
	rangeReversed: '{field}.min is greater than {field}.max',
} as const satisfies Record<string, string>;
