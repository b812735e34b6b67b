/** Text to speech on the official API: answered at once, its sound good for an avatar (kling-official.md 2.9). */
import type { Answer } from '../http/answer';
import { jsonBody } from '../http/body';
import type { Incoming } from '../http/host';
import { lengthBreach } from '../media/sound';
import type { SoundLimits } from '../media/sound';
import type { Task } from '../tasks/task';
import type { World } from '../world';
import { affordable } from './account';
import type { KlingAccount } from './account';
import { bad, isRefusal } from './check';
import { okAnswer, refusalAnswer, refuse } from './errors';
import type { KlingRefusal } from './errors';
import { checkSpeech, speechUnits } from './legacy/speech';
import { resultId } from './replies';

/** Section 2.5 [seed]: only audio generated within the last 30 days. */
const keepMs = 30 * 24 * 3600 * 1000;

export function speak(world: World, account: KlingAccount, incoming: Incoming): Answer {
	const body = jsonBody(incoming);
	if (typeof body === 'string') return refusalAnswer(refuse(1200, body));
	const checked = checkSpeech(body);
	if (isRefusal(checked)) return refusalAnswer(checked);
	if (!affordable(world, speechUnits)) return refusalAnswer(refuse(1102, 'Account balance not enough'));
	const task = world.book.accept({
		backend: 'kling',
		id: account.nextId(),
		path: incoming.path,
		model: 'tts',
		operation: 'tts',
		body,
		rawBody: incoming.body.toString('utf8'),
		media: [],
		price: { amount: speechUnits, unit: 'units' },
		seconds: checked.seconds,
		atOnce: true,
	});
	const audio = { id: resultId(task), url: world.results.link(task, 'sound'), duration: String(task.seconds) };
	return okAnswer({
		task_id: task.id,
		task_status: 'succeed',
		task_result: { audios: [audio] },
		final_unit_deduction: String(speechUnits),
		created_at: task.createdAt,
		updated_at: task.createdAt,
	});
}

/** The length of a spoken sound, or why it cannot be used. */
export function spokenSeconds(world: World, audioId: string, limits: SoundLimits): number | KlingRefusal {
	const task = world.book.of('kling').find((one) => isSpeech(one) && resultId(one) === audioId);
	if (!task) return bad('audio_id: Audio id not found');
	if (world.now() - task.createdAt > keepMs) return bad('audio_id: the audio is older than 30 days');
	const broken = lengthBreach(task.seconds, limits.seconds);
	return broken === undefined ? task.seconds : bad(`audio_id: ${broken}`);
}

/** A synchronous product cannot be asked for again (section 4). */
export function isSpeech(task: Task): boolean {
	return task.operation === 'tts';
}
