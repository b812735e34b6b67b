// Finds a Chromium and opens it on n8n's editor, signed in by hand as a person does.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { OWNER } from './client';

/** Where the browser is, for those who have it in no folder of PATH. */
const VARIABLE = 'KLING_VIDEO_BROWSER';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The size of a screenshot. */
export const WINDOW = { width: 1440, height: 900 };

export interface Window {
	browser: Browser;
	page: Page;
}

/** The browser's program; where there is none, an error that says what to install. */
export function findBrowser(): string {
	const named = process.env[VARIABLE];
	if (named) return named;
	const folders = (process.env.PATH ?? '').split(delimiter);
	const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(runs);
	if (found) return found;
	throw new Error(`The editor needs a browser: install Chromium or Google Chrome, or name its program in ${VARIABLE}.`);
}

function runs(program: string): boolean {
	try {
		accessSync(program, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** Opens the editor and signs the owner in. */
export async function openWindow(url: string): Promise<Window> {
	// Its sandbox does not start for root, as in most containers.
	const args = ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
	const browser = await chromium.launch({ executablePath: findBrowser(), args });
	try {
		const page = await browser.newPage({ viewport: WINDOW, baseURL: url });
		page.setDefaultTimeout(15_000);
		await page.goto('/signin');
		await page.fill('input[name="emailOrLdapLoginId"]', OWNER.email);
		await page.fill('input[name="password"]', OWNER.password);
		await page.getByRole('button', { name: 'Sign in' }).click();
		await page.waitForURL(/home|workflow/);
		return { browser, page };
	} catch (error) {
		await browser.close();
		throw error;
	}
}
