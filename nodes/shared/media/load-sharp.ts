// Loads sharp on first need, so that a broken binary on some host takes away pictures, not the whole node.
import type { Result } from '../errors';
import { mediaFailures } from '../messages/media';
import { fail } from '../messages/message';

export type Sharp = (typeof import('sharp'))['default'];
/** One picture on its way through sharp. */
export type Pipeline = import('sharp').Sharp;

/** More threads for one picture gain little and cost memory each; a server may have 64 cores. */
const MOST_THREADS = 4;

let loaded: Promise<Result<Sharp>> | undefined;

/** sharp, or why this host has none. The answer is kept for the life of the process. */
export async function loadSharp(): Promise<Result<Sharp>> {
	return await (loaded ??= import('sharp').then((module) => settle(module.default), notLoaded));
}

/** n8n's main process must stay small: sharp would keep decoded pixels for repeated work, which there is none of here. */
function settle(sharp: Sharp): Sharp {
	sharp.cache(false);
	sharp.concurrency(Math.min(sharp.concurrency(), MOST_THREADS));
	return sharp;
}

function notLoaded(error: unknown): Result<Sharp> {
	const first = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
	return fail(mediaFailures.noSharp, { reason: first });
}
