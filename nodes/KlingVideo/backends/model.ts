// What a row of a catalogue says: which operations a model has, which fields it takes, within which limits, and how
// each is spelled in the body.
import type { FrameName, GeneratingOperation, Quality, Settings } from '../words';
import type { Json, JsonObject } from '../json';
import type { ImageLimits } from '../media/limits';

interface Spelled<V> {
	/** Where the value goes in the body; dots lead into objects. */
	readonly key: string;
	/** How the value is written there; as it is where absent. */
	readonly as?: (value: V) => Json;
}

export interface TextSetting extends Spelled<string> {
	readonly kind: 'text';
	readonly required?: boolean;
	/** Longest text, in characters. */
	readonly max: number;
}

export interface ChoiceSetting<V extends string | number = string | number> extends Spelled<V> {
	readonly kind: 'choice';
	readonly values: readonly V[];
	readonly default: V;
}

export interface NumberSetting extends Spelled<number> {
	readonly kind: 'number';
	readonly min: number;
	readonly max: number;
	/** Only whole numbers. */
	readonly whole?: boolean;
	readonly default: number;
	/** Sent only where the user added it; otherwise the backend's own default holds. */
	readonly optional?: boolean;
}

export interface SwitchSetting extends Spelled<boolean> {
	readonly kind: 'switch';
	readonly default: boolean;
}

export type Setting =
	TextSetting | ChoiceSetting<string> | ChoiceSetting<number> | ChoiceSetting<Quality> | NumberSetting | SwitchSetting;

/** The kinds of setting that may stand for each neutral word. */
export interface SettingSpecs {
	readonly prompt?: TextSetting;
	readonly negativePrompt?: TextSetting;
	readonly duration?: ChoiceSetting<number> | NumberSetting;
	readonly quality?: ChoiceSetting<Quality>;
	readonly aspectRatio?: ChoiceSetting<string>;
	readonly sound?: SwitchSetting;
	readonly cfgScale?: NumberSetting;
}

/** A picture that an operation takes. */
export interface ImageSlot {
	readonly key: string;
	/** `list`: the body wants an array, this picture is appended to it. */
	readonly as: 'text' | 'list';
	readonly required?: boolean;
	readonly limits: ImageLimits;
}

/** A rule across fields: whoever uses `if` must have `then`. */
export interface Need {
	/** The setting's value that calls for it, or a picture being given. */
	readonly if: { readonly sound: true } | { readonly image: FrameName };
	readonly then: Partial<Settings>;
}

/** One operation of one model. */
export interface Offer {
	readonly settings: SettingSpecs;
	readonly images: Partial<Record<FrameName, ImageSlot>>;
	readonly needs?: readonly Need[];
	/** Parts of the body that never change. */
	readonly fixed?: JsonObject;
}

/** One row of a backend's catalogue. */
export interface Model {
	/** The backend's own id, as it is sent. */
	readonly id: string;
	/** As people call it. */
	readonly label: string;
	readonly operations: Partial<Record<GeneratingOperation, Offer>>;
}

/** The rows that have an operation, the default one first. */
export function modelsFor(models: readonly Model[], operation: GeneratingOperation): Model[] {
	return models.filter((model) => model.operations[operation] !== undefined);
}
