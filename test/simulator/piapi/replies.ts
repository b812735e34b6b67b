/** A task as PiAPI shows it: the seed's object, with its zero dates (piapi.md 3). */
import { isObject } from '../http/body';
import { stateOf } from '../tasks/task';
import type { Task } from '../tasks/task';
import type { World } from '../world';

const unset = '0001-01-01T00:00:00Z';

const words = {
	queued: 'pending',
	running: 'processing',
	succeeded: 'completed',
	failed: 'failed',
	cancelled: 'cancelled',
} as const;

export function shown(task: Task, world: World): unknown {
	const now = world.now();
	const state = stateOf(task, now);
	const failed = state === 'failed';
	const ended = failed || state === 'succeeded';
	const active = state === 'queued' || state === 'running';
	return {
		task_id: task.id,
		model: task.body.model,
		task_type: task.body.task_type,
		status: words[state],
		config: config(task.body.config),
		input: task.body.input,
		output: output(task, world, state === 'succeeded', failed),
		meta: {
			created_at: nanoseconds(task.createdAt),
			started_at: state === 'queued' || state === 'cancelled' ? unset : nanoseconds(task.startsAt),
			ended_at: ended ? nanoseconds(task.endsAt) : unset,
			usage: {
				type: 'point',
				// The seed still shows its hold after the failure.
				frozen: active || failed ? task.price.amount : 0,
				consume: state === 'succeeded' ? task.price.amount : 0,
			},
			is_using_private_pool: false,
		},
		detail: null,
		logs: state === 'succeeded' ? [] : null,
		error: failed
			? { code: 10000, raw_message: task.reason, message: 'task failed', detail: null }
			: { code: 0, raw_message: '', message: '', detail: null },
	};
}

/** piapi.md 3.2: shape 1 for 1.x to 2.6, shape 3 for 3.0. */
function output(task: Task, world: World, done: boolean, failed: boolean): unknown {
	const plain = task.model === 'kling 3.0';
	if (!done) {
		return plain && !failed ? { video: '' } : { type: '', status: 0, works: null };
	}
	const clean = world.results.link(task, 'clean');
	if (plain) return { video: clean };
	const type = task.operation === 'textToVideo' ? 'm2v_txt2video_hq' : 'm2v_img2video_hq';
	const size = { height: 1080, width: 1920 };
	return {
		type,
		status: 99,
		video_url: clean,
		works: [
			{
				content_type: 'video',
				status: 99,
				type,
				cover: {
					resource: world.results.link(task, 'cover'),
					resource_without_watermark: '',
					...size,
					duration: 0,
				},
				video: {
					resource: world.results.link(task, 'watermarked'),
					resource_without_watermark: clean,
					...size,
					// Milliseconds (piapi.md 10, 5).
					duration: task.seconds * 1000 + 100,
				},
			},
		],
	};
}

function config(given: unknown): unknown {
	const outer = isObject(given) ? given : {};
	const webhook = isObject(outer.webhook_config) ? outer.webhook_config : {};
	return {
		service_mode: outer.service_mode ?? '',
		webhook_config: { endpoint: webhook.endpoint ?? '', secret: webhook.secret ?? '' },
	};
}

function nanoseconds(ms: number): string {
	return new Date(ms).toISOString().replace('Z', '000000Z');
}
