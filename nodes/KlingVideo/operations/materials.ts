// The form's way of giving a list of pictures, a video or a voice.
import type { INodeProperties } from 'n8n-workflow';
import type { MaterialName } from './operation';
import { referenceFields } from './references';
import { subjectFields } from './subjects';
import { videoFields } from './video';
import { soundFields } from './voice';

/** What a backend can do with files, as far as the form shows it. */
export interface Abilities {
	readonly uploadsVideos: boolean;
	readonly servesVideos: boolean;
	readonly speaks: boolean;
	readonly videoRequired: boolean;
}

/** The fields of a material, in order. */
export function materialFields(material: MaterialName, abilities: Abilities): INodeProperties[] {
	if (material === 'references') return referenceFields;
	if (material === 'subjects') return subjectFields;
	return material === 'video' ? videoFields(abilities) : soundFields(abilities);
}
