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
	const turbo = isTurbo(task);
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
				// piapi.md 3.3: kling-turbo holds nothing.
				type: turbo ? 'llm' : 'point',
				// The seed still shows its hold after the failure.
				frozen: !turbo && (active || failed) ? task.price.amount : 0,
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

const workTypes: Readonly<Record<string, string>> = {
	textToVideo: 'm2v_txt2video_hq',
	motionControl: 'm2v_motion_control',
	// Made up: section 3 shows no avatar.
	avatar: 'm2v_avatar',
	lipSync: 'm2v_lip_sync',
	// Made up as well.
	extendVideo: 'm2v_extend_video',
};

/**
 * piapi.md 3.2: a plain URL (shape 3) for 3.0, omni and turbo; works for all else (shape 1), motion
 * control among them (shape 2, which has its own type).
 */
function output(task: Task, world: World, done: boolean, failed: boolean): unknown {
	const plain = isPlain(task);
	if (!done) {
		return plain && !failed ? { video: '' } : { type: '', status: 0, works: null };
	}
	// Section 2.8 shows no result; made up after the address beside the works of a video.
	if (task.operation === 'textToSound') {
		return { type: 'm2v_sound', status: 99, audio_url: world.results.link(task, 'sound'), works: null };
	}
	const clean = world.results.link(task, 'clean');
	if (plain) return { video: clean };
	const type = workTypes[task.operation] ?? 'm2v_img2video_hq';
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
					duration: Math.round(task.seconds * 1000) + 100,
				},
			},
		],
	};
}

function isTurbo(task: Task): boolean {
	return task.body.model === 'kling-turbo';
}

function isPlain(task: Task): boolean {
	const { task_type: taskType } = task.body;
	if (isTurbo(task) || taskType === 'omni_video_generation') return true;
	// Section 2.11: 4.x, whatever its task type.
	return /^kling (3\.0|4\.0|4\.0-flash)$/.test(task.model) && /^(text_to|image_to|)_?video/.test(String(taskType));
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
