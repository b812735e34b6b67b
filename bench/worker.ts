// Runs the node once on n8n's engine, in this process and nothing else, and tells how much memory that took.
import '../test/support/env';
import type { INodeExecutionData } from 'n8n-workflow';
// With an extension: Node would take the codex beside it, KlingVideo.node.json.
import { KlingVideo } from '../nodes/KlingVideo/KlingVideo.node.js';
import { systemClock } from '../nodes/shared/clock';
import { runNode, storedFile } from '../test/support/run-node';
import { imageToVideo, loginsFor, photo } from '../test/support/test-host';
import { clip, largePhoto, noisyPng } from './files';
import type { Job, Measured, Services } from './memory';

/** The real world, but nobody waits long for tasks that end at once. */
const clock = {
	...systemClock,
	pause: async () => await new Promise<boolean>((done) => setTimeout(() => done(true), 10)),
};

async function run(services: Services, job: Job, items: INodeExecutionData[]): Promise<void> {
	const parameters =
		job.what === 'clip'
			? {
					...imageToVideo(job.backend),
					operation: 'motionControl',
					videoSource: 'binary',
					videoField: 'clip',
				}
			: imageToVideo(job.backend);
	const { outputs, error } = await runNode({
		nodeType: new KlingVideo(clock),
		parameters,
		items,
		logins: loginsFor(services),
	});
	if (error) throw new Error(error.message);
	if (outputs[0]?.some(({ json }) => json.status !== 'succeeded')) throw new Error('not all items have succeeded');
}

async function itemsOf(job: Job): Promise<INodeExecutionData[]> {
	const picture = async (bytes: Buffer) => await storedFile(bytes, 'picture', 'image/png');
	if (job.what === 'clip') {
		const film = await storedFile(clip(job.bytes ?? 100_000_000, job.header), 'clip.mp4', 'video/mp4');
		return [{ json: {}, binary: { data: await picture(await photo()), clip: film } }];
	}
	if (job.what === 'result') return [{ json: {}, binary: { data: await picture(await photo()) } }];
	const bytes = job.what === 'photo' ? await largePhoto() : await noisyPng();
	const items: INodeExecutionData[] = [];
	for (let index = 0; index < job.count; index++) items.push({ json: {}, binary: { data: await picture(bytes) } });
	return items;
}

async function main(services: Services, job: Job): Promise<Measured> {
	const small = { ...job, what: job.what === 'clip' ? 'clip' : 'png', bytes: 2_000_000 } as const;
	// Libraries are loaded, and n8n is warm, before anything is counted.
	await run(
		services,
		small,
		job.what === 'clip'
			? await itemsOf(small)
			: [{ json: {}, binary: { data: await storedFile(await photo(), 'a.png', 'image/png') } }],
	);
	const items = await itemsOf(job);
	global.gc?.();
	const before = process.memoryUsage.rss();
	let most = before;
	const look = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
	const tidy = job.tidy ? setInterval(() => global.gc?.(), 500) : undefined;
	const started = Date.now();
	await run(services, job, items);
	clearInterval(look);
	clearInterval(tidy);
	return { before, most, ms: Date.now() - started };
}

process.once('message', ({ services, job }: { services: Services; job: Job }) => {
	main(services, job).then(
		(measured) => process.send?.({ measured }, () => process.exit(0)),
		(error: unknown) =>
			process.send?.({ error: error instanceof Error ? error.message : JSON.stringify(error) }, () => process.exit(1)),
	);
});

// Whoever started it is gone.
process.once('disconnect', () => process.exit(1));
