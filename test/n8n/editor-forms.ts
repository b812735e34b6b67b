// Which fields a new user finds, by operation and backend, for the model that is picked by itself; read off docs/parameters.md.
import type { Backend } from './backends';

const PICTURE = 'Input Data Field Name';
const VIDEO = ['Duration (Seconds)', 'Quality'];

/** What is shown on each backend that has the operation. */
type Fields = Partial<Record<Backend, string[]>>;

const same = (fields: string[]): Fields => ({ kling: fields, kie: fields, piapi: fields });

const avatar = ['Image', PICTURE, 'Speech Audio', PICTURE, 'Prompt'];
const frames = ['Model', 'First Frame', PICTURE, 'Last Frame', 'Prompt', ...VIDEO, 'Generate Audio'];
const motion = ['Model', 'Image', PICTURE, 'Video', 'Video URL', 'Character Orientation', 'Prompt', 'Quality'];
const after = [...VIDEO, 'Aspect Ratio', 'Generate Audio'];
const lips = ['Video', 'Video URL', 'Speech Audio', PICTURE];
const noise = ['Prompt', 'Duration (Seconds)'];

/** The forms by resource, in the order in which they are tried. */
export const FORMS: Record<string, Record<string, Fields>> = {
	Video: {
		'Image to Video': {
			...same(frames),
			kie: ['Model', 'First Frame', PICTURE, 'Prompt', 'Duration (Seconds)', 'Generate Audio'],
		},
		'Text to Video': {
			...same(['Model', 'Prompt', ...after]),
			kie: ['Model', 'Prompt', 'Duration (Seconds)', 'Aspect Ratio', 'Generate Audio'],
		},
		'Multi-Image to Video': {
			kling: ['Model', 'Images', 'First Frame', 'Last Frame', 'Video', 'Prompt', ...after],
			kie: ['Model', 'Images', 'Video', 'Prompt', ...after],
			piapi: ['Model', 'Images', 'Video', 'Prompt', ...after],
		},
		'Motion Control': {
			...same(motion),
			piapi: ['Model', 'Image', PICTURE, 'Video', 'Preset Motion', 'Character Orientation', 'Quality'],
		},
		Avatar: { ...same([...avatar, 'Quality']), kie: ['Model', ...avatar] },
		'Query Task': { ...same(['Task ID']), kling: ['Look Up By', 'Task ID'] },
		'Lip Sync': { kling: lips, piapi: lips },
		'Extend Video': {
			kling: ['Model', 'Video', 'Video URL', 'Prompt', ...VIDEO, 'Aspect Ratio'],
			kie: ['Model', 'Video', 'Video URL', 'Prompt', 'Quality'],
			piapi: ['Task ID'],
		},
		Effects: {
			kling: ['Effect', 'Image', PICTURE, 'Second Image'],
			piapi: ['Effect', 'Image', PICTURE, 'Prompt', 'Professional Mode'],
		},
		'Get Many Tasks': { kling: ['Return All', 'Limit'], piapi: ['Return All', 'Limit'] },
		'Cancel Task': { piapi: ['Task ID'] },
	},
	Audio: {
		'Text to Speech': { kling: ['Text to Speak', 'Speaker', 'Language', 'Speed'] },
		'Text to Sound': { kling: noise, piapi: noise },
		'Video to Sound': { kling: ['Video', 'Video URL', 'Sound Effects', 'Background Music'] },
	},
	Element: { Create: { kling: ['Name', 'Description', 'Create From', 'Front View Image', PICTURE, 'Images'] } },
	Voice: { Create: { kling: ['Name', 'Speech Audio', 'Audio URL'] } },
};

/** The backends as the form calls them. */
export const BACKEND_LABELS: Record<Backend, string> = { kling: 'Kling', kie: 'Kie.ai', piapi: 'PiAPI', fal: 'fal.ai' };
