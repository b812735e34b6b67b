// n8n ends under a running node: what was paid is found again, in the execution or in the log.
import { simulatedAccess } from './backends';
import type { Checklist } from './checklist';
import { QUERY_NODE, QUICK_POLLS } from './example';
import { SHUTDOWN_GRACE } from './process';
import {
	expectFetchable,
	expectLogged,
	expectSaved,
	expectVideo,
	onlyTask,
	openScene,
	start,
	startRecipe,
	untilAccepted,
	type Scene,
	type Submitted,
} from './scene';
import type { Stage } from './stage';

/** Leaves n8n shut down. */
export async function checkCrashes(checks: Checklist, stage: Stage): Promise<void> {
	// Kie.ai cannot look a lost task up.
	const access = simulatedAccess('kie', stage.simulator);
	const check = async <T>(name: string, play: (scene: Scene) => Promise<T>): Promise<T | undefined> =>
		await checks.check(`${access.title}: ${name}`, async () => await play(await openScene(stage, access)));

	const killed = await check('n8n is killed under two waiting nodes and comes back', kill);
	if (killed) {
		const { waiting, recipe } = killed;
		await check('the crashed execution names its task, which Query Task fetches', async (scene) => {
			await expectSaved(scene, recipe, 'crashed');
		});
		await check('retrying the crashed execution goes on at Query Task and pays nothing', async (scene) => {
			const retried = await scene.n8n.retryExecution(recipe.executionId);
			await expectVideo(scene, retried, QUERY_NODE, recipe.taskId);
			if (scene.paid().length > 0) throw new Error('it was paid again');
		});
		await check('the log names the task of a node that waited itself, and it is fetched', async (scene) => {
			await expectLogged(scene, waiting);
			await expectFetchable(scene, waiting);
		});
	}
	await check('n8n is shut down in mid-wait: it ends in time, and the log names the task', shutDown);
}

/** One node waits for its task itself; another run follows the README's recipe. */
async function kill(scene: Scene): Promise<{ waiting: string; recipe: Submitted }> {
	scene.setLife({ queuedMs: 500, runningMs: 5_000 });
	await start(scene, { parameters: QUICK_POLLS });
	await untilAccepted(scene);
	const waiting = onlyTask(scene);
	const recipe = await startRecipe(scene);
	await scene.n8n.kill();
	await scene.n8n.restart();
	return { waiting, recipe };
}

/** n8n gives a running node a while to finish; the node must not keep it any longer. */
async function shutDown(scene: Scene): Promise<void> {
	scene.setLife({ queuedMs: 500, runningMs: 120_000 });
	await start(scene, { parameters: QUICK_POLLS });
	await untilAccepted(scene);
	if (!(await scene.n8n.shutDown(SHUTDOWN_GRACE + 5))) throw new Error('n8n did not end');
	await expectLogged(scene, onlyTask(scene));
}
