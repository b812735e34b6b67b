// The resource Clip on n8n's engine: frames and films from the item's files, without a backend and without a credential.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import sharp from 'sharp';
// With its ending, because KlingVideo.node.json lies beside it and tsx would take that one.
import { KlingVideo } from '../../nodes/KlingVideo/KlingVideo.node.ts';
import { readFile, runNode, storedFile, type Scenario } from '../support/run-node';

const CLIPS = join(__dirname, '..', 'support', 'clips');
const stored = async (name: string) => await storedFile(readFileSync(join(CLIPS, name)), name, 'video/mp4');

const run = async (parameters: INodeParameters, items: INodeExecutionData[], settings?: Scenario['settings']) =>
	await runNode({
		nodeType: new KlingVideo(),
		parameters: { resource: 'clip', ...parameters },
		items,
		logins: [],
		...(settings ? { settings } : {}),
	});

test('Get Frame gives the last frame in full size, and an item that is no video its own error', async () => {
	const items = [
		{ json: {}, binary: { data: await stored('counting.mp4') } },
		{ json: {}, binary: { data: await stored('music.mp3') } },
		{ json: {} },
	];
	const { outputs } = await run({ operation: 'getFrame' }, items, { onError: 'continueErrorOutput' });
	const [[good], errors] = outputs as [INodeExecutionData[], INodeExecutionData[]];
	expect(good!.json).toEqual({
		operation: 'getFrame',
		width: 192,
		height: 144,
		frameAtSeconds: 0.958,
		clipSeconds: 1,
		warnings: [],
	});
	expect(good!.binary!.data).toMatchObject({ mimeType: 'image/png', fileName: 'frame.png' });
	expect(await sharp(await readFile(good!.binary!.data!)).metadata()).toMatchObject({ format: 'png', width: 192 });
	expect(errors.map(({ json }) => json.message)).toEqual([
		"'Clip' contains audio only",
		"'Clip': the item has no file in the field 'data'",
	]);
});

test('Join Clips makes one film of all items, in their order, and each says where it came from', async () => {
	const files = ['counting.mp4', 'going-on.mp4', 'bars.mp4'];
	const items = await Promise.all(files.map(async (name) => ({ json: {}, binary: { clip: await stored(name) } })));
	const { outputs, error } = await run({ operation: 'joinClips' }, items);
	expect(error).toBeUndefined();
	expect(outputs[0]).toHaveLength(1);
	const [film] = outputs[0]!;
	expect(film!.json).toMatchObject({
		operation: 'joinClips',
		durationSeconds: 2.458,
		clipCount: 3,
		copied: true,
		clipStartsSeconds: [0, 0.958, 1.458],
	});
	expect(film!.pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	expect(film!.binary!.data).toMatchObject({ mimeType: 'video/mp4', fileName: 'film.mp4' });
});

test('a film of each item takes its fields in the order they are named', async () => {
	const binary = { a: await stored('counting.mp4'), b: await stored('bars.mp4') };
	const { outputs, error } = await run({ operation: 'joinClips', joinWhat: 'each', clips: 'b, a' }, [
		{ json: {}, binary },
		{ json: {}, binary },
	]);
	expect(error).toBeUndefined();
	expect(outputs[0]!.map(({ json }) => json.clipCount)).toEqual([2, 2]);
});

test('without any clip the film is refused in one sentence', async () => {
	const { error } = await run({ operation: 'joinClips' }, [{ json: {} }]);
	expect(error?.message).toBe("'Clips' contains no video");
});
