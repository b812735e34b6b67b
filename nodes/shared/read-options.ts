// Reads entries of the 'Options' collection: what an expression gives is checked, what is left out has its default.
import { checkSwitch } from './backends/validate-settings';
import { isNothing, numberIn, single } from './choices';
import type { Result } from './errors';
import { quoted } from './json';
import { resultFailures } from './messages/results';
import { fail } from './messages/message';
import type { Form } from './node-parameters';

/** On or off. Expressions like to give "false" as text, which must not count as true. */
export function readSwitch(form: Form, name: string, label: string, fallback: boolean): Result<boolean> {
	const value = form.option(name);
	return isNothing(single(value)) ? fallback : checkSwitch(label, value);
}

/** A number that is not too small; text counts as one where it is one. */
export function readNumber(form: Form, name: string, label: string, fallback: number, min: number): Result<number> {
	const value = form.option(name);
	if (isNothing(single(value))) return fallback;
	const number = numberIn(value);
	if (typeof number === 'number' && number >= min && number < Infinity) return number;
	return fail(resultFailures.wrongNumber, { field: label, value: quoted(value), least: min });
}

/** Text without the spaces around it; undefined where there is none. */
export function readText(given: unknown): string | undefined {
	const value = single(given);
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	return String(value).trim() || undefined;
}
