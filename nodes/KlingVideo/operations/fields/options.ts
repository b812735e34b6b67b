// The rarely used fields that operations share, and how they are read.
import type { INodeProperties } from 'n8n-workflow';
import { deliveryFieldsOf } from '../../../shared/delivery-options';
import { Err, type Result } from '../../../shared/errors';
import type { Form } from '../../../shared/node-parameters';
import { longInteger } from '../../../shared/http/types';
import { hasLostDigits, isJson, isObject, parseJson, shorten, type JsonObject } from '../../../shared/json';
import { readChoice } from '../../../shared/read-choice';
import { readNumber, readSwitch, readText } from '../../../shared/read-options';
import { catalogue } from '../../../shared/backends';
import {
	fieldLabels,
	nouns,
	type FileProduct,
	type GeneratingOperation,
	type Product,
} from '../../../shared/vocabulary';
import type { BackendSlot, FormEntry } from '../operation';
import { shownWhere } from './availability';
import type { CreateRequest } from '../request';
import { formFailures } from '../../../shared/messages/form';
import { fail } from '../../../shared/messages/message';

const HOUR = 3_600_000;

const field = (entry: INodeProperties, backends?: readonly BackendSlot[]): FormEntry => ({ field: entry, backends });

/** Options of every operation that waits for what it makes. */
export const deliveryOptionsOf = (product: Product): readonly FormEntry[] =>
	deliveryFieldsOf(product).map((entry) => field(entry));

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
	{ material: 'elements' },
];

/** How long a result may be kept, in seconds. */
const RESULT_LIFETIMES = [
	{ name: '1 Day', value: '1d', seconds: 86_400 },
	{ name: '1 Hour', value: '1h', seconds: 3_600 },
	{ name: '1 Year', value: '1y', seconds: 31_536_000 },
	{ name: '30 Days', value: '30d', seconds: 2_592_000 },
	{ name: '7 Days', value: '7d', seconds: 604_800 },
	{ name: 'Forever', value: 'forever', seconds: 'forever' },
] as const;

/** Options of every operation that creates a task. */
export const creationOptionsOf = (product: Product): readonly FormEntry[] => [
	field({
		displayName: fieldLabels.additionalBody,
		name: 'additionalBody',
		type: 'json',
		default: '{}',
		description: 'JSON that is merged into the request, for settings the node does not have; null removes a field',
	}),
	field({
		displayName: fieldLabels.callbackUrl,
		name: 'callbackUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/webhook',
		description: 'URL that the backend calls when the task has ended, for example of a Kling Video Trigger',
	}),
	field(
		{
			displayName: fieldLabels.cancelOnStop,
			name: 'cancelOnStop',
			type: 'boolean',
			default: false,
			description: 'Whether to cancel a task that has not started when you stop the execution',
		},
		shownWhere(({ cancel }) => cancel !== undefined),
	),
	field({
		displayName: fieldLabels.checkOnly,
		name: 'checkOnly',
		type: 'boolean',
		default: false,
		description: 'Whether to show the request and its estimated cost without creating the task',
	}),
	field({
		displayName: fieldLabels.stopAbove,
		name: 'stopAbove',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 1,
		description: "Don't create the task if its estimated cost is higher. If no price is known, you get a warning.",
	}),
	field({
		displayName: fieldLabels.createAgain,
		name: 'createAgain',
		type: 'boolean',
		default: false,
		description:
			'Whether to create the task again when an earlier attempt was not confirmed. You may be charged twice.',
	}),
	field(
		{
			displayName: fieldLabels.externalTaskId,
			name: 'externalTaskId',
			type: 'string',
			default: '',
			description: 'Your own ID for the task; each ID can be used only once per account',
		},
		shownWhere(({ hasExternalIds }) => hasExternalIds),
	),
	field(
		{
			displayName: fieldLabels.ifIdExists,
			name: 'ifIdExists',
			type: 'options',
			options: [
				{ name: 'Fail', value: 'fail', description: 'Fail the item and create nothing' },
				{
					name: 'Use the Existing Task',
					value: 'use',
					description: 'Return the existing task; a warning says when it was created',
				},
			],
			default: 'fail',
			description: `What to do if the account already has a task with this '${fieldLabels.externalTaskId}'`,
		},
		shownWhere(({ hasExternalIds }) => hasExternalIds),
	),
	field(
		{
			displayName: fieldLabels.resultLifetime,
			name: 'resultLifetime',
			type: 'options',
			options: RESULT_LIFETIMES.map(({ name, value }) => ({ name, value })),
			default: '30d',
			description: 'How long the backend keeps the result. Without this option, the backend decides.',
		},
		shownWhere(({ resultLifetimes }) => resultLifetimes === true),
	),
	field(
		{
			displayName: fieldLabels.withoutExternalId,
			name: 'withoutExternalId',
			type: 'boolean',
			default: false,
			description:
				'Whether to send no external task ID and no callback URL, for a model that rejects them. The node then cannot find an unconfirmed task.',
		},
		shownWhere(({ hasExternalIds }) => hasExternalIds),
	),
	field({
		displayName: fieldLabels.slotLimit,
		name: 'slotLimit',
		type: 'number',
		default: 6,
		typeOptions: { minValue: 0 },
		description: 'How long to keep retrying while your account is at its concurrency limit',
	}),
	field({
		displayName: 'Wait Until Finished',
		name: 'wait',
		type: 'boolean',
		default: true,
		description: `Whether to wait for the ${nouns[product]}. Otherwise you get the task ID immediately; use it with 'Query Task' later.`,
	}),
];

/** Options of every operation that creates a video. */
export const creationOptions = creationOptionsOf('video');

/** The choice of a backend's standard, for operations of which a backend knows two. */
export const standardOption = (operation: GeneratingOperation): readonly FormEntry[] => {
	const slots = shownWhere(({ id }) =>
		catalogue(id, operation).some((row) => row.operations[operation]?.newer !== undefined),
	);
	return [
		field(
			{
				displayName: fieldLabels.newerStandard,
				name: 'newerStandard',
				type: 'boolean',
				default: false,
				description: "Whether to use the newer API standard, which requires an API key and has no 'Negative Prompt'",
			},
			slots,
		),
	];
};

/** Options that make no sense where the reply to the create brings the result. */
const ONLY_FOR_TASKS: readonly string[] = [
	'atTimeLimit',
	'callbackUrl',
	'cancelOnStop',
	'externalTaskId',
	'ifIdExists',
	'shortestPollInterval',
	'timeLimit',
	'wait',
	'withoutExternalId',
];

/** Options of an operation that is done as soon as it is answered: nothing to wait for, nobody to call back. */
export const doneAtOnce = (options: readonly FormEntry[]): FormEntry[] =>
	options.filter((entry) => !('field' in entry) || !ONLY_FOR_TASKS.includes(entry.field.name));

const MAIN_FILE = { video: 'Video', either: 'Video, Otherwise Audio' } as const;

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
			{ name: 'Audio as MP3', value: 'mp3' },
			{ name: 'Audio as WAV', value: 'wav' },
		],
		default: main === 'sound' ? 'mp3' : 'main',
		description: 'Which file to download; the URLs of all files are in the item',
	});

type CreationOptions = Pick<
	CreateRequest,
	| 'callbackUrl'
	| 'checkOnly'
	| 'stopAboveUsd'
	| 'externalTaskId'
	| 'ifIdExists'
	| 'additionalBody'
	| 'cancelOnStop'
	| 'createAgain'
	| 'withoutExternalId'
	| 'newerStandard'
	| 'slotLimitMs'
	| 'resultLifetime'
>;

/** What every creating operation takes besides its own fields. */
export function readCreationOptions(form: Form): Result<CreationOptions> {
	const callbackUrl = readText(form.option('callbackUrl'));
	if (callbackUrl !== undefined && !(/^https?:\/\/[^\s/]\S*$/i.test(callbackUrl) && URL.canParse(callbackUrl))) {
		return fail(formFailures.callbackUrlNotWeb, { value: shorten(callbackUrl, 80) });
	}
	const additionalBody = readAdditionalBody(form.option('additionalBody'));
	if (additionalBody instanceof Err) return additionalBody;
	const cancelOnStop = readSwitch(form, 'cancelOnStop', fieldLabels.cancelOnStop, false);
	if (cancelOnStop instanceof Err) return cancelOnStop;
	const createAgain = readSwitch(form, 'createAgain', fieldLabels.createAgain, false);
	if (createAgain instanceof Err) return createAgain;
	const withoutExternalId = readSwitch(form, 'withoutExternalId', fieldLabels.withoutExternalId, false);
	if (withoutExternalId instanceof Err) return withoutExternalId;
	const newerStandard = readSwitch(form, 'newerStandard', fieldLabels.newerStandard, false);
	if (newerStandard instanceof Err) return newerStandard;
	const slotLimit = readNumber(form, 'slotLimit', fieldLabels.slotLimit, 6, 0);
	if (slotLimit instanceof Err) return slotLimit;
	const checkOnly = readSwitch(form, 'checkOnly', fieldLabels.checkOnly, false);
	if (checkOnly instanceof Err) return checkOnly;
	const stopAboveUsd = readNumber(form, 'stopAbove', fieldLabels.stopAbove, Infinity, 0);
	if (stopAboveUsd instanceof Err) return stopAboveUsd;
	const chosen = readChoice(fieldLabels.resultLifetime, form.option('resultLifetime'), RESULT_LIFETIMES);
	if (chosen instanceof Err) return chosen;
	const lifetime = RESULT_LIFETIMES.find(({ value }) => value === chosen);
	return {
		checkOnly,
		...(stopAboveUsd < Infinity ? { stopAboveUsd } : {}),
		callbackUrl,
		externalTaskId: readText(form.option('externalTaskId')),
		ifIdExists: form.option('ifIdExists') === 'use' ? 'use' : 'fail',
		additionalBody,
		cancelOnStop,
		createAgain,
		withoutExternalId,
		newerStandard,
		slotLimitMs: slotLimit * HOUR,
		...(lifetime ? { resultLifetime: lifetime.seconds } : {}),
	};
}

function readAdditionalBody(value: unknown): Result<JsonObject | undefined> {
	if (value === undefined || value === null || value === '') return undefined;
	// Ids of Kling have more digits than a number keeps; written as text they leave as they are.
	const parsed = typeof value === 'string' ? parseJson(value, longInteger) : value;
	if (!isObject(parsed) || !isJson(parsed)) return fail(formFailures.additionalBodyNotObject);
	if (Object.keys(parsed).length === 0) return undefined;
	if (hasLostDigits(parsed)) return fail(formFailures.additionalBodyLostDigits);
	if ('external_task_id' in parsed) return fail(formFailures.additionalBodyHasExternalId);
	if (hasDataUrl(parsed)) return fail(formFailures.additionalBodyHasDataUrl);
	return parsed as JsonObject;
}

function hasDataUrl(value: unknown): boolean {
	if (typeof value === 'string') return /^\s*data:[\w/+.-]*;base64,/i.test(value);
	if (Array.isArray(value)) return value.some(hasDataUrl);
	return isObject(value) && Object.values(value).some(hasDataUrl);
}
