// Results that are none, have no end, or come in odd ways, through n8n's engine while a heart beats.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { INodeParameters } from 'n8n-workflow';
import { createHttpClient } from '../../nodes/shared/http/client';
import { fixtures } from '../simulator/fixtures';
import { calmest } from '../support/heartbeat';
import { openRequester } from '../support/requester';
import { readFile } from '../support/run-node';
import { openTestHost, withLogin, type TestHost } from '../support/test-host';

const FILM = fixtures.portrait.bytes;

let host: TestHost;
/** How the host of the result answers. */
let result: (request: IncomingMessage, response: ServerResponse) => void;
let url = '';
let path = '/film.mp4';
let downloads = 0;

/** Kie.ai, whose task has made a film that lies on the same host. */
const server = createServer((request, response) => {
	response.on('error', () => undefined);
	if (!request.url?.includes('recordInfo')) {
		downloads++;
		return result(request, response);
	}
	const data = {
		taskId: 't1',
		state: 'success',
		resultJson: JSON.stringify({ resultUrls: [`${url}${path}`] }),
		createTime: 1,
		completeTime: 2,
	};
	response
		.writeHead(200, { 'Content-Type': 'application/json' })
		.end(JSON.stringify({ code: 200, msg: 'success', data }));
});

beforeAll(async () => {
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	host = await openTestHost();
});
beforeEach(() => {
	path = '/film.mp4';
	downloads = 0;
});
afterAll(async () => {
	await host.close();
	server.closeAllConnections();
	await new Promise<void>((closed) => server.close(() => closed()));
});

const form: INodeParameters = {
	backend: 'kie',
	resource: 'video',
	operation: 'queryTask',
	taskId: 't1',
	options: { atDownloadFailure: 'fail' },
};
const ask = async () =>
	await host.run(form, {
		logins: withLogin(host.logins, 'kieApi', { baseUrl: url, uploadBaseUrl: url, apiKey: 'a-key-for-results' }),
	});

const sends =
	(bytes: Buffer | string, headers: Record<string, string | number> = {}, status = 200) =>
	(_: IncomingMessage, response: ServerResponse) =>
		void response.writeHead(status, { 'Content-Type': 'video/mp4', ...headers }).end(bytes);

async function stored(): Promise<Buffer> {
	const { outputs, error } = await ask();
	if (error) throw error;
	return await readFile(outputs[0]![0]!.binary!.data!);
}

describe('H9: a result', () => {
	test('that says it has 3 GB is not begun', async () => {
		let sent = 0;
		result = (_, response) => {
			response.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': 3_000_000_000 });
			response.write(FILM, () => (sent += FILM.length));
		};
		const { result: outcome, longestGapMs } = await calmest(ask, 100, 3);
		expect(outcome.error?.message).toMatch(/2 GB/);
		expect(longestGapMs).toBeLessThan(500);
		expect(sent).toBeLessThan(3 * FILM.length + 1);
	});

	test('that leads elsewhere with a login is followed without it', async () => {
		const seen: Array<string | undefined> = [];
		result = (request, response) => {
			if (request.url === '/film.mp4') {
				const location = `http://user:password@127.0.0.1:${new URL(url).port}/elsewhere.mp4`;
				return void response.writeHead(302, { Location: location }).end();
			}
			seen.push(request.headers.authorization);
			sends(FILM)(request, response);
		};
		expect((await stored()).equals(FILM)).toBe(true);
		expect(seen).toEqual([undefined]);
	});
});

describe('H12: a page in place of the film', () => {
	test.each(['video/mp4', 'application/octet-stream', 'text/html', ''])('sent as %j is no film', async (type) => {
		result = (_, response) => {
			response.statusCode = 200;
			if (type) response.setHeader('Content-Type', type);
			response.end(`<!doctype html><html><body>${'This link has expired. '.repeat(30)}</body></html>`);
		};
		const { result: outcome, longestGapMs } = await calmest(ask, 100, 3);
		expect(outcome.outputs.flat().every(({ binary }) => binary === undefined)).toBe(true);
		expect(outcome.error?.message).toMatch(/could not be downloaded|not be had|download/i);
		expect(longestGapMs).toBeLessThan(500);
	});
});

describe('H14: a film is delivered', () => {
	test('packed in spite of identity', async () => {
		result = sends(gzipSync(FILM), { 'Content-Encoding': 'gzip' });
		expect((await stored()).equals(FILM)).toBe(true);
	});

	test('that is called a text', async () => {
		result = sends(FILM, { 'Content-Type': 'text/plain' });
		expect((await stored()).equals(FILM)).toBe(true);
	});

	test('whose connection breaks after the last byte', async () => {
		result = (request, response) => {
			response.writeHead(200, { 'Content-Type': 'video/mp4', 'Transfer-Encoding': 'chunked' });
			response.write(FILM, () => setTimeout(() => request.socket.destroy(), 20));
		};
		const { outputs } = await ask();
		// Without a length nobody can know that it was the last byte; with one it is.
		expect(downloads).toBeGreaterThan(0);
		result = (request, response) => {
			response.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': FILM.length });
			response.write(FILM, () => setTimeout(() => request.socket.destroy(), 20));
		};
		expect((await stored()).equals(FILM)).toBe(true);
		expect(outputs).toBeDefined();
	});

	test('whose host answers 416 when all bytes are there', async () => {
		result = (request, response) => {
			if (request.headers.range) {
				response.writeHead(416, { 'Content-Range': `bytes */${FILM.length}` });
				return void response.end();
			}
			// No length, and a connection that breaks: whether it was the last byte, only the host knows.
			response.writeHead(200, { 'Content-Type': 'video/mp4' });
			response.write(FILM, () => setTimeout(() => request.socket.destroy(), 20));
		};
		expect((await stored()).equals(FILM)).toBe(true);
	});
});

describe('H9: where the service is on the internet, a result is from there, too', () => {
	const client = async () =>
		createHttpClient(await openRequester(host.logins), 'kieApi', 0, new AbortController().signal);

	test.each(['http://127.0.0.1/a.mp4', 'http://10.1.2.3/a.mp4', 'http://[::1]/a.mp4', 'http://n8n/a.mp4'])(
		'%s is not asked',
		async (address) => {
			expect(await (await client()).open(address, 1_000, undefined, 'result')).toMatchObject({ kind: 'blocked' });
		},
	);

	test('nor is it followed there', async () => {
		const asked: string[] = [];
		const requester = await openRequester(host.logins);
		const helpers: typeof requester.helpers = {
			...requester.helpers,
			async httpRequest(options) {
				asked.push(options.url);
				const headers = { location: 'http://user:password@169.254.169.254/latest' };
				return { statusCode: 302, headers, body: Readable.from([]) };
			},
		};
		const http = createHttpClient({ ...requester, helpers }, 'kieApi', 0, new AbortController().signal);
		const reply = await http.open('https://files.example.org/a.mp4', 1_000, undefined, 'result');
		expect(reply).toMatchObject({ kind: 'blocked' });
		expect(asked).toEqual(['https://files.example.org/a.mp4']);
	});
});
