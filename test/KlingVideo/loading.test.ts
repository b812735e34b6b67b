// What n8n gets when it loads the package: a class, a form that is JSON, and a method for each list.
import { KlingVideo } from '../../nodes/KlingVideo/KlingVideo.node';
import { allPlaces, description } from '../support/form';

describe('what n8n loads', () => {
	test('the class needs no arguments and each node gets a form and an execute', () => {
		expect(KlingVideo).toHaveProperty('name', 'KlingVideo');
		const node = new KlingVideo();
		expect(node.execute).toEqual(expect.any(Function));
		expect(node.description).toEqual(description);
	});

	test('the form can be sent to the editor: it is JSON without functions', () => {
		expect(JSON.parse(JSON.stringify(description.properties))).toEqual(description.properties);
	});

	test('every list in the form that is filled on demand has its method', () => {
		const wanted = allPlaces.flatMap(
			({ property: { modes } }) => modes?.flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? []) ?? [],
		);
		expect(wanted.length).toBeGreaterThan(0);
		expect(Object.keys(new KlingVideo().methods?.listSearch ?? {}).sort()).toEqual([...new Set(wanted)].sort());
	});
});
