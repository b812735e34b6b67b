// The catalogue file of a host: read once, when the node is loaded, because n8n builds its form then.
import { readFileSync, statSync } from 'node:fs';
import { LoggerProxy } from 'n8n-workflow';
import { catalogueDetails, catalogueLog } from '../messages/catalogue';
import { say } from '../messages/message';
import { isObject } from '../json';
import type { Model } from './catalogue';
import { readRow, type Catalogues } from './catalogue-rows';

/** The variable that names the file. */
export const CATALOGUE_VARIABLE = 'KLING_VIDEO_CATALOGUE';

/** In bytes; the built-in catalogue has a tenth of it. */
const LARGEST = 2_000_000;

/** The log as far as it is needed here. */
export type CatalogueLog = Pick<typeof LoggerProxy, 'info' | 'warn'>;

/**
 * The rows that a host adds, by backend. A row that is wrong is left out by itself, a file that cannot be read as a whole;
 * the log says why, and the node works with what is left.
 */
export function rowsOfHost(
	builtIn: Catalogues,
	path: string | undefined = process.env[CATALOGUE_VARIABLE],
	log: CatalogueLog = LoggerProxy,
): Readonly<Record<string, readonly Model[]>> {
	const found: Record<string, Model[]> = {};
	if (path === undefined || path.trim() === '') return found;
	const rows = readFile(path);
	if (typeof rows === 'string') {
		log.warn(say(catalogueLog.notRead, { path, reason: rows }));
		return found;
	}
	for (const [index, value] of rows.entries()) {
		const read = readRow(value, builtIn);
		if ('reason' in read) {
			const { row, reason } = read;
			log.warn(say(catalogueLog.rowLeftOut, { number: index + 1, row, reason }));
		} else (found[read.backend] ??= []).push(read.model);
	}
	log.info(say(catalogueLog.rowsTaken, { count: Object.values(found).flat().length, path }));
	return found;
}

/** The rows as they stand in the file, or why it cannot be used. */
function readFile(path: string): readonly unknown[] | string {
	try {
		if (statSync(path).size > LARGEST) return say(catalogueDetails.tooLarge, { limit: LARGEST / 1e6 });
		const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
		return isObject(content) && Array.isArray(content.models) ? content.models : catalogueDetails.noModels;
	} catch (error) {
		const words = error instanceof Error ? error.message : String(error);
		return error instanceof SyntaxError ? say(catalogueDetails.noJson, { words }) : words;
	}
}
