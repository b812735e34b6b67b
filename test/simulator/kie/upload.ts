/** Kie's upload host: three ways in, failures with HTTP 200 and success:false (kie.md 5). */
import { randomUUID } from 'node:crypto';
import { json } from '../http/answer';
import type { Answer } from '../http/answer';
import { jsonBody } from '../http/body';
import type { Incoming } from '../http/host';
import { download, fromBase64, fromDataUrl } from '../media/obtain';
import { firstFinding } from '../schema';
import type { Schema } from '../schema';
import type { UploadStore } from '../upload';
import type { World } from '../world';
import { uploadRefused } from './answers';

interface Arrived {
	bytes: Buffer;
	mimeType: string;
	uploadPath: unknown;
	fileName: unknown;
}

type Reader = (incoming: Incoming, world: World) => Promise<Arrived | string>;

export const uploadReaders: Readonly<Record<string, Reader>> = {
	'/api/file-stream-upload': readMultipart,
	'/api/file-base64-upload': readBase64,
	'/api/file-url-upload': readUrl,
};

export async function upload(world: World, store: UploadStore, incoming: Incoming): Promise<Answer> {
	const arrived = await uploadReaders[incoming.path]?.(incoming, world);
	if (arrived === undefined) return uploadRefused(404, 'Not Found');
	if (typeof arrived === 'string') return uploadRefused(400, arrived);
	const { uploadPath, bytes, mimeType } = arrived;
	if (typeof uploadPath !== 'string' || uploadPath === '') {
		return uploadRefused(400, 'Missing required parameter: uploadPath');
	}
	if (/^\/|\/$/.test(uploadPath)) {
		return uploadRefused(400, 'Invalid uploadPath: no leading or trailing slash');
	}
	const given = typeof arrived.fileName === 'string' ? arrived.fileName : '';
	if (given.includes('/')) return uploadRefused(400, 'Invalid fileName');
	const fileName = given === '' ? `${randomUUID()}.${mimeType.split('/').pop()}` : given;
	const filePath = `${uploadPath}/${fileName}`;
	const downloadUrl = store.put(filePath, bytes, mimeType);
	return json(200, {
		success: true,
		code: 200,
		msg: 'File uploaded successfully',
		data: {
			fileName,
			filePath,
			downloadUrl,
			fileSize: bytes.length,
			mimeType,
			uploadedAt: new Date(world.now()).toISOString(),
		},
	});
}

async function readMultipart(incoming: Incoming): Promise<Arrived | string> {
	const type = incoming.headers['content-type'] ?? '';
	if (!type.startsWith('multipart/form-data')) return 'Content-Type must be multipart/form-data';
	try {
		const form = await new Response(new Uint8Array(incoming.body), {
			headers: { 'content-type': type },
		}).formData();
		const keys: string[] = [];
		form.forEach((_value, key) => keys.push(key));
		const unknown = keys.find((key) => !['file', 'uploadPath', 'fileName'].includes(key));
		if (unknown !== undefined) return `Unknown parameter: ${unknown}`;
		const file = form.get('file');
		if (file === null || typeof file === 'string') return 'Missing required parameter: file';
		return {
			bytes: Buffer.from(await file.arrayBuffer()),
			mimeType: file.type || 'application/octet-stream',
			uploadPath: form.get('uploadPath'),
			fileName: form.get('fileName'),
		};
	} catch {
		return 'Malformed multipart body';
	}
}

export const base64UploadSchema = flat('base64Data');
export const urlUploadSchema = flat('fileUrl');

async function readBase64(incoming: Incoming): Promise<Arrived | string> {
	const body = jsonBody(incoming);
	if (typeof body === 'string') return body;
	const finding = firstFinding(base64UploadSchema, body);
	if (finding) return parameterProblem(finding);
	const data = String(body.base64Data);
	const content = fromDataUrl(data)?.content ?? fromBase64(data);
	if (!content) return 'Base64 decode failed';
	const mimeType = fromDataUrl(data)?.mimeType ?? 'application/octet-stream';
	return { bytes: content, mimeType, uploadPath: body.uploadPath, fileName: body.fileName };
}

async function readUrl(incoming: Incoming, world: World): Promise<Arrived | string> {
	const body = jsonBody(incoming);
	if (typeof body === 'string') return body;
	const finding = firstFinding(urlUploadSchema, body);
	if (finding) return parameterProblem(finding);
	const got = await download(String(body.fileUrl), world.reach);
	if ('problem' in got) return `Failed to download file: ${got.problem}`;
	return {
		bytes: got.content,
		mimeType: 'application/octet-stream',
		uploadPath: body.uploadPath,
		fileName: body.fileName,
	};
}

function flat(source: string): Schema {
	return {
		type: 'object',
		properties: {
			[source]: { type: 'string', minLength: 1 },
			uploadPath: { type: 'string' },
			fileName: { type: 'string' },
		},
		required: [source, 'uploadPath'],
		additionalProperties: false,
	};
}

function parameterProblem(finding: { field: string; keyword: string; message: string }): string {
	return finding.keyword === 'required' || finding.keyword === 'minLength'
		? `Missing required parameter: ${finding.field}`
		: `Invalid parameter ${finding.field}: ${finding.message}`;
}
