// The workflows that people make by hand for Kling's API: HTTP Request nodes around a loop of Wait and IF.
import type { WorkflowJson } from './client';
import { TRIGGER } from './example';
import type { JsonRecord } from './json';

export interface HandMade {
	/** Of the official API, without a path. */
	baseUrl: string;
	/** Of n8n's type Bearer Auth, with the API key. */
	credentialId: string;
	/** JSON, each row with the address of a picture under `image`. */
	rowsUrl: string;
	/** What the create says besides the picture. */
	body: JsonRecord;
	/** What the Wait node waits between two questions, in seconds; n8n stays in the process for less than 65. */
	waitSeconds: number;
}

/** The node behind which the videos come out. */
export const DOWNLOAD_NODE = 'Download Video';

/** The credential that the HTTP Request nodes take. */
export const BEARER_AUTH = 'httpBearerAuth';

/** All items in one run: created together, asked for in each turn of the loop until every one of them is finished. */
export function askInLoop(handMade: HandMade): WorkflowJson {
	return {
		name: 'HTTP Request, Wait and IF',
		nodes: nodesOf(handMade),
		connections: { ...LOOP, 'Get Rows': toward('Create Task') },
		settings: { executionOrder: 'v1' },
	};
}

/** One item after another: Loop Over Items hands the next one in when the video before it is there. */
export function askOneAfterAnother(handMade: HandMade): WorkflowJson {
	const each = node('Loop Over Items', 'splitInBatches', 3, { batchSize: 1, options: {} });
	return {
		name: 'Loop Over Items, HTTP Request, Wait and IF',
		nodes: [...nodesOf(handMade), each],
		connections: {
			...LOOP,
			'Get Rows': toward('Loop Over Items'),
			'Loop Over Items': toward(undefined, 'Create Task'),
			[DOWNLOAD_NODE]: toward('Loop Over Items'),
		},
		settings: { executionOrder: 'v1' },
	};
}

/** By the node's outputs; undefined where nothing is connected. */
function toward(...nodes: Array<string | undefined>): JsonRecord {
	return { main: nodes.map((name) => (name === undefined ? [] : [{ node: name, type: 'main', index: 0 }])) };
}

const LOOP: JsonRecord = {
	[TRIGGER]: toward('Get Rows'),
	'Create Task': toward('Wait'),
	Wait: toward('Query Task'),
	'Query Task': toward('Finished?'),
	'Finished?': toward(DOWNLOAD_NODE, 'Wait'),
};

const PATH = '/v1/videos/image2video';

function nodesOf({ baseUrl, credentialId, rowsUrl, body, waitSeconds }: HandMade): JsonRecord[] {
	const credentials = { [BEARER_AUTH]: { id: credentialId, name: 'Kling' } };
	const authentication = { authentication: 'genericCredentialType', genericAuthType: BEARER_AUTH };
	const create: JsonRecord = {
		...authentication,
		method: 'POST',
		url: `${baseUrl}${PATH}`,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: `={{ JSON.stringify(Object.assign(${JSON.stringify(body)}, { image: $json.image })) }}`,
		options: {},
	};
	const query: JsonRecord = { ...authentication, url: `=${baseUrl}${PATH}/{{ $json.data.task_id }}`, options: {} };
	const download: JsonRecord = {
		url: '={{ $json.data.task_result.videos[0].url }}',
		options: { response: { response: { responseFormat: 'file', outputPropertyName: 'data' } } },
	};
	return [
		node(TRIGGER, 'manualTrigger', 1, {}),
		node('Get Rows', 'httpRequest', 4.2, { url: rowsUrl, options: {} }),
		{ ...node('Create Task', 'httpRequest', 4.2, create), credentials },
		node('Wait', 'wait', 1.1, { resume: 'timeInterval', amount: waitSeconds, unit: 'seconds' }),
		{ ...node('Query Task', 'httpRequest', 4.2, query), credentials },
		node('Finished?', 'if', 2.2, {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
				conditions: [
					{
						id: 'succeed',
						leftValue: '={{ $json.data.task_status }}',
						rightValue: 'succeed',
						operator: { type: 'string', operation: 'equals' },
					},
				],
				combinator: 'and',
			},
			options: {},
		}),
		node(DOWNLOAD_NODE, 'httpRequest', 4.2, download),
	];
}

/** n8n runs the branches of an IF from the top, so the first output's node stands higher. */
const PLACES: Record<string, [number, number]> = {
	[TRIGGER]: [0, 0],
	'Get Rows': [240, 0],
	'Loop Over Items': [480, 0],
	'Create Task': [720, 0],
	Wait: [960, 0],
	'Query Task': [1200, 0],
	'Finished?': [1440, 0],
	[DOWNLOAD_NODE]: [1680, -100],
};

function node(name: string, type: string, typeVersion: number, parameters: JsonRecord): JsonRecord {
	const id = name.toLowerCase().replaceAll(/\W+/g, '-');
	const position = PLACES[name] ?? [0, 0];
	return { id, name, type: `n8n-nodes-base.${type}`, typeVersion, position, parameters };
}
