/** A store of uploaded files, as Kie and PiAPI keep them for some days. */
import { randomUUID } from 'node:crypto';

export interface StoredFile {
	bytes: Buffer;
	contentType: string;
	expiresAt: number;
}

export interface UploadStore {
	/** The same path overwrites the file. Returns the download URL. */
	put(path: string, bytes: Buffer, contentType: string): string;
	at(path: string): StoredFile | undefined;
	atUrl(url: string): StoredFile | undefined;
}

export function uploadStore(baseUrl: () => string, now: () => number, keepMs: number): UploadStore {
	const files = new Map<string, StoredFile>();
	const prefix = `/temp/${randomUUID().slice(0, 8)}`;
	const at = (path: string): StoredFile | undefined => {
		const found = files.get(path);
		return found && now() < found.expiresAt ? found : undefined;
	};
	return {
		put(path, bytes, contentType) {
			const place = `${prefix}/${path.split('/').map(encodeURIComponent).join('/')}`;
			files.set(place, { bytes, contentType, expiresAt: now() + keepMs });
			return `${baseUrl()}${place}`;
		},
		at,
		atUrl: (url) => (url.startsWith(baseUrl()) ? at(url.slice(baseUrl().length)) : undefined),
	};
}
