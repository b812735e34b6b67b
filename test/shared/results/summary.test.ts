// What stands above the output after a run: what it made and cost, how long it can be fetched, and what was changed or ignored.
import { summaryOf } from '../../../nodes/shared/results/summary';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { addHints } from '../../../nodes/shared/results/node-errors';
import { toJson } from '../../../nodes/shared/results/to-json';
import type { TaskState } from '../../../nodes/shared/tasks/task';

const told = (items: INodeExecutionData[]) => {
	const messages: string[] = [];
	addHints(
		{
			addExecutionHints: (...hints: Array<{ message: string; location?: string }>) =>
				messages.push(...hints.map(({ message, location }) => `${location}: ${message}`)),
		} as unknown as IExecuteFunctions,
		items,
	);
	return messages;
};

interface Made {
	cost?: TaskState['cost'];
	expires?: number;
	field?: string;
	warnings?: string[];
}

const EXPIRY = Date.UTC(2026, 11, 21, 10, 5, 59);
const units = (amount: number) => ({ amount, unit: 'units', usd: Math.round(amount * 14) / 100 });

function video({ cost, expires, field, warnings = [] }: Made = {}): INodeExecutionData {
	const handle = { backend: 'kling', operation: 'imageToVideo', taskId: 't' } as const;
	const json = toJson(
		handle,
		{
			taskId: 't',
			word: 'succeed',
			status: 'succeeded',
			videos: [{ url: 'https://h/v.mp4' }],
			cost,
			urlExpiresAt: expires,
		},
		warnings,
	);
	return { json, ...(field ? { binary: { [field]: { data: 'x', mimeType: 'video/mp4' } } } : {}) };
}

test.each<[string, Made[], string[]]>([
	[
		'one video',
		[{ cost: units(3), expires: EXPIRY, field: 'data' }],
		["1 video for 3 units (about $0.42); the file is in 'data', the link expires on 2026-12-21 10:05 UTC"],
	],
	[
		'three that expire together',
		Array<Made>(3).fill({ cost: units(3), expires: EXPIRY, field: 'data' }),
		["3 videos for 9 units (about $1.26); the files are in 'data', the links expire on 2026-12-21 10:05 UTC"],
	],
	[
		'the first expiry of several',
		[
			{ expires: EXPIRY + 86_400_000, field: 'data' },
			{ expires: EXPIRY, field: 'clip' },
		],
		["2 videos; the files are in 'data', 'clip', the first link expires on 2026-12-21 10:05 UTC"],
	],
	[
		'two backends, one of which does not tell a cost',
		[{ cost: units(3) }, { cost: { amount: 50, unit: 'credits', usd: 0.25 } }, {}],
		['3 videos, 2 of them for 3 units (about $0.42) and 50 credits (about $0.25); not downloaded'],
	],
	[
		'a unit whose price nobody names',
		[{ cost: { amount: 2, unit: 'points' } }],
		['1 video for 2 points; not downloaded'],
	],
	[
		'a download that failed',
		[{ cost: units(1), field: 'data' }, { cost: units(1) }],
		["2 videos for 2 units (about $0.28); 1 of them downloaded into 'data'"],
	],
	[
		'sums without binary dust',
		[{ cost: units(0.1) }, { cost: units(0.2) }],
		[expect.stringContaining('for 0.3 units')],
	],
	['neither cost nor expiry: nothing that the output does not show', [{ field: 'data' }], []],
	['no items', [], []],
])('%s', (_, videos, wanted) => {
	const hints = told(videos.map(video));
	expect(hints.map((hint) => hint.replace('outputPane: ', ''))).toEqual(wanted);
	expect(hints.every((hint) => hint.startsWith('outputPane: '))).toBe(true);
});

test.each<[string, unknown[], string]>([
	[
		'a price',
		[{ amount: 3, unit: 'units', usd: 0.42 }],
		'Preview of 1 video, nothing was sent or charged; would cost 3 units (about $0.42)',
	],
	[
		'dollars',
		[{ amount: 0.195, unit: 'USD', usd: 0.195 }],
		'Preview of 1 video, nothing was sent or charged; would cost about $0.20',
	],
	['no price', [null], 'Preview of 1 video, nothing was sent or charged; the price is not published'],
	[
		'some prices',
		[{ amount: 3, unit: 'units', usd: 0.42 }, null],
		'Preview of 2 videos, nothing was sent or charged; 1 of them would cost 3 units (about $0.42)',
	],
])('Preview Only: %s', (_, costs, wanted) => {
	const items = costs.map((estimatedCost) => ({ json: { status: 'checked', estimatedCost, warnings: [] } }));
	expect(told(items as INodeExecutionData[])).toEqual([`outputPane: ${wanted}`]);
});

test('then come changed pictures and ignored settings, each once, and no more than five', () => {
	const changed = "'First Frame' was changed: converted from webp";
	const ignored = "'Quality' was ignored: Kling 2.6 on Kie.ai does not have this setting";
	const more = ['a', 'b', 'c', 'd', 'e'];
	const items = [{ warnings: [changed, ignored] }, { warnings: [changed, ...more] }].map(video);
	expect(told(items)).toEqual(
		[changed, ignored, 'a', 'b', 'c', "… and 2 more in 'warnings'"].map((message) => `outputPane: ${message}`),
	);
});

test('elements and voices are called so, and have no file that could be missing', () => {
	const free = { amount: 0, unit: 'units', usd: 0 };
	const element = { status: 'succeeded', videoUrl: null, operation: 'createElement', elementId: '1', cost: free };
	const voice = { ...element, operation: 'createVoice', voiceId: '2', cost: units(0.05) };
	const told = (...items: IDataObject[]) => summaryOf(items.map((json) => ({ json })));
	expect(told(element)).toEqual(['1 element for 0 units (about $0)']);
	expect(told(voice, voice)).toEqual(['2 voices for 0.1 units (about $0.02)']);
	const film = { ...element, operation: 'imageToVideo', videoUrl: 'https://h/v.mp4', cost: units(1) };
	expect(told(element, film)).toEqual(['2 results for 1 units (about $0.14); not downloaded']);
	expect(told({ status: 'checked', videoUrl: null, operation: 'createElement', estimatedCost: free })).toEqual([
		'Preview of 1 element, nothing was sent or charged; would cost 0 units (about $0)',
	]);
	// Get Many Tasks does not always know what made a task.
	expect(told({ ...element, operation: null, elements: [{ elementId: '1' }] })).toEqual([
		'1 element for 0 units (about $0)',
	]);
});

test('an n8n that has no such hints is left alone', () => {
	expect(() => addHints({} as IExecuteFunctions, [video({ cost: units(3) })])).not.toThrow();
});

test('sounds are called sounds, and both together results', () => {
	const sound = {
		status: 'succeeded',
		videoUrl: null,
		audioUrl: 'https://h/a.mp3',
		cost: { amount: 0.05, unit: 'units', usd: 0.007 },
	};
	const film = { ...sound, videoUrl: 'https://h/a.mp4' };
	const told = (...items: IDataObject[]) => summaryOf(items.map((json) => ({ json })))[0];
	expect(told(sound)).toMatch(/^1 audio file for 0\.05 units/);
	expect(told(sound, sound)).toMatch(/^2 audio files for/);
	expect(told(film, film)).toMatch(/^2 videos for/);
	expect(told(film, sound)).toMatch(/^2 results for/);
	expect(told({ status: 'checked', videoUrl: null, audioUrl: null, estimatedCost: null })).toMatch(
		/^Preview of 1 audio file/,
	);
});

test('what is kept in a library is called so, and what was only listed was not made by this run', () => {
	const voice = {
		status: 'succeeded',
		videoUrl: null,
		operation: 'createVoice',
		voiceId: '829836802793406552',
		cost: { amount: 0.05, unit: 'units', usd: 0.007 },
	};
	const told = (...items: IDataObject[]) => summaryOf(items.map((json) => ({ json })));
	expect(told(voice)).toEqual(['1 voice for 0.05 units (about $0.007)']);
	expect(told(voice, { ...voice, operation: 'createElement', cost: { ...voice.cost, amount: 0, usd: 0 } })).toEqual([
		'2 results for 0.05 units (about $0.007)',
	]);
	const checked = { status: 'checked', videoUrl: null, operation: 'createElement', estimatedCost: null };
	expect(told(checked, checked)[0]).toMatch(/^Preview of 2 elements/);
});

test('money has two decimals, but for less than a cent', () => {
	const costing = (usd: number) =>
		summaryOf([{ json: { status: 'succeeded', cost: { amount: usd, unit: 'USD', usd } } }]);
	expect([1.4, 0.121, 0.007].map(costing).flat()).toEqual(
		['$1.40', '$0.12', '$0.007'].map((price) => `1 video for about ${price}; not downloaded`),
	);
});
