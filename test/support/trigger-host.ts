// As much of n8n as a webhook node sees: an address that takes calls as n8n's web server does, n8n's own context for the
// webhook, static data that is loaded with each call and stored when it was answered, and n8n's engine for the run.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import { WebhookContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { credentialsHelper, runNode, type Login, type Outcome } from './run-node';

export interface TriggerHost {
	/** Where to call it. */
	readonly url: string;
	/** What came of each run, in the order of their starts. */
	readonly runs: Array<Promise<Outcome>>;
	/** What each run was given; n8n stores it with the execution, and Retry brings it back. */
	readonly inputs: INodeExecutionData[][];
	/** What n8n would have written into its log. */
	readonly log: Array<{ level: string; message: string }>;
	/** What n8n keeps with the workflow. */
	readonly stored: { data: IDataObject };
	/** From now on n8n cannot start a run, as while its database is away. */
	broken: boolean;
	/** Called between the webhook's end and the answer. */
	beforeAnswer?: () => Promise<void>;
	post(body: string | Buffer, headers?: Record<string, string>): Promise<{ status: number; text: string }>;
	close(): Promise<void>;
}

export interface TriggerSetup {
	readonly nodeType: INodeType;
	readonly parameters: INodeParameters;
	readonly logins: readonly Login[];
	readonly mode?: WorkflowExecuteMode;
	/** Of the same workflow in another process. */
	readonly stored?: TriggerHost['stored'];
}

export async function openTriggerHost(setup: TriggerSetup): Promise<TriggerHost> {
	const log: TriggerHost['log'] = [];
	const logger = Container.get(Logger);
	for (const level of ['info', 'warn', 'error', 'debug'] as const) {
		logger[level] = (message: string) => void log.push({ level, message });
	}
	const server = createServer((request, response) => void answer(host, setup, request, response));
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/one/kling-video`;
	const host: TriggerHost = {
		url,
		runs: [],
		inputs: [],
		log,
		stored: setup.stored ?? { data: {} },
		broken: false,
		async post(body, headers = {}) {
			const reply = await fetch(url, { method: 'POST', body: new Uint8Array(Buffer.from(body)), headers });
			return { status: reply.status, text: await reply.text() };
		},
		close: async () => await new Promise<void>((closed) => server.close(() => closed())),
	};
	return host;
}

/** What webhook-helpers of n8n do with a call. */
async function answer(
	host: TriggerHost,
	{ nodeType, parameters, logins, mode = 'webhook' }: TriggerSetup,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const reply = (status: number, json: unknown) => {
		response.statusCode = status;
		response.end(JSON.stringify(json));
	};
	// Express has these two besides.
	const express = Object.assign(response, {
		status: (code: number) => Object.assign(response, { statusCode: code }),
		json: (value: unknown) => response.end(JSON.stringify(value)),
	});
	const rawBody = Buffer.concat(chunks);
	const node: INode = {
		id: 'n1',
		webhookId: 'one',
		name: 'Node',
		type: 'test.node',
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: Object.fromEntries(logins.map(({ type }) => [type.name, { id: type.name, name: type.name }])),
	};
	const nodeTypes: INodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	const staticData = structuredClone(host.stored.data);
	const definition = { id: 'wf-test', name: 'test', nodes: [node], connections: {}, active: true, nodeTypes };
	const workflow = new Workflow({ ...definition, staticData });
	const additionalData = {
		credentialsHelper: credentialsHelper(logins),
		httpRequest: Object.assign(request, {
			...(rawBody.length > 0 ? { rawBody } : {}),
			query: Object.fromEntries(new URL(request.url ?? '', 'http://n8n').searchParams),
		}),
		httpResponse: express,
	} as unknown as IWorkflowExecuteAdditionalData;
	const webhookData = { webhookDescription: nodeType.description.webhooks![0]! } as never;
	const context = new WebhookContext(workflow, node, additionalData, mode, webhookData, [], null);
	const result = await nodeType.webhook!.call(context).catch((error: Error) => error);
	if (result instanceof Error) return reply(500, { message: result.message });
	await host.beforeAnswer?.();
	const items = result.workflowData?.[0];
	if (items && host.broken) return reply(500, { message: 'Workflow could not be started' });
	if (items) host.inputs.push(items);
	if (items) host.runs.push(runNode({ nodeType, parameters, logins, items }));
	// n8n stores it when it answers, only where it has changed, and nothing of a run by hand.
	const changed = (workflow.staticData as { __dataChanged?: boolean }).__dataChanged === true;
	if (changed && mode !== 'manual') host.stored.data = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
	if (!result.noWebhookResponse) reply(200, { message: items ? 'Workflow was started' : 'Webhook call received' });
}
