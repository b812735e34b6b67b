// First and last frame have one shape, and what decides about pictures belongs to the request that is remembered.
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { storedFile } from '../support/run-node';
import { BACKENDS, imageToVideo, onlyJson, openTestHost, photo, type TestHost } from '../support/test-host';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

type Sides = readonly [width: number, height: number];
async function frames([width, height]: Sides, [lastWidth, lastHeight]: Sides): Promise<INodeExecutionData> {
	const first = await photo({ width, height });
	const last = await photo({ width: lastWidth, height: lastHeight });
	return {
		json: {},
		binary: { data: await storedFile(first, 'a.png', 'image/png'), end: await storedFile(last, 'b.png', 'image/png') },
	};
}
const both = (backend: string, options: INodeParameters = {}) =>
	imageToVideo(backend as 'kie', {
		...(backend === 'kie' ? { kieImageToVideoModel: { __rl: true, mode: 'list', value: 'kling-3.0/video' } } : {}),
		quality: '1080p',
		lastFrameSource: 'binary',
		lastFrameField: 'end',
		options,
	});
const sizes = () => host.simulator.ledger[0]!.media.map(({ width, height }) => [width, height]);

describe.each(BACKENDS)('%s', (backend) => {
	test('a last frame of another shape is brought to the first one, and that is told', async () => {
		const json = onlyJson(await host.run(both(backend), { items: [await frames([640, 480], [480, 640])] }));
		expect(sizes()).toEqual([
			[640, 480],
			[640, 480],
		]);
		expect(json.warnings).toEqual([expect.stringMatching(/^'Last Frame' was changed: /)]);
	});

	test.each<[string, Sides]>([
		['another size', [1280, 960]],
		['a pixel more', [641, 480]],
	])('one of the same shape stays as it is: %s', async (_, last) => {
		const json = onlyJson(await host.run(both(backend), { items: [await frames([640, 480], last)] }));
		expect(sizes()).toEqual([[640, 480], last]);
		expect(json.warnings).toEqual([]);
	});

	test("with 'Reject Image' nothing is changed and nothing paid", async () => {
		const { error } = await host.run(both(backend, { fitPicture: 'refuse' }), {
			items: [await frames([640, 480], [480, 640])],
		});
		expect(error?.message).toBe("'Last Frame' (480 x 640 pixels) does not have the shape of 'First Frame' (640 x 480)");
		expect((error as { description?: string }).description).toMatch(/choose another 'Image Fit'/);
		expect(host.simulator.ledger).toHaveLength(0);
	});
});

describe('the request that is remembered', () => {
	const twice = async (options: INodeParameters) => {
		const items = [await frames([640, 480], [640, 480])];
		const first = await host.run(imageToVideo('piapi'), { items });
		onlyJson(first);
		onlyJson(await host.run(imageToVideo('piapi', { options }), { items, context: first.context, executionId: '2' }));
		return host.simulator.ledger.length;
	};

	test.each<[string, INodeParameters]>([
		[
			'defaults that were added',
			{ fitPicture: 'padBlur', backgroundColor: '#FFFFFF', preparePictureFromUrl: 'automatically' },
		],
		['the way by which a picture travels', { preparePictureFromUrl: 'always' }],
	])('is the same with %s', async (_, options) => expect(await twice(options)).toBe(1));

	test.each<[string, INodeParameters]>([
		['another shape', { fitPicture: 'crop' }],
		['another colour', { backgroundColor: '#000000' }],
	])('is another one with %s', async (_, options) => expect(await twice(options)).toBe(2));

	test('is the same for words alone, whatever is said of pictures', async () => {
		const form = (options: INodeParameters): INodeParameters => ({
			backend: 'piapi',
			resource: 'video',
			operation: 'textToVideo',
			prompt: 'A boat',
			options,
		});
		const first = await host.run(form({}), { items: [{ json: {} }] });
		await host.run(form({ fitPicture: 'crop' }), { items: [{ json: {} }], context: first.context, executionId: '2' });
		expect(host.simulator.ledger).toHaveLength(1);
	});
});

test.each<[INodeParameters, RegExp]>([
	[{ backgroundColor: 'sky' }, /'Background Color' must be a hex color, but it is 'sky'/],
	[{ fitPicture: 'stretch' }, /'Image Fit' can't be 'stretch'/],
	[{ preparePictureFromUrl: 'perhaps' }, /'Image URL Handling' can't be 'perhaps'/],
])('a value that an expression got wrong is told before anything is sent: %j', async (options, message) => {
	const { error } = await host.run(imageToVideo('kie', { options }));
	expect(error?.message).toMatch(message);
	expect(host.simulator.requests).toHaveLength(0);
});
