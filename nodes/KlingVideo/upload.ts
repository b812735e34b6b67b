// Uploads are free and names are unique, so trying again is safe.
import type { UploadRoute } from './backends/backend';
import { FailureSignal, stop } from './failure';
import type { Item } from './item';

/** Pauses between tries, in milliseconds. */
const PAUSES = [2_000, 8_000];
const LONGEST_PAUSE = 60_000;

interface Content {
	/** Without a dot. */
	readonly extension: string;
	readonly contentType: string;
	readonly bytes: Buffer;
}

/** The address under which the backend finds the file. */
export async function upload(
	item: Item,
	route: UploadRoute,
	{ extension, contentType, bytes }: Content,
	noun: 'picture' | 'video' | 'sound',
): Promise<string> {
	const { transport, access, world, crew } = item;
	for (let round = 0; ; round++) {
		const file = { fileName: `${world.uuid()}.${extension}`, contentType, bytes };
		const uploaded = route.read(await transport.send(route.call(file, access), world.timeouts.upload));
		if (uploaded.is === 'there') return uploaded.url;
		const pause = PAUSES[round];
		if (uploaded.is === 'refused' || pause === undefined) {
			throw new FailureSignal({
				...uploaded.failure,
				message: `The ${noun} could not be uploaded: ${uploaded.failure.message}`,
			});
		}
		const wait = Math.min(LONGEST_PAUSE, Math.max(pause, uploaded.retryAfterMs ?? 0));
		if (!(await world.pause(wait, crew.signal))) stop();
	}
}
