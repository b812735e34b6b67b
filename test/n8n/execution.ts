// Reads what n8n stored about one run of a workflow.
import { parse } from 'flatted';
import { at, isRecord, listAt, textAt, type JsonRecord } from './json';

export interface StoredFile {
	id?: string;
	/** Base64, or the name of the storage when `id` is set. */
	data: string;
	mimeType: string;
	fileName?: string;
}

export interface Item {
	json: JsonRecord;
	binary: Record<string, StoredFile>;
}

export interface Execution {
	id: string;
	status: string;
	/** What stopped the run, in the words the user sees; undefined after success. */
	error?: string;
	/** The items of a node's last run on one of its outputs, or none if it did not run. */
	items(node: string, output?: number): Item[];
	/** Everything n8n stored, for checks that need more. */
	data: unknown;
}

const OVER = ['success', 'error', 'canceled', 'crashed'];

/** The execution, or undefined while it is still running. */
export function readExecution(reply: unknown): Execution | undefined {
	const status = textAt(reply, 'status');
	if (!OVER.includes(status)) return undefined;
	const stored = at(reply, 'data');
	const data: unknown = typeof stored === 'string' ? parse(stored) : stored;
	return {
		id: textAt(reply, 'id'),
		status,
		error: readError(at(data, 'resultData', 'error')),
		items: (node, output = 0) => listAt(data, 'resultData', 'runData', node, -1, 'data', 'main', output).map(readItem),
		data,
	};
}

function readError(error: unknown): string | undefined {
	const parts = [at(error, 'message'), at(error, 'description')];
	const texts = parts.filter((part) => typeof part === 'string' && part !== '');
	return texts.length > 0 ? texts.join(' | ') : undefined;
}

function readItem(item: unknown): Item {
	const json = at(item, 'json');
	const binary = at(item, 'binary');
	const files = Object.entries(isRecord(binary) ? binary : {}).map(([field, file]) => [field, readFile(file)] as const);
	return { json: isRecord(json) ? json : {}, binary: Object.fromEntries(files) };
}

function readFile(file: unknown): StoredFile {
	const id = at(file, 'id');
	const fileName = at(file, 'fileName');
	return {
		id: typeof id === 'string' ? id : undefined,
		data: textAt(file, 'data'),
		mimeType: textAt(file, 'mimeType'),
		fileName: typeof fileName === 'string' ? fileName : undefined,
	};
}
