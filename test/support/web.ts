// A web of made-up hosts: an HTTP proxy on this machine, which n8n's request helpers honour while it is open.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How an address answers. */
export type Page = (request: IncomingMessage, response: ServerResponse) => void;

export interface Web {
	/** Every request that came, in order. */
	readonly visits: readonly IncomingMessage[];
	/** Puts a page at a whole http address, which is returned. */
	put(url: string, page: Page): string;
	/** Answers every address that has no page of its own, until now with 404. */
	putElsewhere(page: Page): void;
	/** Ends the proxy, and gives the environment its own proxy back. */
	close(): Promise<void>;
}

/** While it is open, n8n's requests to any http host but this machine come here. */
export async function openWeb(): Promise<Web> {
	const pages = new Map<string, Page>();
	const visits: IncomingMessage[] = [];
	let elsewhere: Page = (_, response) => void response.writeHead(404).end();
	const server = createServer((request, response) => {
		visits.push(request);
		const page = pages.get(request.url ?? '') ?? elsewhere;
		page(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const saved = { HTTP_PROXY: process.env.HTTP_PROXY, NO_PROXY: process.env.NO_PROXY };
	process.env.HTTP_PROXY = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	process.env.NO_PROXY = '127.0.0.1,localhost';
	return {
		visits,
		put(url, page) {
			pages.set(url, page);
			return url;
		},
		putElsewhere(page) {
			elsewhere = page;
		},
		async close() {
			for (const [name, value] of Object.entries(saved)) {
				if (value === undefined) delete process.env[name];
				else process.env[name] = value;
			}
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}

/**
 * A file, of which parts are given where they are asked for.
 *
 * @param wholeLength what a part says of the whole file, in bytes
 */
export function file(bytes: Buffer, type = 'image/png', wholeLength = bytes.length): Page {
	return ({ headers }, response) => {
		const asked = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '');
		if (!asked) {
			response.writeHead(200, { 'content-type': type, 'content-length': bytes.length }).end(bytes);
			return;
		}
		const part = bytes.subarray(Number(asked[1]), Number(asked[2]) + 1);
		const range = `bytes ${asked[1]}-${Number(asked[1]) + part.length - 1}/${wholeLength}`;
		response.writeHead(206, { 'content-type': type, 'content-range': range }).end(part);
	};
}
