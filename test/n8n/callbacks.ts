// Checks the example that waits by callback: what each service sends resumes the run, and a callback that is lost does no harm.
import { BACKENDS, simulatedAccess, type Backend, type Simulator } from './backends';
import type { Checklist } from './checklist';
import { TRIGGER } from './example';
import { textAt } from './json';
import { RESULT_NODE, resumeByCallback, type ResumeOptions } from './resume-example';
import type { Stage } from './stage';
import { until } from './until';
import { onlyItem } from './video';

/** Seconds that the simulated task takes, and from its end to that of the run, in which two nodes run. */
const TASK = 6;
const RESUMED = 10;

/** n8n looks once a minute for waits that are over. */
const TRACKER = 75;

/** Seconds between the creation and the wait in a run whose callback comes too early. */
const BUSY = 2;

export interface CallbackOptions {
	/** What must hold while the run waits. */
	whileWaiting?: () => Promise<void>;
}

export async function checkCallbacks(
	checks: Checklist,
	stage: Stage,
	{ whileWaiting }: CallbackOptions = {},
): Promise<void> {
	for (const backend of BACKENDS) {
		const { title } = simulatedAccess(backend, stage.simulator);
		await checks.check(`${title}: the run waits aside, and its callback resumes it`, async () => {
			await resumed(stage, backend, whileWaiting);
		});
	}
	await checks.check(
		'Kie.ai: a callback that comes before the run waits is refused, and its repetition resumes',
		async () => {
			const calls = await tooEarly(stage, 'kie', {}, 30);
			if (calls.at(-1)?.status !== 200) throw new Error('no repetition was taken');
		},
	);
	await checks.check('Kling API: without a repetition the run goes on at the time limit, and asks', async () => {
		await tooEarly(stage, 'kling', { waitLimit: 5 }, TRACKER);
	});
}

async function resumed(stage: Stage, backend: Backend, whileWaiting?: () => Promise<void>): Promise<void> {
	const { simulator } = stage;
	simulator.setLife({ queuedMs: 500, runningMs: TASK * 1000, outcome: 'succeed' });
	const { id, callsBefore, paidBefore } = await start(stage, backend);
	await until('the run waits', async () => (await statusOf(stage, id)) === 'waiting');
	await whileWaiting?.();
	await until('the task has finished', () => simulator.ledger.at(-1)?.state === 'succeeded');
	await delivered(stage, id, paidBefore, RESUMED);
	const last = simulator.callbacks.slice(callsBefore).at(-1);
	if (last?.status !== 200) throw new Error(`n8n answered ${last?.status} to the callback: ${last?.answer}`);
}

/**
 * The task is done before n8n has put the run aside. Gives the calls, of which the first was refused: with 409, or by
 * n8n 2 with 500, while nothing of the run is stored.
 */
async function tooEarly(
	stage: Stage,
	backend: Backend,
	options: ResumeOptions,
	seconds: number,
): Promise<Simulator['callbacks']> {
	const { simulator } = stage;
	simulator.setLife({ queuedMs: 0, runningMs: 0 });
	const { id, callsBefore, paidBefore } = await start(stage, backend, { ...options, busy: BUSY });
	await delivered(stage, id, paidBefore, seconds);
	const calls = simulator.callbacks.slice(callsBefore);
	const { status = 0 } = calls[0] ?? {};
	if (status < 400) throw new Error(`n8n answered ${status} to the early callback`);
	return calls;
}

async function start(stage: Stage, backend: Backend, options: ResumeOptions = {}) {
	const { n8n, simulator, photoUrl } = stage;
	const access = simulatedAccess(backend, simulator);
	const credentialId = await n8n.createCredential(access.credentialType, access.title, access.credential);
	const workflow = await resumeByCallback({ access, credentialId, photoUrl }, options);
	const callsBefore = simulator.callbacks.length;
	const paidBefore = simulator.ledger.length;
	return { id: await n8n.start(await n8n.createWorkflow(workflow), TRIGGER), callsBefore, paidBefore };
}

/** The run ends well within so many seconds, with the file of the one task that was paid. */
async function delivered(stage: Stage, id: string, paidBefore: number, seconds: number): Promise<void> {
	const { n8n, simulator } = stage;
	const { json, binary } = onlyItem(await n8n.finished(id, seconds), RESULT_NODE);
	const paid = simulator.ledger.slice(paidBefore).map(({ taskId }) => taskId);
	const taskId = textAt(json, 'taskId');
	if (paid.join() !== taskId) throw new Error(`${taskId} was delivered, and paid were: ${paid.join(', ')}`);
	if (!binary.data) throw new Error('there is no file');
	if (!(await n8n.binary(binary.data)).equals(simulator.resultBytes(taskId)))
		throw new Error('the file is another one');
}

async function statusOf({ n8n }: Stage, id: string): Promise<string> {
	return textAt(await n8n.call('GET', `/rest/executions/${id}`), 'status');
}
