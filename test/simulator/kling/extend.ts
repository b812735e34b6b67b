/** Which videos the official API makes longer, and by how much (kling-official.md 2.6). */
import { stateOf } from '../tasks/task';
import type { Task } from '../tasks/task';
import type { World } from '../world';
import { bad } from './check';
import type { KlingRefusal } from './errors';
import { resultId } from './replies';

/** 4 to 5 s each time, 3 min in all. */
const addedSeconds = 5;
const mostSeconds = 180;

const keptMs = 30 * 24 * 3600 * 1000;

const paths: readonly unknown[] = ['/v1/videos/text2video', '/v1/videos/image2video', '/v1/videos/video-extend'];
const models: readonly string[] = ['kling-v1', 'kling-v1-5', 'kling-v1-6'];

export interface Extension {
	seconds: number;
	parent: NonNullable<Task['parent']>;
}

export function extensionOf(world: World, videoId: string): Extension | KlingRefusal {
	const now = world.now();
	const source = world.book
		.of('kling')
		.find((task) => resultId(task) === videoId && stateOf(task, now) === 'succeeded' && paths.includes(task.path));
	if (!source || now - source.endsAt > keptMs) return bad('video_id not found');
	if (!models.includes(source.model)) return bad(`videos of model ${source.model} cannot be extended`);
	const seconds = source.seconds + addedSeconds;
	if (seconds > mostSeconds) return bad('the video is too long to be extended');
	const url = world.results.link(source, 'clean');
	return { seconds, parent: { id: videoId, url, duration: String(source.seconds) } };
}
