// What is said about models: what is not certain of them.

/** Behind a model's label. */
export const modelDetails = { unconfirmed: ', Not Confirmed' } as const satisfies Record<string, string>;

export const modelWarnings = {
	borrowed: "'{field}' is none of the fields of '{like}'; it was sent as another model of this backend takes it",
	sentAllTheSame: '{reason}. It was sent all the same, because the model is not in the catalogue of this node',
	longPrompt: "'{field}' has {length} characters; not every account takes more than {limit}",
	noCallback: "'{field}' was not sent: {model} calls nobody when it is done",
	oneStandard: "'{field}' does nothing here: {model} is known by one standard only",
	unconfirmed:
		'No page of {service} confirms every field of {model}: a refusal may mean that it is not open for this account, or another name of a field, and creates nothing',
} as const satisfies Record<string, string>;
