// `npm run demo`: watch one photo become a video on every backend, in a real n8n.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accessFromEnvironment, BACKENDS, type BackendAccess } from './backends';
import { importExample, openStage, type Stage } from './stage';
import { formatTable } from './table';
import { inspections, makeVideo } from './video';

const OUTPUT = 'demo-output';

async function main(): Promise<boolean> {
	console.log('Building the package and starting n8n; the first time takes some minutes ...');
	const stage = await openStage('2.41');
	try {
		await mkdir(OUTPUT, { recursive: true });
		const rows: string[][] = [];
		const faults: string[] = [];
		for (const backend of BACKENDS) {
			const access = accessFromEnvironment(backend, stage.simulator);
			console.log(`Making a video on ${place(access)} ...`);
			try {
				rows.push(await demonstrate(stage, access, faults));
			} catch (error) {
				faults.push(`${access.title}: ${error instanceof Error ? error.message : String(error)}`);
			}
		}
		console.log(`\n${formatTable(['backend', 'task id', 'seconds', 'video'], rows)}\n`);
		for (const fault of faults) console.error(fault);
		if (faults.length === 0) console.log(PROMISE);
		return faults.length === 0;
	} finally {
		await stage.close();
	}
}

const PROMISE = 'All good: each task was paid once, each photo arrived upright, each file is complete.';

async function demonstrate(stage: Stage, access: BackendAccess, faults: string[]): Promise<string[]> {
	const video = await makeVideo(stage, access, await importExample(stage, access));
	const file = join(OUTPUT, `${access.backend}.mp4`);
	await writeFile(file, video.file);
	for (const { name, fault } of inspections(access)) {
		const found = await fault(video, stage.simulator);
		if (found !== undefined) faults.push(`${access.title}: not "${name}": ${found}`);
	}
	return [place(access), video.taskId, video.seconds.toFixed(1), file];
}

function place({ title, real }: BackendAccess): string {
	return real ? `${title} (the real service)` : `${title} (simulated)`;
}

void main().then((good) => {
	process.exitCode = good ? 0 : 1;
});
