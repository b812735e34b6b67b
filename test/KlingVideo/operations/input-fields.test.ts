// The list of pictures under 'Images': names, patterns and addresses, in the order in which they were written.
import { Err } from '../../../nodes/shared/errors';
import type { Form } from '../../../nodes/shared/node-parameters';
import { readReferences } from '../../../nodes/KlingVideo/operations/fields/image-list';
import { readVideos } from '../../../nodes/KlingVideo/operations/fields/video-source';
import { readAudio } from '../../../nodes/KlingVideo/operations/fields/speech-source';
import type { FilesOfItem, ItemFile } from '../../../nodes/KlingVideo/operations/operation';

const formWith = (values: Record<string, unknown>): Form => ({
	value: (name) => values[name],
	text: (name) =>
		typeof values[name] === 'string' || typeof values[name] === 'number' ? String(values[name]).trim() : '',
	option: () => undefined,
});
const file = (field: string, mimeType: string): ItemFile => ({ field, file: { mimeType, data: '' } });
const image = (field: string): ItemFile => file(field, 'image/png');
const files: readonly ItemFile[] = [
	image('photo2'),
	image('hat'),
	file('voice', 'audio/mpeg'),
	image('photo1'),
	image('a.b'),
];
/** Files of which nothing is known but what n8n takes them for. */
const only = (own: readonly ItemFile[]): FilesOfItem => ({ files: own, odd: [], kindOf: async () => undefined });
const read = async (images: unknown, own = files) => {
	const listed = await readReferences(formWith({ images }), only(own));
	return listed instanceof Err ? listed : listed.sources;
};
const shown = async (images: unknown, own = files) => {
	const sources = await read(images, own);
	if (sources instanceof Err) return sources.failure.message;
	return sources.map((source) =>
		source.from === 'field' ? source.field : source.from === 'url' ? source.url : 'text',
	);
};

const HAT = 'https://h.example/hat.png';
const SIZED = 'https://h.example/w_100,h_200/a.png?x=1,2';

test.each<[string, unknown, unknown]>([
	['a name', 'hat', ['hat']],
	['names in their order', 'photo1, hat,photo2', ['photo1', 'hat', 'photo2']],
	['names in lines', 'photo1\nhat\r\nphoto2', ['photo1', 'hat', 'photo2']],
	["a pattern, in the item's order", 'photo*', ['photo2', 'photo1']],
	['a pattern with a star in the middle', 'p*1', ['photo1']],
	['* is every picture, no sound', '*', ['photo2', 'hat', 'photo1', 'a.b']],
	['a dot is a dot', 'a.b', ['a.b']],
	['a name may be a file of any type', 'voice', ['voice']],
	['an address', HAT, [HAT]],
	['two addresses', `${HAT}, ${HAT}?2`, [HAT, `${HAT}?2`]],
	['an address in lines with names', `hat\n${HAT}\nphoto1`, ['hat', HAT, 'photo1']],
	['both, in their order', `${HAT}, hat, ${SIZED}`, [HAT, 'hat', SIZED]],
	['commas within an address stay', SIZED, [SIZED]],
	['an address in capitals', 'HTTPS://H.EXAMPLE/A.PNG', ['HTTPS://H.EXAMPLE/A.PNG']],
	['a list that an expression gave', [HAT, 'photo*'], [HAT, 'photo2', 'photo1']],
	['a list of addresses with commas', [SIZED, HAT], [SIZED, HAT]],
	['the same twice, because it may be wanted', 'hat, hat', ['hat', 'hat']],
	['blanks and empty parts count for nothing', ' hat , ,\n, photo1 ', ['hat', 'photo1']],
	['nothing', '', []],
	['null', null, []],
	['undefined', undefined, []],
	['a data: URL', `data:image/png;base64,${'iVBORw0KGgo'.repeat(30)}`, ['text']],
	['base64 text', 'iVBORw0KGgoAAAANSUhEUgAA'.repeat(20), ['text']],
])('%s', async (_, images, wanted) => {
	expect(await shown(images)).toEqual(wanted);
});

test('a file that an expression gave stands for itself', async () => {
	const file = { mimeType: 'image/png', data: 'filesystem-v2:abc', fileName: 'a.png' };
	expect(await read([file, HAT])).toEqual([
		{ from: 'field', field: file },
		{ from: 'url', url: HAT },
	]);
});

test.each<[string, string, readonly ItemFile[], string]>([
	['an unknown name', 'cat', files, "The item has files in: 'photo2', 'hat', 'voice', 'photo1', 'a.b'"],
	['a pattern that fits nothing', 'cat*', files, "The item has files in: 'photo2', 'hat', 'voice', 'photo1', 'a.b'"],
	[
		'an item without files',
		'hat',
		[],
		'The item has no files. Make sure that the previous node outputs one, or use a URL',
	],
	[
		'letters that mean something in patterns',
		'ph.to1',
		files,
		"The item has files in: 'photo2', 'hat', 'voice', 'photo1', 'a.b'",
	],
])('%s is refused with what there is', async (_, images, own, nextStep) => {
	const outcome = await read(images, own);
	expect(outcome).toBeInstanceOf(Err);
	expect((outcome as Err).failure).toEqual({
		kind: 'input',
		message: `'Images': the item has no file in a field that matches '${images}'`,
		nextStep,
	});
});

test('* on an item without pictures is an empty list', async () => {
	expect(await read('*', [])).toEqual([]);
});

describe('a video', () => {
	test.each<[string, Record<string, unknown>, unknown]>([
		['by address', { videoSource: 'url', videoUrl: ' https://h/a.mp4 ' }, { from: 'url', url: 'https://h/a.mp4' }],
		['from a field', { videoSource: 'binary', videoField: 'clip' }, { from: 'field', field: 'clip' }],
		['served', { videoSource: 'serve', videoField: 'clip' }, { from: 'field', field: 'clip', served: true }],
		['none', { videoSource: 'none' }, undefined],
		['not in the form', {}, undefined],
	])('%s', async (_, values, wanted) => {
		expect(await readVideos(formWith(values), only([]), false)).toEqual({
			...(wanted === undefined ? {} : { video: wanted }),
			moreVideos: [],
			leftOut: [],
		});
	});

	test('where the model takes several, lines and commas part them', async () => {
		const values = { videoSource: 'url', videoUrl: 'https://h/a.mp4?b=1,2\nhttps://h/c.mp4, https://h/d.mp4' };
		expect(await readVideos(formWith(values), only([]), true)).toMatchObject({
			video: { from: 'url', url: 'https://h/a.mp4?b=1,2' },
			moreVideos: [
				{ from: 'url', url: 'https://h/c.mp4' },
				{ from: 'url', url: 'https://h/d.mp4' },
			],
		});
		expect(await readVideos(formWith({ videoSource: 'url', videoUrl: '' }), only([]), true)).toMatchObject({
			video: { from: 'url', url: '' },
			moreVideos: [],
		});
	});
});

describe('a voice', () => {
	const speech = { voiceSource: 'speech', speechText: 'Hello', speechVoice: 'oversea_male1', speechLanguage: 'en' };

	test.each<[string, Record<string, unknown>, unknown]>([
		['by address', { voiceSource: 'url', voiceUrl: 'https://h/a.mp3' }, { from: 'url', url: 'https://h/a.mp3' }],
		['from a field', { voiceSource: 'binary', voiceField: 'voice' }, { from: 'field', field: 'voice' }],
		['as text', { voiceSource: 'base64', voiceBase64: 'AAAA' }, { from: 'text', text: 'AAAA' }],
		['speech made before', { voiceSource: 'speechId', speechId: 9001 }, { from: 'speechId', id: '9001' }],
		[
			'a text, at normal speed by default',
			speech,
			{ from: 'speech', speech: { text: 'Hello', voice: 'oversea_male1', language: 'en', speed: 1 } },
		],
		[
			'a text in Chinese, its speed with one decimal',
			{ ...speech, speechLanguage: 'zh', speechSpeed: '1.26' },
			{ from: 'speech', speech: { text: 'Hello', voice: 'oversea_male1', language: 'zh', speed: 1.3 } },
		],
		['none', {}, undefined],
	])('%s', (_, values, wanted) => {
		expect(readAudio(formWith(values))).toEqual(wanted);
	});

	test.each<[string, Record<string, unknown>, string]>([
		['no speech id', { voiceSource: 'speechId', speechId: ' ' }, "'Speech ID' is empty"],
		['no text', { ...speech, speechText: ' ' }, "'Text to Speak' is empty"],
		[
			'1001 characters',
			{ ...speech, speechText: 'x'.repeat(1001) },
			"'Text to Speak' has 1001 characters, but at most 1000 are allowed",
		],
		['no speaker', { ...speech, speechVoice: '' }, "'Speaker' is empty"],
		['too slow', { ...speech, speechSpeed: 0.7 }, "'Speed' must be a number from 0.8 to 2"],
		['a speed in words', { ...speech, speechSpeed: 'fast' }, "'Speed' must be a number from 0.8 to 2"],
	])('%s is refused', (_, values, message) => {
		const outcome = readAudio(formWith(values));
		expect(outcome).toBeInstanceOf(Err);
		expect((outcome as Err).failure).toMatchObject({
			kind: 'input',
			message,
			nextStep: expect.stringMatching(/\S/),
		});
	});
});
