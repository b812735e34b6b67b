// The simulator in a process of its own, so that its memory is not taken for the node's. Its tasks end at once.
import { startSimulator } from '../test/simulator';

async function main(): Promise<void> {
	const { kling, kie, piapi, fal, files } = await startSimulator({
		life: { queuedMs: 0, runningMs: 0, freshMs: 0 },
		resultBytes: Number(process.argv[2] ?? 0),
	});
	const plain = ({ url, apiKey }: { url: string; apiKey: string }) => ({ url, apiKey });
	process.send?.({
		kling: plain(kling),
		kie: { ...plain(kie), uploadUrl: kie.uploadUrl },
		piapi: { ...plain(piapi), uploadUrl: piapi.uploadUrl },
		fal: { ...plain(fal), uploadUrl: fal.uploadUrl, platformUrl: fal.platformUrl },
		files: { url: files.url },
	});
	process.once('disconnect', () => process.exit(0));
}

void main();
