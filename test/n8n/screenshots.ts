// Writes what the editor shows into docs/screenshots, small enough to be committed.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Page } from 'playwright-core';
import { part } from './editor-form';

const FOLDER = join(__dirname, '..', '..', 'docs', 'screenshots');

/** Bytes of a picture, the limit of the committed ones. */
const LIMIT = 150_000;

/** Writes the window as it is. */
export async function snap(page: Page, name: string): Promise<void> {
	await save(await page.screenshot({ animations: 'disabled', caret: 'hide' }), name);
}

/** The form alone, from its first field to its last. */
export async function snapForm(page: Page): Promise<Buffer> {
	await page.mouse.move(5, 5);
	await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
	await page.getByText(FEEDBACK).evaluateAll((elements) => {
		for (const element of elements) (element as HTMLElement).style.visibility = 'hidden';
	});
	const form = await part(page, 'node-parameters').screenshot({ animations: 'disabled', caret: 'hide' });
	return await withoutEmptyEnd(form);
}

/** n8n's own line under each form. */
const FEEDBACK = 'I wish this node would';

/** Pixels left free under the last field. */
const MARGIN = 16;

async function withoutEmptyEnd(form: Buffer): Promise<Buffer> {
	const { width, height } = await sharp(form).metadata();
	const { info } = await sharp(form).trim().toBuffer({ resolveWithObject: true });
	const end = info.height - (info.trimOffsetTop ?? 0) + MARGIN;
	const kept = { left: 0, top: 0, width, height: Math.min(height, end) };
	return await sharp(form).extract(kept).png().toBuffer();
}

/** Several forms side by side. */
export async function saveSheet(forms: readonly Buffer[], name: string): Promise<void> {
	const sizes = await Promise.all(forms.map(async (form) => await sharp(form).metadata()));
	const width = Math.max(...sizes.map((size) => size.width));
	const height = Math.max(...sizes.map((size) => size.height));
	const layers = forms.map((input, index) => ({ input, left: index * width, top: 0 }));
	const sheet = sharp({ create: { width: width * forms.length, height, channels: 3, background: 'white' } });
	await save(await sheet.composite(layers).png().toBuffer(), name);
}

async function save(picture: Buffer, name: string): Promise<void> {
	await mkdir(FOLDER, { recursive: true });
	const file = await sharp(picture).png({ palette: true, colours: 128, effort: 10 }).toBuffer();
	if (file.length > LIMIT) throw new Error(`${name}.png has ${file.length} bytes, more than ${LIMIT}`);
	await writeFile(join(FOLDER, `${name}.png`), file);
}
