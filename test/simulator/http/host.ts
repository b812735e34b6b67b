/** One listening host: reads a request, records it, applies a fault and sends the answer. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BackendName, Fault, HostName, RecordedRequest, Verb } from '../contract';
import { json, replacement } from './answer';
import type { Answer } from './answer';
import type { FaultQueue } from './faults';

export interface Incoming {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: IncomingMessage['headers'];
	body: Buffer;
}

/** What a request is about, decided before it is processed, and how it is then processed. */
export interface Route {
	backend?: BackendName;
	verb: Verb;
	handle(incoming: Incoming): Answer | Promise<Answer>;
}

export interface HostSetup {
	name: HostName;
	address: string;
	port: number;
	now: () => number;
	faults: FaultQueue;
	requests: RecordedRequest[];
	onRequest?: (request: RecordedRequest) => void;
	route(incoming: Incoming): Route;
}

export interface Host {
	url: string;
	/** Waits until no request is under way. */
	settled(): Promise<void>;
	close(): Promise<void>;
}

export async function startHost(setup: HostSetup): Promise<Host> {
	const underWay = new Set<Promise<void>>();
	const server = createServer((request, response) => {
		const work = serve(setup, request, response).catch((error: unknown) => {
			if (!response.headersSent) send(response, crash(error), request.method);
		});
		underWay.add(work);
		void work.then(() => underWay.delete(work));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(setup.port, setup.address, () => resolve());
	});
	const { port } = server.address() as AddressInfo;
	const name = setup.address === '0.0.0.0' ? '127.0.0.1' : setup.address;
	const settled = async (): Promise<void> => {
		while (underWay.size > 0) await Promise.all(underWay);
	};
	return { url: `http://${name}:${port}`, settled, close: () => stop(server) };
}

async function serve(setup: HostSetup, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const url = new URL(request.url ?? '/', 'http://simulator');
	const incoming: Incoming = {
		method: request.method ?? 'GET',
		path: url.pathname,
		query: url.searchParams,
		headers: request.headers,
		body: Buffer.alloc(0),
	};
	const route = setup.route(incoming);
	const record: RecordedRequest = {
		host: setup.name,
		...(route.backend === undefined ? {} : { backend: route.backend }),
		verb: route.verb,
		method: incoming.method,
		path: incoming.path,
		query: Object.fromEntries(url.searchParams),
		headers: redacted(request.headers),
		bodyBytes: 0,
		status: 0,
		at: setup.now(),
	};
	setup.requests.push(record);
	const gone = new Promise<void>((resolve) => {
		response.once('close', () => {
			if (!response.writableFinished && !droppedByUs.has(response)) record.aborted = true;
			resolve();
		});
	});
	const body = await readBody(request);
	if (body === undefined) return;
	incoming.body = body;
	record.bodyBytes = body.length;

	setup.onRequest?.(record);
	const fault = setup.faults.take(route.backend, route.verb);
	if (fault) record.fault = fault.kind;
	if (fault?.kind === 'dropBefore') return drop(response);
	if (fault?.kind === 'stall') {
		await Promise.race([gone, ...(fault.ms === undefined ? [] : [pause(fault.ms)])]);
		return drop(response);
	}
	if (fault?.kind === 'slow') await Promise.race([gone, pause(fault.ms)]);
	if (fault?.kind === 'lateWork') await pause(fault.ms);
	const answer = await answered(route, incoming, fault);
	if (fault?.kind === 'dropAfter') return drop(response);
	if (fault?.kind === 'lateAnswer') await Promise.race([gone, pause(fault.ms)]);
	record.status = answer.status;
	if (answer.refusal !== undefined) record.refusal = answer.refusal;
	if (fault?.kind === 'truncate' || fault?.kind === 'hang') {
		return cut(response, answer, fault.kind === 'truncate');
	}
	if (fault?.kind === 'half') answer.body = answer.body.subarray(0, Math.floor(answer.body.length / 2));
	send(response, answer, incoming.method);
}

async function answered(route: Route, incoming: Incoming, fault?: Fault): Promise<Answer> {
	if (fault?.kind === 'answer') return replacement(fault);
	if (fault?.kind === 'whole') delete incoming.headers.range;
	const real = await route.handle(incoming);
	if (fault?.kind === 'duplicate') {
		const again = await route.handle(incoming);
		return fault.answers === 'second' ? again : real;
	}
	return fault?.kind === 'answerAfter' ? replacement(fault) : real;
}

const droppedByUs = new WeakSet<ServerResponse>();

function drop(response: ServerResponse): void {
	droppedByUs.add(response);
	response.destroy();
}

function cut(response: ServerResponse, answer: Answer, andBreak: boolean): void {
	response.writeHead(answer.status, {
		...answer.headers,
		'content-length': String(answer.body.length),
	});
	const half = answer.body.subarray(0, Math.floor(answer.body.length / 2));
	response.write(half);
	// The half must have left before the connection breaks.
	if (andBreak) setTimeout(() => drop(response), 20);
}

function send(response: ServerResponse, answer: Answer, method?: string): void {
	response.writeHead(answer.status, {
		...answer.headers,
		'content-length': String(answer.body.length),
	});
	response.end(method === 'HEAD' ? undefined : answer.body);
}

/** Undefined when the client went away before the body was complete. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
	const chunks: Buffer[] = [];
	try {
		for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
	} catch {
		return undefined;
	}
	return Buffer.concat(chunks);
}

function redacted(headers: IncomingMessage['headers']): Record<string, string | true> {
	const secret = ['authorization', 'x-api-key', 'cookie', 'proxy-authorization'];
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name,
			secret.includes(name) ? true : Array.isArray(value) ? value.join(', ') : (value ?? ''),
		]),
	);
}

/** A bug of the simulator must look like one, not like a service that is down. */
function crash(error: unknown): Answer {
	const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return json(599, { simulatorBug: words }, words);
}

async function pause(ms: number): Promise<void> {
	await new Promise<void>((resolve) => {
		setTimeout(resolve, ms).unref();
	});
}

async function stop(server: Server): Promise<void> {
	await new Promise<void>((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}
