// Gets the bytes of a picture from where the user said it is.
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { fail, isStop, stop, type Outcome } from '../failure';
import type { OpenStream, Transport } from '../transport';
import { isSilent } from '../http';
import { checkUrl, decodeBase64, MAX_SOURCE_BYTES, type FileField, type MediaSource } from './source';

/** Reads a source whole; pictures are small next to the videos, which never pass through memory. */
export async function obtain(
	context: IExecuteFunctions,
	transport: Transport,
	itemIndex: number,
	label: string,
	source: MediaSource,
	timeoutMs: number,
	maxBytes: number = MAX_SOURCE_BYTES,
): Promise<Outcome<Buffer>> {
	if (source.from === 'text') return decodeBase64(label, source.text);
	if (source.from === 'url') return await download(transport, label, source.url, timeoutMs, maxBytes);
	return await fromField(context, itemIndex, label, source.field, maxBytes);
}

async function fromField(
	context: IExecuteFunctions,
	itemIndex: number,
	label: string,
	field: FileField,
	maxBytes: number,
): Promise<Outcome<Buffer>> {
	const item = context.getInputData()[itemIndex];
	const fields = [...Object.keys(item?.binary ?? {}), ...combinedFields(item?.json._files)];
	const shown = typeof field === 'string' ? field : (field.fileName ?? 'data');
	if (shown.trim() === '') {
		return fail('input', `'${label}' names no input field`, { nextStep: present(fields) });
	}
	let file: IBinaryData;
	try {
		file = context.helpers.assertBinaryData(itemIndex, field);
	} catch {
		return fail('input', `'${label}': the item has no file in the field '${shown}'`, { nextStep: present(fields) });
	}
	const size = await sizeOf(context, file);
	if (size !== undefined && size > maxBytes) {
		return fail('input', `'${label}': the file in the field '${shown}' is larger than ${maxBytes / 1e6} MB`, {
			nextStep: 'Use a smaller file',
		});
	}
	try {
		return await context.helpers.getBinaryDataBuffer(itemIndex, field);
	} catch (error) {
		const words = error instanceof Error ? error.message : String(error);
		return fail('input', `'${label}': the file in the field '${shown}' could not be read (${words})`, {
			nextStep: 'Run the workflow again from the step that makes the file',
		});
	}
}

/** Bytes of a stored file, where that can be told without reading it. */
async function sizeOf(context: IExecuteFunctions, file: IBinaryData): Promise<number | undefined> {
	if (!file.id) return Math.floor((file.data.length * 3) / 4);
	return await context.helpers.getBinaryMetadata(file.id).then(
		({ fileSize }) => fileSize,
		() => undefined,
	);
}

/** n8n 2 can keep an item's files under `json._files` (binary mode "combined"). */
function combinedFields(files: unknown): string[] {
	return typeof files === 'object' && files !== null ? Object.keys(files) : [];
}

function present(fields: string[]): string {
	if (fields.length === 0)
		return 'The item has no files at all: let the step before this node output a file, or use a URL';
	return `The item has files in: ${fields.map((field) => `'${field}'`).join(', ')}`;
}

async function download(
	transport: Transport,
	label: string,
	address: string,
	timeoutMs: number,
	maxBytes: number,
): Promise<Outcome<Buffer>> {
	const url = checkUrl(label, address);
	if (!(url instanceof URL)) return url;
	const shown = `${url.origin}${url.pathname}`;
	const stream = await transport.open(url.href, timeoutMs);
	if ('silence' in stream) {
		const why = isSilent(stream) && stream.silence === 'unreached' ? 'could not be reached' : 'gave no answer';
		return fail('input', `'${label}': ${shown} ${why} (${stream.words})`, {
			nextStep: 'Check the address in a browser',
		});
	}
	if (stream.status < 200 || stream.status > 299) {
		stream.body.destroy();
		return fail('input', `'${label}': ${shown} answered with HTTP ${stream.status} instead of a picture`, {
			nextStep: 'Check the address in a browser where you are not logged in',
		});
	}
	return await readAll(stream, label, shown, maxBytes);
}

async function readAll(stream: OpenStream, label: string, shown: string, maxBytes: number): Promise<Outcome<Buffer>> {
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of stream.body as AsyncIterable<Buffer>) {
			size += chunk.length;
			if (size > maxBytes) {
				stream.body.destroy();
				return fail('input', `'${label}': ${shown} is larger than ${maxBytes / 1e6} MB`, {
					nextStep: 'Use a smaller file',
				});
			}
			chunks.push(chunk);
		}
	} catch (error) {
		if (isStop(error)) stop();
		return fail('input', `'${label}': ${shown} broke off after ${size} bytes`, {
			nextStep: 'Try again, or check the address in a browser',
		});
	}
	return Buffer.concat(chunks, size);
}
