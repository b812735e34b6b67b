// Publishing: n8n refuses a workflow that lacks a required credential, so nobody may be asked for one that is not needed.
import { simulatedAccess } from './backends';
import type { Checklist } from './checklist';
import { at, textAt, type JsonRecord } from './json';
import type { Stage } from './stage';

/** With an account on Kie.ai only, and the backend by expression. */
export async function checkPublishing(checks: Checklist, stage: Stage): Promise<void> {
	const { credentialType, title, credential } = simulatedAccess('kie', stage.simulator);
	const id = await stage.n8n.createCredential(credentialType, title, credential);
	const publish = async (backendsLeftOut: string[]) =>
		await publishing(stage, { backendsLeftOut }, { [credentialType]: { id, name: title } });
	await checks.check('a workflow that lacks a credential is not published', async () => {
		const refusal = await publish([]).then(
			() => 'it was published',
			(error: unknown) => String(error),
		);
		for (const missing of ['Credential for Kling', 'Credential for PiAPI'])
			if (!refusal.includes(`Missing required credential: ${missing}`)) throw new Error(refusal);
		if (refusal.includes('Credential for Kie.ai')) throw new Error(refusal);
	});
	await checks.check('it is published when the backends without a credential are left out', async () => {
		await publish(['kling', 'piapi']);
	});
}

async function publishing({ n8n }: Stage, parameters: JsonRecord, credentials: JsonRecord): Promise<void> {
	const every = { rule: { interval: [{ field: 'months' }] } };
	const trigger = { id: 't', name: 'Monthly', type: 'n8n-nodes-base.scheduleTrigger', typeVersion: 1.2 };
	const video = { id: 'v', name: 'Video', type: 'n8n-nodes-kling-video.klingVideo', typeVersion: 1 };
	const own = { backend: 'expression', backendId: '={{ "kie" }}', prompt: 'A boat', ...parameters };
	const id = await n8n.createWorkflow({
		name: 'Published',
		nodes: [
			{ ...trigger, position: [0, 0], parameters: every },
			{ ...video, position: [240, 0], parameters: own, credentials },
		],
		connections: { [trigger.name]: { main: [[{ node: video.name, type: 'main', index: 0 }]] } },
	});
	const versionId = textAt(await n8n.call('GET', `/rest/workflows/${id}`), 'versionId');
	const published = await n8n.call('POST', `/rest/workflows/${id}/activate`, { versionId });
	if (at(published, 'active') !== true) throw new Error('n8n says that it is not active');
	await n8n.call('POST', `/rest/workflows/${id}/deactivate`, {});
}
