/** What all hosts share: results, records of requests, and the faults that a test can order. */
import mediaInfoFactory from 'mediainfo.js';
import { refusal, startSimulator } from './index';
import { call, clock, picture, simulatorAt } from './testbed';
import type { Reply } from './testbed';
import type { Simulator, Trouble } from './index';

const time = clock();
let simulator: Simulator;
let png = '';

beforeAll(async () => {
	png = (await picture('png')).toString('base64');
});
beforeEach(async () => {
	simulator = await simulatorAt(time);
});
afterEach(async () => simulator.close());

const auth = () => ({ authorization: `Bearer ${simulator.kling.apiKey}` });
const path = '/v1/videos/image2video';

async function create(): Promise<Reply> {
	const body = { model_name: 'kling-v2-6', image: png, prompt: 'A boat' };
	return call('POST', `${simulator.kling.url}${path}`, auth(), body);
}

async function finished(): Promise<{ id: string; url: string }> {
	const id = String((await create()).body.data.task_id);
	time.forward(70_000);
	const { body } = await call('GET', `${simulator.kling.url}${path}/${id}`, auth());
	return { id, url: String(body.data.task_result.videos[0].url) };
}

/** What a reader that is none of ours finds in a file. */
async function tracksOf(bytes: Buffer) {
	const info = await mediaInfoFactory({ format: 'object' });
	const read = (size: number, offset: number) => Uint8Array.from(bytes.subarray(offset, offset + size));
	const found = await info.analyzeData(bytes.length, read);
	info.close();
	return found.media?.track ?? [];
}

describe('result files', () => {
	test('are real videos that differ by task', async () => {
		const [one, two] = [await finished(), await finished()];
		const bytes = Buffer.from(await (await fetch(one.url)).arrayBuffer());
		expect(bytes).toEqual(simulator.resultBytes(one.id));
		expect(bytes).not.toEqual(simulator.resultBytes(two.id));
		expect(await tracksOf(bytes)).toEqual([
			expect.objectContaining({ '@type': 'General', Format: 'MPEG-4', VideoCount: 1 }),
			expect.objectContaining({ '@type': 'Video', Format: 'AVC', FrameCount: expect.any(Number) as number }),
			expect.objectContaining({ '@type': 'Audio', Format: 'AAC' }),
		]);
	});

	test('are served in parts', async () => {
		const { id, url } = await finished();
		const part = await fetch(url, { headers: { range: 'bytes=4-7' } });
		expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
		const size = simulator.resultBytes(id).length;
		expect(part.headers.get('content-range')).toBe(`bytes 4-7/${size}`);
		const past = await fetch(url, { headers: { range: `bytes=${size}-` } });
		expect(past.status).toBe(416);
	});

	test.each<[string, Record<string, string>]>([
		['a bearer token', { authorization: 'Bearer x' }],
		['an API key', { 'x-api-key': 'x' }],
	])('are not for clients that show %s', async (_what, headers) => {
		const { url } = await finished();
		expect((await fetch(url, { headers })).status).toBe(400);
	});

	test('need their signature, and expire', async () => {
		const { url } = await finished();
		expect((await fetch(url.replace(/\?.*/, ''))).status).toBe(403);
		time.forward(30 * 24 * 3600 * 1000);
		expect((await fetch(url)).status).toBe(404);
	});
});

test('tasks may live in turn, by the length of their lives', async () => {
	await simulator.close();
	const lives = [{ runningMs: 5_000 }, { runningMs: 9_000, outcome: 'fail' as const }];
	simulator = await startSimulator({ now: time.now, life: { queuedMs: 1_000 }, lives });
	for (let count = 0; count < 3; count++) await create();
	time.forward(10_000);
	const ends = simulator.ledger.map(({ endedAt = 0, createdAt, state }) => [endedAt - createdAt, state]);
	expect(ends).toEqual([
		[6_000, 'succeeded'],
		[10_000, 'failed'],
		[6_000, 'succeeded'],
	]);
});

describe('the record of requests', () => {
	test('tells what was asked, and never a credential', async () => {
		await create();
		await call('GET', `${simulator.kling.url}${path}/nobody`, auth());
		expect(simulator.requests).toMatchObject([
			{ host: 'kling', backend: 'kling', verb: 'create', method: 'POST', path, status: 200 },
			{
				verb: 'query',
				path: `${path}/nobody`,
				status: 400,
				refusal: expect.stringMatching(/not found/i),
			},
		]);
		expect(simulator.requests[0]?.headers.authorization).toBe(true);
		expect(JSON.stringify(simulator.requests)).not.toContain(simulator.kling.apiKey);
	});

	test('tells when a client went away', async () => {
		simulator.fault({ backend: 'kling', verb: 'create', kind: 'stall' });
		const stop = new AbortController();
		const asked = fetch(`${simulator.kling.url}${path}`, {
			method: 'POST',
			headers: auth(),
			body: '{}',
			signal: stop.signal,
		});
		while (simulator.requests.length === 0) await new Promise((next) => setTimeout(next, 5));
		stop.abort();
		await expect(asked).rejects.toThrow();
		while (simulator.requests[0]?.aborted !== true) {
			await new Promise((next) => setTimeout(next, 5));
		}
		expect(simulator.requests[0]).toMatchObject({ status: 0, aborted: true });
		expect(simulator.ledger).toHaveLength(0);
	});
});

describe('a fault', () => {
	const order = (trouble: Trouble & { times?: number; skip?: number }) =>
		simulator.fault({ backend: 'kling', verb: 'create', ...trouble });

	test.each<[Trouble, boolean]>([
		[{ kind: 'dropBefore' }, false],
		[{ kind: 'dropAfter' }, true],
		[{ kind: 'truncate' }, true],
		[{ kind: 'stall', ms: 20 }, false],
	])('$kind breaks the connection', async (trouble, accepted) => {
		order(trouble);
		await expect(create()).rejects.toThrow();
		expect(simulator.ledger).toHaveLength(accepted ? 1 : 0);
		expect((await create()).status).toBe(200);
	});

	test('answer replaces the work, answerAfter only the reply', async () => {
		order({
			kind: 'answer',
			status: 502,
			text: '<html>',
			headers: { 'Retry-After': '1' },
		});
		order({ kind: 'answerAfter', status: 500, json: { code: 5000 } });
		await expect(create()).rejects.toThrow(/JSON/);
		expect(simulator.ledger).toHaveLength(0);
		expect(await create()).toEqual({ status: 500, body: { code: 5000 } });
		expect(simulator.ledger).toHaveLength(1);
	});

	test('slow waits in real time', async () => {
		order({ kind: 'slow', ms: 80 });
		const before = Date.now();
		await create();
		expect(Date.now() - before).toBeGreaterThanOrEqual(75);
	});

	/** A create whose client leaves after some real milliseconds. */
	const impatient = async (ms: number) =>
		await fetch(`${simulator.kling.url}${path}`, {
			method: 'POST',
			headers: { ...auth(), 'content-type': 'application/json' },
			body: JSON.stringify({ model_name: 'kling-v2-6', image: png, prompt: 'A boat' }),
			signal: AbortSignal.timeout(ms),
		});

	test('lateWork accepts the task after the client has gone, lateAnswer before', async () => {
		order({ kind: 'lateWork', ms: 400 });
		await expect(impatient(150)).rejects.toThrow();
		expect(simulator.ledger).toHaveLength(0);
		await simulator.settled();
		expect(simulator.ledger).toHaveLength(1);
		order({ kind: 'lateAnswer', ms: 400 });
		await expect(impatient(150)).rejects.toThrow();
		expect(simulator.ledger).toHaveLength(2);
		await simulator.settled();
	});

	test.each(['first', 'second'] as const)('duplicate does the work twice and gives the %s answer', async (answers) => {
		order({ kind: 'duplicate', answers });
		const { body } = await create();
		const [first, second] = simulator.ledger;
		expect(simulator.ledger).toHaveLength(2);
		expect(body.data.task_id).toBe((answers === 'first' ? first : second)!.taskId);
	});

	test('half gives a whole answer with half of the body', async () => {
		order({ kind: 'half' });
		await expect(create()).rejects.toThrow(/JSON/);
		expect(simulator.ledger).toHaveLength(1);
	});

	test('whole ignores that a part was asked for', async () => {
		const { id, url } = await finished();
		simulator.fault({ backend: 'kling', verb: 'download', kind: 'whole' });
		const reply = await fetch(url, { headers: { range: 'bytes=100-' } });
		expect(reply.status).toBe(200);
		expect(Buffer.from(await reply.arrayBuffer())).toEqual(simulator.resultBytes(id));
	});

	test('that was ordered can be taken back, and stands in the record where it struck', async () => {
		order({ kind: 'dropBefore' });
		simulator.clearFaults();
		order({ kind: 'answer', status: 503, json: {} });
		expect((await create()).status).toBe(503);
		expect(simulator.requests[0]).toMatchObject({ fault: 'answer' });
		expect((await create()).status).toBe(200);
		expect(simulator.ledger[0]!.endedAt).toBeUndefined();
		time.forward(70_000);
		expect(simulator.ledger[0]!.endedAt).toBe(simulator.ledger[0]!.createdAt + 70_000);
	});

	test('hits as often as ordered, after as many as skipped', async () => {
		order({ kind: 'answer', status: 503, json: {}, times: 2, skip: 1 });
		const statuses: number[] = [];
		for (let turn = 0; turn < 4; turn += 1) statuses.push((await create()).status);
		expect(statuses).toEqual([200, 503, 503, 200]);
	});

	test('hang leaves a download half done until the client goes away', async () => {
		const { url } = await finished();
		simulator.fault({ backend: 'kling', verb: 'download', kind: 'hang' });
		const stop = new AbortController();
		const reply = await fetch(url, { signal: stop.signal });
		const whole = reply.arrayBuffer();
		setTimeout(() => stop.abort(), 50);
		await expect(whole).rejects.toThrow(/abort/);
	});

	test('on a download hits only the backend that it names', async () => {
		const { url } = await finished();
		simulator.fault({ backend: 'kie', verb: 'download', kind: 'answer', status: 500 });
		expect((await fetch(url)).status).toBe(200);
		simulator.fault({ backend: 'kling', verb: 'download', kind: 'truncate' });
		await expect(fetch(url).then(async (reply) => reply.arrayBuffer())).rejects.toThrow();
	});
});

test('the bodies can be checked without any HTTP', () => {
	const input = { prompt: 'A boat', image_url: 'https://example.com/a.png', duration: '5' };
	const body = { model: 'kling', task_type: 'video_generation', input };
	expect(refusal('piapi', 'imageToVideo', body)).toMatch(/cannot unmarshal string/);
	expect(refusal('kling', 'imageToVideo', { model_name: 'kling-v1' })).toMatch(/discontinued/);
	const kie = { prompt: 'A boat', image_urls: ['https://e.x/a.png'], sound: false, duration: '5' };
	const task = { model: 'kling-2.6/image-to-video', input: kie };
	expect(refusal('kie', 'imageToVideo', task)).toBeUndefined();
});

test('the web server for pictures serves what was published', async () => {
	const url = simulator.files.publish('my photo.png', Buffer.from('x'), 'image/png', {
		status: 404,
	});
	expect((await fetch(url)).status).toBe(404);
	const picturePath = simulator.files.publish('/b.png', await picture('png'), 'image/png');
	const body = { model_name: 'kling-v2-6', image: picturePath, prompt: 'A boat' };
	expect((await call('POST', `${simulator.kling.url}${path}`, auth(), body)).body.code).toBe(0);
	expect(simulator.requests.at(-1)).toMatchObject({ host: 'files', status: 200 });
});
