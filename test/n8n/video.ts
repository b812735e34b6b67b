// Runs the example workflow on one backend and looks at what came of it.
import type { BackendAccess, Simulator } from './backends';
import { TRIGGER, VIDEO_NODE } from './example';
import type { Execution, Item } from './execution';
import { textAt } from './json';
import { uprightFault } from './photo';
import type { Stage } from './stage';

export interface MadeVideo {
	access: BackendAccess;
	taskId: string;
	/** From the start of the run to its end. */
	seconds: number;
	file: Buffer;
	/** The tasks that the simulator took money for during the run. */
	paid: Simulator['ledger'];
}

/** Seconds that a real service may take for one video. */
const REAL_LIMIT = 1800;

/** Runs a stored workflow and fetches the video that its last node put out. */
export async function makeVideo(
	{ n8n, simulator }: Stage,
	access: BackendAccess,
	workflowId: string,
	lastNode = VIDEO_NODE,
): Promise<MadeVideo> {
	const paidBefore = simulator.ledger.length;
	const start = Date.now();
	const execution = await n8n.run(workflowId, TRIGGER, access.real ? { timeout: REAL_LIMIT } : {});
	const seconds = (Date.now() - start) / 1000;
	const item = onlyItem(execution, lastNode);
	const stored = item.binary.data;
	if (!stored) throw new Error(`no file in field "data": ${JSON.stringify(item.json)}`);
	const status = textAt(item.json, 'status');
	if (status !== 'succeeded') throw new Error(`the item's status is "${status}"`);
	const file = await n8n.binary(stored);
	const paid = simulator.ledger.slice(paidBefore);
	return { access, taskId: textAt(item.json, 'taskId'), seconds, file, paid };
}

/** The one item that a node put out in a successful run. */
export function onlyItem(execution: Execution, node: string): Item {
	if (execution.status !== 'success') {
		throw new Error(`the execution ended as "${execution.status}": ${execution.error ?? ''}`);
	}
	const [item, ...others] = execution.items(node);
	if (!item || others.length > 0) {
		throw new Error(`${node} put out ${item ? others.length + 1 : 0} items instead of one`);
	}
	return item;
}

export interface Inspection {
	name: string;
	/** What is wrong with a made video; undefined when nothing is. */
	fault(video: MadeVideo, simulator: Simulator): Promise<string | undefined>;
}

/** What holds for a video from the simulator, which knows what it was asked and what it made. */
const SIMULATED: Inspection[] = [
	{
		name: 'one paid task',
		async fault({ access, taskId, paid }) {
			const [task, ...others] = paid;
			if (!task || others.length > 0) return `${paid.length} tasks were paid`;
			if (task.backend === access.backend && task.taskId === taskId) return undefined;
			return `task ${task.taskId} of ${task.backend} was paid instead of ${taskId}`;
		},
	},
	{
		name: 'image upright at the backend',
		async fault({ paid }) {
			const media = paid.flatMap((task) => task.media);
			const [image, ...others] = media;
			if (!image || others.length > 0) return `${media.length} images arrived instead of one`;
			return await uprightFault(image.content);
		},
	},
	{
		name: 'stored file equals the result',
		async fault({ taskId, file }, simulator) {
			const result = simulator.resultBytes(taskId);
			if (file.equals(result)) return undefined;
			return `${file.length} bytes differ from the result's ${result.length}`;
		},
	},
];

const REAL: Inspection[] = [
	{
		name: 'file is an MP4',
		async fault({ file }) {
			const isMp4 = file.subarray(4, 8).toString('latin1') === 'ftyp';
			return isMp4 ? undefined : `${file.length} bytes that do not start like an MP4`;
		},
	},
];

export function inspections(access: BackendAccess): Inspection[] {
	return access.real ? REAL : SIMULATED;
}
