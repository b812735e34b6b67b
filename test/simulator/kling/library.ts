/** The official API's preset elements and voices, and deletions of one's own (kling-official.md 2.11, 2.12). */
import type { Answer } from '../http/answer';
import { jsonBody } from '../http/body';
import type { Incoming } from '../http/host';
import { stateOf } from '../tasks/task';
import type { World } from '../world';
import { bad, closed, shapeRefusal } from './check';
import { entryId } from './entries';
import { bareInteger, okAnswer, refusalAnswer, refuse } from './errors';
import { bounded } from './query';

type Kind = 'element' | 'voice';

/** More voices than fit on one of a client's usual pages. */
const counts: Record<Kind, number> = { element: 3, voice: 130 };
const firstIds: Record<Kind, bigint> = { element: 829_111_111_111_111_111n, voice: 829_222_222_222_222_221n };
const most: Record<Kind, number> = { element: 500, voice: 1000 };

const idsOf = (kind: Kind): string[] =>
	Array.from({ length: counts[kind] }, (_, index) => (firstIds[kind] + BigInt(2 * index)).toString());

function preset(kind: Kind, id: string, index: number): Record<string, unknown> {
	if (kind === 'voice')
		return {
			voice_id: id,
			voice_name: `Preset Voice ${index + 1}`,
			trial_url: `https://cdn.example.com/${id}.mp3`,
			owned_by: 'kling',
		};
	return {
		element_id: bareInteger(id),
		element_name: `Preset Element ${index + 1}`,
		element_description: 'somebody whom everybody may use',
		reference_type: 'image_refer',
		element_image_list: { frontal_image: `https://cdn.example.com/${id}.png`, refer_images: [] },
		element_video_list: {},
		element_voice_info: {},
		owned_by: 'kling',
		status: 'succeed',
		tag_list: [],
	};
}

/** A list item is a task; those of the vendor have no deduction fields. */
function presetList(kind: Kind) {
	return (_world: World, incoming: Incoming): Answer => {
		const page = bounded(incoming, 'pageNum', 1, 1000);
		const size = bounded(incoming, 'pageSize', 30, most[kind]);
		if (page === undefined || size === undefined) return refusalAnswer(bad('pageNum or pageSize is out of range'));
		const tasks = idsOf(kind).map((id, index) => ({
			task_id: (BigInt(id) + 1n).toString(),
			task_status: 'succeed',
			task_status_msg: '',
			task_result: { [`${kind}s`]: [preset(kind, id, index)] },
			created_at: 1_780_000_000_000,
			updated_at: 1_780_000_000_000,
		}));
		return okAnswer(tasks.slice((page - 1) * size, page * size));
	};
}

export const presets: Readonly<Record<string, (world: World, incoming: Incoming) => Answer>> = {
	'/v1/general/advanced-presets-elements': presetList('element'),
	'/v1/general/presets-voices': presetList('voice'),
};

/** Either path deletes elements (section 10, row 30). */
export const deletions: Readonly<Record<string, Kind>> = {
	'/v1/general/delete-advanced-elements': 'element',
	'/v1/general/delete-elements': 'element',
	'/v1/general/delete-voices': 'voice',
};

const schemas = {
	element: closed({ element_id: { type: 'string' } }, ['element_id']),
	voice: closed({ voice_id: { type: 'string' } }, ['voice_id']),
};

/** Custom ones only. */
export function removed(world: World, kind: Kind, incoming: Incoming): Answer {
	const body = jsonBody(incoming);
	if (typeof body === 'string') return refusalAnswer(refuse(1200, body));
	const misshaped = shapeRefusal(schemas[kind], body);
	if (misshaped) return refusalAnswer(misshaped);
	const id = String(body[`${kind}_id`]);
	if (idsOf(kind).includes(id)) return refusalAnswer(bad(`only custom ${kind}s can be deleted`));
	const operation = kind === 'element' ? 'createElement' : 'createVoice';
	const task = world.book
		.of('kling')
		.find(
			(one) =>
				one.operation === operation && entryId(one) === id && !one.deleted && stateOf(one, world.now()) === 'succeeded',
		);
	if (!task) return refusalAnswer(bad(`${kind} not found: ${id}`));
	task.deleted = true;
	return okAnswer({ task_id: task.id, task_status: 'succeed' });
}
