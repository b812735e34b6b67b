// The options that say how to wait for a task and what to give back, and how they are read: both nodes have them.
import type { INodeProperties } from 'n8n-workflow';
import { backendIds, backends, defaultBackend } from './backends';
import { Err, type Result } from './errors';
import type { Form } from './node-parameters';
import type { Choice } from './choices';
import { readChoiceOr } from './read-choice';
import { readNumber, readSwitch, readText } from './read-options';
import type { FileChoice } from './tasks/task';
import { fail } from './messages/message';
import { resultFailures } from './messages/results';
import { lastFrameField } from './stored';
import { fieldLabels, isFile, nouns, type Product } from './vocabulary';

const MINUTE = 60_000;

/** How to wait and what to give back; the same for every operation. */
export interface Delivery {
	readonly wait: boolean;
	/** How many items of the run at once; undefined: as many as the backend usually allows. */
	readonly itemsAtOnce?: number;
	readonly shortestPollMs: number;
	readonly timeLimitMs: number;
	readonly atTimeLimit: 'fail' | 'return';
	readonly download: boolean;
	/** Which file, where a task makes several. */
	readonly file: FileChoice;
	readonly atDownloadFailure: 'fail' | 'return';
	readonly outputField: string;
	/** The last frame of the video as a picture, in a field of its own. */
	readonly lastFrame: boolean;
}

const AT_DOWNLOAD_FAILURE = [
	{
		name: 'Fail',
		value: 'fail',
		description: 'Fail with the task ID; a retry of the execution downloads the file',
	},
	{ name: 'Return the URL', value: 'return', description: 'Return the item without the file, with a warning' },
] as const;

const AT_TIME_LIMIT = [
	{ name: 'Fail', value: 'fail', description: 'Fail with the task ID; the task continues' },
	{
		name: 'Return Current Status',
		value: 'return',
		description: "Return the unfinished task; use it with 'Query Task'",
	},
] as const;

/** Options that have to do with the file of what was made. */
const fileFieldsOf = (product: Product): INodeProperties[] => [
	{
		displayName: product === 'video' ? 'Download Video' : 'Download Audio',
		name: 'downloadVideo',
		type: 'boolean',
		default: true,
		description: `Whether to store the ${nouns[product]} in the item, because its URL expires`,
	},
	{
		displayName: fieldLabels.outputField,
		name: 'outputField',
		type: 'string',
		default: 'data',
		hint: `The name of the output field to put the ${nouns[product]} in`,
	},
	{
		displayName: 'On Download Failure',
		name: 'atDownloadFailure',
		type: 'options',
		options: [...AT_DOWNLOAD_FAILURE],
		default: 'return',
	},
	...(product === 'video' ? [lastFrameOption] : []),
];

const lastFrameOption: INodeProperties = {
	displayName: fieldLabels.returnLastFrame,
	name: 'returnLastFrame',
	type: 'boolean',
	default: false,
	description: `Whether to also return the last frame as a PNG image in the field '${lastFrameField}', for the '${fieldLabels.firstFrame}' of the next video`,
};

/** Options of everything that waits for what was made; the file's only where it is one. */
export const deliveryFieldsOf = (product: Product): INodeProperties[] => [
	...(isFile(product) ? fileFieldsOf(product) : []),
	{
		displayName: fieldLabels.itemsAtOnce,
		name: 'itemsAtOnce',
		type: 'number',
		default: backends[defaultBackend].limits.itemsAtOnce,
		typeOptions: { minValue: 1, maxValue: 1000, numberPrecision: 0 },
		description: `How many items to process at the same time; the first item's value applies to all. Default: ${backendIds
			.map((id) => `${backends[id].limits.itemsAtOnce} on ${backends[id].label}`)
			.join(', ')}.`,
	},
	{
		displayName: 'Minimum Poll Interval (Seconds)',
		name: 'shortestPollInterval',
		type: 'number',
		default: 3,
		typeOptions: { minValue: 1, maxValue: 600 },
		description: 'Minimum time between status checks; checks become less frequent over time',
	},
	{
		displayName: fieldLabels.timeLimit,
		name: 'timeLimit',
		type: 'number',
		default: 30,
		typeOptions: { minValue: 0.1 },
		description: `How long to wait for the ${nouns[product]} after the task was created`,
	},
	{
		displayName: 'On Timeout',
		name: 'atTimeLimit',
		type: 'options',
		options: [...AT_TIME_LIMIT],
		default: 'fail',
	},
];

const CHOSEN_FILES = [
	{ name: 'Video', value: 'main' },
	{ name: 'Audio as MP3', value: 'mp3' },
	{ name: 'Audio as WAV', value: 'wav' },
] as const satisfies ReadonlyArray<Choice<FileChoice>>;

/** Minutes, as in the form: less is over before the first look at the task, which is paid then. */
const LEAST_MINUTES = 0.1;

/** How to wait and what to give back. */
export function readDelivery(form: Form): Result<Delivery> {
	const wait = readSwitch(form, 'wait', 'Wait Until Finished', true);
	if (wait instanceof Err) return wait;
	const download = readSwitch(form, 'downloadVideo', 'Download Video', true);
	if (download instanceof Err) return download;
	const poll = readNumber(form, 'shortestPollInterval', 'Minimum Poll Interval (Seconds)', 3, 1);
	if (poll instanceof Err) return poll;
	const limit = readNumber(form, 'timeLimit', fieldLabels.timeLimit, 30, LEAST_MINUTES);
	if (limit instanceof Err) return limit;
	const atOnce = readNumber(form, 'itemsAtOnce', fieldLabels.itemsAtOnce, 0, 0);
	if (atOnce instanceof Err) return atOnce;
	const atTimeLimit = readChoiceOr('On Timeout', form.option('atTimeLimit'), AT_TIME_LIMIT, 'fail');
	if (atTimeLimit instanceof Err) return atTimeLimit;
	const atDownloadFailure = readChoiceOr(
		'On Download Failure',
		form.option('atDownloadFailure'),
		AT_DOWNLOAD_FAILURE,
		'return',
	);
	if (atDownloadFailure instanceof Err) return atDownloadFailure;
	const file = readChoiceOr(fieldLabels.file, form.option('file'), CHOSEN_FILES, 'main');
	if (file instanceof Err) return file;
	const lastFrame = readSwitch(form, 'returnLastFrame', fieldLabels.returnLastFrame, false);
	if (lastFrame instanceof Err) return lastFrame;
	const outputField = readText(form.option('outputField')) ?? 'data';
	if (lastFrame && outputField === lastFrameField) {
		const about = { field: fieldLabels.outputField, value: lastFrameField, option: fieldLabels.returnLastFrame };
		return fail(resultFailures.fieldTaken, about);
	}
	return {
		wait,
		...(atOnce >= 1 ? { itemsAtOnce: Math.floor(atOnce) } : {}),
		shortestPollMs: poll * 1000,
		timeLimitMs: limit * MINUTE,
		atTimeLimit,
		download,
		file,
		atDownloadFailure,
		outputField,
		lastFrame,
	};
}
