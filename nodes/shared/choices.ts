// How a value that an expression or an agent gives is told to be one of some choices: by its value or its label, whatever
// its case and its blanks are, also as a list of one.

export interface Choice<V extends string | number = string | number> {
	readonly value: V;
	/** As the form calls it. */
	readonly name?: string;
	/** Other words for it. */
	readonly also?: readonly string[];
}

/** A list of one is what is in it. */
export function single(given: unknown): unknown {
	return Array.isArray(given) && given.length === 1 ? single(given[0]) : given;
}

/** Whether nothing was given: expressions give null or blanks where they find nothing. */
export function isNothing(given: unknown): boolean {
	return given === undefined || given === null || (typeof given === 'string' && given.trim() === '');
}

/** Letters and digits in small letters; what stands between them is the writer's taste, also of `16x9`. */
const plain = (text: string) =>
	text
		.toLowerCase()
		.replace(/(\d)\s*[x×/]\s*(?=\d)/g, '$1:')
		.replace(/[^\p{L}\p{N}:.]+/gu, '');

/**
 * The choice that was given; undefined where nothing was. An exact value counts first, then a value or a label however it
 * is written, then a part of a label such as `Pro` of `Pro (1080p)`, if only one has it.
 */
export function findChoice<C extends Choice>(given: unknown, choices: readonly C[]): C | undefined | 'unknown' {
	const value = single(given);
	const exact = choices.find((choice) => choice.value === value);
	if (exact) return exact;
	if (isNothing(value)) return undefined;
	// Braces are those of an expression that nobody has evaluated.
	if ((typeof value !== 'string' && typeof value !== 'number') || /[{}]/.test(String(value))) return 'unknown';
	const wanted = plain(String(value));
	const named = (choice: C) => [String(choice.value), choice.name ?? '', ...(choice.also ?? [])].map(plain);
	const same = choices.find((choice) => named(choice).includes(wanted));
	if (same) return same;
	const partly = choices.filter(({ name = '' }) => partsOf(name).includes(wanted));
	return wanted !== '' && partly.length === 1 ? partly[0]! : 'unknown';
}

const SECONDS = /^([-+]?\d+(?:\.\d+)?)\s*(?:s|secs?|seconds?)$/i;

/** A number that an expression gave as text, also as `10s`; anything else as it is. */
export function numberIn(given: unknown): unknown {
	const value = single(given);
	if (typeof value !== 'string' || value.trim() === '') return value;
	const plainNumber = Number(value);
	return Number.isNaN(plainNumber) ? Number(SECONDS.exec(value.trim())?.[1] ?? NaN) : plainNumber;
}

const YES = ['true', 'yes', 'on', '1'];
const NO = ['false', 'no', 'off', '0'];

/** On or off in any of the usual words; undefined where it is neither. */
export function switchIn(given: unknown): boolean | undefined {
	const word = String(single(given)).trim().toLowerCase();
	return YES.includes(word) ? true : NO.includes(word) ? false : undefined;
}

/** What stands before and in the parentheses of a label. */
function partsOf(name: string): string[] {
	const parts = /^([^()]+)\(([^()]+)\)$/.exec(name);
	return parts ? [plain(parts[1]!), plain(parts[2]!)] : [];
}
