// Large files pass from n8n's store to the upload as streams: whole, once more after a failure, and never left open.
import type { Readable } from 'node:stream';
import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { clip } from '../../bench/files';
import { storedFile } from '../support/run-node';
import { onlyJson, openTestHost, photo, type TestHost } from '../support/test-host';

const SIZE = 12_000_000;

let host: TestHost;
let opened: Readable[];
/** Called with each stream of the clip and how many there were before. */
let meddle: (stream: Readable, earlier: number) => void;
beforeEach(async () => {
	// The service looks at a film of many megabytes before it answers.
	host = await openTestHost({ timeouts: { create: 20_000 } });
	[opened, meddle] = [[], () => undefined];
	await storedFile(Buffer.from('the store is open'), 'a.txt', 'text/plain');
	const store = Container.get(BinaryDataService);
	const open = store.getAsStream.bind(store);
	jest.spyOn(store, 'getAsStream').mockImplementation(async (id, ...parameters) => {
		const stream = await open(id, ...parameters);
		if (id === clipId) meddle(stream, opened.push(stream) - 1);
		return stream;
	});
	const read = store.getAsBuffer.bind(store);
	jest.spyOn(store, 'getAsBuffer').mockImplementation(async (file) => {
		if (file.id === clipId) throw new Error('nobody reads it whole');
		return await read(file);
	});
});
afterEach(async () => {
	jest.restoreAllMocks();
	await host.close();
});

let clipId: string | undefined;

/** An item with a picture and a clip that is too large to be read whole. */
async function item(header: 'first' | 'last' = 'first'): Promise<INodeExecutionData> {
	const film = await storedFile(clip(SIZE, header), 'clip.mp4', 'video/mp4');
	clipId = film.id;
	return { json: {}, binary: { data: await storedFile(await photo(), 'a.png', 'image/png'), clip: film } };
}

const motion = (backend: string, more: INodeParameters = {}): INodeParameters => ({
	backend,
	resource: 'video',
	operation: 'motionControl',
	imageSource: 'binary',
	imageField: 'data',
	videoSource: 'binary',
	videoField: 'clip',
	...more,
});
const uploads = () => host.simulator.requests.filter(({ verb }) => verb === 'upload');
const film = () => host.simulator.ledger[0]!.media.find(({ kind }) => kind === 'video')!;
const allClosed = () => expect(opened.map(({ destroyed }) => destroyed)).toEqual(opened.map(() => true));

test.each(['first', 'last'] as const)('a clip with its header %s arrives as it is', async (header) => {
	onlyJson(await host.run(motion('kie'), { items: [await item(header)] }));
	expect(film()).toMatchObject({ bytes: SIZE, durationSeconds: 4 });
	expect(uploads().every(({ headers }) => Number(headers['content-length']) > 0)).toBe(true);
	allClosed();
});

test.each([
	{
		name: 'an internal error',
		fault: { kind: 'answer', status: 500, json: { success: false, code: 500, msg: 'oops' } },
	},
	{ name: 'a broken connection', fault: { kind: 'dropBefore' } },
	{ name: 'an answer that is lost', fault: { kind: 'dropAfter' } },
	{ name: 'silence', fault: { kind: 'stall' } },
] as const)('after $name it is read and sent once more', async ({ fault }) => {
	host.simulator.fault({ backend: 'kie', verb: 'upload', skip: 1, ...fault });
	onlyJson(await host.run(motion('kie'), { items: [await item()] }));
	expect(uploads()).toHaveLength(3);
	expect(film()).toMatchObject({ bytes: SIZE });
	allClosed();
});

test('a refused upload ends the item in the words of the service', async () => {
	host.simulator.fault({
		backend: 'kie',
		verb: 'upload',
		skip: 1,
		kind: 'answer',
		status: 200,
		json: { success: false, code: 400, msg: 'no such path' },
	});
	const { error } = await host.run(motion('kie'), { items: [await item()] });
	expect(error?.message).toMatch(/The video could not be uploaded: Kie\.ai: .*no such path/);
	expect(host.simulator.ledger).toHaveLength(0);
	allClosed();
});

test('a file that breaks off is told as one, not as a fault of the service', async () => {
	// The first pass tells the clip's identity, the second one is the upload's.
	meddle = (stream, earlier) => {
		if (earlier === 1) setImmediate(() => stream.destroy(new Error('EIO: i/o error')));
	};
	const { error } = await host.run(motion('kie'), { items: [await item()] });
	expect(error?.message).toMatch(/The video could not be read from n8n's file storage \(EIO: i\/o error\)/);
	expect(host.simulator.ledger).toHaveLength(0);
	allClosed();
});

test('Stop ends an upload at once and closes the file', async () => {
	host.simulator.fault({ backend: 'kie', verb: 'upload', skip: 1, kind: 'stall' });
	const started = Date.now();
	const { run } = await host.run(motion('kie'), {
		items: [await item()],
		timeouts: { ...host.timeouts, upload: 60_000 },
		stopWhen: (stop) => {
			const look = setInterval(() => {
				if (uploads().length < 2) return;
				clearInterval(look);
				setTimeout(stop, 50);
			}, 10);
		},
	});
	expect(run.status).not.toBe('success');
	expect(Date.now() - started).toBeLessThan(10_000);
	expect(uploads()).toHaveLength(2);
	expect(host.simulator.ledger).toHaveLength(0);
	allClosed();
});

test('the same file is told apart by its content: its task is found again', async () => {
	const first = await host.run(motion('kie'), { items: [await item()] });
	const again = await host.run(motion('kie'), { items: [await item()], context: first.context });
	expect(onlyJson(again).taskId).toBe(onlyJson(first).taskId);
	expect(host.simulator.ledger).toHaveLength(1);
});

test.each([
	['piapi', /'Video' is 12 MB, but PiAPI accepts uploads of up to 10 MB/],
	['kling', /'Video': Kling accepts videos as a URL only/],
])('%s says that it takes no such file', async (backend, message) => {
	const { error } = await host.run(motion(backend), { items: [await item()] });
	expect(error?.message).toMatch(message);
	expect(host.simulator.ledger).toHaveLength(0);
	allClosed();
});

test('PiAPI is not asked to take what its upload has no extension for', async () => {
	const binary = {
		data: await storedFile(await photo(), 'a.png', 'image/png'),
		clip: await storedFile((await import('../simulator/fixtures')).fixtures.mov.bytes, 'a.mov', 'video/quicktime'),
	};
	const { error } = await host.run(motion('piapi'), { items: [{ json: {}, binary }] });
	expect(error?.message).toBe("'Video' is a mov file, but PiAPI accepts jpg, jpeg, png, webp, mp4, wav, mp3");
});
