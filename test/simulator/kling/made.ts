/** Videos of this account that a later task names by their id (kling-official.md 2.9: at most 30 days old). */
import { isActive, stateOf } from '../tasks/task';
import type { World } from '../world';
import { bad } from './check';
import type { KlingRefusal } from './errors';
import { soundFilm } from './limits';
import { resultId } from './replies';

const keepMs = 30 * 24 * 3600 * 1000;

/** Operations whose result is no video. */
const soundOnly: readonly string[] = ['tts', 'textToSound'];

/** The length of a video, or why no sound can be made for it. */
export function madeSeconds(world: World, videoId: string): number | KlingRefusal {
	const now = world.now();
	const task = world.book.of('kling').find((one) => !soundOnly.includes(one.operation) && resultId(one) === videoId);
	if (!task || isActive(task, now) || stateOf(task, now) !== 'succeeded') return bad('video_id: Video id not found');
	if (now - task.endsAt > keepMs) return bad('video_id: the video is older than 30 days');
	const [shortest, longest] = soundFilm.seconds;
	const fits = task.seconds >= shortest && task.seconds <= longest;
	return fits ? task.seconds : bad(`video_id: the video must last ${shortest} to ${longest} s`);
}
