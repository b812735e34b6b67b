// Get Many Tasks: the account's tasks as its backend lists them, made here or anywhere else.
import { Err, type Result } from '../../shared/errors';
import type { Form } from '../../shared/node-parameters';
import type { TaskFilter } from '../../shared/tasks/task-filter';
import type { TaskState } from '../../shared/tasks/task';
import { isTaskMaker, taskMakerChoices } from '../../shared/task-makers';
import { isNothing, single } from '../../shared/choices';
import { quoted } from '../../shared/json';
import { readChoiceOr } from '../../shared/read-choice';
import { millisIn } from '../../shared/time-zone';
import { catalogue } from '../../shared/backends';
import { fieldLabels, type BackendId, type GeneratingOperation } from '../../shared/vocabulary';
import { shownWhere } from './fields/availability';
import { manyFields, readMany } from './fields/pagination-fields';
import type { FormEntry, ItemContext, Operation } from './operation';
import type { ListRequest } from './request';
import { formFailures } from '../../shared/messages/form';
import { fail } from '../../shared/messages/message';

const STATUSES = ['failed', 'queued', 'running', 'succeeded'] as const satisfies ReadonlyArray<TaskState['status']>;

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

const MADE_BY = [
	{ name: 'Any Operation', value: 'any' as const, description: 'Requires an API key' },
	...taskMakerChoices,
].sort((a, b) => a.name.localeCompare(b.name));

const options: readonly FormEntry[] = [
	{
		field: {
			displayName: fieldLabels.createdAfter,
			name: 'createdAfter',
			type: 'dateTime',
			default: '',
			description: 'Only tasks created after this time. Default on Kling: the last 30 days.',
		},
	},
	{
		field: {
			displayName: fieldLabels.createdBefore,
			name: 'createdBefore',
			type: 'dateTime',
			default: '',
			description: 'Only tasks created before this time',
		},
	},
	{
		field: {
			displayName: fieldLabels.madeBy,
			name: 'listMadeBy',
			type: 'options',
			options: [...MADE_BY],
			default: 'any',
			description:
				'Only tasks of this operation, without those of the newest models. Required with access keys of the official API.',
		},
		backends: shownWhere(({ listsByOperation }) => listsByOperation),
	},
	{
		field: {
			displayName: fieldLabels.status,
			name: 'statuses',
			type: 'multiOptions',
			options: STATUSES.map((value) => ({ name: capital(value), value })),
			default: [],
			description: 'Only tasks with one of these statuses',
		},
	},
];

function read({ form, backend, timeZone }: ItemContext): Result<ListRequest> {
	const most = readMany(form);
	if (most instanceof Err) return most;
	const filter = readFilter(form, backend, timeZone);
	return filter instanceof Err ? filter : { kind: 'list', backend, filter, most };
}

/** What the backend never makes is named by itself; what it makes at once leaves no task. */
const isListed = (value: unknown, backend: BackendId): value is GeneratingOperation =>
	isTaskMaker(value) && (catalogue(backend, value).length === 0 || isTaskMaker(value, backend));

function readFilter(form: Form, backend: BackendId, timeZone: string): Result<TaskFilter> {
	const since = readTime(form, timeZone, 'createdAfter', fieldLabels.createdAfter);
	if (since instanceof Err) return since;
	const until = readTime(form, timeZone, 'createdBefore', fieldLabels.createdBefore);
	if (until instanceof Err) return until;
	if (since !== undefined && until !== undefined && since >= until) {
		return fail(formFailures.timesInWrongOrder);
	}
	const statuses = readStatuses(form.option('statuses'));
	if (statuses instanceof Err) return statuses;
	const choices = MADE_BY.filter(({ value }) => value === 'any' || isListed(value, backend));
	const chosen = readChoiceOr(fieldLabels.madeBy, form.option('listMadeBy'), choices, 'any');
	if (chosen instanceof Err) return chosen;
	return {
		statuses,
		...(isListed(chosen, backend) ? { madeBy: chosen } : {}),
		...(since === undefined ? {} : { since }),
		...(until === undefined ? {} : { until }),
	};
}

/**
 * Milliseconds since 1970: the form gives ISO 8601, expressions a date of n8n's or a number as well. A time without a zone is
 * the workflow's, whatever zone its host is in.
 */
function readTime(form: Form, timeZone: string, name: string, label: string): Result<number | undefined> {
	const given = single(form.option(name));
	if (isNothing(given)) return undefined;
	const time = millisIn(given, timeZone);
	return time ?? fail(formFailures.timeNotKnown, { field: label, value: quoted(given) });
}

function readStatuses(given: unknown): Result<TaskFilter['statuses']> {
	const parts = Array.isArray(given) ? given : typeof given === 'string' ? given.split(',') : [];
	const words = parts.map((part) => String(part).trim().toLowerCase()).filter((part) => part !== '');
	const known = (word: string): word is TaskState['status'] => (STATUSES as readonly string[]).includes(word);
	const wrong = words.find((word) => !known(word));
	if (wrong === undefined) return [...new Set(words.filter(known))];
	return fail(formFailures.statusNotKnown, { value: wrong.slice(0, 40), values: STATUSES.join(', ') });
}

export const getTasks: Operation = {
	id: 'getTasks',
	resource: 'video',
	name: 'Get Many Tasks',
	action: 'Get many tasks',
	description: 'List the tasks of your account, including those from other programs; free',
	offeredBy: ({ listTasks }) => listTasks !== undefined,
	fields: manyFields,
	options,
	read,
};
