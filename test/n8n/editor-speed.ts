// How long n8n's editor does nothing else when a field that decides about others is changed: our node against Slack's, one
// of n8n's own that is as rich, in the same browser and the same run.
import type { Page } from 'playwright-core';
import { median } from '../../bench/table';
import type { Checklist } from './checklist';
import { openForm, part } from './editor-form';
import { TRIGGER } from './example';
import type { Stage } from './stage';
import { formatTable } from './table';

/** How much longer than Slack's form ours may block the editor. */
const MOST = 1.2;
/** Changes of each kind; an odd number has a middle. */
const ROUNDS = 7;
/** Milliseconds after which a change has been taken in. */
const SETTLED = 1_000;

const OURS = { id: 'video', type: 'n8n-nodes-kling-video.klingVideo', typeVersion: 1 };
const SLACK = { id: 'slack', type: 'n8n-nodes-base.slack', typeVersion: 2.3 };

/** A field that is switched to and fro. */
interface Change {
	readonly what: string;
	readonly node: typeof OURS;
	readonly parameter: string;
	readonly entries: readonly [string, string];
	readonly parameters?: Record<string, unknown>;
}

const CHANGES: readonly Change[] = [
	{ what: "Slack's resource", node: SLACK, parameter: 'resource', entries: ['Channel', 'Message'] },
	{
		what: 'our operation',
		node: OURS,
		parameter: 'operation',
		entries: ['Multi-Image to Video', 'Image to Video'],
	},
	{ what: 'our backend', node: OURS, parameter: 'backend', entries: ['Kie.ai', 'Kling'] },
	{ what: 'our resource', node: OURS, parameter: 'resource', entries: ['Audio', 'Video'] },
];

/** Prints how long each change blocks the editor, and fails where one of ours takes much longer than Slack's. */
export async function checkSpeed(checks: Checklist, stage: Stage, page: Page): Promise<void> {
	await checks.check(`a change blocks the editor at most ${MOST} times as long as one of Slack's node`, async () => {
		const blocked = new Map<Change, number[]>(CHANGES.map((change) => [change, []]));
		// In turns, so that whatever else the machine does meets all of them.
		for (let round = 0; round < ROUNDS; round++) {
			for (const [change, times] of blocked) times.push(await timesOf(stage, page, change));
		}
		const rows = [...blocked].map(([{ what, node }, times]) => ({ what, node, ms: median(times) }));
		const slack = rows.find(({ node }) => node === SLACK)!.ms;
		const cells = rows.map(({ what, ms }) => [what, ms.toFixed(0), (ms / slack).toFixed(2)]);
		console.log(`\n${formatTable(['change', 'blocks for ms', "times Slack's"], cells)}\n`);
		const slow = rows.filter(({ ms }) => ms > slack * MOST);
		if (slow.length > 0) throw new Error(slow.map(({ what, ms }) => `${what} ${(ms / slack).toFixed(2)}`).join(', '));
	});
}

/** The mean of a change there and back, in milliseconds, on a form that was opened for it. */
async function timesOf(
	stage: Stage,
	page: Page,
	{ node, parameter, entries, parameters = {} }: Change,
): Promise<number> {
	const trigger = { id: 'start', name: TRIGGER, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 };
	const id = await stage.n8n.createWorkflow({
		name: 'Speed',
		nodes: [
			{ ...trigger, position: [0, 0], parameters: {} },
			{ ...node, name: 'Node', position: [240, 0], parameters },
		],
		connections: { [TRIGGER]: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
	});
	await openForm(page, id, node.id, parameter);
	let sum = 0;
	for (const entry of entries) sum += await blockedBy(page, parameter, entry);
	return sum / entries.length;
}

/** The longest time, in milliseconds, in which the page answered nothing while an entry was picked. */
async function blockedBy(page: Page, parameter: string, entry: string): Promise<number> {
	await part(page, `parameter-input-${parameter}`).first().click();
	const choice = page
		.locator('.el-select-dropdown__item, [role="option"]')
		.locator('visible=true')
		.getByText(entry, { exact: true })
		.first();
	await choice.waitFor();
	await page.waitForTimeout(SETTLED);
	await page.evaluate(startWatch);
	await choice.click();
	await page.waitForTimeout(SETTLED);
	return await page.evaluate(endWatch);
}

interface Watch {
	longest: number;
	on: boolean;
}

/** Runs in the page: a message to itself comes back at once, unless something else holds the thread. */
function startWatch(): void {
	const watch: Watch = { longest: 0, on: true };
	(globalThis as { klingVideoWatch?: Watch }).klingVideoWatch = watch;
	const { port1, port2 } = new MessageChannel();
	let last = performance.now();
	port1.onmessage = () => {
		const now = performance.now();
		watch.longest = Math.max(watch.longest, now - last);
		last = now;
		if (watch.on) port2.postMessage(0);
	};
	port2.postMessage(0);
}

function endWatch(): number {
	const watch = (globalThis as { klingVideoWatch?: Watch }).klingVideoWatch;
	if (!watch) return NaN;
	watch.on = false;
	return watch.longest;
}
