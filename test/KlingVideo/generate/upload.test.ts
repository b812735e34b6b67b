// An upload in two steps to a made-up backend, over a real connection: a place is asked for, then the file is put there.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { TwoStepUpload } from '../../../nodes/shared/backends/backend';
import { defaultTimeouts } from '../../../nodes/shared/clock';
import { createHttpClient, type Requester } from '../../../nodes/shared/http/client';
import { isNetworkFailure, type Reply } from '../../../nodes/shared/http/types';
import { parseJson, textAt } from '../../../nodes/shared/json';
import type { Item } from '../../../nodes/KlingVideo/generate/read-items';
import { uploadFile } from '../../../nodes/KlingVideo/generate/upload';
import { virtualClock } from '../../support/clock';

interface Seen {
	readonly method?: string;
	readonly url?: string;
	readonly key?: unknown;
	readonly type?: string;
	readonly length?: string;
	readonly body: string;
}

let server: Server;
let seen: Seen[];
let refusals: number;
let base: string;
beforeEach(async () => {
	[seen, refusals] = [[], 0];
	server = createServer((request, response) => {
		void textOf(request).then((body) => {
			const { method, url, headers } = request;
			seen.push({
				method,
				url,
				key: headers['x-key'],
				type: headers['content-type'],
				length: headers['content-length'],
				body,
			});
			if (method === 'PUT' && refusals-- > 0) response.statusCode = 503;
			response.end(JSON.stringify({ put: `${base}/bucket/${seen.length}`, file: `https://files/${seen.length}.mp4` }));
		});
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => await new Promise((closed) => server.close(closed)));

async function textOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
}

const slip = { is: 'transient', failure: { kind: 'network', message: 'not now' } } as const;
const good = (reply: Reply) => !isNetworkFailure(reply) && reply.status === 200;
const route: TwoStepUpload = {
	takes: 'place',
	reserve: ({ fileName, contentType, length }, { uploadUrl }) => ({
		method: 'POST',
		url: `${uploadUrl}/places`,
		body: JSON.stringify({ contentType, extension: fileName.split('.').pop(), length }),
	}),
	readPlace(reply) {
		const told = isNetworkFailure(reply) ? undefined : parseJson(reply.text);
		const [putUrl, url] = [textAt(told, 'put'), textAt(told, 'file')];
		return putUrl && url ? { is: 'place', putUrl, url } : slip;
	},
	put: ({ contentType, bytes }, { putUrl }) => ({
		method: 'PUT',
		url: putUrl,
		raw: { contentType, bytes },
		unsigned: true,
	}),
	readPut: (reply, { url }) => (good(reply) ? { is: 'there', url } : slip),
};

type Options = Parameters<Requester['helpers']['httpRequest']>[0];

/** As much of n8n's helpers as an upload needs. */
async function request({ url, method = 'GET', headers, body }: Options) {
	const content =
		body instanceof Readable ? await new Response(Readable.toWeb(body) as ReadableStream).text() : String(body);
	const reply = await fetch(url, { method, headers: headers as Record<string, string>, body: content });
	return { statusCode: reply.status, headers: {}, body: await reply.text() };
}
const context = {
	getCredentials: async () => ({ apiKey: 'secret' }),
	helpers: {
		httpRequest: request,
		httpRequestWithAuthentication: async (_type: string, options: Options) =>
			await request({ ...options, headers: { ...options.headers, 'x-key': 'secret' } }),
	},
};

function item(): Item {
	const made = {
		clock: virtualClock(),
		timeouts: defaultTimeouts,
		run: { signal: new AbortController().signal },
		http: createHttpClient(context as unknown as Requester, 'madeUpApi', 0, new AbortController().signal),
		connection: { account: 'a', apiUrl: base, uploadUrl: base, hasApiKey: true },
		work: { kind: 'create', request: { checkOnly: false } },
	};
	return made as unknown as Item;
}

test('a file is put where the first reply says; the key goes with the first call only', async () => {
	const content = { extension: 'mp4', contentType: 'video/mp4', bytes: Buffer.from('film') };
	expect(await uploadFile(item(), route, content, 'video')).toBe('https://files/1.mp4');
	expect(seen).toEqual([
		expect.objectContaining({ method: 'POST', url: '/places', key: 'secret', type: 'application/json' }),
		expect.objectContaining({
			method: 'PUT',
			url: '/bucket/1',
			key: undefined,
			type: 'video/mp4',
			length: '4',
			body: 'film',
		}),
	]);
	expect(JSON.parse(seen[0]!.body)).toEqual({ contentType: 'video/mp4', extension: 'mp4', length: 4 });
});

test('a stored file streams, and a failed try asks for a new place and opens the file anew', async () => {
	const opened: Readable[] = [];
	const bytes = {
		size: 4,
		identity: 'i',
		async open() {
			opened.push(Readable.from([Buffer.from('fi'), Buffer.from('lm')]));
			return opened.at(-1)!;
		},
	};
	refusals = 1;
	const content = { extension: 'mp4', contentType: 'video/mp4', bytes: bytes as never };
	expect(await uploadFile(item(), route, content, 'video')).toBe('https://files/3.mp4');
	expect(seen.map(({ method, body }) => (method === 'PUT' ? body : method))).toEqual(['POST', 'film', 'POST', 'film']);
	expect(opened.map(({ destroyed }) => destroyed)).toEqual([true, true]);
});
