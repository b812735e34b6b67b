/** A task as the official API shows it, in the LEGACY and the NEW shape (kling-official.md 3). */
import { legacyElement, legacyVoice, newerElement, newerVoice } from './entries';
import { changedAt, stateOf } from '../tasks/task';
import type { Task } from '../tasks/task';
import type { World } from '../world';
import { lipSyncPath } from './paths';

export function legacyCreated(task: Task): unknown {
	// The seed's multi-image sample has no task_info (kling-official.md 3.1).
	const info = task.path === '/v1/videos/multi-image2video' ? {} : taskInfo(task);
	return {
		task_id: task.id,
		task_status: 'submitted',
		...info,
		created_at: task.createdAt,
		updated_at: task.createdAt,
	};
}

export function newerCreated(task: Task): unknown {
	return {
		id: task.id,
		status: 'submitted',
		create_time: task.createdAt,
		update_time: task.createdAt,
		...(task.externalId === undefined ? {} : { external_id: task.externalId }),
	};
}

const legacyWord = {
	queued: 'submitted',
	running: 'processing',
	succeeded: 'succeed',
	failed: 'failed',
	cancelled: 'failed',
} as const;

interface LegacyTask extends Record<string, unknown> {
	task_result: Record<string, unknown>;
}

export function legacyTask(task: Task, world: World): LegacyTask {
	const state = stateOf(task, world.now());
	const done = state === 'succeeded';
	return {
		task_id: task.id,
		task_status: legacyWord[state],
		task_status_msg: state === 'failed' ? task.reason : '',
		...taskInfo(task),
		task_result: done ? legacyResult(task, world) : {},
		...(isSounding(task) ? {} : { watermark_info: { enabled: task.watermark } }),
		final_unit_deduction: done ? decimal(task.price.amount) : '0',
		final_balance_deduction: { quota: '0', list_price: '0' },
		created_at: task.createdAt,
		updated_at: changedAt(task, world.now()),
	};
}

const newerWord = { ...legacyWord, succeeded: 'succeeded' } as const;

export function newerTask(task: Task, world: World): unknown {
	const state = stateOf(task, world.now());
	const done = state === 'succeeded';
	return {
		id: task.id,
		status: newerWord[state],
		message: state === 'failed' ? task.reason : '',
		...(task.externalId === undefined || task.path === lipSyncPath ? {} : { external_id: task.externalId }),
		create_time: task.createdAt,
		update_time: changedAt(task, world.now()),
		outputs: done ? newerOutputs(task, world) : [],
		billing: done
			? [
					{
						charge_type: 'unit',
						amount: decimal(task.price.amount),
						package_type: isSounding(task) ? 'audio' : 'video',
					},
				]
			: [],
	};
}

function legacyResult(task: Task, world: World): Record<string, unknown> {
	if (task.operation === 'createElement') return { elements: [legacyElement(task)] };
	if (task.operation === 'createVoice') return { voices: [legacyVoice(task, world)] };
	return soundResult(task, world) ?? { videos: [video(task, world)] };
}

function newerOutputs(task: Task, world: World): Array<Record<string, unknown>> {
	if (task.operation === 'createElement') return [{ type: 'element', ...newerElement(task) }];
	if (task.operation === 'createVoice') return [{ type: 'voice', ...newerVoice(task, world) }];
	return soundOutputs(task, world) ?? [{ type: 'video', ...video(task, world) }];
}

function taskInfo({ externalId, parent, path }: Task): {
	task_info: { external_task_id?: string; parent_video?: unknown };
} {
	// kling-official.md 2.7: a lip sync tells its video and no external id.
	if (path === lipSyncPath) return { task_info: { parent_video: parent } };
	return {
		task_info: {
			...(externalId === undefined ? {} : { external_task_id: externalId }),
			// kling-official.md 2.6.
			...(parent === undefined ? {} : { parent_video: parent }),
		},
	};
}

function video(task: Task, world: World): Record<string, string> {
	return {
		id: resultId(task),
		url: world.results.link(task, 'clean'),
		watermark_url: task.watermark ? world.results.link(task, 'watermarked') : '',
		// kling-official.md 3.1: strings such as "5.041"; effects omit it.
		...(task.operation === 'effects'
			? {}
			: { duration: Number.isInteger(task.seconds) ? `${task.seconds}.041` : String(task.seconds) }),
	};
}

const isSounding = ({ operation }: Task): boolean => operation === 'textToSound' || operation === 'videoToSound';

/** Section 2.9: sounds of words come alone, those of a video beside it; its object names no watermark. */
function soundResult(task: Task, world: World): LegacyTask['task_result'] | undefined {
	if (!isSounding(task)) return undefined;
	const seconds = String(task.seconds);
	const { mp3_url, wav_url } = sounds(task, world);
	const audios = [
		{ id: soundId(task), url_mp3: mp3_url, url_wav: wav_url, duration_mp3: seconds, duration_wav: seconds },
	];
	if (task.operation === 'textToSound') return { audios };
	const { id = '', url = '', duration = '' } = video(task, world);
	return { videos: [{ id, url, duration }], audios };
}

/** Section 3.1: the audio names are mirrored in the NEW shape. */
function soundOutputs(task: Task, world: World): Array<Record<string, string>> | undefined {
	if (!isSounding(task)) return undefined;
	const seconds = String(task.seconds);
	const audio = {
		type: 'audio',
		id: soundId(task),
		...sounds(task, world),
		mp3_duration: seconds,
		wav_duration: seconds,
	};
	return task.operation === 'textToSound' ? [audio] : [{ type: 'video', ...video(task, world) }, audio];
}

function sounds(task: Task, world: World): { mp3_url: string; wav_url: string } {
	return { mp3_url: world.results.link(task, 'sound'), wav_url: world.results.link(task, 'wav') };
}

const soundId = (task: Task): string => (BigInt(task.id) + 2n).toString();

/** What a task yields has an id of its own. */
export function resultId(task: Pick<Task, 'id'>): string {
	return (BigInt(task.id) + 1n).toString();
}

/** "1.5", never "1.5000000000000002". */
function decimal(amount: number): string {
	return String(Math.round(amount * 1e4) / 1e4);
}
