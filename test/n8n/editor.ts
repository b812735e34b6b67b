// `npm run test:editor`: the node in n8n's editor, tried in a browser as a new user does, with screenshots for the docs.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { BACKENDS, simulatedAccess, wrongKey, type Backend, type BackendAccess } from './backends';
import { operations } from '../../nodes/KlingVideo/operations';
import { findBrowser, openWindow, WINDOW, type Window } from './browser';
import { Checklist } from './checklist';
import {
	addableOptions,
	expectSame,
	labels,
	openForm,
	openModels,
	openWorkflow,
	part,
	pick,
	pickModel,
	typeExpression,
	typeModel,
} from './editor-form';
import { BACKEND_LABELS, FORMS } from './editor-forms';
import { checkPublishing } from './editor-publish';
import { checkRuns } from './editor-runs';
import { checkSpeed } from './editor-speed';
import { TRIGGER } from './example';
import { saveSheet, snap, snapForm } from './screenshots';
import { openStage, type Stage } from './stage';

/** Keeps what the window showed when a check failed. */
class WatchedChecklist extends Checklist {
	page?: Page;

	override async check<T>(name: string, run: () => Promise<T>): Promise<T | undefined> {
		return await super.check(name, async () => {
			try {
				return await run();
			} catch (error) {
				const path = join(tmpdir(), 'kling-video-editor', `failed-${this.failed + 1}.png`);
				await this.page?.screenshot({ path });
				console.error(`${path} shows the window at this moment:`);
				throw error;
			}
		});
	}
}

/** Tall enough for the longest form. */
const TALL = { ...WINDOW, height: 1300 };

async function main(): Promise<boolean> {
	const checks = new WatchedChecklist();
	findBrowser();
	const stage = await checks.check('n8n starts and installs the package', async () => await openStage('2.41'));
	const window = stage && (await checks.check('a browser signs in', async () => await openWindow(stage.n8n.url)));
	checks.page = window?.page;
	try {
		if (stage && window) await checkEditor(checks, stage, window);
	} finally {
		await window?.browser.close();
		await stage?.close();
	}
	return checks.close();
}

async function checkEditor(checks: Checklist, stage: Stage, { page }: Window): Promise<void> {
	await checkSpeed(checks, stage, page);
	await checkSearch(checks, stage, page);
	await checkForms(checks, stage, page);
	await checkModels(checks, stage, page);
	for (const backend of BACKENDS) await checkCredential(checks, stage, page, simulatedAccess(backend, stage.simulator));
	await checkRuns(checks, stage, page);
	await checkPublishing(checks, stage);
}

/** A workflow with a trigger and one node of ours, its form open. */
async function freshForm(stage: Stage, page: Page, parameters: Record<string, unknown> = {}): Promise<string> {
	const trigger = { id: 'start', name: TRIGGER, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 };
	const node = { id: 'video', name: 'Make Video', type: 'n8n-nodes-kling-video.klingVideo', typeVersion: 1 };
	const id = await stage.n8n.createWorkflow({
		name: 'My First Video',
		nodes: [
			{ ...trigger, position: [0, 0], parameters: {} },
			{ ...node, position: [240, 0], parameters },
		],
		connections: { [TRIGGER]: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
	});
	await openForm(page, id, node.id);
	return id;
}

async function checkSearch(checks: Checklist, stage: Stage, page: Page): Promise<void> {
	const id = await freshForm(stage, page);
	for (const words of ['kling', 'avatar', 'image to video']) {
		await checks.check(`a search for "${words}" finds the node`, async () => {
			await openWorkflow(page, id);
			await part(page, 'node-creator-plus-button').click();
			await part(page, 'node-creator-search-bar').fill(words);
			await part(page, 'node-creator-item-name').getByText('Kling Video').first().waitFor();
		});
	}
	await checks.check('the node lists an action for each operation', async () => {
		await snap(page, 'search');
		await part(page, 'node-creator-item-name').getByText('Kling Video').first().click();
		await page.getByText(`Actions (${Object.keys(operations).length})`).waitFor();
		await snap(page, 'actions');
	});
	await checks.check('an action opens the form of its operation', async () => {
		await part(page, 'node-creator-item-name').getByText('Make avatar speak').click();
		await part(page, 'parameter-input-operation').waitFor();
		await page.waitForTimeout(1000);
		expectSame(await labels(page), fieldsOf('Avatar', 'kling'));
	});
}

async function checkForms(checks: Checklist, stage: Stage, page: Page): Promise<void> {
	await page.setViewportSize(TALL);
	await freshForm(stage, page);
	const pictures: Buffer[] = [];
	for (const backend of BACKENDS) {
		await pick(page, 'backend', BACKEND_LABELS[backend]);
		for (const [resource, operation, fields] of formsOn(backend)) {
			const name = resource === 'Video' ? operation : `${resource}, ${operation}`;
			await checks.check(`${BACKEND_LABELS[backend]}, ${name}: the fields in their order`, async () => {
				await pick(page, 'resource', resource);
				await pick(page, 'operation', operation);
				if (backend === 'kling') pictures.push(await snapForm(page));
				expectSame(await labels(page), fields);
			});
		}
	}
	await checks.check('Get Balance asks for nothing but the backend', async () => {
		await pick(page, 'backend', BACKEND_LABELS.kling);
		await pick(page, 'resource', 'Account');
		await saveSheet([await snapForm(page)], 'balance');
		expectSame(await labels(page), []);
	});
	await checks.check('the forms fit side by side', async () => {
		for (let sheet = 0; sheet * 3 < pictures.length; sheet++)
			await saveSheet(pictures.slice(sheet * 3, sheet * 3 + 3), `forms-${sheet + 1}`);
	});
	await page.setViewportSize(WINDOW);
}

const fieldsOf = (operation: string, backend: Backend): readonly string[] => FORMS.Video?.[operation]?.[backend] ?? [];

/** Resource, operation and fields of every form that the backend has. */
function formsOn(backend: Backend): Array<[string, string, readonly string[]]> {
	return Object.entries(FORMS).flatMap(([resource, forms]) =>
		Object.entries(forms).flatMap(([operation, { [backend]: fields }]): Array<[string, string, readonly string[]]> => {
			return fields ? [[resource, operation, fields]] : [];
		}),
	);
}

const MODEL = 'kieImageToVideoModel';
const FULL = fieldsOf('Image to Video', 'piapi');
const SHORT = fieldsOf('Image to Video', 'kie');
const PROMPT = 'A paper boat drifts down a rainy street';

async function checkModels(checks: Checklist, stage: Stage, page: Page): Promise<void> {
	await page.setViewportSize({ ...WINDOW, height: 1000 });
	await freshForm(stage, page, { backend: 'kie', prompt: PROMPT });
	await checks.check('the list of models names them with their ids', async () => {
		const models = await openModels(page, MODEL);
		await snap(page, 'models');
		await page.keyboard.press('Escape');
		if (models[0] !== 'Kling 2.6 (kling-2.6/image-to-video)' || models.length !== 5) throw new Error(models.join(', '));
	});
	await checks.check('another model shows its own fields and options', async () => {
		await pickModel(page, MODEL, 'Kling 3.0 (kling-3.0/video)');
		expectSame(await labels(page), FULL);
		if (!(await addableOptions(page)).includes('Storyboard')) throw new Error("there is no option 'Storyboard'");
	});
	await checks.check('the prompt survives another backend and the way back', async () => {
		for (const label of ['PiAPI', 'Kling', 'Kie.ai']) await pick(page, 'backend', label);
		const kept = await part(page, 'parameter-input-prompt').locator('textarea').inputValue();
		if (kept !== PROMPT) throw new Error(`it is "${kept}"`);
	});
	await checks.check('a typed model asks what it behaves like, and has the fields of all models', async () => {
		await typeModel(page, MODEL, 'kling-4.0/video');
		expectSame(await labels(page), ['Model', 'Treat As Model', ...FULL.slice(1)]);
		await pick(page, 'kieImageToVideoBehavesLike', 'Kling 3.0 (kling-3.0/video)');
		await snap(page, 'typed-model');
		expectSame(await labels(page), ['Model', 'Treat As Model', ...FULL.slice(1)]);
	});
	await checks.check('so does a model that is an expression', async () => {
		await typeExpression(page, MODEL, '{{ $json.model }}');
		expectSame(await labels(page), ['Model', 'Treat As Model', ...FULL.slice(1)]);
	});
	await checks.check('a backend by expression asks for every credential, and each field stands once', async () => {
		await freshForm(stage, page, { prompt: PROMPT });
		await pick(page, 'backend', 'By Expression');
		await typeExpression(page, 'backendId', "{{ 'piapi' }}");
		await snap(page, 'backend-expression');
		expectSame(await credentialSlots(page), BACKENDS.map(slotOf));
		const found = await labels(page);
		expectSame(found, [...new Set(found)]);
		expectSame(found.slice(0, 3), ['Backend ID', 'Excluded Backends', 'Model']);
	});
	await checks.check('a backend that is left out needs no credential', async () => {
		await pick(page, 'backendsLeftOut', BACKEND_LABELS.kie);
		await page.keyboard.press('Escape');
		expectSame(await credentialSlots(page), ['kling', 'piapi'].map(slotOf));
	});
	await checks.check('the way back shows the picked backend alone', async () => {
		await pick(page, 'backend', BACKEND_LABELS.kie);
		expectSame(await credentialSlots(page), [slotOf('kie')]);
		expectSame(await labels(page), SHORT);
	});
	await page.setViewportSize(WINDOW);
}

const slotOf = (backend: string) => `Credential for ${BACKEND_LABELS[backend as Backend]}`;

/** What the form asks a credential for. */
async function credentialSlots(page: Page): Promise<string[]> {
	const slots = await part(page, 'credentials-label').allInnerTexts();
	return slots.map((text) => text.split('\n')[0] ?? '');
}

async function checkCredential(checks: Checklist, stage: Stage, page: Page, access: BackendAccess): Promise<void> {
	const picture = (key: string) => (access.backend === 'kling' ? [`credential-${key}`] : []);
	await checks.check(`${access.title}: the form for a credential takes a good key`, async () => {
		await freshForm(stage, page, { backend: access.backend });
		await page.getByRole('button', { name: 'Connect to' }).click();
		await saveCredential(page, access.credential);
		// n8n closes the form when the test has passed, and tests again when it is opened.
		await part(page, 'editCredential-modal').waitFor({ state: 'hidden' });
		await part(page, 'credential-edit-button').click();
		await page.getByText('Connection tested successfully').locator('visible=true').first().waitFor();
		for (const name of picture('good')) await snap(page, name);
	});
	await checks.check(`${access.title}: the form for a credential says what is wrong with a wrong key`, async () => {
		await freshForm(stage, page, { backend: access.backend });
		await part(page, 'node-credentials-select').click();
		await part(page, 'node-credentials-select-item-new').locator('visible=true').click();
		await saveCredential(page, wrongKey(access));
		await page.getByText('More details').locator('visible=true').first().click();
		await page.getByText('did not accept the key').locator('visible=true').first().waitFor();
		for (const name of picture('wrong')) await snap(page, name);
	});
}

async function saveCredential(page: Page, data: Readonly<Record<string, unknown>>): Promise<void> {
	for (const [name, value] of Object.entries(data)) {
		// The kind of key is picked, and the one that is picked already is right.
		if (name === 'authentication') continue;
		await part(page, `parameter-input-${name}`).locator('input').fill(String(value));
	}
	await part(page, 'credential-save-button').click();
}

main().then(
	(good) => {
		process.exitCode = good ? 0 : 1;
	},
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 2;
	},
);
