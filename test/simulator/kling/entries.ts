/** Elements and voices as the official API shows them, in both standards (kling-official.md 3.1 and 3.3). */
import type { JsonObject } from '../http/body';
import type { Task } from '../tasks/task';
import type { World } from '../world';
import { bareInteger } from './errors';

/** What a task yields has an id of its own. */
export const entryId = (task: Pick<Task, 'id'>): string => (BigInt(task.id) + 1n).toString();

const creator = '70012345';
const stateWord = (task: Task, word: string): string => (task.deleted ? 'deleted' : word);

function pictures(task: Task): { frontal?: string; others: string[] } {
	const list = task.body.element_image_list as { frontal_image: string; refer_images: JsonObject[] } | undefined;
	// Inline pictures get an address; which one, no page says.
	const shown = (value: unknown): string =>
		/^https?:/.test(String(value)) ? String(value) : `https://cdn.example.com/${task.id}.png`;
	return list
		? { frontal: shown(list.frontal_image), others: list.refer_images.map((one) => shown(one.image_url)) }
		: { others: [] };
}

const filmOf = (task: Task): unknown =>
	(task.body.element_video_list as { refer_videos: JsonObject[] } | undefined)?.refer_videos[0]?.video_url;

export function legacyElement(task: Task): JsonObject {
	const { frontal, others } = pictures(task);
	const film = filmOf(task);
	const voice = task.body.element_voice_id;
	return {
		element_id: bareInteger(entryId(task)),
		element_name: task.body.element_name,
		element_description: task.body.element_description,
		reference_type: task.body.reference_type,
		element_image_list:
			frontal === undefined ? {} : { frontal_image: frontal, refer_images: others.map((url) => ({ image_url: url })) },
		element_video_list: film === undefined ? {} : { refer_videos: [{ video_url: film }] },
		element_voice_info:
			voice === undefined ? {} : { voice_id: voice, voice_name: '', trial_url: '', owned_by: creator },
		owned_by: creator,
		status: stateWord(task, 'succeed'),
		tag_list: task.body.tag_list ?? [],
	};
}

export function newerElement(task: Task): JsonObject {
	const { frontal, others } = pictures(task);
	const film = filmOf(task);
	const voice = task.body.element_voice_id;
	return {
		id: entryId(task),
		name: task.body.element_name,
		description: task.body.element_description,
		element_type: film === undefined ? 'multi_image_elements' : 'video_character_elements',
		references: [
			...(frontal === undefined ? [] : [{ type: 'image', role: 'frontal', url: frontal }]),
			...others.map((url) => ({ type: 'image', role: 'reference', url })),
			...(film === undefined ? [] : [{ type: 'video', role: 'refer', url: film }]),
			...(voice === undefined
				? []
				: [{ type: 'voice', role: 'refer', url: '', id: voice, name: '', owned_by: creator }]),
		],
		owned_by: creator,
		status: stateWord(task, 'succeeded'),
		tags: [],
	};
}

export function legacyVoice(task: Task, world: World): JsonObject {
	return {
		voice_id: entryId(task),
		voice_name: task.body.voice_name,
		trial_url: world.results.link(task, 'sound'),
		owned_by: creator,
		...(task.deleted ? { status: 'deleted' } : {}),
	};
}

export function newerVoice(task: Task, world: World): JsonObject {
	return {
		id: entryId(task),
		name: task.body.voice_name,
		url: world.results.link(task, 'sound'),
		owned_by: creator,
		status: stateWord(task, 'succeeded'),
	};
}
