// Bodies of the official API's newer standard: `contents`, `settings` and `options`, each at its own level, because a field
// at the wrong level is ignored in silence (kling-official.md 2.0).
import { failureOf } from '../../messages/message';
import { klingRules } from './messages';
import type { Json, JsonObject } from '../../json';
import type { Shot } from '../../vocabulary';
import { mediaText } from '../build-body';
import type { GenerationJob, ModelOperation } from '../catalogue';

/** Text to video: the prompt is a text at the top (kling-official.md 2.1). */
export function textBody(job: GenerationJob): JsonObject {
	const { aspectRatio } = job.settings;
	const settings = { ...settingsOf(job), ...(aspectRatio ? { aspect_ratio: aspectRatio } : {}) };
	return withOptions({ prompt: promptOf(job), settings }, job);
}

/** Image to video: one object for each material (kling-official.md 2.2). */
export function imageBody(job: GenerationJob): JsonObject {
	const { firstFrame, lastFrame } = job.images;
	const contents: Json[] = [{ type: 'prompt', text: promptOf(job) }];
	if (firstFrame) contents.push({ type: 'first_frame', url: mediaText(firstFrame) });
	if (lastFrame) contents.push({ type: 'last_frame', url: mediaText(lastFrame) });
	return withOptions({ contents, settings: settingsOf(job) }, job);
}

/** Numbers stay numbers here, and 720p stays 720p. */
function settingsOf({ settings: { quality, duration } }: GenerationJob): JsonObject {
	return { ...(quality ? { resolution: quality } : {}), ...(duration ? { duration } : {}) };
}

function promptOf({ settings: { prompt, shots } }: GenerationJob): string {
	return shots && shots.length > 0 ? storyboard(shots) : (prompt ?? '');
}

/** The storyboard becomes the prompt, so it must be as short as one. */
export function refuseLongStoryboard(max: number): NonNullable<ModelOperation['validate']> {
	return ({ settings: { shots } }) => {
		const length = shots ? [...storyboard(shots)].length : 0;
		if (length <= max) return undefined;
		return failureOf(klingRules.longStoryboard, { length, most: max, extra: length - max });
	};
}

/** "shot n, seconds, words;" with half-width semicolons; those of the words would end a shot, so they become commas. */
function storyboard(shots: readonly Shot[]): string {
	return shots
		.map(({ prompt, duration }, index) => `shot ${index + 1}, ${duration}, ${prompt.replace(/;/g, ',').trim()};`)
		.join(' ');
}

function withOptions(body: JsonObject, { settings, callbackUrl, externalTaskId }: GenerationJob): JsonObject {
	const options: JsonObject = {
		...(callbackUrl ? { callback_url: callbackUrl } : {}),
		...(externalTaskId ? { external_task_id: externalTaskId } : {}),
		...(settings.watermark ? { watermark_info: { enabled: true } } : {}),
	};
	return Object.keys(options).length > 0 ? { ...body, options } : body;
}
