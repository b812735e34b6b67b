// Every sentence that a user may read is a record of data in this folder or in a backend's own messages.ts: a template
// with {names} in braces, filled in where it is needed. docs/messages.md is written from the same records.
import { Err, type Failure, type FailureKind } from '../errors';

/** What lifts n8n's own protection against requests to private networks. */
export const ASK_ADMIN =
	'ask your n8n admin to allow the host with N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF_ALLOWED_IP_RANGES';

/** A failure as it is written down: what happened, and what the user can do now. */
export interface FailureMessage {
	readonly kind: FailureKind;
	/** One sentence. */
	readonly message: string;
	readonly nextStep?: string;
}

/** Words around another failure, of which kind, code and words are kept; `{reason}` is what it says. */
export interface WrapMessage {
	readonly wraps: true;
	readonly message: string;
	/** Takes the place of the other failure's; where it is missing, that one stays. */
	readonly nextStep?: string;
}

/** The names in braces of a template; braces with blanks, quotes or `$` inside are text. */
export type Blanks<Template> = Template extends `${string}{${infer Name}}${infer Rest}`
	? (Name extends `${string}${' ' | '"' | '$' | '{' | ':'}${string}` ? never : Name) | Blanks<Rest>
	: never;

/** What fills a template in; nothing where it has no names. */
export type Values<Names extends string> = Readonly<Record<Names, string | number>>;

type Filled<Names extends string, More extends unknown[] = []> = [Names] extends [never]
	? [values?: Values<never>, ...More]
	: [values: Values<Names>, ...More];

type NamesOf<M extends { readonly message: string; readonly nextStep?: string }> =
	Blanks<M['message']> | Blanks<M['nextStep']>;

/** What a failure has beside its sentence: the backend's own code and words, the paid task. */
export type FailureDetails = Omit<Failure, 'kind' | 'message' | 'nextStep'>;

const BLANK = /\{([A-Za-z]\w*)\}/g;

const fill = (template: string, values: Values<string>) =>
	template.replace(BLANK, (_, name: string) => String(values[name] ?? ''));

/** A warning, a line of the log or a part of a sentence, filled in. */
export function say<const T extends string>(template: T, ...[values]: Filled<Blanks<T>>): string {
	return fill(template, values ?? {});
}

/** A failure, filled in. */
export function failureOf<const M extends FailureMessage>(
	{ kind, message, nextStep }: M,
	...[values, details]: Filled<NamesOf<M>, [details?: FailureDetails]>
): Failure {
	return {
		kind,
		message: fill(message, values ?? {}),
		...(nextStep === undefined ? {} : { nextStep: fill(nextStep, values ?? {}) }),
		...details,
	};
}

/** A failed outcome, filled in. */
export function fail<const M extends FailureMessage>(
	message: M,
	...rest: Filled<NamesOf<M>, [details?: FailureDetails]>
): Err {
	return new Err(failureOf<M>(message, ...rest));
}

/** The same failure in a wider sentence. */
export function wrap<const M extends WrapMessage>(
	failure: Failure,
	{ message, nextStep }: M,
	...[values]: Filled<Exclude<NamesOf<M>, 'reason'>>
): Failure {
	const all = { ...values, reason: failure.message };
	return {
		...failure,
		message: fill(message, all),
		...(nextStep === undefined ? {} : { nextStep: fill(nextStep, all) }),
	};
}
