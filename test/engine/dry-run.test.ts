// Preview Only and Maximum Cost: what would be sent and what it would cost, without sending or paying.
import type { IDataObject } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BACKENDS, imageToVideo, onlyJson, openTestHost, photo, photoItem, type TestHost } from '../support/test-host';

const fixture = (name: string) => readFileSync(join(__dirname, '..', 'simulator', 'fixtures', name));

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

const spent = () => host.simulator.requests.filter(({ verb }) => verb === 'create' || verb === 'upload');

test.each(BACKENDS)('%s: Preview Only tells the request and sends nothing', async (backend) => {
	const options = { checkOnly: true };
	const json = onlyJson(await host.run(imageToVideo(backend, { prompt: 'A boat', options })));
	expect(json).toMatchObject({ status: 'checked', taskId: null, backend, operation: 'imageToVideo' });
	expect(JSON.stringify(json.request)).toContain('A boat');
	expect(JSON.stringify(json).length).toBeLessThan(3_000);
	expect(JSON.stringify(json.request)).not.toContain((await photo()).toString('base64').slice(0, 60));
	// What fal's price is, fal is asked.
	const others = host.simulator.requests.filter(({ path }) => path !== '/v1/models/pricing');
	expect(others).toHaveLength(0);
});

test('what is wrong with a picture is found without paying', async () => {
	const { error } = await host.run(imageToVideo('kie', { options: { checkOnly: true } }), {
		items: [await photoItem(await photo({ width: 40, height: 40 }))],
	});
	expect(error?.message).toMatch(/'First Frame' is too small/);
	expect(spent()).toHaveLength(0);
});

test('the estimate stands in the item with its arithmetic', async () => {
	const { estimatedCost } = onlyJson(await host.run(imageToVideo('kling', { options: { checkOnly: true } })));
	expect(estimatedCost).toEqual({
		amount: 1.5,
		unit: 'units',
		usd: 0.21,
		arithmetic: '5 s x 0.3 units x $0.14',
		asOf: '2026-09',
	});
});

test('a rehearsal leaves no trace in the memory: the real run afterwards creates', async () => {
	const first = await host.run(imageToVideo('piapi', { options: { checkOnly: true } }));
	const second = await host.run(imageToVideo('piapi'), { context: first.context });
	expect(onlyJson(second).status).toBe('succeeded');
	expect(host.simulator.ledger).toHaveLength(1);
});

test('Maximum Cost refuses what costs more, with the arithmetic, before anything is uploaded', async () => {
	const { error } = await host.run(imageToVideo('kling', { duration: 10, options: { stopAbove: 0.4 } }));
	expect(error?.message).toBe(
		"The video would cost about $0.42, but 'Maximum Cost (USD)' is $0.4: 10 s x 0.3 units x $0.14 (price list of 2026-09)",
	);
	expect(spent()).toHaveLength(0);
});

test('Maximum Cost lets through what costs less, and says where it could not be held', async () => {
	expect(onlyJson(await host.run(imageToVideo('kling', { options: { stopAbove: 0.21 } }))).status).toBe('succeeded');
	const json = onlyJson(await host.run(imageToVideo('kie', { options: { stopAbove: 0.01 } })));
	expect(json.warnings).toEqual([
		"'Maximum Cost (USD)' could not be checked: the price is not published, or depends on something that is not known beforehand",
	]);
});

test('with Additional Body Fields no price is claimed', async () => {
	const options = { stopAbove: 0.25, additionalBody: '{"duration":"10","mode":"pro"}' };
	const json = onlyJson(await host.run(imageToVideo('kling', { options: { ...options, checkOnly: true } })));
	expect(json.estimatedCost).toBeNull();
	expect(json.warnings).toContainEqual(expect.stringMatching(/'Maximum Cost \(USD\)' could not be checked/));
});

test.each([
	['Kie.ai, a changed video without pictures', { duration: 5 }, '4 s x 14 credits x $0.005'],
	['... which is as long as the form says with pictures', { duration: 5, images: '*' }, '5 s x 14 credits x $0.005'],
])('the price counts the seconds that are made: %s', async (_, fields, arithmetic) => {
	const videoUrl = host.simulator.files.publish('/clip.mp4', fixture('hd-4s.mp4'), 'video/mp4');
	const parameters = {
		backend: 'kie',
		resource: 'video',
		operation: 'multiImageToVideo',
		kieMultiImageToVideoModel: { __rl: true, mode: 'list', value: 'kling-3.0-omni/transformation' },
		images: '',
		prompt: 'It snows',
		videoSource: 'url',
		videoUrl,
		...fields,
		options: { checkOnly: true },
	};
	const json = onlyJson(await host.run(parameters));
	expect(json.estimatedCost).toMatchObject({ arithmetic });
});

test('an uncertain create tells what it would cost', async () => {
	host.simulator.fault({ backend: 'piapi', verb: 'create', kind: 'dropAfter' });
	const { error } = await host.run(
		imageToVideo('piapi', { piapiImageToVideoModel: { __rl: true, mode: 'list', value: '3.0' } }),
	);
	const { description } = error as unknown as { description: string };
	expect(description).toContain('It may exist and have been charged (about $0.5: 5 s x $0.1)');
	expect((error as unknown as { context: IDataObject }).context.kind).toBe('uncertain');
});
