// Runs in the editor: a finished video plays in the panel; what goes wrong is told there; and all of it in the dark.
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { simulatedAccess } from './backends';
import type { Checklist } from './checklist';
import { openForm, openWorkflow, part } from './editor-form';
import { VIDEO_NODE } from './example';
import { sidewaysPhoto } from './photo';
import { snap } from './screenshots';
import { importExample, type Stage } from './stage';

/** Milliseconds that a run may take. */
const RUN = 40_000;

/** The node of the example. */
const NODE_ID = '6f0a4a0e-5f5c-4f0e-9d53-0b8a5b1c0a03';

export async function checkRuns(checks: Checklist, stage: Stage, page: Page): Promise<void> {
	const { simulator } = stage;
	await checks.check('a run from the canvas makes a video', async () => {
		await openWorkflow(page, await example(stage));
		await part(page, 'execute-workflow-button').click();
		await page.getByText('Workflow executed successfully').first().waitFor({ timeout: RUN });
	});
	await checks.check('the video plays in the output panel', async () => {
		await part(page, 'canvas-node').filter({ hasText: VIDEO_NODE }).first().dblclick();
		await part(part(page, 'output-panel'), 'radio-button-binary').click();
		await part(page, 'output-panel').getByRole('button', { name: 'View' }).click();
		await page.waitForTimeout(1500);
		await expectPlaying(page);
		await snap(page, 'video');
	});
	await checks.check('the output panel shows what came out', async () => {
		await openForm(page, await example(stage), NODE_ID);
		await runNode(page);
		await part(part(page, 'output-panel'), 'radio-button-json').click();
		await part(page, 'output-panel').getByText('succeeded').first().waitFor();
		await part(page, 'output-panel')
			.getByText(/^1 video for 1\.5 units \(about \$0\.21\); the file is in 'data'/)
			.waitFor();
		await part(page, 'output-panel').getByText("'First Frame' was changed: converted from webp").first().waitFor();
		await closeNotices(page);
		await snap(page, 'node');
	});
	await checks.check('the same in the dark', async () => {
		await page.evaluate(() => localStorage.setItem('N8N_THEME', 'dark'));
		await openForm(page, await example(stage), NODE_ID);
		if ((await page.locator('body').getAttribute('data-theme')) !== 'dark') throw new Error('it stays light');
		await snap(page, 'dark');
		await page.evaluate(() => localStorage.removeItem('N8N_THEME'));
	});
	await checks.check('a picture that is cut off is refused in words', async () => {
		const whole = await sharp(await sidewaysPhoto())
			.jpeg()
			.toBuffer();
		const url = simulator.files.publish('cut.jpg', whole.subarray(0, whole.length / 2), 'image/jpeg');
		await openForm(page, await example({ ...stage, photoUrl: url }), NODE_ID);
		await expectMessage(page, 'refused-picture', /incomplete|cut off/i);
	});
	await checks.check('a task that fails is told with its id', async () => {
		simulator.setLife({ outcome: 'fail', reason: 'Failure to pass the risk control system' });
		const paid = simulator.ledger.length;
		await openForm(page, await example(stage), NODE_ID);
		await expectMessage(page, 'failed-task', /risk control/);
		const task = simulator.ledger[paid]?.taskId ?? '';
		await part(page, 'output-panel').getByText(task).first().waitFor();
		simulator.setLife({ outcome: 'succeed' });
	});
}

async function example(stage: Stage): Promise<string> {
	return await importExample(stage, simulatedAccess('kling', stage.simulator));
}

async function runNode(page: Page): Promise<void> {
	await part(page, 'node-execute-button').click();
	await part(part(page, 'output-panel'), 'ndv-items-count').waitFor({ timeout: RUN });
	await page.waitForTimeout(500);
}

/** n8n's own notices lie over the panel for a while. */
async function closeNotices(page: Page): Promise<void> {
	const button = page.locator('.el-notification__closeBtn').locator('visible=true').first();
	await button.waitFor();
	await button.click();
	await page.waitForTimeout(700);
}

async function expectMessage(page: Page, picture: string, words: RegExp): Promise<void> {
	await part(page, 'node-execute-button').click();
	const message = part(page, 'node-error-message');
	await message.waitFor({ timeout: RUN });
	await closeNotices(page);
	await snap(page, picture);
	const panel = await part(page, 'output-panel').innerText();
	if (!words.test(panel)) throw new Error(`the panel says: ${panel}`);
}

async function expectPlaying(page: Page): Promise<void> {
	const seconds = await page.locator('video').evaluate(async (video: HTMLVideoElement) => {
		video.muted = true;
		await video.play();
		await new Promise((resolve) => setTimeout(resolve, 1000));
		return video.videoWidth > 0 ? video.currentTime : 0;
	});
	if (!(seconds > 0)) throw new Error('it stands still');
}
