// What expressions and agents really give, from the form to the request that leaves: labels and capitals, times, addresses
// that hold secrets, callbacks that cannot come, words that look like references.
import type { INodeParameters } from 'n8n-workflow';
import { KlingVideo } from '../../nodes/KlingVideo/KlingVideo.node.ts';
import { imageToVideo, onlyJson, openTestHost, photo, queryTask, withLogin, type TestHost } from '../support/test-host';
import { runNode, storedFile } from '../support/run-node';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

const descriptionOf = (error: Error | undefined) => (error as { description?: string } | undefined)?.description;
const sentBody = () => host.simulator.ledger.at(-1)!.body as Record<string, unknown>;

test('A10: an agent that follows the refusal has its video at the next call', async () => {
	const ask = async (quality: string) =>
		await host.run(imageToVideo('kie', { kieImageToVideoModel: 'kling-3.0/video', quality }));
	const refused = await ask('ultra');
	const named = /Choose (.*)$/.exec(descriptionOf(refused.error) ?? '')?.[1]?.split(/, | or /) ?? [];
	expect(named).toEqual(['Standard (720p)', 'Pro (1080p)', '4K']);
	for (const quality of named) expect(onlyJson(await ask(quality)).status).toBe('succeeded');
});

test('A10: labels, capitals, blanks, units and lists of one are taken', async () => {
	const json = onlyJson(
		await host.run({
			...imageToVideo('kie'),
			backend: 'kie',
			operation: 'imageToVideo',
			kieImageToVideoModel: '={{ "KLING 3.0" }}',
			prompt: '={{ ["The boat drifts"] }}',
			duration: '={{ " 10s " }}',
			quality: '={{ "pro" }}',
			sound: '={{ "True" }}',
			options: { downloadVideo: '={{ "no" }}', fitPicture: '={{ "Crop" }}' },
		}),
	);
	expect(json).toMatchObject({ model: 'kling-3.0/video', warnings: [] });
	expect(sentBody()).toMatchObject({
		input: { prompt: 'The boat drifts', duration: '10', mode: 'pro', sound: true },
	});
});

test.each(['Kie.ai', 'KIE', ' kie '])('A10: the backend may be called %j', async (backendId) => {
	const parameters = { ...imageToVideo('kie'), backend: 'expression', backendId, model: 'kling-3.0/video' };
	expect(onlyJson(await host.run(parameters)).backend).toBe('kie');
});

const SECRET_PATH = '/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/photos/x.png';

test('A3: an address with a secret is fetched here, and its bytes are sent', async () => {
	const url = host.simulator.files.publish(SECRET_PATH, await photo(), 'image/png');
	for (const address of [url, `${url}?access_token=abc`]) {
		onlyJson(await host.run(imageToVideo('kie', { imageSource: 'url', imageUrl: address })));
		expect(JSON.stringify(sentBody())).not.toMatch(/AAHdq|access_token/);
	}
});

test('A3: with Never such an address is refused, and no message holds the secret', async () => {
	const url = host.simulator.files.publish(SECRET_PATH, await photo(), 'image/png');
	const { error } = await host.run(
		imageToVideo('kie', { imageSource: 'url', imageUrl: url, options: { preparePictureFromUrl: 'never' } }),
	);
	expect(error?.message).toBe("'First Frame': the URL contains a key or token, which is not passed on to Kie.ai");
	expect(`${error?.message} ${descriptionOf(error)}`).not.toContain('AAHdq');
	expect(host.simulator.ledger).toHaveLength(0);
});

test('A3: a video whose address holds a secret is refused, because only the address could be sent', async () => {
	const url = host.simulator.files.publish('/clip.mp4', Buffer.from('x'), 'video/mp4');
	const { error } = await host.run({
		backend: 'kie',
		resource: 'video',
		operation: 'motionControl',
		imageSource: 'binary',
		imageField: 'data',
		videoSource: 'url',
		videoUrl: `${url}?api_key=abc`,
		prompt: 'p',
	});
	expect(error?.message).toBe("'Video': the URL contains a password, key or token, which is not passed on to Kie.ai");
	expect(host.simulator.ledger).toHaveLength(0);
});

test.each(['http://localhost:5678/webhook/1', 'https://192.168.1.5/hook', 'http://n8n:5678/webhook/1'])(
	'A24: a callback to %s is told as one that cannot come, in Preview Only too',
	async (callbackUrl) => {
		const logins = withLogin(host.logins, 'kieApi', { baseUrl: 'https://api.kie.ai' });
		const parameters = imageToVideo('kie', { options: { callbackUrl, checkOnly: true } });
		const json = onlyJson(await host.run(parameters, { logins }));
		expect(json.warnings).toEqual([expect.stringMatching(/^'Callback URL': Kie\.ai cannot reach /)]);
	},
);

test('R10: a callback address with blanks, and a time limit of zero, are refused before anything is paid', async () => {
	const blanks = await host.run(imageToVideo('kie', { options: { callbackUrl: 'https://a.example/my hook' } }));
	expect(blanks.error?.message).toBe("'Callback URL' is not a URL: 'https://a.example/my hook'");
	const none = await host.run(imageToVideo('kie', { options: { timeLimit: 0 } }));
	expect(none.error?.message).toBe("'Time Limit (Minutes)' can't be '0'");
	expect(host.simulator.ledger).toHaveLength(0);
});

test.each([
	['inside a word', 'mail me@image1.com, see photo@video1 and @video1st'],
	['what the request does not have', 'The words @video1 and @image1 stand on the sign'],
])('A25: %s is no reference', async (_, prompt) => {
	onlyJson(await host.run(imageToVideo('kling', { klingImageToVideoModel: 'kling-v3', prompt })));
	expect(sentBody()).toMatchObject({ prompt });
});

test('A25: a refusal names a reference as it was written', async () => {
	const { error } = await host.run(
		imageToVideo('kling', { klingImageToVideoModel: 'kling-v3', prompt: 'Let @Element_2 run' }),
	);
	expect(error?.message).toBe("'Prompt' refers to @Element_2, but 0 were provided");
});

test.each([
	['klingApi', 'kling'],
	['kieApi', 'kie'],
	['piApi', 'piapi'],
] as const)('A27: %s takes a key with Bearer in front and a base URL that ends in a version', async (name, backend) => {
	const { url, apiKey } = host.simulator[backend];
	const end = { kling: '/v1', kie: '/api/v1/', piapi: '/api/v1' }[backend];
	const logins = withLogin(host.logins, name, { baseUrl: `${url}${end}`, apiKey: `Bearer ${apiKey}` });
	expect(onlyJson(await host.run(imageToVideo(backend), { logins })).status).toBe('succeeded');
});

test("R12: what made a task that only its id names is told as unknown, and the item's own word is believed", async () => {
	const made = onlyJson(await host.run(imageToVideo('kie')));
	const asked = async (json: Record<string, string>, options: INodeParameters = {}) =>
		onlyJson(await host.run(queryTask('kie', String(made.taskId), { options }), { items: [{ json }] })).operation;
	expect(await asked({})).toBeNull();
	expect(await asked({ operation: 'textToVideo' })).toBe('textToVideo');
});

test('R17: as the tool of an agent nothing is downloaded', async () => {
	const node = new KlingVideo(host.clock);
	const { execute } = node;
	node.execute = async function () {
		return await execute!.call(Object.create(this, { isToolExecution: { value: () => true } }));
	};
	const items = [{ json: {}, binary: { data: await storedFile(await photo(), 'a.png', 'image/png') } }];
	const outcome = await runNode({ nodeType: node, logins: host.logins, items, parameters: imageToVideo('kie') });
	const [item] = outcome.outputs[0]!;
	expect(item!.json).toMatchObject({ status: 'succeeded', videoUrl: expect.stringMatching(/^http/), warnings: [] });
	expect(item!.binary).toBeUndefined();
	expect(host.simulator.requests.filter(({ verb }) => verb === 'download')).toHaveLength(0);
});
