// What is stored: every key, name and derivation that n8n, users or services keep. A change here makes a running n8n forget
// paid tasks or breaks saved workflows; names in the code may change, the words in quotes may not. Knows no backend.
import { createHash, type Hash } from 'node:crypto';
import type { FrameName, SettingName, Settings, Shot } from './vocabulary';

/** The version of all that follows. What is stored otherwise needs a higher one and a migration. */
export const STORED_VERSION = 1;

/** Under which keys n8n's execution context keeps the paid tasks, and what was asked to be deleted. */
export const contextKeys = { tasks: 'klingVideoTasks', deletions: 'klingVideoDeletions' } as const;

/** Under which key n8n's static data keeps the tasks that have started the workflow. */
export const staticDataKeys = { endedTasks: 'endedTasks', unprovenTasks: 'unprovenTasks' } as const;

/** Under which name the address of a callback carries the token that proves it; services keep it with the task. */
export const callbackTokenParameter = 'klingVideoToken';

/** What a record of a paid request may hold. */
export const recordKeys = [
	'digest',
	'attempt',
	'state',
	'delivered',
	'externalTaskId',
	'intendedAt',
	'sentAt',
	'sent',
	'everUnclear',
	'handle',
	'finished',
	'faces',
	'acceptedAt',
	'executionId',
	'uncertainIn',
	'earlierTaskIds',
	'key',
	'written',
	'input',
	'reason',
	'adoptedFrom',
	'replaces',
	'beside',
	'scenes',
	'file',
] as const;

/** What a record keeps of another request. */
export const forerunnerKeys = ['taskId', 'externalTaskId'] as const;

/** What a record keeps of an unclear reply. */
export const reasonKeys = ['message', 'code', 'words'] as const;

/** What left last, in a record. */
export const sentKeys = ['url', 'digest'] as const;

/** The states of a record. */
export const recordStates = ['open', 'intent', 'task', 'uncertain'] as const;

/** What names a task, in a record. */
export const handleKeys = [
	'backend',
	'taskId',
	'operation',
	'model',
	'route',
	'externalTaskId',
	'urls',
	'keptSeconds',
] as const;

/** Where the backend said that a task is found, in such a name. */
export const urlKeys = ['status', 'result', 'cancel'] as const;

/** A face that was found, in a record. */
export const faceKeys = ['id', 'imageUrl', 'startMs', 'endMs'] as const;

/** A state that came with the reply to the create, in a record. */
export const finishedKeys = [
	'status',
	'taskId',
	'word',
	'externalTaskId',
	'model',
	'createdAt',
	'finishedAt',
	'cost',
	'endedWithoutResult',
	'output',
	'videos',
	'sounds',
	'elements',
	'voices',
	'urlExpiresAt',
	'words',
	'code',
	'nextStep',
	'queuePosition',
] as const;

/** What such a state holds of each result, and of its price. */
export const resultKeys = {
	videos: ['id', 'url', 'watermarkUrl', 'coverUrl', 'durationSeconds'],
	sounds: ['id', 'url', 'wavUrl', 'durationSeconds'],
	cost: ['amount', 'unit', 'usd'],
} as const;

/** Who holds a record: the request itself, a part of it that is paid by itself, or a request that another one has replaced. */
export const recordParts = { speech: 'speech', faces: 'faces', replaced: 'replaced' } as const;

/** The name of a record: a request's place in the run, and what it is a part of its item's. */
export const recordName = (runIndex: number, itemIndex: number, part?: string): string =>
	`${runIndex}:${itemIndex}${part ? `:${part}` : ''}`;

/** The same, where several stand at one place: calls of an agent side by side, say. @param number 2 for the second */
export const nextRecordName = (name: string, number: number): string => `${name}#${number}`;

/** What a record's name says. */
export function readRecordName(name: string): RecordPlace {
	const [runIndex, itemIndex = '', part = ''] = name.split(':');
	const own = part.split('#')[0]!;
	const isScene = own.startsWith(SCENE);
	const isPart = isScene || own === recordParts.speech || own === recordParts.faces;
	return {
		runIndex: Number(runIndex),
		itemIndex: parseInt(itemIndex, 10),
		isPart,
		...(isScene ? { scene: parseInt(own.slice(SCENE.length), 10) } : {}),
	};
}

/** What a record's name says. */
interface RecordPlace {
	readonly runIndex: number;
	readonly itemIndex: number;
	/** It is paid by itself and belongs to another record's request. */
	readonly isPart: boolean;
	/** Number of the scene of a film, from 1; absent where it is none. */
	readonly scene?: number;
}

const SCENE = 'scene';

/** The name of the record of a film's scene, from that of the film. @param number from 1 */
export const sceneName = (film: string, number: number): string => `${film}:${SCENE}${number}`;

/** What a scene's external id follows from, where that of its film follows from `identity`. @param number from 1 */
export const sceneIdentity = (identity: string, number: number): string => jsonDigest([identity, SCENE, number]);

/** The digest of a film. @param scenes the digests of its scenes, as far as they are known before the first is made */
export const filmDigest = (scenes: readonly string[], continueFrom: string): string =>
	jsonDigest(keyed(['film', scenes], ['continueFrom', continueFrom]));

/** The name of a part's record, from that of its request. */
export const partName = (request: string, part: 'speech' | 'faces'): string => `${request}:${part}`;

/** The name of a task that has started the workflow. */
export const endedTaskName = (backend: string, taskId: string): string => `${backend}:${taskId}`;

/** How settings are called in digests, and in the parameters of saved workflows. */
export const storedSettingName: Record<SettingName, string> = {
	prompt: 'prompt',
	negativePrompt: 'negativePrompt',
	duration: 'duration',
	quality: 'quality',
	aspectRatio: 'aspectRatio',
	generateAudio: 'sound',
	cfgScale: 'cfgScale',
	preferMultiShots: 'preferMultiShots',
	watermark: 'watermark',
	videoUse: 'videoUse',
	characterOrientation: 'characterOrientation',
	keepOriginalSound: 'keepOriginalSound',
	presetMotion: 'presetMotion',
	background: 'background',
	subject: 'subject',
	shots: 'shots',
	elementIds: 'elements',
	voiceIds: 'voices',
	soundEffects: 'soundEffects',
	music: 'music',
	asmr: 'asmr',
	face: 'face',
	audioStart: 'soundStart',
	audioEnd: 'soundEnd',
	insertAt: 'insertAt',
	audioVolume: 'soundVolume',
	originalVolume: 'originalVolume',
	videoId: 'videoId',
	originTaskId: 'originTaskId',
	effect: 'effect',
	professionalMode: 'professionalMode',
	name: 'name',
	description: 'description',
	madeFrom: 'madeFrom',
	tags: 'tags',
};

/** How pictures are called in digests; the parameters of the form begin with the same words. */
export const storedFrameName: Record<FrameName, string> = {
	firstFrame: 'firstFrame',
	lastFrame: 'lastFrame',
	image: 'image',
	secondImage: 'secondImage',
	frontal: 'frontal',
};

/** The node parameter of a setting. */
export const parameterName = (setting: SettingName): string => storedSettingName[setting];

/** A short fingerprint of anything, hexadecimal: the identity of files and addresses, and of whole requests. */
export function contentDigest(content: string | Buffer): string {
	return hashDigest(createHash('sha256').update(content));
}

/** The fingerprint of what was fed to a sha256 hash piece by piece. */
export const hashDigest = (hash: Hash): string => hash.digest('hex').slice(0, 32);

/** An object with keys that no rename in the code reaches, in this order; JSON leaves out what is undefined. */
const keyed = (...entries: ReadonlyArray<readonly [string, unknown]>): unknown => Object.fromEntries(entries);

const jsonDigest = (content: unknown): string => contentDigest(JSON.stringify(content));

/** The digest of what stands in a create; the order of keys says nothing. */
export const payloadDigest = (payload: unknown): string => jsonDigest(sorted(payload));

/** A request, as far as it decides what is made. */
export interface StoredRequest {
	readonly backend: string;
	readonly operation: string;
	readonly modelId: string;
	/** Only where it is not the model's usual one. */
	readonly standard?: 'newer';
	readonly settings: Settings;
	/** From `storedIdentity`. */
	readonly identity: unknown;
	readonly speech?: StoredSpeech;
	/** In the user's own words. */
	readonly additionalBody?: unknown;
	readonly externalTaskId?: string;
	/** Only where it is not the usual one, so that tasks of earlier versions of this node are found again. */
	readonly fitting?: { readonly shape: string; readonly background: string };
}

/** A text to be spoken. */
export interface StoredSpeech {
	readonly text: string;
	readonly voice: string;
	readonly language: string;
	readonly speed: number;
}

/** The digest of a request: the same one finds the paid task again. */
export function requestDigest(request: StoredRequest): string {
	const { speech, fitting } = request;
	return jsonDigest(
		keyed(
			['backend', request.backend],
			['operation', request.operation],
			['modelId', request.modelId],
			['settings', storedSettings(request.settings)],
			['identity', request.identity],
			['speech', speech && storedSpeech(speech)],
			['additionalBody', request.additionalBody],
			['externalTaskId', request.externalTaskId],
			['standard', request.standard],
			['fitting', fitting && keyed(['shape', fitting.shape], ['background', fitting.background])],
		),
	);
}

/** Settings under their stored names, in the order that they have. */
function storedSettings(settings: Settings): unknown {
	const entries = Object.entries(settings) as Array<[SettingName, unknown]>;
	return keyed(
		...entries.map(
			([name, value]) =>
				[storedSettingName[name], value === settings.shots ? settings.shots?.map(storedShot) : value] as const,
		),
	);
}

const storedShot = ({ prompt, duration }: Shot) => keyed(['prompt', prompt], ['duration', duration]);

const storedSpeech = ({ text, voice, language, speed }: StoredSpeech) =>
	keyed(['text', text], ['voice', voice], ['language', language], ['speed', speed]);

/** An account, told apart from others without keeping its key; part of the digests of speech and faces. */
export const accountIdentity = (apiUrl: string, key: string): string => jsonDigest([apiUrl, key]);

/** The digest of a speech that is made before the video; another account knows nothing of it. */
export const speechDigest = (speech: StoredSpeech, account: string): string =>
	jsonDigest([storedSpeech(speech), account]);

/** The digest of a search for faces, told apart by video and account alone. */
export const facesDigest = (videoIdentity: string, account: string): string =>
	jsonDigest(['faces', videoIdentity, account]);

/** The identity of a video that the backend made. */
export const madeVideoIdentity = (id: string): string => jsonDigest(keyed(['from', 'id'], ['id', id]));

/** The identity of a text that is spoken. */
export const spokenIdentity = (speech: StoredSpeech): string =>
	jsonDigest(keyed(['from', 'speech'], ['speech', storedSpeech(speech)]));

/** The identity of speech, or of a video that speaks, that the backend made. */
export const madeSpeechIdentity = (id: string): string => jsonDigest(keyed(['from', 'speechId'], ['id', id]));

/** Where a picture goes: a frame of its own, a place in one of the lists, or one of a subject's pictures. */
export type StoredRole = FrameName | number | { readonly subject: number } | { readonly middle: number };

/** The files of a request, each told apart from others by its fingerprint. */
export interface StoredFiles {
	readonly pictures: ReadonlyArray<{ readonly role: StoredRole; readonly identity: string }>;
	readonly elements: ReadonlyArray<{
		readonly name: string;
		readonly description: string;
		readonly video?: string;
		readonly part?: { readonly startMs: number; readonly endMs: number };
		readonly voices: readonly string[];
	}>;
	readonly video?: string;
	readonly audio?: string;
	/** Videos after the first, and sounds; absent where there are none, so that older tasks are found again. */
	readonly moreVideos?: readonly string[];
	readonly sounds?: readonly string[];
}

/** What a digest says of the files: plain JSON. */
export function storedIdentity({ pictures, elements, video, audio, moreVideos, sounds }: StoredFiles): unknown {
	return [
		pictures.map(({ role, identity }) => [storedRole(role), identity]),
		elements.map(({ name, description, video: film, part, voices }) => [
			name,
			description,
			film,
			part && keyed(['startMs', part.startMs], ['endMs', part.endMs]),
			voices,
		]),
		video,
		audio,
		...(moreVideos || sounds ? [keyed(['moreVideos', moreVideos], ['sounds', sounds])] : []),
	];
}

function storedRole(role: StoredRole): unknown {
	if (typeof role === 'object')
		return 'subject' in role ? keyed(['subject', role.subject]) : keyed(['middle', role.middle]);
	return typeof role === 'number' ? role : storedFrameName[role];
}

/** Entries of 'Options' that say how to wait, to deliver or to be careful, and nothing of what is made. */
export const undecidingOptions = [
	'atDownloadFailure',
	'atSceneFailure',
	'atTimeLimit',
	'callbackUrl',
	'cancelOnStop',
	'checkOnly',
	'createAgain',
	'downloadVideo',
	'file',
	'ifIdExists',
	'itemsAtOnce',
	'outputField',
	'preparePictureFromUrl',
	'returnLastFrame',
	'shortestPollInterval',
	'slotLimit',
	'stopAbove',
	'timeLimit',
	'wait',
] as const;

/** The field of an item that holds the last frame of its video. */
export const lastFrameField = 'lastFrame';

/** The digest of a node's parameters as they are written: expressions are text. */
export function writtenDigest(parameters: Readonly<Record<string, unknown>>): string {
	const { options, ...others } = parameters;
	const kept = Object.entries(Object(options) as Record<string, unknown>).filter(
		([name]) => !(undecidingOptions as readonly string[]).includes(name),
	);
	return jsonDigest(sorted({ ...others, options: Object.fromEntries(kept) }));
}

/** To which request a paid part belongs, and to which account. */
export const partKey = (key: string, account: string): string => jsonDigest([key, account]);

/** The digest of an input item: its data and the names of its files in n8n's store. */
export function inputDigest(json: unknown, files: Readonly<Record<string, unknown>>): string {
	return jsonDigest(sorted({ json, files }));
}

/** The same value with the keys of all its objects in order. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
	return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}

/**
 * What a place's external id follows from besides the place: the form as written and the item without its files, which have
 * other ids where n8n carries an execution out again from its beginning; or for an agent's call its words.
 */
export const requestIdentity = (written: string, item: string, words: string | undefined): string =>
	jsonDigest(words === undefined ? [written, item] : [words]);

/** The key of a request, by which error items name it. @param name of its record */
export const requestKey = (execution: string, node: string, name: string): string =>
	jsonDigest([execution, node, name]).slice(0, 16);

/** Where a request stands, in the words of n8n. */
export interface StoredPlace {
	readonly instance: string;
	readonly workflow: string | undefined;
	readonly execution: string;
	readonly node: string;
	readonly runIndex: number;
	readonly itemIndex: number;
	readonly digest: string;
}

/** Execution, node, run, item and content as one text: the same place gives the same external id. */
export function idempotencyKey(place: StoredPlace): string {
	const { instance, workflow, execution, node, runIndex, itemIndex, digest } = place;
	return JSON.stringify([instance, workflow, execution, node, runIndex, itemIndex, digest]);
}

/** The external id that the node gives a task by itself, from a place or from chance. */
export const externalId = (unique: string): string => `n8n-${unique}`;

/** The part of the external id that follows from the place and the attempt. */
export const placeUuid = (place: string, attempt: number): string => uuidFor(`${place} ${attempt}`);

/** An id of the user's can be used once, so the attempt after a failed task adds its number. */
export const ownExternalId = (own: string, attempt: number): string => (attempt === 1 ? own : `${own}-${attempt}`);

/** The same text gives the same id. */
function uuidFor(text: string): string {
	const hash = createHash('sha256').update(text).digest('hex');
	return [0, 8, 12, 16, 20].map((from, part) => hash.slice(from, [8, 12, 16, 20, 32][part])).join('-');
}
