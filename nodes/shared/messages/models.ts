// Messages about models that are not fully documented.

/** Added to a model's label. */
export const modelDetails = { unconfirmed: ', Not Confirmed' } as const satisfies Record<string, string>;

export const modelWarnings = {
	borrowed: "'{like}' does not have the setting '{field}'; it was sent in the format of another model of this backend",
	sentAllTheSame: "{reason}. It was sent anyway, because this model is not in the node's list",
	longPrompt: "'{field}' has {length} characters; some accounts accept at most {limit}",
	noCallback: "'{field}' was ignored: {model} does not support callbacks",
	oneStandard: "'{field}' has no effect: {model} has only one API standard",
	unconfirmed:
		'{service} does not document every setting of {model}. If it rejects the request, your account may not have access, or a setting may have another name. A rejected request is not charged',
} as const satisfies Record<string, string>;
