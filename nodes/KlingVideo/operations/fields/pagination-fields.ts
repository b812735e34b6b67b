// How much of a list is wanted: fields of every Get Many.
import { checkSwitch } from '../../../shared/backends/validate-settings';
import { Err, type Result } from '../../../shared/errors';
import type { Form } from '../../../shared/node-parameters';
import { fieldLabels } from '../../../shared/vocabulary';
import type { FormEntry } from '../operation';
import { formFailures } from '../../../shared/messages/form';
import { fail } from '../../../shared/messages/message';

/** n8n's own default. */
const USUAL_LIMIT = 50;

/** Return All, or a limit. */
export const manyFields: readonly FormEntry[] = [
	{
		field: {
			displayName: fieldLabels.returnAll,
			name: 'returnAll',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
	},
	{
		field: {
			displayName: fieldLabels.limit,
			name: 'limit',
			type: 'number',
			default: 50,
			typeOptions: { minValue: 1, numberPrecision: 0 },
			description: 'Max number of results to return',
			displayOptions: { show: { returnAll: [false] } },
		},
	},
];

/** How many at most. */
export function readMany(form: Form): Result<number> {
	const all = form.value('returnAll') ?? false;
	const isAll = checkSwitch(fieldLabels.returnAll, all === '' ? false : all);
	if (isAll instanceof Err) return isAll;
	if (isAll) return Infinity;
	const given = form.value('limit') ?? USUAL_LIMIT;
	const limit = Number(given);
	if (Number.isInteger(limit) && limit >= 1) return limit;
	return fail(formFailures.limitNotWhole, { value: String(given).slice(0, 40) });
}
