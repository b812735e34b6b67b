// What both halves of the trigger use of n8n.
import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { backends, isBackendId } from '../shared/backends';
import { unwrap } from '../shared/errors';
import type { BackendId } from '../shared/vocabulary';
import { triggerFailures, triggerLog } from '../shared/messages/trigger';
import { fail, say } from '../shared/messages/message';

/** Writes a line of the log about one task. */
export type TaskLog = (message: string, level?: 'info' | 'warn') => void;

/** n8n writes only the message of an entry, so what it is about stands in it. */
export function taskLog(
	{ logger }: Pick<IExecuteFunctions | IWebhookFunctions, 'logger'>,
	about: { readonly backend: BackendId; readonly taskId: string },
): TaskLog {
	return (message, level = 'info') =>
		logger[level](say(triggerLog.line, { message, backend: about.backend, task: about.taskId }), { ...about });
}

/** The backend that the form names; a workflow that was made elsewhere may name any. */
export function backendOf(chosen: unknown): BackendId {
	if (isBackendId(chosen)) return chosen;
	const values = Object.keys(backends).join(', ');
	return unwrap(fail(triggerFailures.backendNotKnown, { value: String(chosen), values }));
}
