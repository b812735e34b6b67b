/** How the materials of a legacy omni body may be combined (kling-official.md 2.3, 9.1). */
import type { JsonObject } from '../../http/body';
import type { FilmLimits } from '../../media/film';
import type { Accepted } from '../check';
import { countOf } from './fields';

export interface OmniModel {
	modes: readonly string[];
	seconds: readonly [number, number];
	o1: boolean;
	video: FilmLimits;
}

/** The materials of an omni body, counted. */
export interface Asked {
	firsts: number;
	lasts: number;
	/** Images that are not frames. */
	references: number;
	elements: number;
	video?: 'feature' | 'base';
}

export function readOmni(body: JsonObject): Asked {
	const images = (body.image_list ?? []) as Array<{ type?: string }>;
	const [video] = (body.video_list ?? []) as Array<{ refer_type?: 'feature' | 'base' }>;
	const firsts = images.filter(({ type }) => type === 'first_frame').length;
	const lasts = images.filter(({ type }) => type === 'end_frame').length;
	return {
		firsts,
		lasts,
		references: images.length - firsts - lasts,
		elements: countOf(body.element_list),
		// Section 2.3: refer_type defaults to base.
		...(video ? { video: video.refer_type ?? 'base' } : {}),
	};
}

/** Only frames make it image to video, nothing at all text to video. */
export function omniOperation({ firsts, references, elements, video }: Asked): Accepted['operation'] {
	if (references > 0 || elements > 0 || video) return 'multiImageToVideo';
	return firsts > 0 ? 'imageToVideo' : 'textToVideo';
}

/** What LEGACY and NEW say alike. */
export function brokenMaterials(asked: Asked, o1: boolean): string | undefined {
	const { firsts, lasts, references, elements, video } = asked;
	const frames = firsts + lasts;
	if (firsts > 1 || lasts > 1) return 'at most one first and one last frame';
	if (lasts > 0 && firsts === 0) return 'a last frame needs a first frame';
	const most = video ? 4 : 7;
	if (frames + references + elements > most) return `at most ${most} images and elements together`;
	if (!o1 && frames > 0 && elements > 3) return 'at most 3 elements together with frames';
	if (o1 && lasts > 0 && elements > 0) return 'no elements together with a first and a last frame';
	if (video === 'base' && frames > 0) return 'an edited video takes no frames';
	if (o1 && video === 'feature' && lasts > 0) return 'a reference video takes no last frame';
	return undefined;
}

/** kling-official.md 11, row 4: O1 runs 5 or 10 s unless a reference is present. */
export function o1Length({ lasts, references, elements, video }: Asked, seconds: number): string | undefined {
	const plain = lasts === 0 && references === 0 && elements === 0 && !video;
	return plain && seconds !== 5 && seconds !== 10 ? 'duration must be 5 or 10 without references' : undefined;
}

export function brokenOmniRule(body: JsonObject, asked: Asked, { o1 }: OmniModel): string | undefined {
	const materials = brokenMaterials(asked, o1);
	if (materials !== undefined) return materials;
	const frames = asked.firsts + asked.lasts;
	if (o1) {
		if (frames > 0 && frames + asked.references > 2) return 'no frames together with more than 2 images';
		const length = o1Length(asked, Number(body.duration ?? '5'));
		if (length !== undefined) return length;
	}
	if (asked.video) {
		if (body.sound === 'on') return 'sound must be off with a video';
		if (body.multi_shot === true && (asked.video === 'base' || body.shot_type !== 'intelligence')) {
			return 'with a video, multi_shot needs refer_type feature and shot_type intelligence';
		}
	}
	if (body.aspect_ratio === undefined && asked.firsts === 0 && asked.video !== 'base') {
		return 'aspect_ratio is required without a first frame';
	}
	return undefined;
}
