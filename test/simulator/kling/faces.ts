/** Faces of a video on the official API: found at once, good for lip syncs for a day (kling-official.md 2.7). */
import type { LedgerMedia } from '../contract';
import type { Answer } from '../http/answer';
import { jsonBody } from '../http/body';
import type { Incoming } from '../http/host';
import { stateOf } from '../tasks/task';
import type { Task } from '../tasks/task';
import type { World } from '../world';
import { affordable } from './account';
import type { KlingAccount } from './account';
import { bad, isRefusal } from './check';
import type { FaceChosen } from './check';
import { okAnswer, refusalAnswer, refuse } from './errors';
import type { KlingRefusal } from './errors';
import { checkFaces, faceUnits, leastMs } from './legacy/lipSync';
import { take } from './media';
import { resultId } from './replies';

const day = 24 * 3600 * 1000;

/** Videos that Kling made can be named for 30 days, up to a minute long. */
const keepMs = 30 * day;
const longestSeconds = 60;

export async function identifyFaces(world: World, account: KlingAccount, incoming: Incoming): Promise<Answer> {
	const body = jsonBody(incoming);
	if (typeof body === 'string') return refusalAnswer(refuse(1200, body));
	const checked = checkFaces(body);
	if (isRefusal(checked)) return refusalAnswer(checked);
	const media: LedgerMedia[] = [];
	let seconds: number | KlingRefusal;
	if ('media' in checked) {
		const seen = await take(checked.media, world.reach);
		if (seen.problem !== undefined) return refusalAnswer(bad(`video_url: ${seen.problem}`));
		media.push(seen);
		seconds = seen.durationSeconds ?? 0;
	} else {
		seconds = madeSeconds(world, checked.videoId);
		if (typeof seconds !== 'number') return refusalAnswer(seconds);
	}
	if (!affordable(world, faceUnits)) return refusalAnswer(refuse(1102, 'Account balance not enough'));
	const task = world.book.accept({
		backend: 'kling',
		id: account.nextId(),
		path: incoming.path,
		model: 'identify-face',
		operation: 'faces',
		body,
		rawBody: incoming.body.toString('utf8'),
		media,
		price: { amount: faceUnits, unit: 'units' },
		seconds,
		atOnce: true,
	});
	return okAnswer({
		session_id: sessionId(task),
		final_unit_deduction: String(faceUnits),
		final_balance_deduction: { quota: '0', list_price: '0' },
		face_data: facesIn(task).map(({ id, startMs, endMs }) => ({
			face_id: id,
			face_image: `https://faces.example.com/${task.id}-${id}.png`,
			start_time: startMs,
			end_time: endMs,
		})),
	});
}

function madeSeconds(world: World, videoId: string): number | KlingRefusal {
	const made = world.book.of('kling').find((task) => resultId(task) === videoId && !isSession(task));
	if (made === undefined || stateOf(made, world.now()) !== 'succeeded') return bad('video_id: Video not found');
	if (world.now() - made.endsAt > keepMs) return bad('video_id: the video is older than 30 days');
	if (made.seconds > longestSeconds) return bad('video_id: the video is longer than 60 s');
	return made.seconds;
}

const sessionId = ({ id }: Task) => `session-${id}`;

/** Made up: one face is seen all the time, another one in the second half. Nobody is in a video called nobody. */
function facesIn({ seconds, body }: Task): Array<{ id: string; startMs: number; endMs: number }> {
	if (/nobody/.test(String(body.video_url))) return [];
	const endMs = Math.floor(seconds * 1000);
	return [
		{ id: '0', startMs: 0, endMs },
		{ id: '1', startMs: Math.floor(endMs / 2), endMs },
	];
}

/** A synchronous product cannot be asked for again (section 4). */
export function isSession(task: Task): boolean {
	return task.operation === 'faces';
}

/** The seconds of the video that is changed, or why the choice does not fit its session. */
export function chosenSeconds(world: World, chosen: FaceChosen, soundSeconds: number): number | KlingRefusal {
	const { faceId, startMs, endMs, insertMs } = chosen;
	const session = world.book.of('kling').find((task) => isSession(task) && sessionId(task) === chosen.sessionId);
	if (!session) return bad('session_id: Session not found');
	if (world.now() - session.createdAt > day) return bad('session_id: the session has expired');
	const face = facesIn(session).find(({ id }) => id === faceId);
	if (!face) return bad('face_id: Face not found');
	if (endMs > soundSeconds * 1000) return bad('sound_end_time must not exceed the length of the sound');
	const outMs = insertMs + endMs - startMs;
	if (outMs > session.seconds * 1000) return bad('the sound must not reach beyond the end of the video');
	const togetherMs = Math.min(outMs, face.endMs) - Math.max(insertMs, face.startMs);
	if (togetherMs < leastMs) return bad('the sound must overlap the time of the face by 2 seconds at least');
	return session.seconds;
}
