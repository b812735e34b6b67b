// n8n's editor takes a field by which credentials are shown for a choice of authentication and removes it from the form.
import { NodeHelpers } from 'n8n-workflow';
import { KlingVideo } from '../../nodes/KlingVideo/KlingVideo.node';

const { credentials = [] } = new KlingVideo().description;

test('no credential is shown by a field, or nobody could pick the backend', () => {
	expect(credentials).toHaveLength(3);
	expect(credentials.filter(({ displayOptions }) => displayOptions?.show !== undefined)).toEqual([]);
});

test.each([
	['kling', ['klingApi']],
	['kie', ['kieApi']],
	['piapi', ['piApi']],
	['={{ $json.backend }}', ['klingApi', 'kieApi', 'piApi']],
])('with the backend %s these credentials are offered: %p', (backend, offered) => {
	const shown = credentials.filter((one) => NodeHelpers.displayParameter({ backend }, one, null, null));
	expect(shown.map(({ name }) => name)).toEqual(offered);
});
