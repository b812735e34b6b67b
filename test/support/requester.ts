// n8n's request helpers without a run around them: as much as the HTTP client takes of n8n.
import { LoadOptionsContext } from 'n8n-core';
import { Workflow, type INode, type INodeTypes, type IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import { KlingVideo } from '../../nodes/KlingVideo/KlingVideo.node.ts';
import type { Requester } from '../../nodes/shared/http/client';
import { credentialsHelper, type Login } from './run-node';

/** A context as the lists of the form have it. */
export async function openRequester(logins: readonly Login[]): Promise<Requester> {
	const node: INode = {
		id: 'n1',
		name: 'Node',
		type: 'test.node',
		typeVersion: 1,
		position: [0, 0],
		parameters: { backend: 'kie', resource: 'video', operation: 'queryTask' },
		credentials: Object.fromEntries(logins.map(({ type }) => [type.name, { id: type.name, name: type.name }])),
	};
	const type = new KlingVideo();
	const nodeTypes: INodeTypes = {
		getByName: () => type,
		getByNameAndVersion: () => type,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = { credentialsHelper: credentialsHelper(logins) } as unknown as IWorkflowExecuteAdditionalData;
	return new LoadOptionsContext(workflow, node, additionalData, 'parameters.options') as unknown as Requester;
}
