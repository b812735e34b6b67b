// Sets up what run, demo and start share: the simulator, a photo, and n8n with the package in it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '../simulator';
import type { BackendAccess, Simulator } from './backends';
import { photoToVideo, QUICK_POLLS } from './example';
import type { HostVersion } from './host';
import { sidewaysPhoto } from './photo';
import { startN8n, type N8nServer } from './server';
import { packProject } from './tarball';

export interface Stage {
	simulator: Simulator;
	n8n: N8nServer;
	/** Where n8n downloads the photo from. */
	photoUrl: string;
	close(): Promise<void>;
}

/** Starts everything and installs the packed project through n8n's own installer. */
export async function openStage(version: HostVersion): Promise<Stage> {
	const simulator = await startSimulator();
	try {
		// For most of its wait in the queue Kie.ai denies a fresh task; a query right after must bear that.
		simulator.setLife({ queuedMs: 500, runningMs: 1500, freshMs: 400 });
		const photoUrl = simulator.files.publish('photo.webp', await sidewaysPhoto(), 'image/webp');
		const n8n = await startWithProject(version);
		const close = async (): Promise<void> => {
			await n8n.stop();
			await simulator.close();
		};
		return { simulator, n8n, photoUrl, close };
	} catch (error) {
		await simulator.close();
		throw error;
	}
}

async function startWithProject(version: HostVersion): Promise<N8nServer> {
	const folder = await mkdtemp(join(tmpdir(), 'kling-video-pack-'));
	try {
		const n8n = await startN8n({ version, tarball: await packProject(folder) });
		await n8n.installPackage();
		return n8n;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Stores the example workflow for one backend, as if a user had imported and filled it in. */
export async function importExample(stage: Stage, access: BackendAccess): Promise<string> {
	const { n8n, photoUrl } = stage;
	const { credentialType, title, credential } = access;
	const credentialId = await n8n.createCredential(credentialType, title, credential);
	const parameters = access.real ? {} : QUICK_POLLS;
	return await n8n.createWorkflow(await photoToVideo({ access, credentialId, photoUrl, parameters }));
}
