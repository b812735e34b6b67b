// Plays a chat model that calls tools by a script, so that an agent can be run without a real one.
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

/** A call of a tool: which one, and what the model fills in after what the tools before have answered. */
export interface ToolCall {
	/** Part of the tool's name; the first tool where absent. */
	tool?: string;
	input: JsonRecord | ((heard: string) => JsonRecord);
}

/**
 * Answers like OpenAI's chat completions: one call of a tool after the other, then the last answer of a tool, word for word.
 *
 * @param script the calls, in their order
 */
export async function startChatModel(...script: ToolCall[]): Promise<ChatModel> {
	const offered: unknown[] = [];
	const reply = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const body = await jsonOf(request);
		const tools = listAt(body, 'tools');
		offered.push(...tools);
		const heard = listAt(body, 'messages').filter((message) => at(message, 'role') === 'tool');
		const last = at(heard.at(-1), 'content');
		const next = script[heard.length];
		const message = next ? calling(nameOf(tools, next), inputOf(next, String(last)), heard.length) : said(last);
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(JSON.stringify(completion(message, next ? 'tool_calls' : 'stop')));
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

function nameOf(tools: readonly unknown[], { tool = '' }: ToolCall): unknown {
	const names = tools.map((one) => at(one, 'function', 'name'));
	return names.find((name) => String(name).includes(tool));
}

const inputOf = ({ input }: ToolCall, heard: string): JsonRecord =>
	typeof input === 'function' ? input(heard) : input;

function calling(name: unknown, input: JsonRecord, before: number): JsonRecord {
	const call = { id: `call_${before + 1}`, type: 'function', function: { name, arguments: JSON.stringify(input) } };
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
