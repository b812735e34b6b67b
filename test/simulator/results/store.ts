/** Finished files: published once per task under an unguessable name, until they expire. */
import { randomUUID } from 'node:crypto';
import type { BackendName } from '../contract';
import type { Task } from '../tasks/task';
import { coverImage } from './cover';
import { silentMp3, silentWav } from './sound';
import { markedVideo } from './video';

export type ResultKind = 'clean' | 'watermarked' | 'cover' | 'sound' | 'wav';

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
	fal: 7 * day, // fal.md 10.2: an older FAQ
};

/** `leastBytes`: videos are filled up to so many. */
export function resultStore(baseUrl: () => string, leastBytes = 0): ResultStore {
	const files = new Map<string, ResultFile>();
	const links = new Map<string, string>();
	return {
		link(task, kind) {
			const key = `${task.backend} ${task.id} ${kind}`;
			const known = links.get(key);
			if (known !== undefined) return known;
			const { extension, contentType } = looks[kind];
			const path = `/${task.backend}/${randomUUID()}.${extension}`;
			const signature = task.backend === 'kling' ? randomUUID() : undefined;
			const expiresAt = task.endsAt + (task.resultMs ?? keepMs[task.backend]);
			files.set(path, {
				backend: task.backend,
				contentType,
				bytes: kind === 'clean' ? filledUp(resultFile(task, kind), leastBytes) : resultFile(task, kind),
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

const video = { extension: 'mp4', contentType: 'video/mp4' };
const looks: Readonly<Record<ResultKind, { extension: string; contentType: string }>> = {
	clean: video,
	watermarked: video,
	cover: { extension: 'png', contentType: 'image/png' },
	sound: { extension: 'mp3', contentType: 'audio/mpeg' },
	wav: { extension: 'wav', contentType: 'audio/wav' },
};

/** Files of different tasks differ. */
export function resultFile(task: Pick<Task, 'id' | 'seconds'>, kind: ResultKind): Buffer {
	if (kind === 'cover') return coverImage;
	if (kind === 'sound') return silentMp3(task.seconds, task.id);
	if (kind === 'wav') return silentWav(task.seconds, task.id);
	return markedVideo(kind === 'watermarked' ? `watermarked ${task.id}` : task.id);
}

/** A box at the end that players skip. */
function filledUp(film: Buffer, leastBytes: number): Buffer {
	const missing = leastBytes - film.length;
	if (missing < 8) return film;
	const box = Buffer.alloc(missing);
	box.writeUInt32BE(missing, 0);
	box.write('free', 4, 'latin1');
	return Buffer.concat([film, box]);
}
