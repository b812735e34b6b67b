// What a row of a catalogue says: which operations a model has, which fields it takes, within which limits, and how
// each is spelled in the body.
import type { Failure } from '../errors';
import type { FrameName, GeneratingOperation, Quality, Settings, Shot } from '../vocabulary';
import { modelDetails } from '../messages/models';
import type { Json, JsonObject } from '../json';
import type { ClipLimits, ImageLimits } from '../media/limits';
import type { RunTime } from '../tasks/poll-schedule';
import type { Speech } from './backend';
import type { Price } from './pricing';

interface MappedField<V> {
	/** Where the value goes in the body; dots lead into objects; empty: it only decides about the body's shape. */
	readonly key: string;
	/** How the value is written there; as it is where absent. */
	readonly as?: (value: V) => Json;
}

export interface TextSetting extends MappedField<string> {
	readonly kind: 'text';
	/** `unlessShots`: a storyboard stands in for it. */
	readonly required?: boolean | 'unlessShots';
	/** An empty text is sent where none was given. */
	readonly sendEmpty?: boolean;
	/** Longest text, in characters. */
	readonly max: number;
	/** A name or an id: blanks around it do not belong to it, and an expression's "undefined" is none. */
	readonly name?: boolean;
	/** What may stand there; never all of it. */
	readonly suggestions?: readonly Suggestion[];
}

export interface Suggestion {
	readonly value: string;
	/** What people should know of it, in a few words. */
	readonly note?: string;
}

export interface ChoiceSetting<V extends string | number = string | number> extends MappedField<V> {
	readonly kind: 'choice';
	readonly values: readonly V[];
	readonly default: V;
	/** The value that stands for "none" and is not sent. */
	readonly omitValue?: V;
}

export interface NumberSetting extends MappedField<number> {
	readonly kind: 'number';
	readonly min: number;
	readonly max: number;
	/** Only whole numbers. */
	readonly whole?: boolean;
	/** The value is rounded to so many decimals. */
	readonly decimals?: number;
	readonly default: number;
	/** Sent only where the user added it; otherwise the backend's own default holds. */
	readonly optional?: boolean;
}

export interface SwitchSetting extends MappedField<boolean> {
	readonly kind: 'switch';
	readonly default: boolean;
	/** Not sent when it is off. */
	readonly onlyWhenOn?: boolean;
}

/** A storyboard: rows of a prompt and seconds whose sum is the duration. */
export interface ShotsSetting {
	readonly kind: 'shots';
	readonly most: number;
	/** Longest prompt of one shot, in characters. */
	readonly promptMax: number;
	/** Seconds of one shot. */
	readonly min: number;
	readonly max: number;
	/** What becomes of the overall prompt beside a storyboard. */
	readonly prompt: 'needed' | 'leftOut' | 'empty';
	/** The overall duration is left out, too. */
	readonly durationLeftOut?: boolean;
	/** The parts of the body that a storyboard stands in. */
	readonly write: (shots: readonly Shot[]) => JsonObject;
}

/** A list of ids, in the order in which the prompt numbers them. */
export interface IdsSetting {
	readonly kind: 'ids';
	readonly most: number;
	readonly digitsOnly?: boolean;
	readonly write: (ids: readonly string[]) => JsonObject;
}

/** Any of several values; sent only where there are any. */
export interface SeveralSetting {
	readonly kind: 'several';
	readonly key: string;
	readonly values: readonly string[];
	readonly as: (values: readonly string[]) => Json;
}

export type Setting =
	| TextSetting
	| ChoiceSetting<string>
	| ChoiceSetting<number>
	| ChoiceSetting<Quality>
	| ChoiceSetting<'reference' | 'edit'>
	| ChoiceSetting<'image' | 'video'>
	| NumberSetting
	| SwitchSetting
	| ShotsSetting
	| ChoiceSetting<'pictures' | 'video'>
	| SeveralSetting
	| IdsSetting;

/** The kinds of setting that may stand for each neutral word. */
export interface SettingSpecs {
	readonly prompt?: TextSetting;
	readonly negativePrompt?: TextSetting;
	readonly duration?: ChoiceSetting<number> | NumberSetting;
	readonly quality?: ChoiceSetting<Quality>;
	readonly aspectRatio?: ChoiceSetting<string>;
	readonly generateAudio?: SwitchSetting;
	readonly cfgScale?: NumberSetting;
	readonly preferMultiShots?: SwitchSetting;
	readonly watermark?: SwitchSetting;
	readonly videoUse?: ChoiceSetting<'reference' | 'edit'>;
	readonly characterOrientation?: ChoiceSetting<'image' | 'video'>;
	readonly keepOriginalSound?: SwitchSetting;
	readonly presetMotion?: ChoiceSetting<string>;
	readonly background?: ChoiceSetting<'video' | 'image'>;
	readonly subject?: TextSetting;
	readonly shots?: ShotsSetting;
	readonly elementIds?: IdsSetting;
	readonly voiceIds?: IdsSetting;
	readonly soundEffects?: TextSetting;
	readonly music?: TextSetting;
	readonly asmr?: SwitchSetting;
	readonly name?: TextSetting;
	readonly description?: TextSetting;
	readonly madeFrom?: ChoiceSetting<'pictures' | 'video'>;
	readonly tags?: SeveralSetting;
	readonly face?: NumberSetting;
	readonly audioStart?: NumberSetting;
	readonly audioEnd?: NumberSetting;
	readonly insertAt?: NumberSetting;
	readonly audioVolume?: NumberSetting;
	readonly originalVolume?: NumberSetting;
	readonly videoId?: TextSetting;
	readonly originTaskId?: TextSetting;
	readonly effect?: TextSetting;
	readonly professionalMode?: SwitchSetting;
}

/** A file that travels inside the body. */
export interface InlineMedia {
	readonly base64: string;
	/** As `image/png`. */
	readonly mimeType: string;
}

/** Where a body finds a file: an address that the backend fetches, or the file itself. */
export type MediaValue = string | InlineMedia;

/** A picture that an operation takes. */
export interface ImageSlot {
	readonly key: string;
	/** `list`: the body wants an array, this picture is appended to it. */
	readonly as: 'text' | 'list';
	/** How the picture stands there; its address, or the text of an inline file, alone where absent. */
	readonly item?: (picture: string) => Json;
	readonly required?: boolean;
	readonly limits: ImageLimits;
}

/** A list of pictures that an operation takes; they come before frames that share their key. */
export interface ReferencesSlot {
	readonly key: string;
	readonly item?: (picture: string) => Json;
	readonly min: number;
	readonly max: number;
	/** With an input video fewer are allowed. */
	readonly maxWithVideo?: number;
	readonly limits: ImageLimits;
}

/** Characters and things that go along with the request, each with a name, a description and a few pictures or a video. */
export interface ElementsSlot {
	readonly key: string;
	readonly most: number;
	/** Of the subjects, so many may be known from a video. */
	readonly mostVideos: number;
	/** Pictures of each. */
	readonly min: number;
	readonly max: number;
	readonly limits: ImageLimits;
	/** A video of each; where it may be cut, `part` gives the limits of what counts of it, in milliseconds. */
	readonly video: { readonly limits: ClipLimits; readonly part?: { readonly min: number; readonly max: number } };
	/** A recording of its voice; absent where the backend takes none. */
	readonly voice?: ClipLimits;
	/** Prompts can name them by their number, as @element1. */
	readonly numbered?: boolean;
}

/** A subject whose files the backend can fetch. */
export interface UploadedElement {
	readonly name: string;
	readonly description: string;
	readonly pictures: readonly MediaValue[];
	/** Instead of pictures. */
	readonly video?: MediaValue;
	readonly part?: VideoPart;
	readonly voices?: readonly MediaValue[];
}

/** Milliseconds from the video's beginning. */
export interface VideoPart {
	readonly startMs: number;
	readonly endMs: number;
}

/** A video that an operation takes. */
export interface VideoSlot {
	readonly key: string;
	/** A video that the backend made before goes by its id, or by that of its task. */
	readonly existing?: {
		readonly key: string;
		readonly label: string;
		readonly description: string;
		/** An expression that takes it from the item before. */
		readonly fromItem: string;
	};
	readonly as: 'text' | 'list';
	/** How the video stands there; its address alone where absent. */
	readonly item?: (video: string) => Json;
	readonly required?: boolean;
	/** How many may be given; one where absent. */
	readonly most?: number;
	/** Where more than one goes, as a list; `key` where absent. */
	readonly severalKey?: string;
	readonly limits: ClipLimits;
	/** Beside a recording, where other limits count then. */
	readonly limitsWithRecording?: ClipLimits;
}

/** A list of pictures that the video shows one after another, between its first and its last one. */
export interface MiddleFramesSlot {
	readonly key: string;
	readonly item?: (picture: string) => Json;
	readonly max: number;
	readonly limits: ImageLimits;
}

/** A list of sounds that the video refers to. */
export interface SoundsSlot {
	readonly key: string;
	readonly max: number;
	readonly limits: ClipLimits;
}

/** A voice recording that an operation takes. */
export interface AudioSlot {
	readonly key: string;
	/** Where the id of something that the backend made before goes instead: of speech, or of a video that speaks. */
	readonly speechKey?: string;
	/** The parts of the body that a text stands in, where the task speaks it itself. */
	readonly spoken?: (speech: Speech) => JsonObject;
	readonly required?: boolean;
	readonly limits: ClipLimits;
}

/** A text that is spoken: the parts of the body that it stands in. */
export interface SpeechSlot {
	readonly write: (speech: Speech) => JsonObject;
}

/** People in a video: they are found before the task is created, by a call of its own, and one of them speaks. */
export interface FacesSlot {
	/** The least that is heard, and heard while the face is seen, in milliseconds. */
	readonly leastMs: number;
}

/** Who speaks, and when. Milliseconds: the part of the sound, and the moment of the video at which it begins. */
export interface Speaking {
	readonly sessionId: string;
	readonly faceId: string;
	readonly startMs: number;
	readonly endMs: number;
	readonly insertMs: number;
}

/** What the user gave, for rules that no table can say. */
export interface RequestFacts {
	readonly settings: Settings;
	readonly frames: readonly FrameName[];
	readonly references: number;
	/** Subjects known from pictures, and from a video. */
	readonly elements: { readonly pictured: number; readonly filmed: number };
	readonly hasVideo: boolean;
	/** Sounds that the video refers to. */
	readonly sounds: number;
	/** A text to be spoken, by itself or in the task. */
	readonly speech?: Speech;
}

/** What decides where a request goes. */
export interface EndpointFacts {
	readonly settings: Settings;
	readonly hasVideo: boolean;
	/** The task itself speaks a text. */
	readonly speaks: boolean;
}

/** What calls for a rule: sound switched on, a list being filled, or a picture being given. */
export type Condition = { readonly generateAudio: true } | { readonly given: ListName } | { readonly image: FrameName };

/** Settings that are lists. */
export type ListName = 'shots' | 'elementIds' | 'voiceIds';

/** A rule across fields: whoever uses `if` must have the values of `then` and must do without the fields of `never`. */
export interface Constraint {
	readonly if: Condition;
	readonly then?: Partial<Settings>;
	readonly never?: ReadonlyArray<FrameName | ListName>;
}

export type PromptReferenceKind = 'image' | 'element' | 'voice' | 'video';

/** One operation of one model. */
export interface ModelOperation {
	/** By the backend's price list and in its unit; `unknown` where no page tells, and 'Maximum Cost' can only warn then. */
	readonly price: Price | 'unknown';
	/** From acceptance to the end, at 720p; `unknown` where no page shows a run, and a general guess counts then. */
	readonly runTime: RunTime | 'unknown';
	readonly settings: SettingSpecs;
	readonly images: Partial<Record<FrameName, ImageSlot>>;
	readonly middleFrames?: MiddleFramesSlot;
	readonly references?: ReferencesSlot;
	readonly elements?: ElementsSlot;
	readonly video?: VideoSlot;
	readonly sounds?: SoundsSlot;
	/** How many pictures, videos, sounds, elements and voices there may be together. */
	readonly mostTogether?: number;
	readonly audio?: AudioSlot;
	readonly speech?: SpeechSlot;
	readonly faces?: FacesSlot;
	readonly constraints?: readonly Constraint[];
	/** The video always has sound and the API has no field for it: `settings` has no `generateAudio` then. */
	readonly alwaysAudio?: boolean;
	/** Whether the video is as long as the one that was given, whatever the form says. */
	readonly durationFromInput?: (facts: Pick<RequestFacts, 'settings' | 'references'>) => boolean;
	/** Odd rules: what is wrong and what to do, or nothing. */
	readonly validate?: (facts: RequestFacts) => Failure | undefined;
	/** What can be sent and should be told; sentences for `warnings`. */
	readonly warnings?: (facts: RequestFacts) => readonly string[];
	/** The id is ours alone and is not sent. */
	readonly omitModelId?: boolean;
	/** Tasks made here are found by the backend's own id only, so that none of ours is sent. */
	readonly noExternalIds?: boolean;
	/** The backend calls nobody when such a task has ended, so that no address is sent. */
	readonly noCallbacks?: boolean;
	/** No page of the vendor confirms all of this: the form says so, and a warning. */
	readonly unconfirmed?: boolean;
	/** The reply to the create brings the result, and nobody can ask for it again. */
	readonly synchronous?: boolean;
	/** Parts of the body that never change. */
	readonly fixed?: JsonObject;
	/** The same beside the model's own fields, where a backend puts those apart (`config` of PiAPI). */
	readonly envelope?: JsonObject;
	/**
	 * What the backend calls this: a path on the official API, where `{model}` stands for the id, and model and task
	 * type on PiAPI. Its usual one where absent.
	 */
	readonly route?: string;
	/** What a request is sent to, where its settings and files decide about that besides the row's id. */
	readonly endpoint?: ((facts: EndpointFacts, modelId: string) => string) | undefined;
	/** Another one where such a picture is given. */
	readonly routeWith?: Partial<Record<FrameName, string>>;
	/** How the prompt names the n-th element, picture or voice; users write @element1, @image1, @voice1. */
	readonly promptReference?: (kind: PromptReferenceKind, number: number) => string;
	/** Prompts can name the first and the last frame as @image1 and @image2, without any other pictures. */
	readonly namesFrames?: boolean;
	/** Stands before a prompt that does not name the video by itself; @video1 in it is spelled as in a prompt. */
	readonly promptPrefix?: string;
	/** Access keys do not work here (official API, newer standard). */
	readonly needsApiKey?: boolean;
	/** The same by a newer standard of the backend's API; a user may choose it. */
	readonly newer?: NewerStandard;
	/** The body, where it is more than renaming. */
	readonly body?: (job: GenerationJob) => JsonObject;
}

/** An operation of a model by another standard of the backend's API. */
export interface NewerStandard {
	/** How the model is called there; typed in, it chooses the standard. */
	readonly modelId: string;
	readonly spec: ModelOperation;
}

/** A checked request, ready to become a body. */
export interface GenerationJob {
	readonly operation: GeneratingOperation;
	readonly modelId: string;
	readonly spec: ModelOperation;
	readonly settings: Settings;
	readonly images: Partial<Record<FrameName, MediaValue>>;
	readonly middleFrames?: readonly MediaValue[];
	readonly references?: readonly MediaValue[];
	readonly elements?: readonly UploadedElement[];
	/** An address. */
	readonly video?: string;
	/** Addresses of all videos after the first. */
	readonly moreVideos?: readonly string[];
	readonly sounds?: readonly MediaValue[];
	/** Instead of an address: the id of a video that the backend made. */
	readonly videoId?: string;
	/** A file; the id of speech that the backend made; or a text that the task itself speaks. */
	readonly audio?: { readonly file: MediaValue } | { readonly speechId: string } | { readonly speech: Speech };
	/** A text to be spoken by itself. */
	readonly speech?: Speech;
	readonly speaking?: Speaking;
	/** Width to height of the video; absent where its header does not tell. */
	readonly videoRatio?: number;
	readonly callbackUrl?: string;
	/** Known only while the create is written: what is shown or remembered has no secret in it. */
	readonly callbackSecret?: string;
	readonly externalTaskId?: string;
	readonly additionalBody?: JsonObject;
	/** How long the backend keeps what is made, in seconds; its own default where absent. */
	readonly resultLifetime?: number | 'forever';
}

/** The model id that a request is sent with. @param modelId the row's, or the one that was typed */
export function sentModel(modelId: string, { endpoint }: ModelOperation, facts: EndpointFacts): string {
	return endpoint?.(facts, modelId) ?? modelId;
}

/** One row of a backend's catalogue. */
export interface Model {
	/** The backend's own id, as it is sent. */
	readonly id: string;
	/** As people call it. */
	readonly label: string;
	/** Month of the pages that the row was written from, as 2026-11. */
	readonly asOf: string;
	readonly operations: Partial<Record<GeneratingOperation, ModelOperation>>;
}

/** An operation whose price and run time each of its rows adds. */
export type SharedOperation = Omit<ModelOperation, 'price' | 'runTime'>;

/** Settings of a model that always makes sound and has no field for it, made from those of one that has a switch. */
export function withoutAudioSwitch<S extends SettingSpecs>(settings: S): Omit<S, 'generateAudio'> {
	const others: Omit<S, 'generateAudio'> & { generateAudio?: unknown } = { ...settings };
	delete others.generateAudio;
	return others;
}

/** What a text costs that the backend speaks by a call of its own; undefined where it does not speak. */
export function speechPriceOf(models: readonly Model[]): ModelOperation['price'] | undefined {
	return modelsFor(models, 'textToSpeech')[0]?.operations.textToSpeech?.price;
}

/** Where a request goes: its pictures may decide. */
export function routeOf({ spec, images }: Pick<GenerationJob, 'spec' | 'images'>): string | undefined {
	const given = Object.keys(spec.routeWith ?? {}).find((frame) => images[frame as FrameName] !== undefined);
	return spec.routeWith?.[given as FrameName] ?? spec.route;
}

/** A model as lists show it: its label, its id, and whether its vendor's pages confirm it. */
export function modelName({ label, id, operations }: Model, operation: GeneratingOperation): string {
	return `${label}${operations[operation]?.unconfirmed ? modelDetails.unconfirmed : ''} (${id})`;
}

/** The row of an id, also by the name that a newer standard has for it. */
export function rowOf(rows: readonly Model[], operation: GeneratingOperation, id: string): Model | undefined {
	return rows.find((row) => row.id === id) ?? rows.find((row) => row.operations[operation]?.newer?.modelId === id);
}

/** The rows that have an operation, the default one first. */
export function modelsFor(models: readonly Model[], operation: GeneratingOperation): Model[] {
	return models.filter((model) => model.operations[operation] !== undefined);
}
