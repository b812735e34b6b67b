// One id in a field of the form.
import { err, type Result } from '../../../shared/errors';
import type { Form } from '../../../shared/node-parameters';

/**
 * The id that stands in a field. Ids of the official API have 18 digits, which no number keeps: tables and sheets that
 * take them for numbers change them.
 *
 * @param nextStep what to do where the field is empty
 */
export function readId(form: Form, name: string, label: string, nextStep: string): Result<string> {
	const given = form.value(name);
	if (typeof given === 'number' && !Number.isSafeInteger(given)) {
		return err('input', `'${label}' got an ID as a number that is too long to be exact`, {
			nextStep: 'Let the expression give the ID as text, and keep it as text where it comes from',
		});
	}
	const id = form.text(name);
	return id === '' || id === 'undefined' || id === 'null' ? err('input', `'${label}' is empty`, { nextStep }) : id;
}
