// `npm run test:queue [-- 1.123]`: the packed package in n8n's queue mode, with Redis, PostgreSQL, one main and two workers.
import { checkCallbacks } from './callbacks';
import { Checklist } from './checklist';
import { HOST_VERSIONS, isHostVersion, type HostVersion } from './host';
import { checkEnds } from './queue-ends';
import { openQueueStage, type BinaryMode, type QueueStage } from './queue-stage';
import { checkBackends, checkOperations, checkPackage, checkSpread, checkStorage } from './queue-work';
import { checkTrigger } from './trigger';
import { until } from './until';

/** Where n8n can keep files in queue mode, without a licence; the first stage has all checks. */
const STORAGES: Record<HostVersion, [BinaryMode, ...BinaryMode[]]> = {
	'1.123': ['filesystem'],
	'2.41': ['database', 'filesystem'],
};

/** Executions that a worker runs at once. */
const CONCURRENCY = 5;

async function main(version: HostVersion): Promise<boolean> {
	const checks = new Checklist();
	const [first, ...others] = STORAGES[version];
	await onStage(checks, version, first, async (stage) => {
		await checkPackage(checks, stage);
		await checkStorage(checks, stage, first);
		await checkBackends(checks, stage);
		await checkOperations(checks, stage);
		await checkCallbacks(checks, stage, { whileWaiting: async () => await nobodyIsOccupied(stage) });
		await checkTriggerAside(checks, stage);
		await checkSpread(checks, stage);
		await checkEnds(checks, stage);
	});
	for (const mode of others) {
		await onStage(checks, version, mode, async (stage) => {
			await checkPackage(checks, stage);
			await checkStorage(checks, stage, mode);
		});
	}
	return checks.close();
}

/** The calls come to a process of their own, and the runs that they start are carried out by a worker. */
async function checkTriggerAside(checks: Checklist, stage: QueueStage): Promise<void> {
	const callsAt = await checks.check('the webhook process has the package', async () => {
		const { webhookProcess } = stage;
		await until('it lies in its folder', () => webhookProcess?.hasPackage() === true);
		return webhookProcess?.url;
	});
	if (callsAt !== undefined) await checkTrigger(checks, stage, callsAt);
}

async function nobodyIsOccupied({ occupied }: QueueStage): Promise<void> {
	await until('no worker is occupied', async () => (await occupied()) === 0, 3);
}

async function onStage(
	checks: Checklist,
	version: HostVersion,
	binaryMode: BinaryMode,
	run: (stage: QueueStage) => Promise<void>,
): Promise<void> {
	const withWebhookProcess = binaryMode === STORAGES[version][0];
	const options = { version, binaryMode, concurrency: CONCURRENCY, workers: 1, withWebhookProcess };
	const stage = await checks.check(
		`n8n ${version} starts in queue mode, files in ${binaryMode}`,
		async () => await openQueueStage(options),
	);
	if (!stage) return;
	const failedBefore = checks.failed;
	try {
		await run(stage);
		if (checks.failed > failedBefore) await tellLogs(stage);
	} finally {
		await stage.close();
	}
}

async function tellLogs({ n8n, workers }: QueueStage): Promise<void> {
	console.error(`main logged:\n${(await n8n.log()).slice(-3000)}`);
	for (const { name, log } of workers) console.error(`${name} logged:\n${(await log()).slice(-3000)}`);
}

const [wanted = '2.41'] = process.argv.slice(2);
if (isHostVersion(wanted)) {
	void main(wanted).then((good) => {
		process.exitCode = good ? 0 : 1;
	});
} else {
	console.error(`There is no host for n8n ${wanted}; take one of ${HOST_VERSIONS.join(', ')}.`);
	process.exitCode = 2;
}
