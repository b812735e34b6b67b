// Effects through n8n's engine: pictures are prepared like everywhere else, and names are only names.
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { readFile, storedFile } from '../support/run-node';
import { onlyJson, openTestHost, photo, photoItem, RETRY, type TestHost } from '../support/test-host';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

const named = (value: string) => ({ __rl: true, mode: 'id', value });
const picked = (value: string) => ({ __rl: true, mode: 'list', value, cachedResultName: value });
const effects = (backend: string, effect: string, more: INodeParameters = {}): INodeParameters => ({
	backend,
	resource: 'video',
	operation: 'effects',
	effect: picked(effect),
	...more,
});
/** One that takes one picture and no prompt, on each backend that has effects. */
const simple = { kling: 'pet_dance', piapi: 'squish' } as const;
const bodyOf = () => host.simulator.ledger[0]!.body as IDataObject & { input: IDataObject };
const contextOf = (error: unknown) => (error as { context: Record<string, unknown> }).context;

const couple = async (): Promise<INodeExecutionData> => ({
	json: {},
	binary: {
		data: await storedFile(await photo({ width: 700, format: 'webp' }), 'left.webp', 'image/webp'),
		right: await storedFile(await photo({ width: 800, format: 'jpeg' }), 'right.jpg', 'image/jpeg'),
	},
});
const RIGHT = { secondImageSource: 'binary', secondImageField: 'right' };

describe.each(['kling', 'piapi'] as const)('%s', (backend) => {
	const parameters = effects(backend, simple[backend]);

	test('one picture comes back as a video', async () => {
		const outcome = await host.run(parameters);
		expect(onlyJson(outcome)).toMatchObject({ status: 'succeeded', backend, operation: 'effects', warnings: [] });
		const [task] = host.simulator.ledger;
		expect(task).toMatchObject({ operation: 'effects', media: [{ kind: 'image', width: 640 }] });
		const file = await readFile(outcome.outputs[0]![0]!.binary!.data!);
		expect(file.equals(host.simulator.resultBytes(task!.taskId))).toBe(true);
	});

	test('the name may be an expression', async () => {
		const items = [await photoItem(undefined, { effect: simple[backend] })];
		onlyJson(await host.run({ ...parameters, effect: named('={{ $json.effect }}') }, { items }));
		expect(host.simulator.ledger[0]!.rawBody).toContain(`"${simple[backend]}"`);
	});

	test.each([
		['an expression without an effect', { effect: named('={{ $json.effect }}') }, /'Effect' is empty/],
		['no picture', { imageField: 'nowhere' }, /'Image': the item has no file in the field 'nowhere'/],
	])('%s costs nothing', async (_, more, words) => {
		const { error } = await host.run({ ...parameters, ...more });
		expect(error?.message).toMatch(words);
		expect(host.simulator.requests.filter(({ verb }) => verb === 'create' || verb === 'upload')).toEqual([]);
	});

	test('a name that the service does not know is its refusal, and nothing is paid', async () => {
		const { error } = await host.run({ ...parameters, effect: named('of_tomorrow') });
		expect(error?.message).toMatch(/of_tomorrow|effect/);
		expect(contextOf(error).kind).toBe('refused');
		expect(host.simulator.ledger).toEqual([]);
	});

	test('a failed task gives the reason and its id', async () => {
		host.simulator.setLife({ outcome: 'fail', reason: 'no face' });
		const { error } = await host.run(parameters);
		expect(error?.message).toMatch(/could not create the video: "no face"/);
		expect(contextOf(error)).toMatchObject({ kind: 'taskFailed', taskId: host.simulator.ledger[0]!.taskId });
	});

	test('with Continue On Fail one bad item leaves the other whole', async () => {
		const items = [await photoItem(), { json: {} }];
		const { outputs } = await host.run(parameters, { items, settings: { onError: 'continueErrorOutput' } });
		expect(outputs.map((list) => list.length)).toEqual([1, 1]);
		expect(outputs[1]![0]!.json.error).toMatchObject({ kind: 'input' });
		expect(host.simulator.ledger).toHaveLength(1);
	});

	test('Retry On Fail fetches what was paid', async () => {
		host.simulator.fault({ backend, verb: 'query', kind: 'answer', status: 401, json: { code: 401 }, times: 1 });
		const { error } = await host.run(parameters, { settings: RETRY });
		expect(error).toBeUndefined();
		expect(host.simulator.requests.filter(({ fault }) => fault === 'answer')).toHaveLength(1);
		expect(host.simulator.ledger).toHaveLength(1);
	});

	test('Preview Only sends nothing, and Maximum Cost goes by the price list, or says that no price is known', async () => {
		const outcome = await host.run({ ...parameters, options: { checkOnly: true, stopAbove: 0.1 } });
		if (backend === 'piapi') {
			expect(outcome.error?.message).toMatch(/^The video would cost about \$0\.3, but 'Maximum Cost \(USD\)' is/);
		} else {
			const json = onlyJson(outcome);
			expect(json).toMatchObject({ status: 'checked', estimatedCost: null });
			expect(json.warnings).toEqual([
				"'Maximum Cost (USD)' could not be checked: the price is not published, or depends on something that is not known beforehand",
			]);
		}
		expect(host.simulator.requests).toHaveLength(0);
	});
});

test('two people: each picture is made acceptable, left before right', async () => {
	const outcome = await host.run(effects('kling', 'hug_pro', RIGHT), { items: [await couple()] });
	expect(onlyJson(outcome)).toMatchObject({
		durationSeconds: null,
		warnings: ["'Image' was changed: converted from webp"],
	});
	const [task] = host.simulator.ledger;
	expect(task!.media.map(({ field, width, how }) => [field, width, how])).toEqual([
		['input.images[0]', 700, 'base64'],
		['input.images[1]', 800, 'base64'],
	]);
	expect(Object.keys(bodyOf()).sort()).toEqual(['effect_scene', 'external_task_id', 'input']);
});

test('the same picture twice and two different ones are not the same request', async () => {
	const items = [await couple()];
	const first = await host.run(effects('kling', 'hug_pro', RIGHT), { items });
	const again = await host.run(effects('kling', 'hug_pro', { ...RIGHT, secondImageField: 'data' }), {
		items,
		context: first.context,
		executionId: '2',
	});
	expect(onlyJson(again).taskId).not.toBe(onlyJson(first).taskId);
	expect(host.simulator.ledger).toHaveLength(2);
});

test.each([
	['hug_pro', {}, /The 'Effect' 'hug_pro' requires two images, but 'Second Image' is missing/],
	['pet_dance', RIGHT, /The 'Effect' 'pet_dance' accepts one image only, but 'Second Image' is set/],
	['hug', RIGHT, /The 'Effect' 'hug' was discontinued on 2026-01-30/],
])('%s with %o is refused before anything is sent', async (effect, more, words) => {
	const { error } = await host.run(effects('kling', effect, more), { items: [await couple()] });
	expect(error?.message).toMatch(words);
	expect(host.simulator.requests).toHaveLength(0);
});

test('PiAPI: prompt and professional mode', async () => {
	const parameters = effects('piapi', 'hugging', { prompt: 'They hug', professionalMode: true });
	onlyJson(await host.run(parameters));
	expect(bodyOf().input).toEqual({
		effect: 'hugging',
		prompt: 'They hug',
		professional_mode: true,
		image_url: expect.stringMatching(/^http/) as unknown,
	});
});

test('Kie.ai has no effects and says who has', async () => {
	const { error } = await host.run(effects('kie', 'squish'));
	expect(error?.message).toMatch(/Kie\.ai does not offer this operation/);
	expect((error as { description?: string }).description).toBe("Set 'Backend' to Kling or PiAPI or fal.ai");
	expect(host.simulator.requests).toHaveLength(0);
});
