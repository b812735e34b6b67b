// Brings pictures from the item to the backend: read, made acceptable, then inline or uploaded.
import type { MediaValue, ModelOperation } from '../../shared/backends/catalogue';
import { Err, unwrap, cancellable, type Result } from '../../shared/errors';
import { isDryRun, type Item } from './read-items';
import type { Session } from '../../shared/session';
import { checkAddress } from '../../shared/media/check-url';
import { withMemoryFor } from '../../shared/media/picture-work';
import type { ImageLimits } from '../../shared/media/limits';
import { prepare, type Prepared } from '../../shared/media/prepare-image';
import { fetchPicture, fingerprintOf, obtain, type Fetched } from '../../shared/media/load-image';
import type { MediaSource } from '../../shared/media/media-source';
import type { CreateRequest, PictureHandling } from '../operations/request';
import { contentDigest } from '../../shared/stored';
import { shelfOf, type PreparedFacts } from './image-shelf';
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

/** Pictures as the body wants them. */
export interface UploadedImages {
	readonly images: Partial<Record<FrameName, MediaValue>>;
	readonly middleFrames: readonly MediaValue[];
	readonly references: readonly MediaValue[];
	/** Pictures of each subject, in the subjects' order. */
	readonly elements: ReadonlyArray<readonly MediaValue[]>;
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
	const { context, index, signal } = session;
	const { identity, size } =
		source.from === 'url'
			? { identity: contentDigest(source.url), size: ON_THE_WEB }
			: unwrap(await fingerprintOf(context, index, label, source, signal));
	return { role, label, source, limits, handling, identity, weight: size };
}

/** A picture that the backend will take: by an address that it fetches itself, or by bytes that are brought to it. */
export type PreparedImage = ImageInput & {
	/** What was done to it. */
	readonly changes: readonly string[];
	/** Absent where nobody here has seen all of it. */
	readonly size?: Size;
	/** The size that it was brought to, where it follows another picture. */
	readonly like?: Size;
	readonly sent: { readonly address: string } | FileToSend;
};

/** A finished picture: its name on the run's shelf, and its bytes while they are at hand. */
interface FileToSend {
	readonly key: string;
	readonly format: Prepared['format'];
	readonly bytes?: Buffer;
}

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
	const shelf = shelfOf(session.run);
	const known = source.from === 'url' ? undefined : shelf.find(keyFor(picture, picture.identity, first), session.index);
	if (known) return finished(picture, keyFor(picture, picture.identity, first), known, first);
	const found = await bytesOf(session, label, source);
	if (found instanceof Err) return found;
	// The same address may give another picture each time.
	const key = keyFor(picture, source.from === 'url' ? contentDigest(found.bytes) : picture.identity, first);
	const before = shelf.find(key, session.index);
	const made = before ? undefined : await prepareWithin(session, picture, found.bytes, first);
	if (made instanceof Err) return made;
	if (made) shelf.put(key, session.index, made);
	const prepared = made ?? before!;
	// What the backend can fetch and takes as it is need not travel through us.
	const open = handling.fromUrl === 'automatically' && prepared.changes.length === 0 ? found.address : undefined;
	const ready = finished(picture, key, prepared, first);
	return open ? { ...ready, sent: { address: open.href } } : ready;
}

const prepareWithin = async (session: Session, picture: ImageInput, bytes: Buffer, first: Size | undefined) =>
	await withMemoryFor(bytes, session.run.signal, async () => await fitted(picture, bytes, first));

/** Everything that decides what a prepared picture looks like. */
const keyFor = ({ limits, handling }: ImageInput, content: string, first: Size | undefined) =>
	JSON.stringify([content, limits, handling.fitting, first && [first.width, first.height]]);

function finished(
	picture: ImageInput,
	key: string,
	facts: PreparedFacts & Partial<Pick<Prepared, 'bytes'>>,
	like: Size | undefined,
): PreparedImage {
	const { format, changes, width, height, bytes } = facts;
	return { ...picture, changes, size: { width, height }, like, sent: { key, format, bytes } };
}

/** The finished bytes of a picture: at hand, on the shelf, or prepared once more. */
async function bytesToSend(session: Session, picture: PreparedImage, { key, bytes }: FileToSend): Promise<Buffer> {
	const there = bytes ?? shelfOf(session.run).bytesOf(key);
	if (there) return there;
	const found = unwrap(await bytesOf(session, picture.label, picture.source));
	return unwrap(await prepareWithin(session, picture, found.bytes, picture.like)).bytes;
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

/** A picture in its place: by its address, or still to be written into the body. */
export interface PlacedImage {
	readonly picture: PreparedImage;
	/** Absent where the file itself goes into the body: it is long, so it is written when the body leaves. */
	readonly address?: string;
}

/** Brings prepared pictures to where the body can name them; the same picture once in a run. */
export async function uploadImages(item: Item, ready: readonly PreparedImage[]): Promise<PlacedImage[]> {
	const placed: PlacedImage[] = [];
	for (const picture of ready) placed.push(await uploadImage(item, picture));
	return placed;
}

async function uploadImage(item: Item, picture: PreparedImage): Promise<PlacedImage> {
	const { sent } = picture;
	const { images, id } = item.backend;
	if ('address' in sent) return { picture, address: sent.address };
	// Its bytes are let go until the body is written.
	if (images === 'inline') return { picture: { ...picture, sent: { ...sent, bytes: undefined } } };
	const { key, format } = sent;
	const [extension, contentType] = [format === 'png' ? 'png' : 'jpg', `image/${format}`];
	const upload = async () => {
		const bytes = isDryRun(item) ? Buffer.alloc(0) : await bytesToSend(item, picture, sent);
		return await uploadFile(item, images, { extension, contentType, bytes }, 'picture');
	};
	const name = JSON.stringify([id, item.connection.account, key]);
	return { picture, address: await shelfOf(item.run).uploaded(name, () => item.clock.now(), upload) };
}

/** Bytes of memory that the pictures take which are written into the body: as base64, in the body, and on their way. */
export const inlineBytes = (placed: readonly PlacedImage[]): number =>
	placed.reduce((sum, { picture, address }) => (address === undefined ? sum + 4 * smaller(picture) : sum), 0);

/** Bytes that a picture has after it was prepared, at most. */
const smaller = ({ weight, limits }: ImageInput) => Math.min(weight, limits.maxBytes);

/** The pictures in the shape of the body, with the bytes of those that travel in it. */
export async function imagesForBody(item: Item, placed: readonly PlacedImage[]): Promise<UploadedImages> {
	const images: Partial<Record<FrameName, MediaValue>> = {};
	const middleFrames: MediaValue[] = [];
	const references: MediaValue[] = [];
	const elements: MediaValue[][] = [];
	for (const { picture, address } of placed) {
		const { role } = picture;
		const value = address ?? (await inlineValue(item, picture));
		if (typeof role === 'number') references[role] = value;
		else if (typeof role === 'string') images[role] = value;
		else if ('middle' in role) middleFrames[role.middle] = value;
		else (elements[role.subject] ??= []).push(value);
	}
	return { images, middleFrames, references, elements };
}

async function inlineValue(item: Item, picture: PreparedImage): Promise<MediaValue> {
	const { sent } = picture;
	if ('address' in sent) return sent.address;
	const bytes = await bytesToSend(item, picture, sent);
	if (isDryRun(item)) return say(previewDetails.picture, { size: bytes.length });
	return { base64: bytes.toString('base64'), mimeType: `image/${sent.format}` };
}

/** What was done to the pictures, for the item. */
export const changesOf = (ready: readonly PreparedImage[]): string[] =>
	ready
		.filter(({ changes }) => changes.length > 0)
		.map(({ label, changes }) => say(generateWarnings.pictureChanged, { field: label, changes: changes.join(', ') }));
