/** A media field of an accepted body: what the service expects behind it, and how it is looked at. */
import type { LedgerMedia } from '../contract';
import { inspectFilm } from './film';
import type { FilmLimits } from './film';
import { inspectImage, unobtained } from './inspect';
import type { ImageLimits } from './inspect';
import { download } from './obtain';
import type { Reach } from './obtain';
import { inspectSound } from './sound';
import type { SoundLimits } from './sound';

export type Wanted = { field: string; value: string } & Expected;

type Expected =
	| { kind: 'image'; limits: ImageLimits }
	| { kind: 'video'; limits: FilmLimits }
	| { kind: 'sound'; limits: SoundLimits };

export type Source = Pick<LedgerMedia, 'field' | 'how' | 'url'>;

export async function inspect(wanted: Expected, source: Source, content: Buffer): Promise<LedgerMedia> {
	switch (wanted.kind) {
		case 'image':
			return inspectImage(source, content, wanted.limits);
		case 'video':
			return inspectFilm(source, content, wanted.limits);
		case 'sound':
			return inspectSound(source, content, wanted.limits);
	}
}

/** Reads the field's value as an address. `failed` words a download that yields nothing. */
export async function fetched(wanted: Wanted, reach: Reach, failed: (why: string) => string): Promise<LedgerMedia> {
	const source = { field: wanted.field, how: 'url', url: wanted.value } as const;
	const got = await download(wanted.value, reach);
	return 'problem' in got ? unobtained(source, wanted.kind, failed(got.problem)) : inspect(wanted, source, got.content);
}
