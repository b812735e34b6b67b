// Sees what leaves this process and what ends it: requests at the moment they are made, the log, and errors that nobody
// has caught.
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** One line of n8n's log. */
export interface LogLine {
	readonly level: 'info' | 'warn' | 'error' | 'debug';
	readonly message: string;
	readonly meta: Record<string, unknown>;
}

/** A request of this process; `host` with its port. */
export interface Leaving {
	readonly method: string;
	readonly path: string;
	readonly host: string;
}

export interface RequestRecorder {
	/** Called for every request that this process makes, before its first byte leaves. */
	onRequest?: (request: Leaving) => void;
	/** Called for every answer that has come in whole. */
	onAnswer?: (request: Leaving) => void;
	/** The log since the last look. */
	takeLog(): LogLine[];
	/** Errors since the last look that would have ended n8n. */
	takeCrashes(): string[];
	leave(): void;
}

/** Begins to watch; only one at a time. */
export function watch(): RequestRecorder {
	let log: LogLine[] = [];
	let crashes: string[] = [];
	const logger = Container.get(Logger);
	for (const level of ['info', 'warn', 'error', 'debug'] as const) {
		logger[level] = (message: string, meta: object = {}) => {
			log.push({ level, message, meta: { ...meta } });
		};
	}
	const crashed = (error: unknown) =>
		void crashes.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
	process.on('unhandledRejection', crashed);
	process.on('uncaughtException', crashed);
	const started = (event: unknown) => {
		recorder.onRequest?.(leaving((event as { request: ClientRequest }).request));
	};
	const answered = (event: unknown) => {
		const { request, response } = event as { request: ClientRequest; response: IncomingMessage };
		response.once('end', () => recorder.onAnswer?.(leaving(request)));
	};
	subscribe('http.client.request.start', started);
	subscribe('http.client.response.finish', answered);
	const recorder: RequestRecorder = {
		takeLog() {
			const taken = log;
			log = [];
			return taken;
		},
		takeCrashes() {
			const taken = crashes;
			crashes = [];
			return taken;
		},
		leave() {
			process.off('unhandledRejection', crashed);
			process.off('uncaughtException', crashed);
			unsubscribe('http.client.request.start', started);
			unsubscribe('http.client.response.finish', answered);
		},
	};
	return recorder;
}

const leaving = (request: ClientRequest): Leaving => ({
	method: request.method,
	path: request.path,
	host: String(request.getHeader('host') ?? ''),
});
