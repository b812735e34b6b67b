// Brings pictures from the item to the backend: read, made acceptable, then inline as raw base64 or uploaded.
import type { Offer } from './backends/model';
import { must, stoppable } from './failure';
import type { Item } from './item';
import type { ImageLimits } from './media/limits';
import { prepare, type Prepared } from './media/normalise';
import { obtain } from './media/obtain';
import { fingerprint, isPublicHost, type MediaSource } from './media/source';
import type { CreateRequest } from './operations/request';
import { upload } from './upload';
import { fieldLabels, type FrameName } from './words';

/** Where a picture goes: a frame of its own, a place in the list, or one of a subject's pictures. */
export type PictureRole = FrameName | number | { readonly subject: number };

/** A picture that the request needs, told apart from others without fetching it from the web. */
export interface Picture {
	readonly role: PictureRole;
	/** As messages call it. */
	readonly label: string;
	readonly source: MediaSource;
	readonly limits: ImageLimits;
	readonly identity: string;
	/** There for files and text; a URL is fetched only when the picture is sent. */
	readonly bytes?: Buffer;
}

/** Placed pictures as the body wants them, and what was done to them. */
export interface Placed {
	readonly images: Partial<Record<FrameName, string>>;
	readonly references: readonly string[];
	/** Pictures of each subject, in the subjects' order. */
	readonly subjects: ReadonlyArray<readonly string[]>;
	readonly warnings: readonly string[];
}

/** The pictures of a request, frames first, in the order of the model's row. */
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
		pictures.push(await identify(item, frame, fieldLabels[frame], source, slot.limits));
	}
	for (const [index, source] of (offer.references ? request.references : []).entries()) {
		const label = `${fieldLabels.images}, number ${index + 1}`;
		pictures.push(await identify(item, index, label, source, offer.references!.limits));
	}
	for (const [subject, { name, pictures: sources }] of (offer.subjects ? request.subjects : []).entries()) {
		for (const [index, source] of sources.entries()) {
			const label = `${fieldLabels.subjects}, ${name}, picture ${index + 1}`;
			pictures.push(await identify(item, { subject }, label, source, offer.subjects!.limits));
		}
	}
	return pictures;
}

async function identify(
	item: Item,
	role: PictureRole,
	label: string,
	source: MediaSource,
	limits: ImageLimits,
): Promise<Picture> {
	if (source.from === 'url') return { role, label, source, limits, identity: fingerprint(source.url) };
	const bytes = await read(item, label, source);
	return { role, label, source, limits, identity: fingerprint(bytes), bytes };
}

/** A picture that the backend will take. */
export type ReadyPicture = Picture & { readonly prepared: Prepared };

/** Prepares all pictures, so that a bad second one costs no upload of the first. */
export async function preparePictures(item: Item, pictures: readonly Picture[]): Promise<ReadyPicture[]> {
	const ready: ReadyPicture[] = [];
	for (const picture of pictures) {
		const bytes = picture.bytes ?? (await read(item, picture.label, picture.source));
		const work = prepare(picture.label, bytes, picture.limits);
		ready.push({ ...picture, prepared: must(await stoppable(work, item.crew.signal)) });
	}
	return ready;
}

/** Brings prepared pictures to where the body can name them. */
export async function placePictures(item: Item, ready: readonly ReadyPicture[]): Promise<Placed> {
	const images: Partial<Record<FrameName, string>> = {};
	const references: string[] = [];
	const subjects: string[][] = [];
	for (const { role, source, prepared } of ready) {
		const placed = await placeOne(item, source, prepared);
		if (typeof role === 'number') references[role] = placed;
		else if (typeof role === 'object') (subjects[role.subject] ??= []).push(placed);
		else images[role] = placed;
	}
	const warnings = ready
		.filter(({ prepared }) => prepared.changes.length > 0)
		.map(({ label, prepared }) => `'${label}' was changed: ${prepared.changes.join(', ')}`);
	return { images, references, subjects, warnings };
}

async function read(item: Item, label: string, source: MediaSource): Promise<Buffer> {
	const { context, transport, index, world } = item;
	return must(await obtain(context, transport, index, label, source, world.timeouts.download));
}

async function placeOne(item: Item, source: MediaSource, prepared: Prepared): Promise<string> {
	// What the backend can fetch and takes as it is need not travel through us; a login in the address is not for it.
	const url = source.from === 'url' ? new URL(source.url.trim()) : undefined;
	const open = url !== undefined && isPublicHost(url) && url.username === '' && url.password === '';
	if (open && prepared.changes.length === 0) return url.href;
	const { images } = item.backend;
	if (images === 'inline') return prepared.bytes.toString('base64');
	const extension = prepared.format === 'png' ? 'png' : 'jpg';
	return await upload(
		item,
		images,
		{ extension, contentType: `image/${prepared.format}`, bytes: prepared.bytes },
		'picture',
	);
}
