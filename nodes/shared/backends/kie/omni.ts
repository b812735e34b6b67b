// Bodies of Kie.ai's reference and edit models, where more is needed than renaming (kie.md 2.3 and 2.4).
import { failureOf } from '../../messages/message';
import { kieRules } from './messages';
import type { JsonObject } from '../../json';
import type { GenerationJob } from '../catalogue';
import { buildFields } from '../build-body';
import type { RequestFacts, PromptReferenceKind, ModelOperation } from '../catalogue';

/** kie.md 2.4 names pictures `@image_1`. */
export const mentionAt = (kind: PromptReferenceKind, number: number) => `@${kind}_${number}`;

/** With a video the sound stays off; without pictures beside it, it decides ratio and length, and there are no shots. */
export function referenceBody(job: GenerationJob): JsonObject {
	const input = buildFields(job);
	if (!job.video) return withModel(job, input);
	const { prompt, resolution, video_urls, image_urls, duration, aspect_ratio, elements } = input;
	const withVideo = { prompt, resolution, video_urls, elements, audio: false };
	if ((job.references?.length ?? 0) > 0) {
		return withModel(job, pick({ ...withVideo, image_urls, duration, aspect_ratio }));
	}
	return withModel(job, pick({ ...withVideo, aspect_ratio: 'auto' }));
}

function pick(parts: Record<string, JsonObject[string] | undefined>): JsonObject {
	return Object.fromEntries(
		Object.entries(parts).filter((entry): entry is [string, JsonObject[string]] => entry[1] !== undefined),
	);
}

/** With pictures the duration is a text here, the only place in the family (kie.md 2.0). */
export function transformationBody(job: GenerationJob): JsonObject {
	const { duration, aspect_ratio, ...rest } = buildFields(job);
	const withPictures = (job.references?.length ?? 0) > 0;
	return withModel(job, {
		...rest,
		aspect_ratio: withPictures ? (aspect_ratio ?? '16:9') : 'auto',
		...(withPictures && duration !== undefined ? { duration: String(duration) } : {}),
	});
}

/** The element's name in the prompt. */
export const SUBJECT = 'element_subject';

/** The listed pictures are one element, described by what the user says that they show; others may stand beside it. */
export function elementBody(job: GenerationJob): JsonObject {
	const { references, subject, kling_elements, ...rest } = buildFields(job);
	const others = Array.isArray(kling_elements) ? kling_elements : [];
	const element = { name: SUBJECT, description: subject ?? '', element_input_urls: references ?? [] };
	return withModel(job, { ...rest, kling_elements: [element, ...others] });
}

function withModel(job: GenerationJob, input: JsonObject): JsonObject {
	return { model: job.modelId, ...(job.callbackUrl ? { callBackUrl: job.callbackUrl } : {}), input };
}

/** kie.md 2.4, reference-to-video. */
export const refuseReference: NonNullable<ModelOperation['validate']> = ({
	settings,
	references,
	elements,
	hasVideo,
}: RequestFacts) => {
	const most = hasVideo || elements.filmed > 0 ? 4 : 7;
	const pictured = references + elements.pictured;
	if (pictured > most) return tooMany(pictured, most);
	if (hasVideo && elements.filmed > 0) {
		if (pictured > 0) return failureOf(kieRules.filmedBesidePictures);
		if (elements.filmed > 1) return failureOf(kieRules.tooManyFilmed, { count: elements.filmed, most: 1 });
	}
	if (!hasVideo && references === 0) {
		return failureOf(kieRules.nothingToReferTo);
	}
	if (hasVideo && settings.generateAudio) {
		return failureOf(kieRules.soundBesideVideo);
	}
	if (hasVideo && (settings.shots?.length ?? 0) > 0) {
		return failureOf(kieRules.shotsBesideVideo);
	}
	return undefined;
};

/** kie.md 2.4, transformation: of its two rules the stricter (11.10). */
export const refuseTransformation: NonNullable<ModelOperation['validate']> = ({
	references,
	elements,
}: RequestFacts) => {
	const pictured = references + elements.pictured;
	if (pictured > 4) return tooMany(pictured, 4);
	return pictured > 0 && elements.filmed > 0 ? failureOf(kieRules.filmedBesidePictures) : undefined;
};

/** kie.md 2.4, text-to-video: seven subjects known from pictures, three from videos, or three and four. */
export const refuseText: NonNullable<ModelOperation['validate']> = ({ elements }: RequestFacts) =>
	elements.filmed > 0 && elements.pictured > 4 ? tooMany(elements.pictured, 4) : undefined;

const tooMany = (count: number, most: number) => failureOf(kieRules.tooManyPictures, { count, most });

/** kie.md 2.4: "video only" has no duration of its own. */
export const withoutPictures: NonNullable<ModelOperation['durationFromInput']> = ({ references }) => references === 0;
