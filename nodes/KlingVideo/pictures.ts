// Brings pictures from the item to the backend: read, made acceptable, then inline as raw base64 or uploaded.
import type { UploadRoute } from './backends/backend';
import type { Offer } from './backends/model';
import { FailureSignal, must, stop, stoppable } from './failure';
import type { Item } from './item';
import type { ImageLimits } from './media/limits';
import { prepare, type Prepared } from './media/normalise';
import { obtain } from './media/obtain';
import { fingerprint, isPublicHost, type MediaSource } from './media/source';
import type { CreateRequest } from './operations/request';
import { fieldLabels, type FrameName } from './words';

/** A picture that the request needs, told apart from others without fetching it from the web. */
export interface Picture {
	readonly frame: FrameName;
	readonly source: MediaSource;
	readonly limits: ImageLimits;
	readonly identity: string;
	/** There for files and text; a URL is fetched only when the picture is sent. */
	readonly bytes?: Buffer;
}

/** Placed pictures as the body wants them, and what was done to them. */
export interface Placed {
	readonly images: Partial<Record<FrameName, string>>;
	readonly warnings: readonly string[];
}

/** The pictures of a request, in the order of the model's row. */
export async function identifyPictures(
	item: Item,
	request: CreateRequest,
	offer: Offer,
	frames: readonly FrameName[],
): Promise<Picture[]> {
	const pictures: Picture[] = [];
	for (const frame of Object.keys(offer.images) as FrameName[]) {
		const source = request.images[frame];
		const slot = offer.images[frame];
		if (!source || !slot || !frames.includes(frame)) continue;
		if (source.from === 'url') {
			pictures.push({ frame, source, limits: slot.limits, identity: fingerprint(source.url) });
			continue;
		}
		const bytes = await read(item, frame, source);
		pictures.push({ frame, source, limits: slot.limits, identity: fingerprint(bytes), bytes });
	}
	return pictures;
}

/** Prepares all pictures first, so that a bad second one costs no upload of the first, then places them. */
export async function placePictures(item: Item, pictures: readonly Picture[]): Promise<Placed> {
	const ready: Array<Picture & { prepared: Prepared }> = [];
	for (const picture of pictures) {
		const bytes = picture.bytes ?? (await read(item, picture.frame, picture.source));
		const work = prepare(fieldLabels[picture.frame], bytes, picture.limits);
		ready.push({ ...picture, prepared: must(await stoppable(work, item.context.getExecutionCancelSignal())) });
	}
	const images: Partial<Record<FrameName, string>> = {};
	for (const { frame, source, prepared } of ready) images[frame] = await placeOne(item, source, prepared);
	const warnings = ready
		.filter(({ prepared }) => prepared.changes.length > 0)
		.map(({ frame, prepared }) => `'${fieldLabels[frame]}' was changed: ${prepared.changes.join(', ')}`);
	return { images, warnings };
}

async function read(item: Item, frame: FrameName, source: MediaSource): Promise<Buffer> {
	const { context, transport, index, world } = item;
	return must(await obtain(context, transport, index, fieldLabels[frame], source, world.timeouts.download));
}

async function placeOne(item: Item, source: MediaSource, prepared: Prepared): Promise<string> {
	// What the backend can fetch and takes as it is need not travel through us; a login in the address is not for it.
	const url = source.from === 'url' ? new URL(source.url.trim()) : undefined;
	const open = url !== undefined && isPublicHost(url) && url.username === '' && url.password === '';
	if (open && prepared.changes.length === 0) return url.href;
	const { images } = item.backend;
	return images === 'inline' ? prepared.bytes.toString('base64') : await upload(item, images, prepared);
}

/** Pauses between tries, in milliseconds; uploads are free and names are unique, so trying again is safe. */
const PAUSES = [2_000, 8_000];
const LONGEST_PAUSE = 60_000;

async function upload(item: Item, route: UploadRoute, { bytes, format }: Prepared): Promise<string> {
	const { transport, access, world, context } = item;
	const extension = format === 'png' ? 'png' : 'jpg';
	for (let round = 0; ; round++) {
		const file = { fileName: `${world.uuid()}.${extension}`, contentType: `image/${format}`, bytes };
		const uploaded = route.read(await transport.send(route.call(file, access), world.timeouts.upload));
		if (uploaded.is === 'there') return uploaded.url;
		const pause = PAUSES[round];
		if (uploaded.is === 'refused' || pause === undefined) {
			throw new FailureSignal({
				...uploaded.failure,
				message: `The picture could not be uploaded: ${uploaded.failure.message}`,
			});
		}
		if (
			!(await world.pause(
				Math.min(LONGEST_PAUSE, Math.max(pause, uploaded.retryAfterMs ?? 0)),
				context.getExecutionCancelSignal(),
			))
		)
			stop();
	}
}
