// What proves that not a byte of a request has left: a connection that never came about. Everything else may have arrived.
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { createHttpClient, type Requester } from '../../../nodes/shared/http/client';
import type { Reply } from '../../../nodes/shared/http/types';

/** n8n's helper as it fails of a network error: the error of Node inside of axios's, inside of n8n's own. */
async function replyTo(cause: object): Promise<Reply> {
	const axios = Object.assign(new Error('AxiosError'), { cause: Object.assign(new Error('network'), cause) });
	const failing = async () => await Promise.reject<never>(Object.assign(new Error('NodeApiError'), { cause: axios }));
	const context: Requester = {
		getCredentials: () => Promise.resolve({}),
		helpers: { httpRequest: failing, httpRequestWithAuthentication: failing as never },
	};
	const client = createHttpClient(context, 'any', 0, new AbortController().signal);
	return await client.send({ method: 'POST', url: 'https://host/create', body: '{}' }, 1_000);
}

test.each<[string, object, string]>([
	['a refused connection', { code: 'ECONNREFUSED', syscall: 'connect' }, 'notSent'],
	['a host without an address', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'notSent'],
	['connect EHOSTUNREACH', { code: 'EHOSTUNREACH', syscall: 'connect' }, 'notSent'],
	['connect ENETUNREACH', { code: 'ENETUNREACH', syscall: 'connect' }, 'notSent'],
	['connect ETIMEDOUT', { code: 'ETIMEDOUT', syscall: 'connect' }, 'notSent'],
	[
		'no address of several that answers',
		{
			code: 'ETIMEDOUT',
			errors: [
				{ code: 'ETIMEDOUT', syscall: 'connect' },
				{ code: 'ENETUNREACH', syscall: 'connect' },
			],
		},
		'notSent',
	],
	['a certificate that has expired', { code: 'CERT_HAS_EXPIRED' }, 'notSent'],
	[
		'a line that was cut in the TLS handshake',
		{ code: 'ECONNRESET', message: 'Client network socket disconnected before secure TLS connection was established' },
		'notSent',
	],
	['read EHOSTUNREACH', { code: 'EHOSTUNREACH', syscall: 'read' }, 'noResponse'],
	['read ENETUNREACH', { code: 'ENETUNREACH', syscall: 'read' }, 'noResponse'],
	['read ECONNREFUSED', { code: 'ECONNREFUSED', syscall: 'read' }, 'noResponse'],
	['an unreachable host of which nobody says when', { code: 'EHOSTUNREACH' }, 'noResponse'],
	['read ETIMEDOUT', { code: 'ETIMEDOUT', syscall: 'read' }, 'noResponse'],
	['a timeout of axios', { code: 'ECONNABORTED' }, 'noResponse'],
	['read ECONNRESET', { code: 'ECONNRESET', syscall: 'read' }, 'noResponse'],
	['write EPIPE', { code: 'EPIPE', syscall: 'write' }, 'noResponse'],
	['anything that is an unknown field', { code: 'EWHATEVER', syscall: 'connect' }, 'noResponse'],
])('%s (M5)', async (_, cause, kind) => {
	expect(await replyTo(cause)).toMatchObject({ kind });
});

test('a host that cuts the line in the handshake has received nothing (M5)', async () => {
	const server = net.createServer((socket) => socket.once('data', () => socket.destroy()));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const failing = async () =>
		await Promise.reject<never>(await fetch(`https://127.0.0.1:${port}/`).catch((error: unknown) => error));
	const context: Requester = {
		getCredentials: () => Promise.resolve({}),
		helpers: { httpRequest: failing, httpRequestWithAuthentication: failing as never },
	};
	const client = createHttpClient(context, 'any', 0, new AbortController().signal);
	expect(await client.send({ method: 'POST', url: 'https://host/create', body: '{}' }, 1_000)).toMatchObject({
		kind: 'notSent',
	});
	server.close();
});
