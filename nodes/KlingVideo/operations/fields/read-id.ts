// One id in a field of the form.
import type { Err, Result } from '../../../shared/errors';
import { single } from '../../../shared/choices';
import type { Form } from '../../../shared/node-parameters';
import { formFailures } from '../../../shared/messages/form';
import { fail } from '../../../shared/messages/message';

/**
 * The id that stands in a field. Ids of the official API have 18 digits, which no number keeps: tables and sheets that
 * take them for numbers change them.
 *
 * @param ifEmpty what is said where the field is empty
 */
export function readId(form: Form, name: string, label: string, ifEmpty: (label: string) => Err): Result<string> {
	const given = single(form.value(name));
	if (typeof given === 'number' && !Number.isSafeInteger(given)) {
		return fail(formFailures.idRounded, { field: label });
	}
	const id = form.text(name);
	return id === '' || id === 'undefined' || id === 'null' ? ifEmpty(label) : id;
}
