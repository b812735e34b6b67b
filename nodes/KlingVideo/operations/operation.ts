// What every operation answers for: how it is called, which fields it shows in which order, how they become a request.
import type { INodeProperties } from 'n8n-workflow';
import type { VideoSlot } from '../backends/model';
import type { Outcome } from '../failure';
import type { Form } from '../form';
import type { BackendId, FrameName, OperationId, ResourceId, SettingName } from '../words';
import type { Request } from './request';

/** What the node knows of the item besides the form. */
export interface ItemContext {
	readonly form: Form;
	readonly backend: BackendId;
	/** The item's files, in its own order. */
	readonly files: readonly ItemFile[];
	/** The item's own JSON. */
	readonly json: Readonly<Record<string, unknown>>;
}

/** A value of 'Backend' as the form's conditions see it: one of the list, or an expression. */
export type BackendSlot = BackendId | 'expression';

/** What an operation may say of a setting by itself. */
type EntryLook = Pick<INodeProperties, 'placeholder' | 'description' | 'displayOptions'>;

/** What an operation may say of a picture or a video by itself. */
export interface MaterialLook {
	readonly description: string;
	/** The address that stands in the form at first: an expression, so that an earlier node's result is taken over. */
	readonly url?: string;
}

/** What an operation takes besides single pictures. */
export type MaterialName = 'references' | 'subjects' | 'video' | 'sound' | 'speech';

/** A file of the item: its field and what n8n takes it for. */
export interface ItemFile {
	readonly field: string;
	readonly mimeType: string;
}

/** What a backend can do with files, as far as the form shows it. */
export interface Abilities {
	readonly uploadsVideos: boolean;
	readonly servesVideos: boolean;
	readonly speaks: boolean;
	/** How a video that the backend made before is named. */
	readonly madeVideo?: NonNullable<VideoSlot['made']>;
	readonly videoRequired: boolean;
}

/**
 * One place in the form. `setting` and `frame` are shown where the chosen model takes them; their limits come from the
 * model's row. `picture` is shown where the model takes any picture, `field` as it is. `look` is what an operation says
 * of a setting or a video in words of its own.
 */
export type FormEntry =
	| { readonly setting: SettingName; readonly look?: EntryLook }
	| { readonly frame: FrameName; readonly optional?: boolean }
	| { readonly material: MaterialName; readonly look?: MaterialLook }
	| { readonly picture: INodeProperties }
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
	/** In the order a person thinks. */
	readonly fields: readonly FormEntry[];
	/** Entries of the 'Options' collection; sorted by the form's builder. Without any there is no such collection. */
	readonly options: readonly FormEntry[];
	read(item: ItemContext): Outcome<Request>;
}
