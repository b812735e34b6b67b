// The trigger's form: what it has in common with the main node's, and what n8n has to know of a webhook node.
import packageJson from '../../package.json';
import { backendIds } from '../../nodes/shared/backends';
import { KlingVideoTrigger } from '../../nodes/KlingVideoTrigger/KlingVideoTrigger.node';
import { choicesOf, credentialsShown, description, generations, shown, triggerDescription } from '../support/form';

const named = (name: string, { properties } = triggerDescription) => properties.find((one) => one.name === name)!;

test('n8n finds it beside the main node, with the same icon', () => {
	expect(packageJson.n8n.nodes).toContain('dist/nodes/KlingVideoTrigger/KlingVideoTrigger.node.js');
	expect(triggerDescription.icon).toEqual(description.icon);
	expect([triggerDescription.group, triggerDescription.inputs]).toEqual([['trigger'], []]);
});

test('it has one address, for POST, and n8n answers by itself', () => {
	expect(triggerDescription.webhooks).toEqual([
		{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'kling-video' },
	]);
});

test('there is nothing to register, and n8n hears so', async () => {
	const { checkExists, create, delete: remove } = new KlingVideoTrigger().webhookMethods.default;
	expect(await Promise.all([checkExists(), create(), remove()])).toEqual([true, true, true]);
});

test('a backend of the main node is one of the trigger', () => {
	expect(
		choicesOf(named('backend'))
			.map(({ value }) => value)
			.sort(),
	).toEqual([...backendIds].sort());
});

describe.each(generations)('%s', (_, helpers) => {
	test.each(backendIds)('%s asks for its own credential only', (backend) => {
		expect(credentialsShown(helpers, { backend }, triggerDescription)).toEqual(
			credentialsShown(helpers, { backend, resource: 'video', operation: 'queryTask' }),
		);
	});

	test.each(backendIds)('%s: options that are also the main node’s have the same name and default', (backend) => {
		const { options } = shown(helpers, { backend }, triggerDescription);
		const main = shown(helpers, { backend, resource: 'video', operation: 'queryTask' }).options;
		const others = options.flatMap((own) => {
			const same = main.find(({ name }) => name === own.name);
			// 'Created By Operation' of Query Task is for the official API only.
			if (!same) return [own.name];
			expect([own.displayName, own.type, own.default]).toEqual([same.displayName, same.type, same.default]);
			return [];
		});
		expect(others.filter((name) => name !== 'madeBy')).toEqual(['acceptUnsigned']);
	});
});
