// Takes the example that waits by callback and fills in what its users would fill in by hand.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkflowJson } from './client';
import { PHOTO_NODE, type FilledIn } from './example';
import { isRecord, type JsonRecord } from './json';

const FILE = join(__dirname, '..', '..', 'examples', 'resume-by-callback.json');

export const RESULT_NODE = 'Video';
export const CREATE_NODE = 'Create Task';
export const ASK_NODE = 'Query Task';
export const WAIT_NODE = 'Wait for Callback';

export interface ResumeOptions {
	/** Takes the place of the Wait node's five minutes, in seconds. */
	waitLimit?: number;
	/** Seconds that the run is busy with something else before it waits. */
	busy?: number;
}

export async function resumeByCallback(
	filledIn: FilledIn,
	{ waitLimit, busy }: ResumeOptions = {},
): Promise<WorkflowJson> {
	const { access, credentialId, photoUrl, parameters = {} } = filledIn;
	const example: unknown = JSON.parse(await readFile(FILE, 'utf8'));
	if (!isRecord(example) || !Array.isArray(example.nodes) || !isRecord(example.connections)) {
		throw new Error(`${FILE} is not an n8n workflow.`);
	}
	const credentials = { [access.credentialType]: { id: credentialId, name: access.title } };
	const changes: Record<string, JsonRecord> = {
		[PHOTO_NODE]: { url: photoUrl },
		[CREATE_NODE]: { backend: access.backend, ...parameters },
		[ASK_NODE]: { backend: access.backend },
		[WAIT_NODE]: waitLimit === undefined ? {} : { resumeAmount: waitLimit, resumeUnit: 'seconds' },
	};
	const nodes = example.nodes.filter(isRecord).map((node) => {
		const before = isRecord(node.parameters) ? node.parameters : {};
		const changed = { ...node, parameters: { ...before, ...changes[String(node.name)] } };
		return node.name === CREATE_NODE || node.name === ASK_NODE ? { ...changed, credentials } : changed;
	});
	const workflow = {
		name: `Resume by Callback on ${access.title}`,
		nodes,
		connections: example.connections,
		settings: isRecord(example.settings) ? example.settings : {},
	};
	return busy === undefined ? workflow : withPause(workflow, busy);
}

/** n8n keeps a run that pauses for less than a minute in memory: it is busy, and no callback can resume it. */
function withPause(workflow: WorkflowJson, seconds: number): WorkflowJson {
	const pause: JsonRecord = {
		id: 'pause',
		name: 'Pause',
		type: 'n8n-nodes-base.wait',
		typeVersion: 1.1,
		position: [600, 200],
		parameters: { resume: 'timeInterval', amount: seconds, unit: 'seconds' },
	};
	const to = (node: string): JsonRecord => ({ main: [[{ node, type: 'main', index: 0 }]] });
	return {
		...workflow,
		nodes: [...workflow.nodes, pause],
		connections: { ...workflow.connections, [CREATE_NODE]: to('Pause'), Pause: to(WAIT_NODE) },
	};
}
