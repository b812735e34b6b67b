// The form's way of giving a list of pictures, a video or a voice.
import type { INodeProperties } from 'n8n-workflow';
import type { Abilities, MaterialLook, MaterialName } from '../operation';
import { recordingFields } from './recording-source';
import { middleFrameFields, referenceFields, soundFields } from './image-list';
import { elementFields } from './element-rows';
import { videoFields } from './video-source';
import { audioFields, speechFields } from './speech-source';

/** The fields of a material, in order. */
export function materialFields(material: MaterialName, abilities: Abilities, look?: MaterialLook): INodeProperties[] {
	if (material === 'references') return referenceFields;
	if (material === 'middleFrames') return middleFrameFields;
	if (material === 'sounds') return soundFields;
	if (material === 'elements') return elementFields;
	if (material === 'speech') return speechFields();
	if (material === 'recording') return recordingFields;
	return material === 'video' ? videoFields(abilities, look) : audioFields(abilities);
}
