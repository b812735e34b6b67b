// The rarely used fields that operations share, and how they are read.
import type { INodeProperties } from 'n8n-workflow';
import { backendIds, backends } from '../../../shared/backends';
import { checkSwitch } from '../../../shared/backends/validate-settings';
import { err, Err, type Result } from '../../../shared/errors';
import type { Form } from '../../../shared/node-parameters';
import { isJson, isObject, type JsonObject } from '../../../shared/json';
import type { FileChoice } from '../../../shared/tasks/task';
import { fieldLabels, isFile, type FileProduct, type Product } from '../../../shared/vocabulary';
import type { BackendSlot, FormEntry } from '../operation';
import type { CreateRequest, Delivery } from '../request';

const MINUTE = 60_000;
const HOUR = 3_600_000;

const field = (entry: INodeProperties, backends?: readonly BackendSlot[]): FormEntry => ({ field: entry, backends });

/** Options that have to do with the file of what was made. */
const fileOptionsOf = (product: Product): readonly FormEntry[] => [
	field({
		displayName: product === 'video' ? 'Download Video' : 'Download Sound',
		name: 'downloadVideo',
		type: 'boolean',
		default: true,
		description: `Whether to store the finished ${product} in a field of the item, not just its URL, which expires`,
	}),
	field({
		displayName: 'Output Data Field Name',
		name: 'outputField',
		type: 'string',
		default: 'data',
		hint: `The name of the output field to put the ${product} in`,
	}),
	field({
		displayName: 'When Download Fails',
		name: 'atDownloadFailure',
		type: 'options',
		options: [
			{
				name: 'Fail',
				value: 'fail',
				description: 'The message holds the task ID; a retry of the execution downloads it again',
			},
			{ name: 'Return the URL', value: 'return', description: 'Output the item without the file, and with a warning' },
		],
		default: 'return',
	}),
];

/** Options of every operation that waits for what it makes; the file's only where it is one. */
export const deliveryOptionsOf = (product: Product): readonly FormEntry[] => [
	...(isFile(product) ? fileOptionsOf(product) : []),
	field({
		displayName: fieldLabels.itemsAtOnce,
		name: 'itemsAtOnce',
		type: 'number',
		default: backends[backendIds[0]!].limits.itemsAtOnce,
		typeOptions: { minValue: 1, maxValue: 1000, numberPrecision: 0 },
		description: `How many items to work on side by side; the first item's value counts for all. Without it: ${backendIds
			.map((id) => `${backends[id].limits.itemsAtOnce} on ${backends[id].label}`)
			.join(', ')}.`,
	}),
	field({
		displayName: 'Shortest Poll Interval (Seconds)',
		name: 'shortestPollInterval',
		type: 'number',
		default: 3,
		typeOptions: { minValue: 1, maxValue: 600 },
		description: 'How often to look at the task at most; the older the task, the rarer the looks',
	}),
	field({
		displayName: fieldLabels.timeLimit,
		name: 'timeLimit',
		type: 'number',
		default: 30,
		typeOptions: { minValue: 0.1 },
		description: `How long to wait for the ${product}, counted from the moment the task was accepted`,
	}),
	field({
		displayName: 'When Time Runs Out',
		name: 'atTimeLimit',
		type: 'options',
		options: [
			{ name: 'Fail', value: 'fail', description: 'The message holds the task ID; the task itself goes on' },
			{
				name: 'Return the Last State',
				value: 'return',
				description: "Output an item that 'Query Task' takes as it is",
			},
		],
		default: 'fail',
	}),
];

/** Options of every operation that ends with a video. */
export const deliveryOptions = deliveryOptionsOf('video');

/** Rarely used fields of models; each is shown only where the chosen model takes it. */
export const modelOptions: readonly FormEntry[] = [
	{ setting: 'negativePrompt' },
	{ setting: 'cfgScale' },
	{ setting: 'elementIds' },
	{ setting: 'keepOriginalSound' },
	{ setting: 'preferMultiShots' },
	{ setting: 'shots' },
	{ setting: 'voiceIds' },
	{ setting: 'watermark' },
	{ material: 'subjects' },
];

/** Options of every operation that creates a task. */
export const creationOptionsOf = (product: Product): readonly FormEntry[] => [
	field({
		displayName: fieldLabels.additionalBody,
		name: 'additionalBody',
		type: 'json',
		default: '{}',
		description:
			'JSON that is merged into the request last, for what this node does not know yet; null takes a field away',
	}),
	field({
		displayName: fieldLabels.callbackUrl,
		name: 'callbackUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/webhook',
		description: 'Address that the backend calls when the task has ended, such as that of a Kling Video Trigger',
	}),
	field(
		{
			displayName: fieldLabels.cancelOnStop,
			name: 'cancelOnStop',
			type: 'boolean',
			default: false,
			description: 'Whether to cancel a task that has not begun yet when the execution is stopped',
		},
		['piapi', 'expression'],
	),
	field({
		displayName: fieldLabels.checkOnly,
		name: 'checkOnly',
		type: 'boolean',
		default: false,
		description:
			'Whether to do everything but create the task: the item tells what would be sent and what it would cost. Nothing is uploaded and nothing is paid.',
	}),
	field({
		displayName: fieldLabels.stopAbove,
		name: 'stopAbove',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 1,
		description:
			'Refuse what costs more by the price lists this node knows; where none names a price, a warning says so',
	}),
	field({
		displayName: fieldLabels.createAgain,
		name: 'createAgain',
		type: 'boolean',
		default: false,
		description: 'Whether to create a task although an earlier try may have created one already, which may cost twice',
	}),
	field(
		{
			displayName: fieldLabels.externalTaskId,
			name: 'externalTaskId',
			type: 'string',
			default: '',
			description: 'An ID of your own to find the task by; each one can be used only once per account',
		},
		['kling', 'expression'],
	),
	field({
		displayName: fieldLabels.slotLimit,
		name: 'slotLimit',
		type: 'number',
		default: 6,
		typeOptions: { minValue: 0 },
		description: 'How long to try again while the account has no free slot',
	}),
	field({
		displayName: 'Wait Until Finished',
		name: 'wait',
		type: 'boolean',
		default: true,
		description: `Whether to wait for the ${product}. Otherwise the item tells the task ID at once, for 'Query Task' later.`,
	}),
];

/** Options of every operation that creates a video. */
export const creationOptions = creationOptionsOf('video');

/** Options that make no sense where the reply to the create brings the result. */
const ONLY_FOR_TASKS: readonly string[] = [
	'atTimeLimit',
	'callbackUrl',
	'cancelOnStop',
	'externalTaskId',
	'shortestPollInterval',
	'timeLimit',
	'wait',
];

/** Options of an operation that is done as soon as it is answered: nothing to wait for, nobody to call back. */
export const doneAtOnce = (options: readonly FormEntry[]): FormEntry[] =>
	options.filter((entry) => !('field' in entry) || !ONLY_FOR_TASKS.includes(entry.field.name));

const CHOSEN_FILES = ['main', 'mp3', 'wav'] as const satisfies readonly FileChoice[];

const MAIN_FILE = { video: 'Video', either: 'Video, Otherwise Sound' } as const;

/**
 * Which file is stored, where a task makes several.
 *
 * @param main what the task makes first of all
 */
export const fileOption = (main: FileProduct | 'either'): FormEntry =>
	field({
		displayName: fieldLabels.file,
		name: 'file',
		type: 'options',
		options: [
			...(main === 'sound' ? [] : [{ name: MAIN_FILE[main], value: 'main' }]),
			{ name: 'Sound as MP3', value: 'mp3' },
			{ name: 'Sound as WAV', value: 'wav' },
		],
		default: main === 'sound' ? 'mp3' : 'main',
		description: 'Which of the files to store; the addresses of all of them are in the item',
	});

/** How to wait and what to give back. */
export function readDelivery(form: Form): Result<Delivery> {
	const wait = readSwitch(form, 'wait', 'Wait Until Finished', true);
	if (wait instanceof Err) return wait;
	const download = readSwitch(form, 'downloadVideo', 'Download Video', true);
	if (download instanceof Err) return download;
	const poll = readNumber(form, 'shortestPollInterval', 'Shortest Poll Interval (Seconds)', 3, 1);
	if (poll instanceof Err) return poll;
	const limit = readNumber(form, 'timeLimit', fieldLabels.timeLimit, 30, 0);
	if (limit instanceof Err) return limit;
	const atOnce = readNumber(form, 'itemsAtOnce', fieldLabels.itemsAtOnce, 0, 0);
	if (atOnce instanceof Err) return atOnce;
	return {
		wait,
		...(atOnce >= 1 ? { itemsAtOnce: Math.floor(atOnce) } : {}),
		shortestPollMs: poll * 1000,
		timeLimitMs: limit * MINUTE,
		atTimeLimit: form.option('atTimeLimit') === 'return' ? 'return' : 'fail',
		download,
		file: CHOSEN_FILES.find((one) => one === form.option('file')) ?? 'main',
		atDownloadFailure: form.option('atDownloadFailure') === 'fail' ? 'fail' : 'return',
		outputField: text(form.option('outputField')) ?? 'data',
	};
}

type CreationOptions = Pick<
	CreateRequest,
	| 'callbackUrl'
	| 'checkOnly'
	| 'stopAboveUsd'
	| 'externalTaskId'
	| 'additionalBody'
	| 'cancelOnStop'
	| 'createAgain'
	| 'slotLimitMs'
>;

/** What every creating operation takes besides its own fields. */
export function readCreationOptions(form: Form): Result<CreationOptions> {
	const callbackUrl = text(form.option('callbackUrl'));
	if (callbackUrl !== undefined && !/^https?:\/\/[^\s/]/i.test(callbackUrl)) {
		return err('input', `'${fieldLabels.callbackUrl}' is not a web address: '${callbackUrl.slice(0, 80)}'`, {
			nextStep: 'Give an address that starts with https://, or leave it empty',
		});
	}
	const additionalBody = readAdditionalBody(form.option('additionalBody'));
	if (additionalBody instanceof Err) return additionalBody;
	const cancelOnStop = readSwitch(form, 'cancelOnStop', fieldLabels.cancelOnStop, false);
	if (cancelOnStop instanceof Err) return cancelOnStop;
	const createAgain = readSwitch(form, 'createAgain', fieldLabels.createAgain, false);
	if (createAgain instanceof Err) return createAgain;
	const slotLimit = readNumber(form, 'slotLimit', fieldLabels.slotLimit, 6, 0);
	if (slotLimit instanceof Err) return slotLimit;
	const checkOnly = readSwitch(form, 'checkOnly', fieldLabels.checkOnly, false);
	if (checkOnly instanceof Err) return checkOnly;
	const stopAboveUsd = readNumber(form, 'stopAbove', fieldLabels.stopAbove, Infinity, 0);
	if (stopAboveUsd instanceof Err) return stopAboveUsd;
	return {
		checkOnly,
		...(stopAboveUsd < Infinity ? { stopAboveUsd } : {}),
		callbackUrl,
		externalTaskId: text(form.option('externalTaskId')),
		additionalBody,
		cancelOnStop,
		createAgain,
		slotLimitMs: slotLimit * HOUR,
	};
}

function readAdditionalBody(value: unknown): Result<JsonObject | undefined> {
	if (value === undefined || value === null || value === '') return undefined;
	const parsed = typeof value === 'string' ? parse(value) : value;
	if (!isObject(parsed) || !isJson(parsed)) {
		return err('input', `'${fieldLabels.additionalBody}' is not a JSON object`, {
			nextStep: 'Write it like {"seed": 1}',
		});
	}
	if (Object.keys(parsed).length === 0) return undefined;
	if ('external_task_id' in parsed) {
		return err('input', `'${fieldLabels.additionalBody}' holds external_task_id`, {
			nextStep: `Use the option '${fieldLabels.externalTaskId}' instead, so that the task can be found again`,
		});
	}
	if (hasDataUrl(parsed)) {
		return err('input', `'${fieldLabels.additionalBody}' holds a data: URL, which no backend takes`, {
			nextStep: 'Give pictures in the fields made for them, or as web addresses',
		});
	}
	return parsed as JsonObject;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function hasDataUrl(value: unknown): boolean {
	if (typeof value === 'string') return /^\s*data:[\w/+.-]*;base64,/i.test(value);
	if (Array.isArray(value)) return value.some(hasDataUrl);
	return isObject(value) && Object.values(value).some(hasDataUrl);
}

/** Expressions like to give "false" as text, which must not count as true. */
function readSwitch(form: Form, name: string, label: string, fallback: boolean): Result<boolean> {
	const value = form.option(name);
	return value === undefined || value === null || value === '' ? fallback : checkSwitch(label, value);
}

function readNumber(form: Form, name: string, label: string, fallback: number, min: number): Result<number> {
	const value = form.option(name);
	if (value === undefined || value === null || value === '') return fallback;
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number === 'number' && number >= min && number < Infinity) return number;
	return err('input', `'${label}' can't be '${String(value)}'`, { nextStep: `Give a number from ${min} up` });
}

function text(value: unknown): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	return String(value).trim() || undefined;
}
