// Everything that goes into a video besides words: found, told apart, made acceptable and brought to the backend.
import type { GenerationJob, UploadedElement, ElementsSlot, VideoSlot } from '../../shared/backends/catalogue';
import { fingerprintClip, addressOf, uploadClip, prepareClip, type Clip, type Measure } from './clip-inputs';
import type { Item } from './read-items';
import type { Session } from '../../shared/session';
import { madeSpeechIdentity, madeVideoIdentity, spokenIdentity, storedIdentity } from '../../shared/stored';
import type { CreateRequest, AudioSource, ElementInput } from '../operations/request';
import {
	fingerprintImages,
	uploadImages,
	prepareImages,
	type ImageInput,
	type PlacedImage,
	type PreparedImage,
} from './image-inputs';
import type { Plan } from './validate-request';
import { fieldLabels } from '../../shared/vocabulary';
import { generateDetails } from '../../shared/messages/generate';
import { say } from '../../shared/messages/message';

/** The materials of a request, told apart from others without fetching anything from the web. */
export interface Inputs {
	readonly pictures: readonly ImageInput[];
	readonly video?: Clip;
	/** Tells the video apart from others, also one that the backend made. */
	readonly videoIdentity?: string;
	/** Videos after the first. */
	readonly moreVideos: readonly Clip[];
	/** Sounds to refer to. */
	readonly sounds: readonly Clip[];
	readonly audio?: Clip;
	/** Videos and voices of the subjects, in the subjects' order. */
	readonly elements: readonly ElementClips[];
	/** Speech that the backend makes, or made. */
	readonly speech?: Exclude<AudioSource, { from: 'field' | 'url' | 'text' }>;
	/** What decides whether it is the same request: plain JSON. */
	readonly identity: unknown;
}

interface ElementClips<C = Clip> {
	readonly video?: C;
	readonly voices: readonly C[];
}

/** Finds the files of a request. */
export async function fingerprintInputs(
	session: Session,
	request: CreateRequest,
	{ spec, checked }: Plan,
): Promise<Inputs> {
	const pictures = await fingerprintImages(session, request, spec, checked.frames);
	const film = spec.video ? request.video : undefined;
	const video =
		film && film.from !== 'id' && spec.video
			? await fingerprintClip(session, fieldLabels.video, film, limitsBeside(spec.video, request.audio))
			: undefined;
	const videoIdentity = film?.from === 'id' ? madeVideoIdentity(film.id) : video?.identity;
	const moreVideos: Clip[] = [];
	for (const [index, more] of (spec.video ? request.moreVideos : []).entries())
		moreVideos.push(await fingerprintClip(session, numbered(fieldLabels.video, index + 2), more, spec.video!.limits));
	const sounds: Clip[] = [];
	for (const [index, sound] of (spec.sounds ? request.sounds : []).entries())
		sounds.push(await fingerprintClip(session, numbered(fieldLabels.sounds, index + 1), sound, spec.sounds!.limits));
	const given = spec.audio ? request.audio : undefined;
	const spoken = given?.from === 'speech' || given?.from === 'speechId' ? given : undefined;
	const audio =
		given && given.from !== 'speech' && given.from !== 'speechId' && spec.audio
			? await fingerprintClip(session, fieldLabels.audio, given, spec.audio.limits)
			: undefined;
	const elements = spec.elements ? await fingerprintElements(session, spec.elements, request.elements) : [];
	const identity = storedIdentity({
		pictures,
		elements: elements.map(({ video: film, voices }, index) => {
			const { name, description, part } = request.elements[index]!;
			return { name, description, video: film?.identity, part, voices: voices.map((voice) => voice.identity) };
		}),
		video: videoIdentity,
		audio: audio?.identity ?? (spoken && identityOf(spoken)),
		...(moreVideos.length > 0 ? { moreVideos: moreVideos.map((one) => one.identity) } : {}),
		...(sounds.length > 0 ? { sounds: sounds.map((one) => one.identity) } : {}),
	});
	return {
		pictures,
		video,
		videoIdentity,
		moreVideos,
		sounds,
		audio,
		elements,
		...(spoken ? { speech: spoken } : {}),
		identity,
	};
}

/** A video beside a recording may have limits of its own. */
const limitsBeside = (slot: VideoSlot, audio: AudioSource | undefined) =>
	audio && audio.from !== 'speech' && audio.from !== 'speechId'
		? (slot.limitsWithRecording ?? slot.limits)
		: slot.limits;

const numbered = (field: string, number: number) => say(generateDetails.ofList, { field, number });

const identityOf = (spoken: NonNullable<Inputs['speech']>) =>
	spoken.from === 'speech' ? spokenIdentity(spoken.speech) : madeSpeechIdentity(spoken.id);

async function fingerprintElements(
	session: Session,
	slot: ElementsSlot,
	elements: readonly ElementInput[],
): Promise<ElementClips[]> {
	const found: ElementClips[] = [];
	for (const { name, video, part, voices = [] } of elements) {
		// What counts of the video must be there.
		const { limits } = slot.video;
		const longEnough = part ? { ...limits, minSeconds: Math.max(limits.minSeconds, part.endMs / 1000) } : limits;
		const film =
			video && (await fingerprintClip(session, say(generateDetails.elementVideo, { name }), video, longEnough));
		const heard: Clip[] = [];
		const voiceLabel = say(generateDetails.elementVoice, { name });
		const { voice: limitsOfVoice } = slot;
		for (const voice of limitsOfVoice ? voices : [])
			heard.push(await fingerprintClip(session, voiceLabel, voice, limitsOfVoice!));
		found.push({ ...(film ? { video: film } : {}), voices: heard });
	}
	return found;
}

/** Materials that the backend will take; nothing has left this n8n yet. */
export interface PreparedInputs {
	readonly pictures: readonly PreparedImage[];
	readonly video?: PreparedClip;
	readonly moreVideos: readonly PreparedClip[];
	readonly sounds: readonly PreparedClip[];
	readonly audio?: PreparedClip;
	readonly elements: ReadonlyArray<ElementClips<PreparedClip>>;
}

type PreparedClip = readonly [Clip, Measure];

/** Makes pictures acceptable and holds videos and sounds against the table, all of them before the first upload. */
export async function prepareInputs(
	session: Session,
	{ pictures, video, moreVideos, sounds, audio, elements }: Inputs,
	plan: Plan,
): Promise<PreparedInputs> {
	const ready = await prepareImages(session, pictures);
	const byImage = plan.checked.settings.characterOrientation === 'image';
	const prepared = async (clip: Clip) => [clip, await prepareClip(session, clip, byImage && clip === video)] as const;
	return {
		pictures: ready,
		...(video ? { video: await prepared(video) } : {}),
		moreVideos: await inOrder(moreVideos, prepared),
		sounds: await inOrder(sounds, prepared),
		...(audio ? { audio: await prepared(audio) } : {}),
		elements: await each(elements, prepared),
	};
}

/** One after another. */
async function inOrder<C, D>(clips: readonly C[], work: (clip: C) => Promise<D>): Promise<D[]> {
	const done: D[] = [];
	for (const clip of clips) done.push(await work(clip));
	return done;
}

/** The clips of all subjects, one after another. */
async function each<C, D>(
	elements: ReadonlyArray<ElementClips<C>>,
	work: (clip: C) => Promise<D>,
): Promise<Array<ElementClips<D>>> {
	const done: Array<ElementClips<D>> = [];
	for (const { video, voices } of elements) {
		const film = video === undefined ? {} : { video: await work(video) };
		done.push({ ...film, voices: await inOrder(voices, work) });
	}
	return done;
}

/** What the body names; pictures that travel inside it are written into it when it leaves. */
export type UploadedInputs = Pick<GenerationJob, 'video' | 'moreVideos' | 'sounds' | 'audio'> & {
	readonly pictures: readonly PlacedImage[];
	/** Clips of each subject, in the subjects' order. */
	readonly elements: ReadonlyArray<Pick<UploadedElement, 'video' | 'voices'>>;
};

/** Brings verified materials to the backend. */
export async function uploadInputs(
	item: Item,
	{ pictures, video, moreVideos, sounds, audio, elements }: PreparedInputs,
): Promise<UploadedInputs> {
	return {
		pictures: await uploadImages(item, pictures),
		elements: await each(elements, async (clip) => await uploadClip(item, ...clip)),
		...(video ? { video: await addressOf(item, ...video) } : {}),
		moreVideos: await inOrder(moreVideos, async (clip) => await addressOf(item, ...clip)),
		sounds: await inOrder(sounds, async (clip) => await uploadClip(item, ...clip)),
		...(audio ? { audio: { file: await uploadClip(item, ...audio) } } : {}),
	};
}

/** Bytes of memory that a request's pictures take while they are read, prepared and uploaded. */
export const bytesOnTheWay = ({ pictures }: Inputs): number =>
	pictures.reduce((sum, { weight }) => sum + weight * COPIES, 0);

/** The file as it was read, as it was prepared, and in the request that uploads it. */
const COPIES = 3;

/** What can be looked at without a network. */
export function localInputs(inputs: Inputs): Inputs {
	const isHere = ({ source }: { readonly source: { readonly from: string } }) => source.from !== 'url';
	const { pictures, video, moreVideos, sounds, audio, elements } = inputs;
	return {
		...inputs,
		pictures: pictures.filter(isHere),
		video: video && isHere(video) ? video : undefined,
		moreVideos: moreVideos.filter(isHere),
		sounds: sounds.filter(isHere),
		audio: audio && isHere(audio) ? audio : undefined,
		elements: elements.map((one) => ({
			video: one.video && isHere(one.video) ? one.video : undefined,
			voices: one.voices.filter(isHere),
		})),
	};
}
