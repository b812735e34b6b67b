/** What the official API says of bodies that create elements and voices (kling-official.md 2.11, 2.12). */
import type { JsonObject } from '../../http/body';
import type { Wanted } from '../../media/wanted';
import { bad, closed, filled, listOf, oneOf, shapeRefusal } from '../check';
import type { Check } from '../check';
import { elementVideo, legacyImage, voiceSource } from '../limits';
import { inlineOrUrl, tail, tailOf, urlOnly } from './fields';

const ownTail = { callback_url: tail.callback_url, external_task_id: tail.external_task_id };
const tagIds = ['o_101', 'o_102', 'o_103', 'o_104', 'o_105', 'o_106', 'o_107', 'o_108'];

const elementSchema = closed(
	{
		element_name: { type: 'string', minLength: 1, maxLength: 20 },
		element_description: { type: 'string', minLength: 1, maxLength: 100 },
		reference_type: oneOf(['image_refer', 'video_refer']),
		element_image_list: closed(
			{ frontal_image: inlineOrUrl, refer_images: listOf(closed({ image_url: inlineOrUrl }, ['image_url']), 3) },
			['frontal_image', 'refer_images'],
		),
		element_video_list: closed({ refer_videos: listOf(closed({ video_url: urlOnly }, ['video_url']), 1) }, [
			'refer_videos',
		]),
		element_voice_id: { type: 'string', minLength: 1 },
		tag_list: { type: 'array', items: closed({ tag_id: oneOf(tagIds) }, ['tag_id']) },
		...ownTail,
	},
	['element_name', 'element_description', 'reference_type'],
);

export const checkElement: Check = ({ body }) => {
	const misshaped = shapeRefusal(elementSchema, body);
	if (misshaped) return misshaped;
	const images = body.element_image_list as { frontal_image: string; refer_images: JsonObject[] } | undefined;
	const videos = body.element_video_list as { refer_videos: JsonObject[] } | undefined;
	const pictured = body.reference_type === 'image_refer';
	if (pictured && !images) return bad('element_image_list is required for image_refer');
	if (!pictured && !videos) return bad('element_video_list is required for video_refer');
	if (pictured ? videos : images) return bad('element_image_list and element_video_list exclude each other');
	// "only for character/humanoid image elements"
	if (!pictured && filled(body.element_voice_id)) return bad('element_voice_id is only for image elements');
	const media: Wanted[] = pictured
		? [images?.frontal_image, ...(images?.refer_images ?? []).map((one) => one.image_url)].map((value) => ({
				field: 'element_image_list',
				value: String(value),
				kind: 'image' as const,
				limits: legacyImage,
			}))
		: (videos?.refer_videos ?? []).map((one) => ({
				field: 'element_video_list',
				value: String(one.video_url),
				kind: 'video' as const,
				limits: elementVideo,
			}));
	// Section 8: creating an element was seen to cost nothing.
	return {
		model: 'element',
		operation: 'createElement',
		media,
		seconds: 0,
		unitsPerSecond: 0,
		flatUnits: 0,
		...tailOf(body),
	};
};

const voiceSchema = closed(
	{
		voice_name: { type: 'string', minLength: 1, maxLength: 20 },
		voice_url: urlOnly,
		video_id: { type: 'string', minLength: 1 },
		...ownTail,
	},
	['voice_name'],
);

export const checkVoice: Check = ({ body }) => {
	const misshaped = shapeRefusal(voiceSchema, body);
	if (misshaped) return misshaped;
	const { voice_url: url, video_id: videoId } = body;
	if (filled(url) === filled(videoId)) return bad('exactly one of voice_url and video_id is required');
	return {
		model: 'voice',
		operation: 'createVoice',
		media: filled(url) ? [{ field: 'voice_url', value: url, kind: 'sound', limits: voiceSource }] : [],
		seconds: 0,
		unitsPerSecond: 0,
		// Section 8, flat.
		flatUnits: 0.05,
		...(filled(videoId) ? { spokenVideoId: videoId } : {}),
		...tailOf(body),
	};
};
