/** kling-3.0/video: text, first frame, first and last, several shots, elements (kie.md 2.3). */
import type { JsonObject } from '../../http/body';
import { isObject } from '../../http/body';
import { picture } from '../limits';
import { brokenElements, danglingElement, elementList, elementMedia, elementsOf } from './elements';
import { bool, closed, images, oneOf, prompt, ratio, secondsOf, secondsText, threeToFifteen, urls } from './model';
import type { KieModel } from './model';

const shot = closed({ prompt: prompt(500), duration: { type: 'integer', minimum: 1, maximum: 12 } }, [
	'prompt',
	'duration',
]);

/** What is required in practice, not what the page lists. */
const schema = closed(
	{
		prompt: { type: 'string' },
		image_urls: urls(1, 2),
		sound: bool,
		duration: secondsText(...threeToFifteen),
		aspect_ratio: ratio,
		mode: oneOf('std', 'pro', '4K'),
		multi_shots: bool,
		multi_prompt: { type: 'array', items: shot, minItems: 1, maxItems: 5 },
		kling_elements: elementList(3, true),
	},
	['prompt', 'multi_shots', 'sound', 'mode', 'duration'],
);

/** Section 2.3: each @element counts as 37 characters. */
const elementCharacters = 37;

function broken(input: JsonObject): string | undefined {
	const frames = Array.isArray(input.image_urls) ? input.image_urls.length : 0;
	const elements = elementsOf(input.kling_elements);
	const shots = shotsOf(input);
	const text = String(input.prompt);
	if (lengthOf(text, elements) > 2500) return 'prompt must NOT have more than 2500 characters';
	if (input.multi_shots === true) {
		if (shots.length === 0) return 'multi_prompt cannot be empty';
		if (frames > 1) return 'image_urls takes only the first frame with multi_shots';
		const total = shots.reduce((sum, one) => sum + Number(one.duration), 0);
		if (total !== Number(input.duration)) return 'multi_prompt durations must add up to duration';
	} else {
		if (text.trim() === '') return 'prompt cannot be empty';
		if (shots.length > 0) return 'multi_prompt needs multi_shots true';
	}
	// end_time has no default of its own on this page; the window is 8 s at most.
	const wrong = brokenElements(elements, 8000);
	if (wrong !== undefined) return wrong;
	const prompts = [text, ...shots.map((one) => String(one.prompt))].join('\n');
	const dangling = danglingElement(prompts, elements);
	if (dangling !== undefined) return dangling;
	if (frames > 0) return undefined;
	if (input.aspect_ratio === undefined) return 'aspect_ratio cannot be empty';
	const spoken = elements.some((element) => prompts.includes(`@${String(element.name)}`));
	return spoken ? 'image_urls cannot be empty' : undefined;
}

function shotsOf(input: JsonObject): JsonObject[] {
	return Array.isArray(input.multi_prompt) ? input.multi_prompt.filter(isObject) : [];
}

function lengthOf(text: string, elements: readonly JsonObject[]): number {
	const plain = elements.reduce(
		(rest, element) => rest.replaceAll(`@${String(element.name)}`, '@'.repeat(elementCharacters)),
		text,
	);
	return [...plain].length;
}

/** Section 8, price hints: $0.07 / $0.10, $0.09 / $0.135, $0.335. */
const prices: Readonly<Record<string, { silent: number; sound: number }>> = {
	std: { silent: 14, sound: 20 },
	pro: { silent: 18, sound: 27 },
	'4K': { silent: 67, sound: 67 },
};

export const three: Readonly<Record<string, KieModel>> = {
	'kling-3.0/video': {
		operation: (input) => (Array.isArray(input.image_urls) ? 'imageToVideo' : 'textToVideo'),
		schema: () => schema,
		broken,
		media: (input) => [
			...images(input, ['image_urls']),
			...elementMedia('kling_elements', elementsOf(input.kling_elements), picture),
		],
		seconds: secondsOf,
		credits: (input) => prices[String(input.mode)]?.[input.sound === true ? 'sound' : 'silent'] ?? 0,
	},
};
