// What the log says of the catalogue file of a host.

export const catalogueLog = {
	notRead: "Kling Video: the catalogue file '{path}' was not used: {reason}",
	rowLeftOut: 'Kling Video: row {number} of the catalogue file ({row}) was left out: {reason}',
	rowsTaken: "Kling Video: {count} rows were taken from the catalogue file '{path}'",
} as const satisfies Record<string, string>;

/** Why a row is left out. */
export const catalogueDetails = {
	noJson: 'it is no JSON ({words})',
	tooLarge: 'it has more than {limit} MB',
	noRow: 'no object',
	noModels: "it holds no list under 'models'",
	wrongType: '{field} must be {wanted}',
	wrongValue: '{field} must be one of: {values}',
	wrongPattern: '{field} must look like {pattern}',
	missing: '{field} is missing',
	unknown: '{field} is not known',
	unknownLike: "{field}: '{like}' is no model of this backend for this operation",
	noLike: '{field}.like is missing: it names the model of this node whose spelling counts',
	incomplete: '{field} has no {part}',
	defaultOutside: '{field}.default is not among what is allowed',
	rangeReversed: '{field}.min is above {field}.max',
} as const satisfies Record<string, string>;
