// What holds when a run fails or is cut short: nothing is paid twice, nothing paid for is lost, and Stop means stop.
import { BACKENDS, simulatedAccess, type Backend } from './backends';
import type { Checklist } from './checklist';
import { errorOutputLoop, retriedSubWorkflow, retryWithNow } from './loops';
import { badItem, brokenDownload, deadPolls, lostDownload, retriedTimeLimit, timeLimit, wordCanceled } from './retries';
import { openScene, type Scene } from './scene';
import type { Stage } from './stage';
import { stopAmongFive, stopInDownload, stopInUpload, stopInWait, stopUnderQuery, timeout } from './stops';

type Plays = ReadonlyArray<readonly [name: string, play: (scene: Scene) => Promise<void>]>;

/** A backend's faults and lives are its own, so the rows play side by side. */
const PLAYS: Record<Backend, Plays> = {
	kling: [
		['Stop in mid-wait ends the run and every request of it', stopInWait],
		['Stop in mid-download cuts it', stopInDownload],
		['the workflow timeout ends the run as Stop does', timeout],
		['a sub-workflow that its parent calls again finds its task by the External Task ID', retriedSubWorkflow],
	],
	// Kie.ai and PiAPI cannot look a lost task up, so there everything depends on what the node remembers.
	kie: [
		['polls that are cut or refused are borne', deadPolls],
		['Retry On Fail after the time limit waits for the paid task', retriedTimeLimit],
		['retrying an execution after its time limit pays no second time', timeLimit],
		['an item that the error output leads back is paid once', errorOutputLoop],
		['retrying an execution whose prompt has {{ $now }} pays no second time', retryWithNow],
		['Stop under Query Task: the saved execution names the task', stopUnderQuery],
	],
	piapi: [
		['Stop after two of five items: nothing is paid any more', stopAmongFive],
		['Stop in mid-upload cuts it, and nothing is paid', stopInUpload],
		['a download that breaks is resumed', brokenDownload],
		['a video that could not be downloaded is fetched by Query Task', lostDownload],
		['one bad item of two goes to the error output, the other is whole', badItem],
		['a backend that says "canceled" makes an error, not a canceled run', wordCanceled],
	],
	fal: [
		['polls that are cut or refused are borne', deadPolls],
		['Stop in mid-upload cuts it, and nothing is paid', stopInUpload],
	],
};

export async function checkInterruptions(checks: Checklist, stage: Stage): Promise<void> {
	const playAll = async (backend: Backend): Promise<void> => {
		const access = simulatedAccess(backend, stage.simulator);
		for (const [name, play] of PLAYS[backend]) {
			await checks.check(`${access.title}: ${name}`, async () => await play(await openScene(stage, access)));
		}
	};
	await Promise.all(BACKENDS.map(playAll));
}
