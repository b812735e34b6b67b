// What every operation answers for: how it is called, which fields it shows in which order, how they become a request.
import type { IBinaryData, INodeProperties } from 'n8n-workflow';
import type { Backend } from '../../shared/backends/backend';
import type { ModelOperation, RequestFacts, VideoSlot } from '../../shared/backends/catalogue';
import type { Err, Result } from '../../shared/errors';
import type { FileKind } from '../../shared/media/item-files';
import type { Form } from '../../shared/node-parameters';
import type { BackendId, FrameName, OperationId, ResourceId, SettingName } from '../../shared/vocabulary';
import type { Request } from './request';

/** What the node knows of the item besides the form. */
export interface ItemContext {
	readonly form: Form;
	readonly backend: BackendId;
	readonly files: FilesOfItem;
	/** The workflow's time zone, as `Europe/Berlin`. */
	readonly timeZone: string;
	/** The item's own JSON. */
	readonly json: Readonly<Record<string, unknown>>;
}

/** A value of 'Backend': a backend, or `expression`, with which the workflow names one for each item. */
export type BackendSlot = BackendId | 'expression';

/** What an operation may say of a setting by itself. */
type EntryLook = Partial<
	Pick<INodeProperties, 'placeholder' | 'description' | 'displayOptions' | 'noDataExpression' | 'default' | 'hint'>
>;

/** Values of other fields of the operation with which an entry is shown. */
type OnlyWith = NonNullable<INodeProperties['displayOptions']>['show'];

/** What an operation may say of a picture or a video by itself. */
export interface MaterialLook extends EntryLook {
	/** The address that stands in the form at first: an expression, so that an earlier node's result is taken over. */
	readonly url?: string;
}

/** What an operation takes besides single pictures. */
export type MaterialName =
	'middleFrames' | 'references' | 'elements' | 'video' | 'sounds' | 'audio' | 'recording' | 'speech';

/** Where a row says what it takes of a material. */
export const SLOTS = {
	middleFrames: 'middleFrames',
	sounds: 'sounds',
	references: 'references',
	elements: 'elements',
	video: 'video',
	audio: 'audio',
	recording: 'audio',
	speech: 'speech',
} as const satisfies Record<MaterialName, keyof ModelOperation>;

/** A file of the item. */
export interface ItemFile {
	readonly field: string;
	readonly file: IBinaryData;
}

/** Something that stands among the item's files and is none. */
export interface OddEntry {
	readonly field: string;
	readonly entry: unknown;
}

/** The item's files, in its own order. */
export interface FilesOfItem {
	readonly files: readonly ItemFile[];
	readonly odd: readonly OddEntry[];
	/** By the file's first bytes; undefined where they say nothing. */
	readonly kindOf: (file: ItemFile) => Promise<FileKind | undefined>;
}

/** What a backend can do with files, as far as the form shows it. */
export interface Abilities {
	readonly uploadsVideos: boolean;
	readonly servesVideos: boolean;
	/** A text: `apart` is spoken before the task is created, `within` by the task itself. */
	readonly speaks?: 'apart' | 'within';
	/** Speech that the backend made before can be named. */
	readonly takesSpeechIds: boolean;
	/** How a video that the backend made before is named. */
	readonly madeVideo?: NonNullable<VideoSlot['existing']>;
	readonly videoRequired: boolean;
}

/**
 * One place in the form. `setting` and `frame` are shown where the chosen model takes them; their limits come from the
 * model's row. `picture` is shown where the model takes any picture, `notice` where a model of the catalogue lacks the picture
 * of `without`, `field` as it is. `look` is what an operation says
 * of a setting, or of the first field of anything else, in words of its own; `only` adds conditions. `fromItem` is an
 * expression that fills the field from the item before; models that have no such field need no warning then.
 */
export type FormEntry =
	| { readonly setting: SettingName; readonly look?: EntryLook; readonly fromItem?: string }
	| {
			readonly frame: FrameName;
			readonly optional?: boolean;
			readonly description?: string;
			readonly only?: OnlyWith;
	  }
	| {
			readonly material: MaterialName;
			/** Wherever it is shown, though not in every request of the model. */
			readonly required?: boolean;
			readonly only?: OnlyWith;
			readonly look?: MaterialLook;
	  }
	| { readonly picture: INodeProperties }
	| { readonly without: FrameName; readonly notice: INodeProperties }
	| { readonly field: INodeProperties; readonly backends?: readonly BackendSlot[] };

export interface Operation {
	readonly id: OperationId;
	/** Under which resource the form offers it. */
	readonly resource: ResourceId;
	/** Title case, for the dropdown. */
	readonly name: string;
	/** Sentence case, for the list of actions. */
	readonly action: string;
	readonly description: string;
	/** Which backends have it, where no row of a catalogue tells; all of them where absent. */
	readonly offeredBy?: (backend: Backend) => boolean;
	/** In the order a person thinks. */
	readonly fields: readonly FormEntry[];
	/** Entries of the 'Options' collection; sorted by the form's builder. Without any there is no such collection. */
	readonly options: readonly FormEntry[];
	/**
	 * Why a request cannot be what the operation is called, although its model would take it.
	 *
	 * @param facts what would be sent
	 * @param who the model as it is named in messages
	 */
	readonly validate?: (facts: RequestFacts, who: string) => Err | undefined;
	read(item: ItemContext): Result<Request> | Promise<Result<Request>>;
}
