// Keeps what takes minutes to install between runs, and never a half of it.
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Where installed hosts and Node versions stay: KLING_VIDEO_TEST_CACHE or the user's cache. */
export function cacheFolder(): string {
	const root = process.env.KLING_VIDEO_TEST_CACHE ?? process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
	return join(root, 'n8n-nodes-kling-video');
}

/**
 * Makes sure that `folder` exists and is complete. `fill` works in a sibling folder that takes the
 * final name when it is done, so a run that is killed, or two at once, leave nothing broken.
 */
export async function fillOnce(folder: string, fill: (partial: string) => Promise<void>): Promise<void> {
	if (existsSync(folder)) return;
	await mkdir(dirname(folder), { recursive: true });
	await removeAbandoned(folder);
	const partial = `${folder}${PARTIAL}${process.pid}`;
	try {
		await mkdir(partial);
		await fill(partial);
		await rename(partial, folder).catch((error: unknown) => {
			if (!existsSync(folder)) throw error;
		});
	} finally {
		await rm(partial, { recursive: true, force: true });
	}
}

const PARTIAL = '.partial-';

/** Removes what runs that were killed left behind; a partial folder carries its owner's pid. */
async function removeAbandoned(folder: string): Promise<void> {
	const prefix = `${basename(folder)}${PARTIAL}`;
	for (const name of await readdir(dirname(folder))) {
		if (name.startsWith(prefix) && !isRunning(Number(name.slice(prefix.length)))) {
			await rm(join(dirname(folder), name), { recursive: true, force: true });
		}
	}
}

function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}
