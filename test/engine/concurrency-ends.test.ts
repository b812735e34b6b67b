// A run that ends early tells of every task that was paid or may have been, and leaves nothing in doubt that was never sent.
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { createOnce } from '../../nodes/shared/tasks/create-once';
import { createHttpClient } from '../../nodes/shared/http/client';
import { kie } from '../../nodes/shared/backends/kie';
import { CancelledError } from '../../nodes/shared/errors';
import { imageToVideo, openTestHost, photo, photoItem, type TestHost } from '../support/test-host';
import { accepted, fakeBackend } from '../support/fake-backend';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost({ timeouts: { create: 800 } });
});
afterEach(async () => await host.close());

const itemsFor = async (count: number): Promise<INodeExecutionData[]> =>
	await Promise.all(
		Array.from({ length: count }, async (_, index) => await photoItem(undefined, { name: `boat ${index}` })),
	);
const PROMPT = '={{ $json.name }}';
const told = (error: unknown) => {
	const { message, description, context } = error as { message: string; description: string; context: IDataObject };
	return { message, description, context, all: JSON.stringify([message, description, context.paidTasks]) };
};

test('creates whose answer came too late are named, with where to look', async () => {
	const refusal = { code: 402, msg: 'no credits' };
	host.simulator.fault({ backend: 'kie', verb: 'create', kind: 'answer', status: 200, json: refusal });
	host.simulator.fault({ backend: 'kie', verb: 'create', kind: 'lateAnswer', ms: 1500, times: 3 });
	const { error } = await host.run(imageToVideo('kie', { prompt: PROMPT }), { items: await itemsFor(4) });
	expect(told(error).message).toMatch(/credits/);
	expect(host.simulator.ledger.length).toBeGreaterThan(0);
	expect(told(error).description).toMatch(
		/did not confirm whether a task was created for item \d.*check the logs page/,
	);
});

test('tasks of an earlier execution are named, too, when the retried one ends before it comes to them', async () => {
	const form = imageToVideo('piapi', { prompt: PROMPT, options: { itemsAtOnce: 4 } });
	const noMoney = { code: 402, message: 'no money' };
	host.simulator.fault({ backend: 'piapi', verb: 'create', kind: 'answer', status: 402, json: noMoney, skip: 7 });
	const items = await itemsFor(8);
	const first = await host.run(form, { items });
	expect(host.simulator.ledger).toHaveLength(7);
	const wrongKey = { code: 401, message: 'key' };
	host.simulator.fault({ backend: 'piapi', verb: 'query', kind: 'answer', status: 401, json: wrongKey, times: 5_000 });
	const second = await host.run(form, { items, context: first.context, executionId: '2' });
	for (const { taskId } of host.simulator.ledger) expect(told(second.error).all).toContain(taskId);
});

test('thirteen talking avatars with pictures from the web end', async () => {
	const picture = await photo();
	const imageUrl = host.simulator.files.publish('/face.png', picture, 'image/png');
	const items = Array.from({ length: 13 }, (_, index) => ({
		json: { text: `Good morning number ${index}, this is long enough to be spoken by somebody in the harbour today` },
	}));
	const parameters = {
		backend: 'kling',
		resource: 'video',
		operation: 'avatar',
		imageSource: 'url',
		imageUrl,
		voiceSource: 'speech',
		speechText: '={{ $json.text }}',
		speechVoice: 'oversea_male1',
	};
	const { outputs, error } = await host.run(parameters, { items });
	expect(error).toBeUndefined();
	expect(outputs[0]).toHaveLength(13);
});

describe('what never left is not in doubt', () => {
	const through = (context: object, signal: AbortSignal) => {
		const http = createHttpClient(context as never, 'kieApi', 0, signal);
		const call = { method: 'POST', url: 'http://localhost', body: '{}' } as const;
		return async () => kie.readCreation(await http.send(call, 1000));
	};

	test('because the run ended while the credential was read', async () => {
		const crew = new AbortController();
		const getCredentials = async () => await Promise.resolve(crew.abort()).then(() => ({}));
		const { job, now, record } = fakeBackend({ creations: [accepted('t')] });
		const sending = { ...job, send: through({ getCredentials }, crew.signal) };
		await expect(createOnce(record, sending, { ...now, signal: crew.signal })).rejects.toBeInstanceOf(CancelledError);
		expect(record.state).toBe('open');
	});

	test('because nobody answered the call when the run ended', async () => {
		const crew = new AbortController();
		const httpRequestWithAuthentication = async () => {
			crew.abort();
			return await Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }));
		};
		const context = {
			getCredentials: async () => await Promise.resolve({}),
			helpers: { httpRequestWithAuthentication },
		};
		const { job, now, record } = fakeBackend({ creations: [accepted('t')] });
		const sending = { ...job, send: through(context, crew.signal) };
		await expect(createOnce(record, sending, { ...now, signal: crew.signal })).rejects.toBeInstanceOf(CancelledError);
		expect(record.state).toBe('open');
	});
});
