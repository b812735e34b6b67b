// Brings pictures from the item to the backend: read, made acceptable, then inline or uploaded.
import type { MediaValue, ModelOperation } from '../../shared/backends/catalogue';
import { Err, unwrap, cancellable, type Result } from '../../shared/errors';
import { isDryRun, type Item } from './read-items';
import type { Session } from '../../shared/session';
import { checkAddress } from '../../shared/media/check-url';
import { imageWork } from '../../shared/media/semaphore';
import type { ImageLimits } from '../../shared/media/limits';
import { prepare, type Prepared } from '../../shared/media/prepare-image';
import { fetchPicture, obtain, type Fetched } from '../../shared/media/load-image';
import type { MediaSource } from '../../shared/media/media-source';
import type { CreateRequest, PictureHandling } from '../operations/request';
import { contentDigest } from '../../shared/stored';
import { uploadFile } from './upload';
import { fieldLabels, type FrameName } from '../../shared/vocabulary';
import { generateDetails, generateFailures, generateWarnings, previewDetails } from '../../shared/messages/generate';
import { fail, say } from '../../shared/messages/message';

/** Where a picture goes: a frame of its own, a place in one of the lists, or one of a subject's pictures. */
export type ImageRole = FrameName | number | { readonly subject: number } | { readonly middle: number };

/** A picture that the request needs, told apart from others without fetching it from the web. */
export interface ImageInput {
	readonly role: ImageRole;
	/** As messages call it. */
	readonly label: string;
	readonly source: MediaSource;
	readonly limits: ImageLimits;
	readonly handling: PictureHandling;
	readonly identity: string;
	/** Bytes; a guess for those on the web. */
	readonly weight: number;
}

/** A large photo from a web page, in bytes. */
const ON_THE_WEB = 5_000_000;

/** Placed pictures as the body wants them, and what was done to them. */
export interface UploadedImages {
	readonly images: Partial<Record<FrameName, MediaValue>>;
	readonly middleFrames: readonly MediaValue[];
	readonly references: readonly MediaValue[];
	/** Pictures of each subject, in the subjects' order. */
	readonly elements: ReadonlyArray<readonly MediaValue[]>;
	readonly warnings: readonly string[];
}

/** The pictures of a request, frames first, in the order of the model's row. */
export async function fingerprintImages(
	session: Session,
	request: CreateRequest,
	spec: ModelOperation,
	frames: readonly FrameName[],
): Promise<ImageInput[]> {
	const pictures: ImageInput[] = [];
	for (const frame of Object.keys(spec.images) as FrameName[]) {
		const source = request.images[frame];
		const slot = spec.images[frame];
		if (!source || !slot || !frames.includes(frame)) continue;
		pictures.push(await fingerprintImage(session, request, frame, fieldLabels[frame], source, slot.limits));
	}
	for (const [index, source] of (spec.middleFrames ? request.middleFrames : []).entries()) {
		const label = say(generateDetails.ofList, { field: fieldLabels.middleFrames, number: index + 1 });
		pictures.push(
			await fingerprintImage(session, request, { middle: index }, label, source, spec.middleFrames!.limits),
		);
	}
	for (const [index, source] of (spec.references ? request.references : []).entries()) {
		const label = say(generateDetails.imageOfList, { number: index + 1 });
		pictures.push(await fingerprintImage(session, request, index, label, source, spec.references!.limits));
	}
	for (const [subject, { name, pictures: sources }] of (spec.elements ? request.elements : []).entries()) {
		for (const [index, source] of sources.entries()) {
			const label = say(generateDetails.elementPicture, { name, number: index + 1 });
			pictures.push(await fingerprintImage(session, request, { subject }, label, source, spec.elements!.limits));
		}
	}
	return pictures;
}

/** A URL is not fetched before the picture is needed, and bytes are not kept: an item may have many pictures. */
async function fingerprintImage(
	session: Session,
	{ handling }: CreateRequest,
	role: ImageRole,
	label: string,
	source: MediaSource,
	limits: ImageLimits,
): Promise<ImageInput> {
	const content =
		source.from === 'url' ? source.url : unwrap(await obtain(session.context, session.index, label, source));
	const weight = Buffer.isBuffer(content) ? content.length : ON_THE_WEB;
	return { role, label, source, limits, handling, identity: contentDigest(content), weight };
}

/** A picture that the backend will take: by an address that it fetches itself, or by bytes that are brought to it. */
export type PreparedImage = ImageInput & {
	/** What was done to it. */
	readonly changes: readonly string[];
	/** Absent where nobody here has seen all of it. */
	readonly size?: Size;
	readonly sent: { readonly address: string } | Pick<Prepared, 'bytes' | 'format'>;
};

type Size = Pick<Prepared, 'width' | 'height'>;

/** Prepares all pictures, so that a bad second one costs no upload of the first. */
export async function prepareImages(session: Session, pictures: readonly ImageInput[]): Promise<PreparedImage[]> {
	const { signal } = session.run;
	const ready: PreparedImage[] = [];
	for (const picture of pictures) {
		const first = followsFirst(picture.role) ? ready.find(({ role }) => role === 'firstFrame')?.size : undefined;
		ready.push(unwrap(await cancellable(prepareImage(session, picture, first), signal)));
	}
	return ready;
}

/** Frames that come after the first have its shape, as the video does. */
const followsFirst = (role: ImageRole) => role === 'lastFrame' || (typeof role === 'object' && 'middle' in role);

async function prepareImage(
	session: Session,
	picture: ImageInput,
	first: Size | undefined,
): Promise<Result<PreparedImage>> {
	const { source, label, limits, handling } = picture;
	const { http, backend, connection, timeouts } = session;
	if (source.from === 'url' && handling.fromUrl === 'never') {
		const by = { label: backend.label, apiUrl: connection.apiUrl };
		const address = await checkAddress(http, label, source.url, limits, by, timeouts.download);
		return address instanceof Err ? address : { ...picture, changes: [], sent: { address: address.href } };
	}
	const found = await bytesOf(session, label, source);
	if (found instanceof Err) return found;
	const prepared = await imageWork.run(async () => await fitted(picture, found.bytes, first), session.run.signal);
	if (prepared instanceof Err) return prepared;
	const { bytes, format, changes, width, height } = prepared;
	// What the backend can fetch and takes as it is need not travel through us.
	const open = handling.fromUrl === 'automatically' && changes.length === 0 ? found.address : undefined;
	return { ...picture, changes, size: { width, height }, sent: open ? { address: open.href } : { bytes, format } };
}

async function bytesOf(session: Session, label: string, source: MediaSource): Promise<Result<Fetched>> {
	const { context, http, index, timeouts } = session;
	if (source.from === 'url') return await fetchPicture(http, label, source.url, timeouts.download);
	const bytes = await obtain(context, index, label, source);
	return bytes instanceof Err ? bytes : { bytes };
}

/** Shapes that differ by less are taken for the same: it is a pixel or two of rounding. */
const SAME_SHAPE = 0.01;

/**
 * A picture as the model takes it. The video has the shape of its first frame, and no page says what becomes of a last
 * frame that has another one; so it is brought to the first one's size here, where it is told.
 */
async function fitted(
	{ label, limits, handling: { fitting } }: ImageInput,
	bytes: Buffer,
	first: Size | undefined,
): Promise<Result<Prepared>> {
	const prepared = await prepare(label, bytes, limits, fitting);
	if (prepared instanceof Err || !first) return prepared;
	const { width, height } = prepared;
	if (Math.abs((width / height) * (first.height / first.width) - 1) <= SAME_SHAPE) return prepared;
	if (fitting.shape !== 'refuse') return await prepare(label, bytes, limits, fitting, first);
	const [firstWidth, firstHeight] = [first.width, first.height];
	return fail(generateFailures.otherShape, { field: label, width, height, firstWidth, firstHeight });
}

/** Brings prepared pictures to where the body can name them. */
export async function uploadImages(item: Item, ready: readonly PreparedImage[]): Promise<UploadedImages> {
	const images: Partial<Record<FrameName, MediaValue>> = {};
	const middleFrames: MediaValue[] = [];
	const references: MediaValue[] = [];
	const elements: MediaValue[][] = [];
	for (const { role, sent } of ready) {
		const placed = 'address' in sent ? sent.address : await uploadImage(item, sent);
		if (typeof role === 'number') references[role] = placed;
		else if (typeof role === 'string') images[role] = placed;
		else if ('middle' in role) middleFrames[role.middle] = placed;
		else (elements[role.subject] ??= []).push(placed);
	}
	const warnings = ready
		.filter(({ changes }) => changes.length > 0)
		.map(({ label, changes }) => say(generateWarnings.pictureChanged, { field: label, changes: changes.join(', ') }));
	return { images, middleFrames, references, elements, warnings };
}

async function uploadImage(item: Item, { bytes, format }: Pick<Prepared, 'bytes' | 'format'>): Promise<MediaValue> {
	const { images } = item.backend;
	if (images === 'inline') {
		if (isDryRun(item)) return say(previewDetails.picture, { size: bytes.length });
		return { base64: bytes.toString('base64'), mimeType: `image/${format}` };
	}
	const extension = format === 'png' ? 'png' : 'jpg';
	return await uploadFile(item, images, { extension, contentType: `image/${format}`, bytes }, 'picture');
}
