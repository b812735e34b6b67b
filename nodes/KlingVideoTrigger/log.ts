// What both halves of the trigger use of n8n.
import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { backends, isBackendId } from '../shared/backends';
import { err, unwrap } from '../shared/errors';
import { fieldLabels, type BackendId } from '../shared/vocabulary';

/** Writes a line of the log about one task. */
export type TaskLog = (message: string, level?: 'info' | 'warn') => void;

/** n8n writes only the message of an entry, so what it is about stands in it. */
export function taskLog(
	{ logger }: Pick<IExecuteFunctions | IWebhookFunctions, 'logger'>,
	about: { readonly backend: BackendId; readonly taskId: string },
): TaskLog {
	return (message, level = 'info') =>
		logger[level](`Kling Video Trigger: ${message} (backend ${about.backend}, taskId ${about.taskId})`, { ...about });
}

/** The backend that the form names; a workflow that was made elsewhere may name any. */
export function backendOf(chosen: unknown): BackendId {
	if (isBackendId(chosen)) return chosen;
	return unwrap(
		err('input', `'${fieldLabels.backend}' can't be '${String(chosen)}'`, {
			nextStep: `Use one of: ${Object.keys(backends).join(', ')}`,
		}),
	);
}
