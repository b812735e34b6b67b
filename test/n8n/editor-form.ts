// Works the node's form in n8n's editor as a person does: picks, types, and reads what is shown.
import type { Locator, Page } from 'playwright-core';

/** A part of the editor, by the name that n8n gives it for tests of its own. */
export const part = (page: Page | Locator, name: string): Locator => page.locator(`[data-test-id="${name}"]`);

/** Milliseconds after which the form has taken in a change. */
const SETTLED = 700;

/** Opens a stored workflow and waits for its nodes. */
export async function openWorkflow(page: Page, id: string): Promise<void> {
	await page.goto(`/workflow/${id}`);
	await part(page, 'canvas-node').first().waitFor();
	await page.waitForTimeout(SETTLED);
}

/**
 * Opens a node's form; n8n has an address for each.
 *
 * @param first a parameter that shows when the form is there
 */
export async function openForm(page: Page, workflowId: string, nodeId: string, first = 'backend'): Promise<void> {
	await page.goto(`/workflow/${workflowId}/${nodeId}`);
	await part(page, `parameter-input-${first}`).first().waitFor();
	await page.waitForTimeout(SETTLED);
}

/** Picks an entry of a dropdown. */
export async function pick(page: Page, parameter: string, entry: string): Promise<void> {
	await part(page, `parameter-input-${parameter}`).first().click();
	await entries(page).getByText(entry, { exact: true }).first().click();
	await page.waitForTimeout(SETTLED);
}

/** Picks a model of the list. */
export async function pickModel(page: Page, parameter: string, label: string): Promise<void> {
	await openModels(page, parameter);
	await part(page, 'rlc-item').locator('visible=true').getByText(label).first().click();
	await page.waitForTimeout(SETTLED);
}

/** Opens the list of models and gives its entries. */
export async function openModels(page: Page, parameter: string): Promise<string[]> {
	await part(part(page, `parameter-input-${parameter}`), 'rlc-input').click();
	await part(page, 'rlc-item').locator('visible=true').first().waitFor();
	await page.waitForTimeout(SETTLED);
	return await part(page, 'rlc-item').locator('visible=true').allInnerTexts();
}

/** Types the id of a model that is in no list. */
export async function typeModel(page: Page, parameter: string, id: string): Promise<void> {
	const field = part(page, `parameter-input-${parameter}`);
	await part(field, 'rlc-mode-selector').click();
	await part(page, 'mode-id').locator('visible=true').click();
	await page.waitForTimeout(SETTLED);
	await field.locator('input').last().fill(id);
	await page.waitForTimeout(SETTLED);
}

/** Makes a field an expression. */
export async function typeExpression(page: Page, parameter: string, expression: string): Promise<void> {
	const controls = part(page, `${parameter}-parameter-input-options-container`);
	await controls.hover();
	await part(controls, 'radio-button-expression').click();
	await part(page, `parameter-input-${parameter}`).locator('.cm-content').click();
	await page.keyboard.press('ControlOrMeta+A');
	await page.keyboard.insertText(expression);
	await page.waitForTimeout(SETTLED);
	await part(page, 'tab-params').click();
	await page.waitForTimeout(SETTLED);
}

/** The entries of 'Options' that can be added. */
export async function addableOptions(page: Page): Promise<string[]> {
	await part(page, 'collection-parameter-add').click();
	await page.waitForTimeout(SETTLED);
	const found = (await entries(page).allInnerTexts()).filter((text) => text !== '');
	await page.keyboard.press('Escape');
	return found;
}

const entries = (page: Page): Locator =>
	page.locator('.el-select-dropdown__item, [role="option"], [role="menuitem"]').locator('visible=true');

/** The labels of the shown fields, from top to bottom, without what every form has. */
export async function labels(page: Page): Promise<string[]> {
	const form = part(page, 'node-parameters');
	const shown = await part(form, 'input-label').locator('visible=true').allInnerTexts();
	const names = shown.map((text) => text.split('\n')[0]?.trim() ?? '');
	return names.filter((name) => !EVERYWHERE.includes(name));
}

const EVERYWHERE = ['', 'Backend', 'Resource', 'Operation', 'Options'];

/** Fails with what is there when it is not what it should be. */
export function expectSame(found: readonly string[], wanted: readonly string[]): void {
	if (found.join() !== wanted.join()) throw new Error(`shown: ${found.join(', ')}; wanted: ${wanted.join(', ')}`);
}
