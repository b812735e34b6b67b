// Runs one node through n8n's own engine: real context, request helpers, binary store, retry and error routing.
import type { Readable } from 'node:stream';
import { Container } from '@n8n/di';
import {
	BinaryDataService,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	prepareBinaryData,
	WorkflowExecute,
} from 'n8n-core';
import { createRunExecutionData, Workflow } from 'n8n-workflow';
import type {
	IBinaryData,
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	ICredentialType,
	IDataObject,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeListSearchResult,
	INodeParameters,
	INodeType,
	INodeTypes,
	IRun,
	ITaskData,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

const WORKFLOW = 'wf-test';
const ORIGIN = 'http://localhost:5678';

export interface Login {
	readonly type: ICredentialType;
	readonly data: ICredentialDataDecryptedObject;
}

export interface Scenario {
	readonly nodeType: INodeType;
	readonly parameters: INodeParameters;
	readonly items?: INodeExecutionData[];
	readonly logins?: readonly Login[];
	/** retryOnFail, maxTries, waitBetweenTries, onError, executeOnce, ... */
	readonly settings?: Partial<INode>;
	/** What the Stop button and the workflow timeout do: called with a function that stops the run. */
	readonly stopWhen?: (stop: () => void) => void;
	readonly executionId?: string;
	/** What this n8n calls itself. */
	readonly origin?: string;
	/** As n8n names the node where an AI agent calls it. */
	readonly asTool?: boolean;
	/** How often the node has run before in this execution, as in a loop. */
	readonly earlierRuns?: number;
	/** The node's memory of an earlier execution, as "retry execution" brings it back. */
	readonly context?: Record<string, unknown>;
}

/** Items per output: [main], or [main, error] with onError 'continueErrorOutput'. */
export interface Outcome {
	readonly run: IRun;
	readonly outputs: INodeExecutionData[][];
	readonly error?: Error;
	/** The node's memory after the run. */
	readonly context: Record<string, unknown>;
}

let store: Promise<BinaryDataService> | undefined;

async function binaryStore(): Promise<BinaryDataService> {
	store ??= (async () => {
		const service = Container.get(BinaryDataService);
		await service.init();
		return service;
	})();
	return await store;
}

/** A file in n8n's binary store, as an earlier node would have left it. */
export async function storedFile(bytes: Buffer | Readable, name: string, mime: string): Promise<IBinaryData> {
	await binaryStore();
	return await prepareBinaryData(bytes, '1', WORKFLOW, name, mime);
}

/** The bytes of a stored file. */
export async function readFile(file: IBinaryData): Promise<Buffer> {
	return await (await binaryStore()).getAsBuffer(file);
}

export function credentialsHelper(logins: readonly Login[]): ICredentialsHelper {
	const login = (name: string) => {
		const found = logins.find(({ type }) => type.name === name);
		if (!found) throw new Error(`the test has no credential of type ${name}`);
		return found;
	};
	const helper: Partial<ICredentialsHelper> = {
		getParentTypes: (name) => login(name).type.extends ?? [],
		getCredentialsProperties: (name) => login(name).type.properties,
		isCredentialUsableByNode: () => true,
		preAuthentication: async () => undefined,
		async getDecrypted(_additional, _reference, name) {
			const { type, data } = login(name);
			const defaults = Object.fromEntries(type.properties.map((p) => [p.name, p.default]));
			return { ...defaults, ...data } as ICredentialDataDecryptedObject;
		},
		async authenticate(credentials, name, request, workflow, node) {
			const { authenticate } = login(name).type;
			const options = { ...request } as IHttpRequestOptions;
			if (typeof authenticate === 'function') return await authenticate(credentials, options);
			if (!authenticate || !workflow || !node) return options;
			const add = (to: object | undefined, templates: object | undefined) => {
				const entries = Object.entries(templates ?? {}).map(([key, template]) => [
					key,
					workflow.expression.getSimpleParameterValue(node, String(template), 'internal', {
						$credentials: credentials,
					}),
				]);
				return { ...to, ...Object.fromEntries(entries) } as IDataObject;
			};
			const { headers, qs } = authenticate.properties;
			return { ...options, headers: add(options.headers, headers), qs: add(options.qs as IDataObject, qs) };
		},
	};
	return helper as ICredentialsHelper;
}

/** What a list of the form shows: the editor asks for it with the form as it stands, and with what was typed. */
export async function searchList(
	nodeType: INodeType,
	method: string,
	{ parameters, logins }: Pick<Scenario, 'parameters' | 'logins'>,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const node: INode = {
		id: 'n1',
		name: 'Node',
		type: 'test.node',
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: Object.fromEntries((logins ?? []).map(({ type }) => [type.name, { id: type.name, name: type.name }])),
	};
	const nodeTypes: INodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = {
		credentialsHelper: credentialsHelper(logins ?? []),
		currentNodeParameters: parameters,
	} as unknown as IWorkflowExecuteAdditionalData;
	const context = new LoadOptionsContext(workflow, node, additionalData, 'parameters.options');
	const search = nodeType.methods?.listSearch?.[method];
	if (!search) throw new Error(`the node has no list ${method}`);
	return await search.call(context, filter, paginationToken);
}

/** What n8n's engine knows of its surroundings: the credentials, the addresses, who listens. */
export function additionalDataFor(
	definition: object,
	executionId: string,
	logins: readonly Login[],
	origin = ORIGIN,
): IWorkflowExecuteAdditionalData {
	return {
		hooks: new ExecutionLifecycleHooks('manual', executionId, definition as never),
		credentialsHelper: credentialsHelper(logins),
		executionId,
		currentNodeExecutionIndex: 1,
		variables: {},
		instanceBaseUrl: origin,
		restApiUrl: `${origin}/rest`,
		webhookBaseUrl: `${origin}/webhook`,
		webhookWaitingBaseUrl: `${origin}/webhook-waiting`,
		formWaitingBaseUrl: `${origin}/form-waiting`,
		setExecutionStatus() {},
		sendDataToUI() {},
		logAiEvent() {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** A run of a node as n8n keeps it, which gave these items. */
export const finishedRun = (items: INodeExecutionData[]): ITaskData => ({
	startTime: 0,
	executionTime: 0,
	executionIndex: 0,
	executionStatus: 'success',
	source: [],
	data: { main: [items] },
});

/** One execution of a workflow "Start -> Node" whose start has already run. */
export async function runNode(scenario: Scenario): Promise<Outcome> {
	await binaryStore();
	const {
		nodeType,
		parameters,
		logins = [],
		items = [{ json: {} }],
		executionId = '1',
		earlierRuns = 0,
		origin,
	} = scenario;
	const node: INode = {
		id: 'n1',
		name: 'Node',
		type: scenario.asTool ? 'test.nodeTool' : 'test.node',
		typeVersion: [nodeType.description.version].flat()[0] ?? 1,
		position: [200, 0],
		parameters,
		credentials: Object.fromEntries(logins.map(({ type }) => [type.name, { id: type.name, name: type.name }])),
		...scenario.settings,
	};
	const start: INode = {
		id: 'n0',
		name: 'Start',
		type: 'test.start',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const startType = {
		description: { ...nodeType.description, name: 'start', inputs: [], credentials: [], properties: [] },
	} as INodeType;
	const typeOf = (name: string) => (name === node.type ? nodeType : startType);
	const nodeTypes: INodeTypes = { getByName: typeOf, getByNameAndVersion: typeOf, getKnownTypes: () => ({}) };
	const definition = {
		id: WORKFLOW,
		name: 'test',
		active: false,
		nodes: [start, node],
		settings: { executionOrder: 'v1' as const },
		connections: { Start: { main: [[{ node: 'Node', type: 'main' as const, index: 0 }]] } },
	};
	const data = createRunExecutionData({
		resultData: {
			runData: {
				Start: [finishedRun(items)],
				...(earlierRuns > 0 ? { Node: Array.from({ length: earlierRuns }, () => finishedRun([])) } : {}),
			},
		},
		executionData: {
			nodeExecutionStack: [{ node, data: { main: [items] }, source: { main: [{ previousNode: 'Start' }] } }],
			...(scenario.context ? { contextData: { 'node:Node': structuredClone(scenario.context) as IDataObject } } : {}),
		},
	});
	const additionalData = additionalDataFor(definition, executionId, logins, origin);

	const execution = new WorkflowExecute(additionalData, 'manual', data).processRunExecutionData(
		new Workflow({ ...definition, nodeTypes }),
	);
	scenario.stopWhen?.(() => execution.cancel());
	const run = await execution;
	const main = run.data.resultData.runData.Node?.at(-1)?.data?.main ?? [];
	return {
		run,
		outputs: main.map((list) => list ?? []),
		error: run.data.resultData.error,
		context: (run.data.executionData?.contextData['node:Node'] ?? {}) as Record<string, unknown>,
	};
}
