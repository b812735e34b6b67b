// A clip that freezes its reader freezes neither n8n nor the run: through n8n's engine, while a heart beats.
import type { INodeParameters } from 'n8n-workflow';
import { calmest } from '../support/heartbeat';
import { endlessClip } from '../support/hostile-clips';
import { storedFile } from '../support/run-node';
import { onlyJson, openTestHost, photo, type TestHost } from '../support/test-host';
import { fixtures } from '../simulator/fixtures';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

const form: INodeParameters = {
	backend: 'kie',
	resource: 'video',
	operation: 'motionControl',
	imageSource: 'binary',
	imageField: 'data',
	videoSource: 'binary',
	videoField: 'clip',
};

const items = async (bytes: Buffer, name = 'clip.mp4') => [
	{
		json: {},
		binary: {
			data: await storedFile(await photo(), 'a.png', 'image/png'),
			clip: await storedFile(bytes, name, 'video/mp4'),
		},
	},
];

describe('H1: a film in which the reader goes in circles', () => {
	test('is refused in a sentence, and the main thread never stands still', async () => {
		onlyJson(await host.run(form, { items: await items(fixtures.portrait.bytes) }));
		const hostile = await items(endlessClip());
		const { result, longestGapMs } = await calmest(async () => await host.run(form, { items: hostile }), 100, 3);
		expect(result.error).toMatchObject({
			message: "The length and size of 'Video' could not be read: the file is damaged or unusual (MPEG-4)",
			description: 'Export it again with another program, or convert it to mp4 (audio: to mp3), before this node',
		});
		expect(longestGapMs).toBeLessThan(100);
		expect(host.simulator.ledger).toHaveLength(1);
	}, 120_000);

	test('leaves a Stop unhindered', async () => {
		onlyJson(await host.run(form, { items: await items(fixtures.portrait.bytes) }));
		const hostile = await items(endlessClip());
		let stoppedAt = Infinity;
		await host.run(form, {
			items: hostile,
			stopWhen: (stop) => {
				setTimeout(() => {
					stoppedAt = performance.now();
					stop();
				}, 2_000);
			},
		});
		expect(performance.now() - stoppedAt).toBeLessThan(200);
		expect(host.simulator.ledger).toHaveLength(1);
	}, 60_000);
});
