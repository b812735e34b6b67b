// The omni family's body and its odd rules (kling-official.md 2.3, legacy omni-video).
import { failureOf } from '../../messages/message';
import { klingRules } from './messages';
import type { JsonObject } from '../../json';
import { buildFields } from '../build-body';
import type { RequestFacts, ModelOperation, GenerationJob, SharedOperation } from '../catalogue';
import {
	aspectRatio,
	common,
	elementIds,
	keepOriginalSound,
	promptReference,
	omniMaterials,
	prompt,
} from './field-mappings';

/** Renaming, but for the video's object and for what must be left out beside some materials. */
export function omniBody(job: GenerationJob): JsonObject {
	const { video, settings, images } = job;
	const { aspect_ratio, duration, keep_original_sound, video_list, ...rest } = buildFields(job);
	const ratio = aspect_ratio === AUTO ? ratioLike(job.videoRatio) : aspect_ratio;
	const isEdit = video !== undefined && settings.videoUse === 'edit';
	return {
		model_name: job.modelId,
		...rest,
		...(video_list && video
			? {
					video_list: [
						{
							video_url: video,
							refer_type: isEdit ? 'base' : 'feature',
							keep_original_sound: keep_original_sound ?? 'yes',
						},
					],
				}
			: {}),
		// "When no first frame and no edit": otherwise the ratio follows the material.
		...(images.firstFrame || isEdit || !ratio ? {} : { aspect_ratio: ratio }),
		// "base: duration ignored".
		...(isEdit || !duration ? {} : { duration }),
		...(job.callbackUrl ? { callback_url: job.callbackUrl } : {}),
		...(job.externalTaskId ? { external_task_id: job.externalTaskId } : {}),
	};
}

const AUTO = 'auto';

/** The ratio that is nearest to the video's own; the first one where that is not known. */
function ratioLike(videoRatio: number | undefined): string {
	const [first = '', ...others] = aspectRatio.values;
	if (videoRatio === undefined) return first;
	const distance = (ratio: string) => {
		const [width = 1, height = 1] = ratio.split(':').map(Number);
		return Math.abs(Math.log(width / height / videoRatio));
	};
	return others.reduce((nearest, ratio) => (distance(ratio) < distance(nearest) ? ratio : nearest), first);
}

/**
 * The documented way to extend a video (kling-official.md 2.3): a prompt for its next shot, with the video as reference.
 * Sound stays off beside a video, and more than one shot is not asked for, so neither is sent.
 */
export const nextShot = {
	settings: {
		prompt,
		aspectRatio: { ...aspectRatio, values: [AUTO, ...aspectRatio.values], default: AUTO },
		elementIds: { ...elementIds, most: 4 },
		// The sound of what came before belongs to what came before.
		keepOriginalSound: { ...keepOriginalSound, default: false },
		watermark: common.watermark,
	},
	images: {},
	video: { ...omniMaterials.video, required: true },
	promptPrefix: 'Based on @video1, generate the next shot: ',
	promptReference,
	body: omniBody,
} as const satisfies SharedOperation;

type Refusal = ReturnType<NonNullable<ModelOperation['validate']>>;

/** Rules of both omni models. */
export function refuseOmni({ settings, frames, references, hasVideo }: RequestFacts): Refusal {
	const elements = settings.elementIds?.length ?? 0;
	const most = hasVideo ? 4 : 7;
	// Frames stand in the same list as the other pictures.
	const total = references + frames.length + elements;
	if (total > most) {
		const rule = hasVideo ? klingRules.tooManyMaterialsWithVideo : klingRules.tooManyMaterials;
		return failureOf(rule, { total, most });
	}
	if (frames.includes('lastFrame') && !frames.includes('firstFrame')) {
		return failureOf(klingRules.lastFrameAlone);
	}
	if (frames.length > 0 && elements > 3) {
		return failureOf(klingRules.tooManyElements);
	}
	if (!hasVideo) return undefined;
	if (settings.generateAudio) {
		return failureOf(klingRules.soundBesideVideo);
	}
	if (settings.videoUse === 'edit' && frames.length > 0) {
		return failureOf(klingRules.framesBesideEdit);
	}
	if (frames.includes('lastFrame')) {
		return failureOf(klingRules.lastFrameBesideVideo);
	}
	if ((settings.shots?.length ?? 0) > 0) {
		return failureOf(klingRules.shotsBesideVideo);
	}
	return undefined;
}

/** What only O1 forbids. */
export function refuseO1({ settings, frames, references, hasVideo }: RequestFacts): Refusal {
	const elements = settings.elementIds?.length ?? 0;
	if (frames.length > 0 && references + frames.length > 2) {
		return failureOf(klingRules.o1Pictures, { count: references + frames.length });
	}
	if (frames.includes('lastFrame') && elements > 0) {
		return failureOf(klingRules.o1LastFrame);
	}
	const alone = references === 0 && elements === 0 && !hasVideo;
	if (alone && settings.duration !== 5 && settings.duration !== 10) {
		return failureOf(klingRules.o1Duration);
	}
	return undefined;
}
