/** Fields that the official API's legacy bodies share (kling-official.md 2.0 to 2.4). */
import type { JsonObject } from '../../http/body';
import { closed, filled, listOf, oneOf } from '../check';
import type { Accepted, Given } from '../check';
import { elementIdRefusal, writtenElementIds } from '../elementIds';
import { refuse } from '../errors';
import type { KlingRefusal } from '../errors';
import { retiredModels } from '../versions';

export const text2500 = { type: 'string', maxLength: 2500 };
export const aspectRatio = oneOf(['16:9', '9:16', '1:1']);
export const onOff = oneOf(['on', 'off']);
export const yesNo = oneOf(['yes', 'no']);

/** A URL or raw base64; which of them is looked at with the file itself. */
export const inlineOrUrl = { type: 'string', minLength: 1 };

/** kling-official.md 5: videos by URL only. */
export const urlOnly = { type: 'string', pattern: '^https?://\\S+$' };

/** Section 2.0, common tail. The vendor's samples send "" for what is not used. */
export const tail = {
	watermark_info: closed({ enabled: { type: 'boolean' } }, ['enabled']),
	callback_url: { type: 'string' },
	external_task_id: { type: 'string' },
};

export function tailOf(body: JsonObject): Pick<Accepted, 'externalId' | 'watermark'> {
	const mark = body.watermark_info as { enabled: boolean } | undefined;
	const id = body.external_task_id;
	return { watermark: mark?.enabled ?? false, ...(typeof id === 'string' && id !== '' ? { externalId: id } : {}) };
}

/** Sections 2.2 and 2.4: typed long. */
export function elementList(most: number) {
	return listOf(closed({ element_id: { type: 'integer' } }, ['element_id']), most);
}

export function elementsOf(given: Given): string[] | KlingRefusal {
	const ids = given.body.element_list === undefined ? [] : writtenElementIds(given.raw);
	return elementIdRefusal(ids) ?? ids;
}

/** The model that a body names, and its row: retired and unknown ones are refused apart. */
export function modelOf<Row>(
	given: Given,
	rows: Readonly<Record<string, Row>>,
	fallback: string,
): { model: string; row: Row } | KlingRefusal {
	const named = given.body.model_name;
	// Section 2.1: the older key `model` counts as an empty model_name.
	const model = typeof named === 'string' ? named || fallback : fallback;
	if (retiredModels.includes(model) && !(given.retiredModels && model in rows)) {
		// Section 7: the text was seen live, its numeric code was not.
		return refuse(1201, `Model ${model} has been discontinued and is no longer available`);
	}
	const row = rows[model];
	return row === undefined ? refuse(1203, `model ${model} is not supported`) : { model, row };
}

/** `<<<image_3>>>` in the prompts where the body has fewer images (section 2.0, prompt references). */
export function danglingReference(body: JsonObject, counts: Readonly<Record<string, number>>): string | undefined {
	const shots = Array.isArray(body.multi_prompt) ? (body.multi_prompt as Array<{ prompt: string }>) : [];
	const words = [body.prompt, ...shots.map((shot) => shot.prompt)].filter(filled).join('\n');
	for (const [reference, what = '', number = ''] of words.matchAll(/<<<([a-z]+)_([0-9]+)>>>/g)) {
		if (Number(number) < 1 || Number(number) > (counts[what] ?? 0)) return `${reference} refers to nothing`;
	}
	return undefined;
}

export function countOf(list: unknown): number {
	return Array.isArray(list) ? list.length : 0;
}
