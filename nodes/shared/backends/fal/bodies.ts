// Bodies of fal.ai where more is needed than renaming: elements, and what may not stand beside a video.
import type { JsonObject } from '../../json';
import { buildFields, mediaText } from '../build-body';
import type { GenerationJob, UploadedElement } from '../catalogue';
import type { Settings } from '../../vocabulary';
import { reference } from './field-mappings';

/** The model's input: elements as fal writes them, called by their number in prompts (fal.md 3.0). */
export function inputWithElements(job: GenerationJob): JsonObject {
	const { elements = [] } = job;
	const input = buildFields({ ...job, settings: named(job.settings, elements), elements: [] });
	return elements.length === 0 ? input : { ...input, elements: elements.map(elementRow) };
}

function elementRow({ pictures, video }: UploadedElement): JsonObject {
	if (video) return { video_url: mediaText(video) };
	const [front = '', ...others] = pictures.map((picture) => mediaText(picture));
	return { frontal_image_url: front, ...(others.length > 0 ? { reference_image_urls: others } : {}) };
}

/** The form lets a prompt call an element by its name; fal knows its number only. */
function named(settings: Settings, elements: readonly UploadedElement[]): Settings {
	if (elements.length === 0) return settings;
	const numbers = new Map(elements.map(({ name }, index) => [name, reference('element', index + 1)]));
	const translate = (text: string) => text.replace(/@(\w+)/g, (all, name: string) => numbers.get(name) ?? all);
	return {
		...settings,
		...(settings.prompt === undefined ? {} : { prompt: translate(settings.prompt) }),
		...(settings.shots ? { shots: settings.shots.map((shot) => ({ ...shot, prompt: translate(shot.prompt) })) } : {}),
	};
}

/** o3 and o1 (fal.md 3.3): a change of a video has no length and no ratio, and only a video has sound to keep. */
export function omniInput(job: GenerationJob): JsonObject {
	const { generate_audio: audio, keep_audio: keep, duration, aspect_ratio: ratio, ...rest } = inputWithElements(job);
	const present = (fields: Record<string, JsonObject[string] | undefined>) =>
		Object.fromEntries(
			Object.entries(fields).filter((entry): entry is [string, JsonObject[string]] => entry[1] !== undefined),
		);
	if (!job.video) return { ...rest, ...present({ generate_audio: audio, duration, aspect_ratio: ratio }) };
	if (job.settings.videoUse === 'edit') return { ...rest, ...present({ keep_audio: keep }) };
	return { ...rest, ...present({ keep_audio: keep, duration, aspect_ratio: ratio }) };
}

/** 4.0 (fal.md 3.3): references come in a list, the video that is changed by itself; its result keeps length and shape. */
export function fourInput(job: GenerationJob): JsonObject {
	const input = inputWithElements(job);
	if (!job.video) return input;
	if (job.settings.videoUse !== 'edit') {
		const { video_url: video, ...rest } = input;
		return { ...rest, video_urls: [video ?? ''] };
	}
	const { prompt, video_url: video, image_urls: pictures, resolution } = input;
	return {
		prompt: prompt ?? '',
		video_url: video ?? '',
		...(pictures === undefined ? {} : { image_urls: pictures }),
		...(resolution === undefined ? {} : { resolution }),
	};
}
