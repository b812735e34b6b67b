// The form's way of giving a list of pictures, a video or a voice.
import type { INodeProperties } from 'n8n-workflow';
import type { Abilities, MaterialName } from './operation';
import { referenceFields } from './references';
import { subjectFields } from './subjects';
import { videoFields } from './video';
import { soundFields } from './voice';

/**
 * The fields of a material, in order.
 *
 * @param description what the operation says of a video or a sound
 */
export function materialFields(material: MaterialName, abilities: Abilities, description?: string): INodeProperties[] {
	if (material === 'references') return referenceFields;
	if (material === 'subjects') return subjectFields;
	const [first, ...others] = material === 'video' ? videoFields(abilities) : soundFields(abilities);
	return first ? [{ ...first, ...(description === undefined ? {} : { description }) }, ...others] : [];
}
