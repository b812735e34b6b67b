// Made-up public addresses that both the node, through a proxy, and the simulated services can read.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Web {
	/** Puts a file at an address and gives the address back. */
	publish(url: string, bytes: Buffer): string;
	/** Takes the proxy out of the way again. */
	close(): void;
}

/** Stands in for the web until it is closed; `services` is what the simulator can read. */
export async function openWeb(services: Map<string, Buffer>): Promise<Web> {
	const pages = new Map<string, Buffer>();
	const server = createServer((request, response) => {
		const found = pages.get(request.url ?? '');
		const [, first, last] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
		if (!found) return response.writeHead(404).end();
		if (first === undefined) return response.writeHead(200, { 'content-length': found.length }).end(found);
		const part = found.subarray(Number(first), Number(last) + 1);
		const range = `bytes ${first}-${Number(first) + part.length - 1}/${found.length}`;
		return response.writeHead(206, { 'content-range': range }).end(part);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const saved = { HTTP_PROXY: process.env.HTTP_PROXY, NO_PROXY: process.env.NO_PROXY };
	process.env.HTTP_PROXY = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	process.env.NO_PROXY = '127.0.0.1,localhost';
	return {
		publish(url, bytes) {
			pages.set(url, bytes);
			services.set(url, bytes);
			return url;
		},
		close() {
			for (const [name, value] of Object.entries(saved)) {
				if (value === undefined) delete process.env[name];
				else process.env[name] = value;
			}
			server.closeAllConnections();
			server.close();
		},
	};
}
