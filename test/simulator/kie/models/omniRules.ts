/** Rules between the fields of Kie's omni models (kie.md 2.4). */
import type { JsonObject } from '../../http/body';
import { isObject } from '../../http/body';
import { brokenElements, danglingElement, elementsOf, isVideoElement } from './elements';

/** `id` is one of text, image, reference and edit. */
export function brokenOmni(id: string, input: JsonObject): string | undefined {
	if (String(input.prompt).trim() === '') return 'prompt cannot be empty';
	const elements = elementsOf(input.elements);
	const shots: JsonObject[] = Array.isArray(input.multi_prompt) ? input.multi_prompt.filter(isObject) : [];
	const prompts = [input.prompt, ...shots.map((shot) => shot.prompt)].join('\n');
	return (
		brokenShots(id, input, shots) ??
		brokenRatio(id, input) ??
		brokenElements(elements, 8000) ??
		tooManySubjects(id, input, elements) ??
		danglingElement(prompts, elements)
	);
}

function brokenShots(id: string, input: JsonObject, shots: readonly JsonObject[]): string | undefined {
	// Only text-to-video has true for a default.
	const customize = input.customize_multi_shots ?? id === 'text';
	if (customize === true && input.prefer_multi_shots === true) {
		return 'customize_multi_shots and prefer_multi_shots cannot both be true';
	}
	if (customize !== true) return shots.length > 0 ? 'multi_prompt must be empty' : undefined;
	if (shots.length === 0) return 'multi_prompt cannot be empty';
	const total = shots.reduce((sum, shot) => sum + Number(shot.duration), 0);
	return total === Number(input.duration ?? 5) ? undefined : 'multi_prompt durations must add up to duration';
}

/** Image-to-video: explicit ratios only with customize_multi_shots. */
function brokenRatio(id: string, input: JsonObject): string | undefined {
	const explicit = input.aspect_ratio !== undefined && input.aspect_ratio !== 'auto';
	if (id !== 'image' || !explicit || input.customize_multi_shots === true) return undefined;
	return 'aspect_ratio must be auto without customize_multi_shots';
}

function tooManySubjects(id: string, input: JsonObject, elements: readonly JsonObject[]): string | undefined {
	const videos = elements.filter(isVideoElement).length;
	const pictures = elements.length - videos;
	const images = Array.isArray(input.image_urls) ? input.image_urls.length : 0;
	const tooMany = 'too many elements for this combination';
	if (videos > 3) return tooMany;
	// A video of its own, and image subjects where there are video subjects: four at most.
	const own = Array.isArray(input.video_urls);
	if (id === 'image') return undefined;
	if (!own) return images + pictures > (videos > 0 ? 4 : 7) ? tooMany : undefined;
	if (id === 'edit' && images === 0) return videos > 0 && pictures > 4 ? tooMany : undefined;
	if (images + pictures > 4) return tooMany;
	if (videos === 0) return undefined;
	if (images + pictures > 0) return 'video subjects cannot be mixed with images or image subjects';
	return id === 'reference' && videos > 1 ? tooMany : undefined;
}
