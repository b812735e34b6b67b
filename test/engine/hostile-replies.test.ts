// Answers that are made to hurt, through n8n's engine: too large, packed, too deep, endless, with the key in them.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { INodeParameters } from 'n8n-workflow';
import { createHttpClient } from '../../nodes/shared/http/client';
import { calmest } from '../support/heartbeat';
import { openRequester } from '../support/requester';
import { openTestHost, withLogin, type TestHost } from '../support/test-host';

let host: TestHost;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const sockets = new Set<Socket>();
const server = createServer((request, response) => answer(request, response));
server.on('connection', (socket) => {
	sockets.add(socket);
	socket.on('close', () => sockets.delete(socket));
	socket.on('error', () => undefined);
});
let url = '';

beforeAll(async () => {
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	host = await openTestHost();
});
afterAll(async () => {
	await host.close();
	server.closeAllConnections();
	await new Promise<void>((closed) => server.close(() => closed()));
});

const KEY = 'a-key-that-nobody-may-see';
const form: INodeParameters = { backend: 'kie', resource: 'video', operation: 'queryTask', taskId: 't1' };
const ask = async (timeouts = {}) =>
	await host.run(form, {
		logins: withLogin(host.logins, 'kieApi', { baseUrl: url, uploadBaseUrl: url, apiKey: KEY }),
		...timeouts,
	});

/** How much this process grows at most meanwhile, in bytes. */
async function growth(work: () => Promise<unknown>): Promise<number> {
	const before = process.memoryUsage.rss();
	let most = before;
	const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 10);
	await work();
	clearInterval(timer);
	return most - before;
}

const json = (body: Buffer | string, headers: Record<string, string> = {}) => {
	answer = (_, response) => {
		response.on('error', () => undefined);
		response.writeHead(200, { 'Content-Type': 'application/json', ...headers }).end(body);
	};
};

describe('H7: an answer', () => {
	test('of 389 kB that unpacks to 400 MB is left as soon as it has 16', async () => {
		const bomb = gzipSync(Buffer.alloc(400_000_000, 0x20));
		expect(bomb.length).toBeLessThan(400_000);
		json('{}');
		await ask();
		json(bomb, { 'Content-Encoding': 'gzip' });
		let message = '';
		const grown = await growth(async () => (message = (await ask()).error?.message ?? ''));
		expect(message).toMatch(/the answer was larger than 16 MB/);
		expect(grown).toBeLessThan(250_000_000);
	}, 120_000);

	test('without end is left as soon as it has 16 MB, and its connection closed', async () => {
		const chunk = Buffer.alloc(64_000, 0x20);
		answer = (_, response) => {
			response.writeHead(200, { 'Content-Type': 'application/json' });
			const more = (): void => {
				while (!response.destroyed && response.write(chunk));
				if (!response.destroyed) response.once('drain', more);
			};
			more();
		};
		expect((await ask()).error?.message).toMatch(/the answer was larger than 16 MB/);
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(sockets.size).toBe(0);
	}, 60_000);

	test.each([
		['6 MB of opening brackets', '['.repeat(6_000_000)],
		['brackets that all close', `${'['.repeat(3_000_000)}${']'.repeat(3_000_000)}`],
	])(
		'%s is no answer, and blocks nobody',
		async (_, body) => {
			json(body);
			const { result, longestGapMs } = await calmest(async () => await ask(), 150, 3);
			expect(result.error).toBeDefined();
			expect(longestGapMs).toBeLessThan(1_000);
		},
		60_000,
	);

	test('a page of 100 kB of < blocks nobody', async () => {
		answer = (_, response) => void response.writeHead(502).end('<'.repeat(100_000));
		const { result, longestGapMs } = await calmest(async () => await ask(), 100, 5);
		expect(result.error).toBeDefined();
		expect(longestGapMs).toBeLessThan(500);
	}, 60_000);
});

test('H8: an answer that trickles is given up with its connection', async () => {
	answer = (_, response) => {
		response.writeHead(200, { 'Content-Type': 'application/json' });
		const timer = setInterval(() => response.write(' '), 50);
		response.on('close', () => clearInterval(timer));
	};
	const http = createHttpClient(await openRequester(host.logins), 'kieApi', 0, new AbortController().signal);
	const reply = await http.send({ method: 'GET', url, unsigned: true }, 200);
	expect(reply).toEqual({ kind: 'noResponse', words: 'the answer was incomplete when the request timed out' });
	await new Promise((resolve) => setTimeout(resolve, 300));
	expect(sockets.size).toBe(0);
}, 30_000);

describe('H13: a key that a service repeats', () => {
	const spellings = [
		KEY,
		Buffer.from(KEY).toString('base64'),
		Buffer.from(`user:${KEY}`).toString('base64'),
		encodeURIComponent(KEY),
	];
	test('is in no message, no detail and no log line', async () => {
		json(JSON.stringify({ code: 401, msg: `The key ${spellings.join(' or ')} is not valid`, data: null }));
		const { error } = await ask();
		const shown = JSON.stringify([error?.message, error, Object.values(error ?? {})]);
		expect(error?.message).toContain('(secret)');
		for (const spelling of spellings.slice(0, 2)) expect(shown).not.toContain(spelling);
		expect(shown).not.toContain(Buffer.from(KEY).toString('base64').slice(4, 24));
	});

	test('is in no item under Continue On Fail', async () => {
		json(JSON.stringify({ code: 500, msg: `no ${KEY}`, data: { echoed: KEY } }));
		const { outputs } = await host.run(form, {
			logins: withLogin(host.logins, 'kieApi', { baseUrl: url, uploadBaseUrl: url, apiKey: KEY }),
			settings: { onError: 'continueRegularOutput' },
		});
		expect(JSON.stringify(outputs)).not.toContain(KEY);
	});
});
