// n8n's editor takes a field by which credentials are shown for a choice of authentication and removes it from the form.
import { NodeHelpers, Workflow, type INode } from 'n8n-workflow';
import { operations } from '../../../nodes/KlingVideo/operations';
import { KlingVideo } from '../../../nodes/KlingVideo/KlingVideo.node';

const { credentials = [], properties, subtitle } = new KlingVideo().description;

const type = new KlingVideo();
const NODE: INode = { id: '1', name: 'n', type: 'klingVideo', typeVersion: 1, position: [0, 0], parameters: {} };

test('no credential is shown by a field, or nobody could pick the backend', () => {
	expect(credentials).toHaveLength(4);
	expect(credentials.filter(({ displayOptions }) => displayOptions?.show !== undefined)).toEqual([]);
});

test('the backend is a choice, never an expression: the editor and a run would go by different ones', () => {
	const backend = properties.find(({ name }) => name === 'backend');
	expect(backend).toMatchObject({ type: 'options', noDataExpression: true });
	expect(backend?.options).toMatchObject([
		{ name: 'By Expression', value: 'expression' },
		{ value: 'fal' },
		{ value: 'kie' },
		{ value: 'kling' },
		{ value: 'piapi' },
	]);
});

test.each([
	['kling', 'Kling'],
	['kie', 'Kie.ai'],
	['piapi', 'PiAPI'],
	['fal', 'fal.ai'],
	['expression', 'By Expression'],
])('under the node stands what it does and who runs it, with %s %s', (backend, label) => {
	expect(subtitleFor({ backend, operation: 'imageToVideo', backendId: '={{ $json.backend }}' })).toBe(
		`Image to Video, ${label}`,
	);
});

test('no two operations look the same under the node', () => {
	const ids = Object.keys(operations);
	const told = ids.map((operation) => subtitleFor({ backend: 'kling', operation }));
	expect(new Set(told).size).toBe(ids.length);
	expect(subtitleFor({ backend: 'kling', operation: 'getVoices' })).toBe('Get many voices, Kling');
});

test('only where several IDs are taken the form speaks of several', () => {
	for (const name of ['elementId', 'voiceId']) {
		const fields = properties.filter((property) => property.name === name);
		expect(fields.length).toBeGreaterThan(0);
		expect(JSON.stringify(fields)).not.toContain('several IDs');
	}
	expect(JSON.stringify(properties)).toContain('several IDs');
});

function subtitleFor(parameters: INode['parameters']): unknown {
	const node = { ...NODE, parameters };
	return new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) },
	}).expression.getSimpleParameterValue(node, subtitle, 'internal', {});
}

test.each([
	['kling', ['klingApi']],
	['kie', ['kieApi']],
	['piapi', ['piApi']],
	['fal', ['falApi']],
	['expression', ['klingApi', 'kieApi', 'piApi', 'falApi']],
])('with the backend %s these credentials are offered: %p', (backend, offered) => {
	const shown = credentials.filter((one) => NodeHelpers.displayParameter({ backend }, one, null, null));
	expect(shown.map(({ name }) => name)).toEqual(offered);
});
