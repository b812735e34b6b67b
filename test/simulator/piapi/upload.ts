/** PiAPI's ephemeral resources: seven extensions, ten megabytes, paid plans only (piapi.md 5). */
import { randomUUID } from 'node:crypto';
import type { Answer } from '../http/answer';
import { jsonBody } from '../http/body';
import type { Incoming } from '../http/host';
import { fromBase64, fromDataUrl } from '../media/obtain';
import { firstFinding } from '../schema';
import type { UploadStore } from '../upload';
import { ok, refused } from './answers';

const typesByExtension: Readonly<Record<string, readonly string[]>> = {
	jpg: ['image/jpeg'],
	jpeg: ['image/jpeg'],
	png: ['image/png'],
	webp: ['image/webp'],
	mp4: ['video/mp4'],
	wav: ['audio/wav', 'audio/x-wav', 'audio/wave'],
	mp3: ['audio/mpeg', 'audio/mp3'],
};

const maxBytes = 10 * 1024 * 1024;

const uploadSchema = {
	type: 'object',
	properties: {
		file_name: { type: 'string', minLength: 1, maxLength: 128 },
		file_data: { type: 'string', minLength: 1 },
	},
	required: ['file_name', 'file_data'],
	additionalProperties: false,
};

export function upload(store: UploadStore, incoming: Incoming): Answer {
	const body = jsonBody(incoming);
	if (typeof body === 'string') return refused(400, body);
	const finding = firstFinding(uploadSchema, body);
	if (finding) return refused(400, `invalid ${finding.field}: ${finding.message}`);
	const name = String(body.file_name);
	const data = String(body.file_data);
	const extension = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
	const types = typesByExtension[extension];
	if (!types) return refused(400, `unsupported file extension: ${extension}`);
	const prefixed = fromDataUrl(data);
	if (prefixed && !types.includes(prefixed.mimeType)) {
		return refused(400, `file_data type ${prefixed.mimeType} does not match .${extension}`);
	}
	const content = prefixed?.content ?? fromBase64(data);
	if (!content) return refused(400, 'file_data is not valid base64');
	if (content.length > maxBytes) return refused(400, 'file is too large');
	const contentType = types[0] ?? 'application/octet-stream';
	return ok({ url: store.put(`${randomUUID()}.${extension}`, content, contentType) });
}
