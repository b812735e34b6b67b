// A callback comes in: is it one, is it genuine, does it tell a task's end, is it new? Only then a run starts, and n8n
// answers at once. Nothing but a service's keys is
// asked and nothing is believed here; the run does that (execute.ts).
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { backends } from '../shared/backends';
import type { Backend } from '../shared/backends/backend';
import {
	callbackToken,
	secretIn,
	timingSafeEqualText,
	type WebhookRequest,
	type SignatureResult,
	type WebhookEvent,
} from '../shared/backends/webhook';
import { isObject, parseJson } from '../shared/json';
import { callbackTokenParameter, endedTaskName } from '../shared/stored';
import type { Clock } from '../shared/clock';
import { EVENTS } from './description';
import { backendOf, taskLog, type TaskLog } from './log';
import { deduplicate } from './deduplicate';
import { admitStranger } from './strangers';
import { webhookKeys } from './webhook-keys';
import { triggerAnswers, triggerLog } from '../shared/messages/trigger';
import { say } from '../shared/messages/message';

/** Answers a service's call, and starts a run where it tells the end of a task that nobody has told before. */
export async function handleWebhook(context: IWebhookFunctions, clock: Clock): Promise<IWebhookResponseData> {
	const backend: Backend = backends[backendOf(context.getNodeParameter('backend'))];
	const request = requestOf(context);
	if (request.rawBody.length > MOST_BODY) return answer(context, 413, triggerAnswers.tooLarge);
	const credential = await context.getCredentials(backend.credential);
	const hasToken = isProven(context, credential);
	const event = backend.webhooks.read(parseJson(request.rawBody.toString('utf8')));
	if (!event) return answer(context, 400, say(triggerAnswers.noCallback, { service: backend.label }));
	const note = taskLog(context, { backend: backend.id, taskId: event.taskId });
	const options: unknown = context.getNodeParameter('options', {});
	const acceptUnsigned = isObject(options) && options.acceptUnsigned === true;
	const secret = secretIn(credential);
	const judged = await signatureOf(context, backend, request, event, secret, clock);
	const { secretLabel } = backend.webhooks;
	const signature = judged === 'missing' && acceptUnsigned ? 'valid' : judged;
	if (signature === 'missing') {
		const service = backend.label;
		note(
			secretLabel === undefined
				? say(triggerLog.notSigned, { service })
				: say(triggerLog.unsigned, { secret: secretLabel, service }),
			'warn',
		);
	} else if (typeof signature === 'object' && 'unverifiable' in signature) {
		// Not forged as far as anybody knows: the service calls again.
		note(say(triggerLog.notCheckable, { reason: signature.unverifiable }), 'warn');
		return answer(context, 503, triggerAnswers.cannotCheck);
	} else if (signature !== 'valid') note(say(triggerLog.refused, { reason: signature.invalid }), 'warn');
	if (signature !== 'valid') return answer(context, 401, triggerAnswers.badSignature);
	if (event.end === undefined || !eventsOf(context).includes(event.end)) return {};
	const proven = hasToken || (judged === 'valid' && (secret !== undefined || backend.webhooks.keys !== undefined));
	if (!proven && !admitStranger(clock, triggerOf(context))) {
		note(triggerLog.tooMany, 'warn');
		return answer(context, 429, triggerAnswers.tooMany);
	}
	return start(context, clock, event, note, proven);
}

/** Bytes of the largest body that is looked at; a service's call has some kB. */
const MOST_BODY = 1_000_000;

/** Whether the call came to an address that somebody with the account's key gave out. */
function isProven(context: IWebhookFunctions, credential: Readonly<Record<string, unknown>>): boolean {
	const query: unknown = context.getQueryData();
	const given = isObject(query) ? query[callbackTokenParameter] : undefined;
	if (typeof given !== 'string' || given === '') return false;
	const expected = callbackToken(credential, context.getNodeWebhookUrl('default') ?? '');
	return expected !== undefined && timingSafeEqualText(given, expected);
}

const triggerOf = (context: IWebhookFunctions) => `${context.getWorkflow().id ?? ''}:${context.getNode().id}`;

/** The body as it came: n8n keeps its bytes beside what it made of them (both in 1.x and in 2.x). */
function requestOf(context: IWebhookFunctions): WebhookRequest {
	const { rawBody } = context.getRequestObject() as { rawBody?: unknown };
	return { headers: context.getHeaderData(), rawBody: Buffer.isBuffer(rawBody) ? rawBody : Buffer.alloc(0) };
}

/** What the letter's seal is worth here. */
async function signatureOf(
	context: IWebhookFunctions,
	backend: Backend,
	request: WebhookRequest,
	event: WebhookEvent,
	secret: string | undefined,
	clock: Clock,
): Promise<SignatureResult> {
	const { webhooks } = backend;
	const verify = (keys: readonly string[]) => webhooks.verifySignature(request, event, secret ?? '', clock.now(), keys);
	if (webhooks.keys) {
		const keys = await webhookKeys(context, backend, webhooks.keys, clock);
		if ('unverifiable' in keys) return keys;
		const signature = verify(keys);
		if (typeof signature !== 'object') return signature;
		const fresh = await webhookKeys(context, backend, webhooks.keys, clock, true);
		return 'unverifiable' in fresh ? fresh : fresh === keys ? signature : verify(fresh);
	}
	// Without a secret nobody can tell; since the task is asked for, a forged call can start nothing that is not true.
	return secret === undefined ? 'valid' : verify([]);
}

const eventsOf = (context: IWebhookFunctions): unknown[] => {
	const events: unknown = context.getNodeParameter('events', [...EVENTS]);
	return Array.isArray(events) ? events : [];
};

/** The run gets what was told as its input, which stays with the execution: no header and no secret is in it. */
function start(
	context: IWebhookFunctions,
	clock: Clock,
	event: WebhookEvent,
	note: TaskLog,
	proven: boolean,
): IWebhookResponseData {
	const { taskId, end, onOwnPath = false } = event;
	const run = { workflowData: [[{ json: { taskId, told: end, onOwnPath, ...(proven ? {} : { unproven: true }) } }]] };
	// Somebody who tries the workflow out may send the same call again and again.
	if (context.getMode() === 'manual') return run;
	const task = endedTaskName(backendOf(context.getNodeParameter('backend')), taskId);
	const rollback = deduplicate(clock, triggerOf(context), context.getWorkflowStaticData('node'), task, proven);
	if (!rollback) {
		note(triggerLog.repeated);
		return {};
	}
	// Where n8n could not start the run it says so, and the service's next try must not count as a repetition.
	const response = context.getResponseObject();
	response.once('close', () => {
		if (response.statusCode >= 400) rollback();
	});
	note(triggerLog.starts);
	return run;
}

function answer(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}
