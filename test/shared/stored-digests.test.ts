// What whole creates leave in n8n's context, word for word.
//
// A change here makes a running n8n forget paid tasks or breaks saved workflows: raise STORED_VERSION and write a migration
// instead of a new value.
import type { IDataObject } from 'n8n-workflow';
import { contextKeys, handleKeys, recordKeys, recordStates, finishedKeys, resultKeys } from '../../nodes/shared/stored';
import { imageToVideo, onlyJson, openTestHost, type TestHost } from '../support/test-host';
import { storedForms, storedItem } from '../support/stored-forms';

let host: TestHost;
beforeEach(async () => {
	host = await openTestHost();
});
afterEach(async () => await host.close());

const DIGESTS: Record<string, string> = {
	'image to video with all common settings on kling': '331ce85ce25f5b05e7c7f7ec82b3a4c0',
	'image to video with all common settings on kie': '6ab44ab2f13ada21be9a32feccb187da',
	'image to video with all common settings on piapi': '8f0f04c050a0f04fb1756408b32b5262',
	'image to video with all common settings on fal': '2720599741d3b7a5de73fb9ed7ad2348',
	'image to video with a fitting of its own': 'f0fcc768403a8c56e8993ac1e65679dd',
	'image to video with a storyboard, additional fields and an own id': 'fa917487b04158ca7835b683d1ee0828',
	'multi image to video with pictures and element ids': '2f47134880317dcfdc765111e5701655',
	'multi image to video with elements of pictures and of a part of a video': 'c9104e9162ce9bf742db4ff746b3b5f2',
	'avatar with a text to speak': '0bd534f20533dc097cad7c65545ec033',
	'avatar with a recording': 'd40938fc2894e782691179a3791bf855',
	'lip sync with the times of the sound, of a made video and made speech': '62b2fe93a7e7cd718d0be03e92f9735b',
	'text to speech': '3ddda59b19331633cea9126f223feba0',
	'an element of pictures': '69adced0956d315fd24fc9060b682778',
	'an element of pictures that are cropped': 'df0a6c640e4ff66845fbe833e6194885',
	'two pictures with an effect': '4629656da5a35cc137ff0aa941632624',
};

const recordsIn = (context: Record<string, unknown>) =>
	Object(context[contextKeys.tasks]) as Record<string, IDataObject>;
const namesOf = (value: unknown) => Object.keys(Object(value) as object);

function expectOnly(value: unknown, keys: readonly string[]): void {
	expect(namesOf(value).filter((key) => !keys.includes(key))).toEqual([]);
}

function expectStored(record: IDataObject): void {
	expectOnly(record, recordKeys);
	expectOnly(record.handle, handleKeys);
	expect(recordStates).toContain(record.state);
	const { finished } = record as { finished?: IDataObject };
	expectOnly(finished, finishedKeys);
	for (const sound of (finished?.sounds ?? []) as IDataObject[]) expectOnly(sound, resultKeys.sounds);
}

test('every form has a fixed digest', () => {
	expect(storedForms.map(({ name }) => name)).toEqual(Object.keys(DIGESTS));
});

test.each(storedForms.map(({ name, parameters }) => [name, parameters] as const))('%s', async (name, parameters) => {
	// Some are refused on the way; they are remembered before anything is sent.
	const { context } = await host.run(parameters, { items: [await storedItem()], executionId: '7' });
	expect(namesOf(context)).toEqual(['klingVideoTasks']);
	const records = recordsIn(context);
	expect(records['0:0']?.digest).toBe(DIGESTS[name]);
	Object.values(records).forEach(expectStored);
	const parts = namesOf(records).filter((key) => key !== '0:0');
	expect(['', '0:0:speech', '0:0:faces']).toContain(parts.join(' '));
});

test('a task that waits, one that failed and one that is doubtful keep the same words', async () => {
	const items = [await storedItem()];
	const form = imageToVideo('kling', { imageField: 'first' });
	host.simulator.setLife({ outcome: 'fail', reason: 'the moon was in the way' });
	const failed = await host.run(form, { items, executionId: '7' });
	const record = recordsIn(failed.context)['0:0']!;
	expectStored(record);
	expect(record).toMatchObject({ attempt: 2, state: 'open', earlierTaskIds: [host.simulator.ledger[0]!.taskId] });
	host.simulator.fault({ backend: 'kie', verb: 'create', kind: 'dropAfter' });
	const unclear = await host.run(imageToVideo('kie', { imageField: 'first' }), { items, executionId: '8' });
	const doubtful = recordsIn(unclear.context)['0:0']!;
	expectStored(doubtful);
	expect(doubtful).toMatchObject({ attempt: 1, state: 'uncertain', executionId: '8', uncertainIn: '8' });
});

test('speech that came with the reply is kept under its stored words', async () => {
	const { parameters } = storedForms.find(({ name }) => name === 'text to speech')!;
	const { context } = await host.run(parameters, { items: [{ json: {} }] });
	const { finished, handle } = recordsIn(context)['0:0']!;
	expect(finished).toMatchObject({ status: 'succeeded', videos: [], sounds: [{ id: expect.any(String) as string }] });
	expect(namesOf(handle).sort()).toEqual(['backend', 'model', 'operation', 'taskId']);
});

test('the fields of an item', async () => {
	const json = onlyJson(
		await host.run(imageToVideo('kling', { imageField: 'first' }), { items: [await storedItem()] }),
	);
	expect(namesOf(json).sort()).toEqual(
		[
			...['backend', 'cost', 'createdAt', 'durationSeconds', 'externalTaskId', 'finishedAt', 'model', 'operation'],
			...['reason', 'status', 'taskId', 'urlExpiresAt', 'videoUrl', 'videos', 'warnings'],
		].sort(),
	);
	expectOnly(json.cost, ['amount', 'unit', 'usd']);
	expect(namesOf(json.cost)).toEqual(expect.arrayContaining(['amount', 'unit']));
	expectOnly((json.videos as IDataObject[])[0], ['id', 'url', 'watermarkUrl', 'coverUrl', 'durationSeconds']);
});
