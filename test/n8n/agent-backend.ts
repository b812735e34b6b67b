// An agent names the backend of its tool, by $fromAI in 'Backend ID'; n8n's own agent and tool calls, a played model.
import { startSimulator } from '../simulator';
import { startChatModel } from './chat-model';
import type { Checklist } from './checklist';
import { VIDEO_NODE } from './example';
import { filledExample } from './example-file';
import { CHAT, fillingsFor } from './examples';
import { at, isRecord, type JsonRecord } from './json';
import type { Stage } from './stage';

const FILE = 'agent-tool.json';
const BACKEND = 'kie';

export async function checkAgentBackend(checks: Checklist, stage: Stage): Promise<void> {
	await checks.check('an agent names the backend of its tool', async () => await run(stage));
}

async function run(stage: Stage): Promise<void> {
	const simulator = await startSimulator();
	const words = { image_url: stage.photoUrl, prompt: 'Leaves stir', backend: BACKEND };
	const chatModel = await startChatModel({ input: words });
	try {
		simulator.setLife({ queuedMs: 500, runningMs: 1500 });
		const fillings = await fillingsFor(stage, simulator, chatModel);
		const example = await filledExample(FILE, { ...fillings, typed: { Chat: CHAT } });
		const chosen = fillings.backends.get(BACKEND);
		if (!chosen) throw new Error('there is no credential to choose');
		const credentials = { [chosen.type]: { id: chosen.id, name: chosen.type } };
		const nodes = example.nodes.map((node) => (node.name === VIDEO_NODE ? byExpression(node, credentials) : node));
		const execution = await stage.n8n.run({ ...example, nodes }, 'Chat');
		if (execution.status !== 'success') throw new Error(`it ended as "${execution.status}": ${execution.error ?? ''}`);
		const asked = at(chatModel.offered[0], 'function', 'parameters', 'properties', 'backend', 'description');
		if (asked !== ASKED) throw new Error(`the tool asks for the backend by: ${String(asked)}`);
		const made = simulator.ledger.map(({ backend }) => backend).join();
		if (made !== BACKEND) throw new Error(`these backends made a video: ${made || 'none'}`);
	} finally {
		await chatModel.close();
		await simulator.close();
	}
}

const ASKED = 'The service: kling, kie or piapi';

function byExpression(node: JsonRecord, credentials: JsonRecord): JsonRecord {
	const backendId = `={{ $fromAI('backend', '${ASKED}', 'string') }}`;
	const own = isRecord(node.parameters) ? node.parameters : {};
	return { ...node, credentials, parameters: { ...own, backend: 'expression', backendId } };
}
