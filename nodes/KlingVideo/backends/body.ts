// A row of the catalogue and checked values make the model's own part of a body.
import { merge, type JsonObject } from '../json';
import type { Order } from './backend';
import type { Offer, Setting } from './model';
import type { FrameName, SettingName, Settings } from '../words';

function put(body: JsonObject, key: string, value: JsonObject[string]): JsonObject {
	const nested = key.split('.').reduceRight<JsonObject[string]>((inner, part) => ({ [part]: inner }), value);
	return merge(body, nested as JsonObject);
}

/** A neutral value as the backend writes it. The check has made sure that the value fits its setting. */
function spell(setting: Setting, value: NonNullable<Settings[SettingName]>): JsonObject[string] {
	const as = setting.as as ((value: unknown) => JsonObject[string]) | undefined;
	return as ? as(value) : value;
}

function withSettings(body: JsonObject, offer: Offer, settings: Settings): JsonObject {
	let filled = body;
	for (const [name, setting] of Object.entries(offer.settings) as Array<[SettingName, Setting]>) {
		const value = settings[name];
		if (value !== undefined) filled = put(filled, setting.key, spell(setting, value));
	}
	return filled;
}

function withImages(body: JsonObject, offer: Offer, images: Order['images']): JsonObject {
	let filled = body;
	for (const name of Object.keys(offer.images) as FrameName[]) {
		const slot = offer.images[name];
		const image = images[name];
		if (!slot || image === undefined) continue;
		const before = filled[slot.key];
		const list = Array.isArray(before) ? before : [];
		filled = put(filled, slot.key, slot.as === 'list' ? [...list, image] : image);
	}
	return filled;
}

/** Fixed parts, then settings, then pictures, each under the key its row names. */
export function fields({ offer, settings, images }: Pick<Order, 'offer' | 'settings' | 'images'>): JsonObject {
	return withImages(withSettings({ ...offer.fixed }, offer, settings), offer, images);
}

/** The whole body with the user's own fields laid over it, and nothing in it that was not given. */
export function finish(
	body: Record<string, JsonObject[string] | undefined>,
	additional: JsonObject | undefined,
): JsonObject {
	const given = Object.entries(body).filter((entry): entry is [string, JsonObject[string]] => entry[1] !== undefined);
	return merge(Object.fromEntries(given), additional ?? {});
}
