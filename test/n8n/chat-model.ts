// Plays a chat model that uses the one tool it is offered, so that an agent can be run without a real one.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { freePorts } from './process';
import { at, listAt, type JsonRecord } from './json';

export interface ChatModel {
	/** What the credential of an OpenAI-compatible service takes as its base URL. */
	url: string;
	/** The tools that it was offered, as the agent described them. */
	offered: unknown[];
	close(): Promise<void>;
}

/**
 * Answers like OpenAI's chat completions: first with a call of the only tool, then with what the tool gave, word for word.
 *
 * @param input what it fills into the tool
 */
export async function startChatModel(input: JsonRecord): Promise<ChatModel> {
	const offered: unknown[] = [];
	const reply = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const body = await jsonOf(request);
		const tools = listAt(body, 'tools');
		offered.push(...tools);
		const heard = listAt(body, 'messages').find((message) => at(message, 'role') === 'tool');
		const message = heard ? said(at(heard, 'content')) : calling(at(tools[0], 'function', 'name'), input);
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(JSON.stringify(completion(message, heard ? 'stop' : 'tool_calls')));
	};
	const server = createServer((request, response) => {
		reply(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
	});
	const [port = 0] = await freePorts(1);
	await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
	const close = async (): Promise<void> => {
		server.closeAllConnections();
		await new Promise((closed) => server.close(closed));
	};
	return { url: `http://127.0.0.1:${port}/v1`, offered, close };
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(Buffer.from(part));
	return JSON.parse(Buffer.concat(parts).toString('utf8'));
}

const said = (content: unknown): JsonRecord => ({ role: 'assistant', content });

function calling(name: unknown, input: JsonRecord): JsonRecord {
	const call = { id: 'call_1', type: 'function', function: { name, arguments: JSON.stringify(input) } };
	return { role: 'assistant', content: null, tool_calls: [call] };
}

function completion(message: JsonRecord, finish: string): JsonRecord {
	return {
		id: 'chatcmpl-1',
		object: 'chat.completion',
		created: 1,
		model: 'played',
		choices: [{ index: 0, message, finish_reason: finish }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
