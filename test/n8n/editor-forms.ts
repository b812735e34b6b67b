// Which fields a new user finds, by operation and backend, for the model that is picked by itself; read off docs/parameters.md.
import type { Backend } from './backends';

const PICTURE = 'Input Data Field Name';
const VIDEO = ['Duration (Seconds)', 'Quality'];

type Fields = Record<Backend, string[]>;

const same = (fields: string[]): Fields => ({ kling: fields, kie: fields, piapi: fields });

const avatar = ['Model', 'Image', PICTURE, 'Voice', PICTURE, 'Prompt'];
const frames = ['Model', 'First Frame', PICTURE, 'Last Frame', 'Prompt', ...VIDEO, 'Sound'];
const motion = ['Model', 'Image', PICTURE, 'Video', 'Video URL', 'Character Orientation', 'Prompt', 'Quality'];
const after = [...VIDEO, 'Aspect Ratio', 'Sound'];

/** The forms, in the order in which they are tried. */
export const FORMS: Record<string, Fields> = {
	'Image to Video': {
		...same(frames),
		kie: ['Model', 'First Frame', PICTURE, 'Prompt', 'Duration (Seconds)', 'Sound'],
	},
	'Text to Video': {
		...same(['Model', 'Prompt', ...after]),
		kie: ['Model', 'Prompt', 'Duration (Seconds)', 'Aspect Ratio', 'Sound'],
	},
	'Multi-Image to Video': {
		kling: ['Model', 'Images', 'First Frame', 'Last Frame', 'Video', 'Prompt', ...after],
		kie: ['Model', 'Images', 'Video', 'Prompt', ...after],
		piapi: ['Model', 'Images', 'Prompt', ...after],
	},
	'Motion Control': {
		...same(motion),
		piapi: ['Model', 'Image', PICTURE, 'Video', 'Preset Motion', 'Character Orientation', 'Quality'],
	},
	Avatar: { ...same([...avatar, 'Quality']), kie: avatar },
	'Query Task': { ...same(['Task ID']), kling: ['Look Up By', 'Task ID'] },
};

/** The backends as the form calls them. */
export const BACKEND_LABELS: Record<Backend, string> = { kling: 'Kling', kie: 'Kie.ai', piapi: 'PiAPI' };
