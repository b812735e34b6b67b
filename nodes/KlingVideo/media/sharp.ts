// Loads sharp on first need, so that a broken binary on some host takes away pictures, not the whole node.
import { fail, type Outcome } from '../failure';

export type Sharp = (typeof import('sharp'))['default'];

let loaded: Promise<Outcome<Sharp>> | undefined;

/** sharp, or why this host has none. The answer is kept for the life of the process. */
export async function loadSharp(): Promise<Outcome<Sharp>> {
	return await (loaded ??= import('sharp').then((module) => module.default, notLoaded));
}

function notLoaded(error: unknown): Outcome<Sharp> {
	const first = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
	return fail('setup', `The picture library 'sharp' could not be loaded on this n8n host: ${first}`, {
		nextStep:
			'Reinstall the package n8n-nodes-kling-video under Settings > Community Nodes on this host, so that npm fetches the sharp binary for its system and processor',
	});
}
