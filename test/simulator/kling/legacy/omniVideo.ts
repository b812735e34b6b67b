/** What the official API says of a legacy omni-video body (kling-official.md 2.3). */
import type { JsonObject } from '../../http/body';
import type { Wanted } from '../../media/wanted';
import type { Schema } from '../../schema';
import { bad, closed, isRefusal, listOf, oneOf, secondsFrom, shapeRefusal } from '../check';
import type { Check } from '../check';
import { legacyImage, legacyO1Video, legacyOmniVideo } from '../limits';
import { unitsPerSecond } from '../versions';
import { brokenOmniRule, omniOperation, readOmni } from './omniRules';
import type { OmniModel } from './omniRules';
import { aspectRatio, countOf, danglingReference, elementList, elementsOf, inlineOrUrl, modelOf } from './fields';
import { onOff, tail, tailOf, text2500, urlOnly, yesNo } from './fields';
import { brokenShots, shotFields } from './shots';

const models: Readonly<Record<string, OmniModel>> = {
	'kling-v3-omni': { modes: ['std', 'pro', '4k'], seconds: [3, 15], o1: false, video: legacyOmniVideo },
	'kling-video-o1': { modes: ['std', 'pro'], seconds: [3, 10], o1: true, video: legacyO1Video },
};

function schemaOf(model: OmniModel): Schema {
	const image = closed({ image_url: inlineOrUrl, type: oneOf(['first_frame', 'end_frame']) }, ['image_url']);
	const video = closed({ video_url: urlOnly, refer_type: oneOf(['feature', 'base']), keep_original_sound: yesNo }, [
		'video_url',
	]);
	return closed({
		model_name: { type: 'string' },
		prompt: text2500,
		image_list: listOf(image, 7),
		element_list: elementList(7),
		video_list: listOf(video, 1),
		mode: oneOf(model.modes),
		aspect_ratio: aspectRatio,
		duration: oneOf(secondsFrom(...model.seconds).map(String)),
		...(model.o1 ? {} : { sound: onOff, ...shotFields }),
		...tail,
	});
}

const schemas = new Map(Object.entries(models).map(([name, model]) => [name, schemaOf(model)]));

export const checkOmniVideo: Check = (given) => {
	const { body } = given;
	const found = modelOf(given, models, 'kling-video-o1');
	if (isRefusal(found)) return found;
	const { model, row } = found;
	const misshaped = shapeRefusal(schemas.get(model) ?? {}, body);
	if (misshaped) return misshaped;
	const asked = readOmni(body);
	const duration = typeof body.duration === 'string' ? body.duration : '5';
	const broken = brokenOmniRule(body, asked, row) ?? brokenShots(body, duration) ?? dangling(body);
	if (broken !== undefined) return bad(broken);
	const elementIds = elementsOf(given);
	if (isRefusal(elementIds)) return elementIds;
	const use = asked.video ? 'video' : body.sound === 'on' ? 'sound' : 'silent';
	return {
		model,
		operation: omniOperation(asked),
		media: mediaOf(body, row),
		// Section 2.3: on an edit the duration is ignored.
		...(asked.video === 'base' ? {} : { seconds: Number(duration) }),
		// The one page whose mode defaults to pro.
		unitsPerSecond: unitsPerSecond(model, typeof body.mode === 'string' ? body.mode : 'pro', use),
		elementIds,
		...tailOf(body),
	};
};

function mediaOf(body: JsonObject, row: OmniModel): Wanted[] {
	const images = (body.image_list ?? []) as Array<{ image_url: string }>;
	const videos = (body.video_list ?? []) as Array<{ video_url: string }>;
	return [
		...images.map(({ image_url: value }, place): Wanted => ({
			field: `image_list[${place}].image_url`,
			value,
			kind: 'image',
			limits: legacyImage,
		})),
		...videos.map(({ video_url: value }, place): Wanted => ({
			field: `video_list[${place}].video_url`,
			value,
			kind: 'video',
			limits: row.video,
		})),
	];
}

function dangling(body: JsonObject): string | undefined {
	return danglingReference(body, {
		image: countOf(body.image_list),
		element: countOf(body.element_list),
		video: countOf(body.video_list),
	});
}
