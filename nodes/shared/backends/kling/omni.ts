// The omni family's body and its odd rules (kling-official.md 2.3, legacy omni-video).
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
		return {
			message: `'Images', frames and 'Element IDs' are ${total} together, ${hasVideo ? 'with a video ' : ''}${most} are allowed`,
			nextStep: 'Take some of them away',
		};
	}
	if (frames.includes('lastFrame') && !frames.includes('firstFrame')) {
		return {
			message: "'Last Frame' needs a 'First Frame'",
			nextStep: "Give a 'First Frame', or do without 'Last Frame'",
		};
	}
	if (frames.length > 0 && elements > 3) {
		return { message: "With frames 'Element IDs' may hold 3 at most", nextStep: 'Take some of them away' };
	}
	if (!hasVideo) return undefined;
	if (settings.generateAudio) {
		return {
			message: "'Sound' must be off when there is a video",
			nextStep: "Switch 'Sound' off; 'Keep Original Sound' keeps the video's own",
		};
	}
	if (settings.videoUse === 'edit' && frames.length > 0) {
		return {
			message: "A video that is to be changed takes no 'First Frame' and no 'Last Frame'",
			nextStep: "Leave the frames empty, or set 'Use Video As' to 'Reference'",
		};
	}
	if (frames.includes('lastFrame')) {
		return { message: "A reference video takes no 'Last Frame'", nextStep: "Do without 'Last Frame'" };
	}
	if ((settings.shots?.length ?? 0) > 0) {
		return { message: "'Storyboard' and a video can't be used together", nextStep: 'Leave one of them empty' };
	}
	return undefined;
}

/** What only O1 forbids. */
export function refuseO1({ settings, frames, references, hasVideo }: RequestFacts): Refusal {
	const elements = settings.elementIds?.length ?? 0;
	if (frames.length > 0 && references + frames.length > 2) {
		return {
			message: `With frames Kling O1 takes 2 pictures in all; with 'Images' there are ${references + frames.length}`,
			nextStep: 'Take some of them away',
		};
	}
	if (frames.includes('lastFrame') && elements > 0) {
		return {
			message: "'Last Frame' and 'Element IDs' can't be used together with Kling O1",
			nextStep: 'Leave one of them empty',
		};
	}
	const alone = references === 0 && elements === 0 && !hasVideo;
	if (alone && settings.duration !== 5 && settings.duration !== 10) {
		return {
			message: "Without 'Images', elements or a video, Kling O1 lasts 5 or 10 seconds",
			nextStep: "Set 'Duration (Seconds)' to 5 or 10",
		};
	}
	return undefined;
}
