// Where a task is asked for: by what fal answered to the create, or by the two-part rule (fal.md 2.2).
import type { TaskReference, TaskUrls } from '../../tasks/task';

/** The first two parts of an endpoint's id; what comes after them is the model's own. */
export const appOf = (endpoint: string): string => endpoint.split('/').slice(0, 2).join('/');

/** Where Kling's models are. The first has nearly all of them. */
const APPS = ['fal-ai/kling-video', 'kling/v4'];

/** An address that fal gave may carry the key to its own host only. */
export function sameHost(url: string | undefined, apiUrl: string): url is string {
	if (url === undefined || !URL.canParse(url)) return false;
	return new URL(url).origin === new URL(apiUrl).origin;
}

/** Every place where a task may be, the likeliest first. */
export function urlsOf({ taskId = '', model, urls }: TaskReference, apiUrl: string): readonly TaskUrls[] {
	if (urls && Object.values(urls).every((url: string) => sameHost(url, apiUrl))) return [urls];
	const known = model?.includes('/') ? [appOf(model)] : APPS;
	return known.map((app) => {
		const result = `${apiUrl}/${app}/requests/${encodeURIComponent(taskId)}`;
		return { status: `${result}/status`, result, cancel: `${result}/cancel` };
	});
}
