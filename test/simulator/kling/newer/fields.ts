/** What the bodies of the NEW standard share: settings, options and where they stand (kling-official.md 2.0). */
import type { JsonObject } from '../../http/body';
import { isObject } from '../../http/body';
import type { Schema } from '../../schema';
import { closed, oneOf } from '../check';
import type { Accepted } from '../check';

export const options = closed({
	callback_url: { type: 'string' },
	external_task_id: { type: 'string' },
	watermark_info: closed({ enabled: { type: 'boolean' } }, ['enabled']),
});

export function optionsOf(body: JsonObject): Pick<Accepted, 'externalId' | 'watermark'> {
	const given = isObject(body.options) ? body.options : {};
	const mark = isObject(given.watermark_info) ? given.watermark_info : {};
	const id = given.external_task_id;
	return { watermark: mark.enabled === true, ...(typeof id === 'string' && id !== '' ? { externalId: id } : {}) };
}

export interface NewerModel {
	resolutions: readonly string[];
	seconds: readonly number[];
	/** Values of settings.audio; none where there is no such field. */
	audio: readonly string[];
	/** Whether settings has multi_shot; it is true by default. */
	multiShot: boolean;
}

export function settingsOf(model: NewerModel, more: Record<string, Schema> = {}): Schema {
	return closed({
		resolution: oneOf(model.resolutions),
		duration: { type: 'integer', enum: model.seconds },
		...(model.audio.length > 0 ? { audio: oneOf(model.audio) } : {}),
		...(model.multiShot ? { multi_shot: { type: 'boolean' } } : {}),
		...more,
	});
}

export const aspectRatio = oneOf(['16:9', '9:16', '1:1']);

/** Section 2.15: 21:9 exists on 4.0 only. */
export const aspectRatioOf = (model: string): Schema =>
	model.startsWith('kling-4.0') ? oneOf(['16:9', '9:16', '1:1', '21:9']) : aspectRatio;

/** Section 2.0, exception 4.0: neither an external id nor a callback. */
export const optionsFor = (model: string): Schema =>
	model.startsWith('kling-4.0')
		? closed({ watermark_info: closed({ enabled: { type: 'boolean' } }, ['enabled']) })
		: options;

/** What the settings come to, defaults included. */
export interface Chosen {
	resolution: string;
	/** As sent; 5 by default, where the operation has a length at all. */
	duration: number | undefined;
	audio: string;
	multiShot: boolean | undefined;
}

export function chosen(body: JsonObject): Chosen {
	const settings = isObject(body.settings) ? body.settings : {};
	return {
		resolution: typeof settings.resolution === 'string' ? settings.resolution : '720p',
		duration: typeof settings.duration === 'number' ? settings.duration : undefined,
		audio: typeof settings.audio === 'string' ? settings.audio : 'off',
		multiShot: typeof settings.multi_shot === 'boolean' ? settings.multi_shot : undefined,
	};
}
