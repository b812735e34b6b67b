// The way out for what the form does not offer: a typed model and Additional Body Fields reach the service as its page says.
import type { IDataObject } from 'n8n-workflow';
import { onlyJson, openTestHost, photoItem, type TestHost } from '../support/test-host';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

const inputOf = () => (host.simulator.ledger[0]!.body as { input: IDataObject }).input;

test('PiAPI: camera control of a text to video', async () => {
	const camera = { type: 'simple', config: { horizontal: 0, vertical: 0, pan: 3, tilt: 0, roll: 0, zoom: 0 } };
	const json = onlyJson(
		await host.run({
			backend: 'piapi',
			resource: 'video',
			operation: 'textToVideo',
			prompt: 'A paper boat',
			options: { additionalBody: JSON.stringify({ input: { camera_control: camera } }) },
		}),
	);
	expect(json.status).toBe('succeeded');
	expect(inputOf().camera_control).toEqual(camera);
});

test('PiAPI: omni o1, typed, with the field taken away that it does not know', async () => {
	const json = onlyJson(
		await host.run(
			{
				backend: 'piapi',
				resource: 'video',
				operation: 'multiImageToVideo',
				piapiMultiImageToVideoModel: { __rl: true, mode: 'id', value: 'o1' },
				piapiMultiImageToVideoBehavesLike: '3.0',
				images: '*',
				prompt: '@image1 sails',
				options: { additionalBody: '{"input":{"enable_audio":null}}' },
			},
			{ items: [await photoItem()] },
		),
	);
	expect(json).toMatchObject({ status: 'succeeded', model: 'o1' });
	expect(inputOf()).toMatchObject({ version: 'o1', prompt: '@image_1 sails' });
	expect(inputOf()).not.toHaveProperty('enable_audio');
});

test('PiAPI: motion brush of an image to video', async () => {
	const brush = {
		mask_url: 'https://example.com/mask.png',
		static_masks: [{ points: [] }],
		dynamic_masks: [
			{
				points: [
					{ x: 10, y: 20 },
					{ x: 30, y: 40 },
				],
			},
		],
	};
	const json = onlyJson(
		await host.run(
			{
				backend: 'piapi',
				resource: 'video',
				operation: 'imageToVideo',
				imageSource: 'binary',
				imageField: 'data',
				prompt: 'A paper boat',
				options: { additionalBody: { input: { motion_brush: brush } } },
			},
			{ items: [await photoItem()] },
		),
	);
	expect(json.status).toBe('succeeded');
	expect(inputOf().motion_brush).toEqual(brush);
});
