/** Finished files: published once per task under an unguessable name, until they expire. */
import { randomUUID } from 'node:crypto';
import type { BackendName } from '../contract';
import type { Task } from '../tasks/task';
import { coverImage } from './cover';
import { markedVideo } from './video';

export type ResultKind = 'clean' | 'watermarked' | 'cover';

export interface ResultFile {
	backend: BackendName;
	contentType: string;
	bytes: Buffer;
	/** The signature that must stand in the query, where the backend signs its links. */
	signature?: string;
	expiresAt: number;
}

export interface ResultStore {
	/** The link to a finished task's file; asking again gives the same link. */
	link(task: Task, kind: ResultKind): string;
	at(path: string): ResultFile | undefined;
}

const day = 24 * 3600 * 1000;

const keepMs: Record<BackendName, number> = {
	kling: 30 * day, // kling-official.md 5: removed after 30 days
	kie: day, // kie.md 11 row 3: assume 24 h
	piapi: 3 * day, // piapi.md 8.2: not known in days
};

export function resultStore(baseUrl: () => string): ResultStore {
	const files = new Map<string, ResultFile>();
	const links = new Map<string, string>();
	return {
		link(task, kind) {
			const key = `${task.backend} ${task.id} ${kind}`;
			const known = links.get(key);
			if (known !== undefined) return known;
			const cover = kind === 'cover';
			const path = `/${task.backend}/${randomUUID()}.${cover ? 'png' : 'mp4'}`;
			const signature = task.backend === 'kling' ? randomUUID() : undefined;
			const expiresAt = task.endsAt + keepMs[task.backend];
			files.set(path, {
				backend: task.backend,
				contentType: cover ? 'image/png' : 'video/mp4',
				bytes: cover ? coverImage : markedVideo(resultMark(task.id, kind)),
				expiresAt,
				...(signature === undefined ? {} : { signature }),
			});
			const query = signature === undefined ? '' : `?Expires=${Math.floor(expiresAt / 1000)}&Signature=${signature}`;
			const link = `${baseUrl()}${path}${query}`;
			links.set(key, link);
			return link;
		},
		at: (path) => files.get(path),
	};
}

export function resultMark(taskId: string, kind: ResultKind): string {
	return kind === 'watermarked' ? `watermarked ${taskId}` : taskId;
}
