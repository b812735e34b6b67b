// Takes the example workflow that users import and fills in what they would fill in by hand.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackendAccess } from './backends';
import type { WorkflowJson } from './client';
import { isRecord, type JsonRecord } from './json';

const FILE = join(__dirname, '..', '..', 'examples', 'photo-to-video.json');

export const TRIGGER = 'Start Here';
export const PHOTO_NODE = 'Get Photo';
export const VIDEO_NODE = 'Make Video';

export interface FilledIn {
	access: BackendAccess;
	credentialId: string;
	photoUrl: string;
	/** Parameters of the Kling Video node that differ from the example's. */
	parameters?: JsonRecord;
	/** What its tab Settings says: Retry On Fail, On Error. */
	nodeSettings?: JsonRecord;
	workflowSettings?: JsonRecord;
}

export async function photoToVideo(filledIn: FilledIn): Promise<WorkflowJson> {
	const { access, credentialId, photoUrl, parameters, nodeSettings, workflowSettings = {} } = filledIn;
	const example: unknown = JSON.parse(await readFile(FILE, 'utf8'));
	if (!isRecord(example) || !Array.isArray(example.nodes) || !isRecord(example.connections)) {
		throw new Error(`${FILE} is not an n8n workflow.`);
	}
	const nodes = example.nodes.filter(isRecord).map((node) => {
		if (node.name === PHOTO_NODE) return withParameters(node, { url: photoUrl });
		if (node.name !== VIDEO_NODE) return node;
		const chosen = withParameters(node, { backend: access.backend, ...parameters });
		return { ...chosen, ...nodeSettings, credentials: credentialOf(access, credentialId) };
	});
	const name = `Photo to Video on ${access.title}`;
	const settings = { ...(isRecord(example.settings) ? example.settings : {}), ...workflowSettings };
	return { name, nodes, connections: example.connections, settings };
}

/** The same workflow for a list of photos: `rowsUrl` is JSON, each row with the address of a photo under `image`. */
export async function photosToVideos(filledIn: FilledIn, rowsUrl: string): Promise<WorkflowJson> {
	const parameters = { ...filledIn.parameters, imageSource: 'url', imageUrl: '={{ $json.image }}' };
	const workflow = await photoToVideo({ ...filledIn, parameters });
	const nodes = workflow.nodes.map((node) =>
		node.name === PHOTO_NODE ? { ...node, parameters: { url: rowsUrl, options: {} } } : node,
	);
	return { ...workflow, name: `Photos to Videos on ${filledIn.access.title}`, nodes };
}

/** The README's recipe against a crash, but for one setting: Query Task behind a Kling Video node that does not wait. */
export async function photoToTaskToVideo(filledIn: FilledIn): Promise<WorkflowJson> {
	const parameters = { ...filledIn.parameters, options: { ...QUICK_POLLS.options, wait: false } };
	const workflow = await photoToVideo({ ...filledIn, parameters });
	const query = queryNode(filledIn, '={{ $json.taskId }}');
	const next = { main: [[{ node: QUERY_NODE, type: 'main', index: 0 }]] };
	return {
		...workflow,
		name: `Photo to Task to Video on ${filledIn.access.title}`,
		nodes: [...workflow.nodes, query],
		connections: { ...workflow.connections, [VIDEO_NODE]: next },
	};
}

/** What a user builds to fetch a task whose id stands somewhere: Query Task, and the id typed in. */
export function taskToVideo(filledIn: Pick<FilledIn, 'access' | 'credentialId'>, taskId: string): WorkflowJson {
	const trigger = { name: TRIGGER, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0] };
	return {
		name: `Task to Video on ${filledIn.access.title}`,
		nodes: [{ id: 'start', ...trigger, parameters: {} }, queryNode(filledIn, taskId)],
		connections: { [TRIGGER]: { main: [[{ node: QUERY_NODE, type: 'main', index: 0 }]] } },
	};
}

function queryNode({ access, credentialId }: Pick<FilledIn, 'access' | 'credentialId'>, taskId: string): JsonRecord {
	return {
		id: 'query',
		name: QUERY_NODE,
		type: 'n8n-nodes-kling-video.klingVideo',
		typeVersion: 1,
		position: [720, 0],
		parameters: { backend: access.backend, resource: 'video', operation: 'queryTask', taskId, ...QUICK_POLLS },
		credentials: credentialOf(access, credentialId),
	};
}

/** And behind that, Motion Control with the finished video as the motion to follow. */
export async function photoToVideoToMotion(filledIn: FilledIn): Promise<WorkflowJson> {
	const workflow = await photoToTaskToVideo(filledIn);
	const motion: JsonRecord = {
		id: 'motion',
		name: MOTION_NODE,
		type: 'n8n-nodes-kling-video.klingVideo',
		typeVersion: 1,
		position: [960, 0],
		parameters: {
			backend: filledIn.access.backend,
			resource: 'video',
			operation: 'motionControl',
			imageSource: 'url',
			imageUrl: filledIn.photoUrl,
			videoSource: 'url',
			videoUrl: '={{ $json.videoUrl }}',
			...QUICK_POLLS,
		},
		credentials: credentialOf(filledIn.access, filledIn.credentialId),
	};
	const next = { main: [[{ node: MOTION_NODE, type: 'main', index: 0 }]] };
	return {
		...workflow,
		name: `Photo to Video to Motion on ${filledIn.access.title}`,
		nodes: [...workflow.nodes, motion],
		connections: { ...workflow.connections, [QUERY_NODE]: next },
	};
}

export const QUERY_NODE = 'Query Task';
export const MOTION_NODE = 'Motion Control';

/** The simulator's tasks take a second or two; asking every second keeps the runs short. */
export const QUICK_POLLS = { options: { shortestPollInterval: 1 } };

function withParameters(node: JsonRecord, parameters: JsonRecord): JsonRecord {
	const before = isRecord(node.parameters) ? node.parameters : {};
	return { ...node, parameters: { ...before, ...parameters } };
}

function credentialOf(access: BackendAccess, id: string): JsonRecord {
	return { [access.credentialType]: { id, name: access.title } };
}
