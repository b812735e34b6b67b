// Everything that goes into a video besides words: found, told apart, made acceptable and brought to the backend.
import type { Order } from './backends/model';
import { identifyClip, placeClip, verifyClip, type Clip } from './clips';
import type { Item } from './item';
import type { ClipFormat } from './media/limits';
import { fingerprint } from './media/source';
import type { CreateRequest, SoundSource } from './operations/request';
import {
	identifyPictures,
	placePictures,
	preparePictures,
	type Picture,
	type Placed,
	type ReadyPicture,
} from './pictures';
import type { Plan } from './plan';
import { fieldLabels } from './words';

/** The materials of a request, told apart from others without fetching anything from the web. */
export interface Materials {
	readonly pictures: readonly Picture[];
	readonly video?: Clip;
	readonly sound?: Clip;
	/** Speech that the backend makes, or made. */
	readonly speech?: Exclude<SoundSource, { from: 'field' | 'url' | 'text' }>;
	/** What decides whether it is the same request: plain JSON. */
	readonly identity: unknown;
}

/** Finds the files of a request. */
export async function identify(item: Item, request: CreateRequest, { offer, checked }: Plan): Promise<Materials> {
	const pictures = await identifyPictures(item, request, offer, checked.frames);
	const video =
		request.video && offer.video
			? await identifyClip(item, fieldLabels.video, request.video, offer.video.limits)
			: undefined;
	const given = offer.sound ? request.sound : undefined;
	const spoken = given?.from === 'speech' || given?.from === 'speechId' ? given : undefined;
	const sound =
		given && given.from !== 'speech' && given.from !== 'speechId' && offer.sound
			? await identifyClip(item, fieldLabels.speech, given, offer.sound.limits)
			: undefined;
	const identity = [
		pictures.map((picture) => [picture.role, picture.identity]),
		offer.subjects && request.subjects.map(({ name, description }) => [name, description]),
		video?.identity,
		sound?.identity ?? (spoken && fingerprint(JSON.stringify(spoken))),
	];
	return { pictures, video, sound, ...(spoken ? { speech: spoken } : {}), identity };
}

/** Materials that the backend will take; nothing has left this n8n yet. */
export interface Verified {
	readonly pictures: readonly ReadyPicture[];
	readonly video?: readonly [Clip, ClipFormat];
	readonly sound?: readonly [Clip, ClipFormat];
}

/** Makes pictures acceptable and holds videos and sounds against the table, all of them before the first upload. */
export async function verify(item: Item, { pictures, video, sound }: Materials, plan: Plan): Promise<Verified> {
	const ready = await preparePictures(item, pictures);
	const byImage = plan.checked.settings.characterOrientation === 'image';
	return {
		pictures: ready,
		...(video ? { video: [video, await verifyClip(item, video, byImage)] as const } : {}),
		...(sound ? { sound: [sound, await verifyClip(item, sound, false)] as const } : {}),
	};
}

/** What the body names: addresses or base64 text. */
export type PlacedMaterials = Placed & Pick<Order, 'video' | 'sound'>;

/** Brings verified materials to the backend. */
export async function place(item: Item, { pictures, video, sound }: Verified): Promise<PlacedMaterials> {
	const placed = await placePictures(item, pictures);
	return {
		...placed,
		...(video ? { video: await placeClip(item, ...video) } : {}),
		...(sound ? { sound: { file: await placeClip(item, ...sound) } } : {}),
	};
}
