// Runs the node once on n8n's engine, in this process and nothing else, and tells how much memory that took.
import '../test/support/env';
import type { INodeExecutionData } from 'n8n-workflow';
import sharp from 'sharp';
// With an extension: Node would take the codex beside it, KlingVideo.node.json.
import { KlingVideo } from '../nodes/KlingVideo/KlingVideo.node.js';
import { systemClock } from '../nodes/shared/clock';
import { readFile, runNode, storedFile } from '../test/support/run-node';
import { imageToVideo, loginsFor, photo } from '../test/support/test-host';
import { clip, largePhoto, noisyPng } from './files';
import type { Job, Measured, Services } from './memory';

/** The real world, but nobody waits long for tasks that end at once. */
const clock = {
	...systemClock,
	pause: async () => await new Promise<boolean>((done) => setTimeout(() => done(true), 10)),
};

/** What backends take at most, in bytes. */
const LIMIT = 10_000_000;

/** As the node prepares a picture that is too large: the best first, and then what fits, from pixels that are kept. */
async function bare(items: INodeExecutionData[]): Promise<void> {
	sharp.cache(false);
	for (const { binary } of items) {
		const bytes = await readFile(binary!.data!);
		const best = await sharp(bytes, { sequentialRead: true })
			.jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
			.toBuffer();
		if (best.length <= LIMIT) continue;
		const { data, info } = await sharp(bytes, { sequentialRead: true }).raw().toBuffer({ resolveWithObject: true });
		const { width, height } = info;
		for (const quality of [60, 75, 85])
			await sharp(data, { raw: { width, height, channels: 3 } })
				.jpeg({ quality })
				.toBuffer();
	}
}

async function run(services: Services, job: Job, items: INodeExecutionData[]): Promise<void> {
	if (job.bare) return await bare(items);
	const parameters =
		job.what === 'clip'
			? {
					...imageToVideo(job.backend),
					operation: 'motionControl',
					videoSource: 'binary',
					videoField: 'clip',
				}
			: imageToVideo(job.backend, job.atOnce ? { options: { itemsAtOnce: job.atOnce } } : {});
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
	const bytes = job.what === 'photo' ? await largePhoto() : await noisyPng(job.what === 'large' ? 3_150 : 1_820);
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
