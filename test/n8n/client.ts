// Speaks to n8n's internal REST API, the one its editor uses, in the parts 1.x and 2.x share.
import { setTimeout as sleep } from 'node:timers/promises';
import { readExecution, type Execution, type StoredFile } from './execution';
import { at, listAt, textAt, type JsonRecord } from './json';

export const OWNER = {
	email: 'owner@example.com',
	password: 'Kling-Video-1',
	firstName: 'Test',
	lastName: 'Owner',
};

export interface WorkflowJson {
	name: string;
	nodes: JsonRecord[];
	connections: JsonRecord;
	settings?: JsonRecord;
	/** Outputs that stand fixed, by node: n8n does not run these nodes. */
	pinData?: JsonRecord;
}

export interface CredentialTest {
	status: string;
	message: string;
}

export interface N8nClient {
	/** Any call to the REST API; resolves to the reply's `data`, rejects on an error status. */
	call(method: string, path: string, body?: unknown): Promise<unknown>;
	installPackage(name: string, version: string): Promise<void>;
	/** A node type's description, as n8n has loaded it. */
	nodeType(name: string, version?: number): Promise<unknown>;
	createCredential(type: string, name: string, data: JsonRecord): Promise<string>;
	/** What the editor shows after saving such a credential; nothing of it stays. */
	testCredential(type: string, data: JsonRecord): Promise<CredentialTest>;
	createWorkflow(workflow: WorkflowJson): Promise<string>;
	/** Switches a workflow's triggers on. */
	activate(workflowId: string): Promise<void>;
	/** Lets other workflows call this one; n8n 1 lets them without. */
	publish(workflowId: string): Promise<void>;
	/** The ids of a workflow's executions, those that run included. */
	executionsOf(workflowId: string): Promise<string[]>;
	/** Starts a stored workflow by hand and returns the execution's id at once. */
	start(workflowId: string, trigger: string): Promise<string>;
	/** Waits until an execution is over, `timeout` seconds at most. */
	finished(executionId: string, timeout?: number): Promise<Execution>;
	/** Stores a workflow where it is given as JSON, runs it and waits for its end. */
	run(workflow: string | WorkflowJson, trigger: string, options?: { timeout?: number }): Promise<Execution>;
	stopExecution(executionId: string): Promise<void>;
	/** Retries a failed execution and waits for the end of the new one. */
	retryExecution(executionId: string): Promise<Execution>;
	/** The bytes of a file that an item of an execution carries. */
	binary(file: StoredFile): Promise<Buffer>;
}

/** Logs in as the owner, whom it creates, and returns the client for that session. */
export async function connect(url: string): Promise<N8nClient> {
	const cookie = await logIn(url);

	const request = async (method: string, path: string, body?: unknown): Promise<Response> =>
		await send(url, method, path, body, { cookie });

	const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
		const response = await request(method, path, body);
		if (response.headers.get('content-type')?.includes('json') !== true) return undefined;
		return at(await response.json(), 'data');
	};

	const createCredential = async (type: string, name: string, data: JsonRecord): Promise<string> =>
		textAt(await call('POST', '/rest/credentials', { type, name, data }), 'id');

	const createWorkflow = async (workflow: WorkflowJson): Promise<string> => {
		const body = { settings: {}, ...workflow, active: false };
		return textAt(await call('POST', '/rest/workflows', body), 'id');
	};

	const activate = async (workflowId: string): Promise<void> => {
		const versionId = textAt(await call('GET', `/rest/workflows/${workflowId}`), 'versionId');
		await call('POST', `/rest/workflows/${workflowId}/activate`, { versionId });
	};
	const start = async (workflowId: string, trigger: string): Promise<string> => {
		const workflowData = await call('GET', `/rest/workflows/${workflowId}`);
		const body = { workflowData, startNodes: [], triggerToStartFrom: { name: trigger } };
		return textAt(await call('POST', `/rest/workflows/${workflowId}/run`, body), 'executionId');
	};

	const finished = async (executionId: string, timeout = 120): Promise<Execution> => {
		const deadline = Date.now() + timeout * 1000;
		while (Date.now() < deadline) {
			const execution = readExecution(await call('GET', `/rest/executions/${executionId}`));
			if (execution) return execution;
			await sleep(250);
		}
		throw new Error(`Execution ${executionId} was still running after ${timeout} seconds.`);
	};

	return {
		call,
		createCredential,
		createWorkflow,
		start,
		finished,
		activate,
		async publish(workflowId) {
			// n8n 1 activates nothing that has no trigger of its own.
			await activate(workflowId).catch((error: unknown) => {
				if (!/trigger/i.test(String(error))) throw error;
			});
		},
		async executionsOf(workflowId) {
			const filter = encodeURIComponent(JSON.stringify({ workflowId }));
			return listAt(await call('GET', `/rest/executions?filter=${filter}`), 'results').map((entry) =>
				textAt(entry, 'id'),
			);
		},
		async installPackage(name, version) {
			await call('POST', '/rest/community-packages', { name, version });
		},
		async nodeType(name, version = 1) {
			const nodeInfos = [{ name, version }];
			return at(await call('POST', '/rest/node-types', { nodeInfos }), 0);
		},
		async testCredential(type, data) {
			// n8n tests only credentials that it has stored; the editor saves them first, too.
			const id = await createCredential(type, `Test of ${type}`, data);
			try {
				const credentials = { id, name: `Test of ${type}`, type, data };
				const reply = await call('POST', '/rest/credentials/test', { credentials });
				return { status: textAt(reply, 'status'), message: textAt(reply, 'message') };
			} finally {
				await call('DELETE', `/rest/credentials/${id}`);
			}
		},
		async run(workflow, trigger, { timeout } = {}) {
			const id = typeof workflow === 'string' ? workflow : await createWorkflow(workflow);
			return await finished(await start(id, trigger), timeout);
		},
		async stopExecution(executionId) {
			await call('POST', `/rest/executions/${executionId}/stop`);
		},
		async retryExecution(executionId) {
			const path = `/rest/executions/${executionId}/retry`;
			// After an HTTP Request node that fetched a file n8n runs the retry and then answers 500: it
			// cannot write that node's context as JSON. So the list of executions counts, not the reply.
			const refusal = await call('POST', path, { loadWorkflow: false }).then(
				() => undefined,
				(error: unknown) => error,
			);
			const retries = listAt(await call('GET', '/rest/executions'), 'results')
				.filter((entry) => at(entry, 'retryOf') === executionId)
				.map((entry) => Number(textAt(entry, 'id')));
			if (retries.length === 0) throw refusal ?? new Error(`${executionId} was not retried.`);
			return await finished(String(Math.max(...retries)));
		},
		async binary(file) {
			if (file.id === undefined) return Buffer.from(file.data, 'base64');
			const query = new URLSearchParams({ id: file.id, action: 'download' });
			const response = await request('GET', `/rest/binary-data?${query}`);
			return Buffer.from(await response.arrayBuffer());
		},
	};
}

/** The session cookie of the owner, who is created first on a fresh instance. */
async function logIn(url: string): Promise<string> {
	await send(url, 'POST', '/rest/owner/setup', OWNER);
	const { email, password } = OWNER;
	const response = await send(url, 'POST', '/rest/login', { emailOrLdapLoginId: email, password });
	return response.headers
		.getSetCookie()
		.map((cookie) => cookie.split(';')[0])
		.join('; ');
}

async function send(
	url: string,
	method: string,
	path: string,
	body?: unknown,
	headers: Record<string, string> = {},
): Promise<Response> {
	const response = await fetch(`${url}${path}`, {
		method,
		headers: { ...headers, 'content-type': 'application/json' },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	if (response.ok) return response;
	const reason = (await response.text()).slice(0, 1000);
	throw new Error(`n8n answered ${response.status} to ${method} ${path}: ${reason}`);
}
