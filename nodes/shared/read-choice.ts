// One of the choices that a field offers: by its value or its label, in any case, as expressions and agents write them.
import { findChoice, type Choice } from './choices';
import { Err, type Result } from './errors';
import { quoted } from './json';
import { formFailures } from './messages/form';
import { fail } from './messages/message';

/** The chosen value; undefined where nothing is chosen. What is none of the choices is refused with all of them. */
export function readChoice<V extends string>(
	label: string,
	given: unknown,
	choices: ReadonlyArray<Choice<V>>,
): Result<V | undefined> {
	const found = findChoice(given, choices);
	if (found !== 'unknown') return found?.value;
	const values = choices.map(({ value }) => value).join(', ');
	return fail(formFailures.choiceNotKnown, { field: label, value: quoted(given), values });
}

/** The same with a value for where nothing is chosen. */
export function readChoiceOr<V extends string>(
	label: string,
	given: unknown,
	choices: ReadonlyArray<Choice<V>>,
	fallback: V,
): Result<V> {
	const found = readChoice(label, given, choices);
	return found instanceof Err ? found : (found ?? fallback);
}
