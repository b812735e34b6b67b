// The rule of what the same request is, as a table of all combinations of what decides.
import { relationOf, type Incoming, type Known, type Relation } from '../../../nodes/shared/tasks/same-request';

const NOW: Incoming = {
	executionId: 'e1',
	place: { runIndex: 3, itemIndex: 1 },
	byAgent: false,
	written: 'form',
	input: 'item',
	digest: 'words',
};

/** What may differ, one after another; every combination of these is looked at. */
const dimensions = {
	execution: ['same', 'earlier'],
	place: ['same', 'other item', 'earlier pass'],
	origin: ['none', 'key', 'task', 'lineage', "another's"],
	written: ['same', 'changed'],
	input: ['same', 'other'],
	words: ['same', 'other', 'not read yet'],
	holds: ['nothing', 'doubt', 'task'],
	delivered: [false, true],
	busy: [false, true],
	agent: [false, true],
} as const;

type Case = { readonly [Name in keyof typeof dimensions]: (typeof dimensions)[Name][number] };

function everyCase(): Case[] {
	let cases: Array<Record<string, unknown>> = [{}];
	for (const [name, values] of Object.entries(dimensions))
		cases = cases.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
	// Only a task is delivered.
	return (cases as unknown as Case[]).filter(({ delivered, holds }) => !delivered || holds === 'task');
}

const PLACES = {
	same: NOW.place,
	'other item': { runIndex: 3, itemIndex: 0 },
	'earlier pass': { runIndex: 1, itemIndex: 4 },
};

function factsOf(one: Case): [Incoming, Known] {
	const place = PLACES[one.place];
	const known: Known = {
		executionId: one.execution === 'same' ? 'e1' : 'e0',
		place,
		written: one.written === 'same' ? 'form' : 'another form',
		input: one.input === 'same' ? 'item' : 'another item',
		digest: one.words === 'same' ? 'words' : 'other words',
		key: 'k1',
		taskIds: ['t1'],
		holds: one.holds,
		isDelivered: one.delivered,
		isBusy: one.busy,
	};
	const origins = {
		none: undefined,
		key: { key: 'k1' },
		task: { taskId: 't1' },
		lineage: { place },
		"another's": { key: 'k2', taskId: 't2', place: { runIndex: 0, itemIndex: 0 } },
	};
	const origin = origins[one.origin];
	const now: Incoming = {
		...NOW,
		byAgent: one.agent,
		...(one.words === 'not read yet' ? { digest: undefined } : {}),
		...(origin ? { origin } : {}),
	};
	return [now, known];
}

/**
 * The rule in other words, row by row: the first row that fits decides. `undefined` stands for anything.
 */
const TABLE: ReadonlyArray<readonly [why: string, fits: (one: Case) => boolean, relation: Relation]> = [
	['nobody takes what another is working on', ({ busy }) => busy, 'other'],
	// An agent's calls.
	[
		"agent: another execution's call of the same words",
		({ agent, execution, words }) => agent && execution === 'earlier' && words === 'same',
		'same',
	],
	[
		'agent: a call of the same words that has not brought its result',
		({ agent, execution, words, delivered }) => agent && execution === 'same' && words === 'same' && !delivered,
		'same',
	],
	[
		'agent: the same call once more, whatever expressions say now',
		({ agent, execution, place, written, input, delivered }) =>
			agent && execution === 'same' && place === 'same' && written === 'same' && input === 'same' && !delivered,
		'same',
	],
	['agent: any other call', ({ agent }) => agent, 'other'],
	// The same place.
	['Retry On Fail, whatever expressions say now', (c) => c.execution === 'same' && c.place === 'same', 'same'],
	[
		'Retry of the execution: the form as written and the item are the same',
		({ place, written, input }) => place === 'same' && written === 'same' && input === 'same',
		'same',
	],
	['... or what they give is the same', ({ place, words }) => place === 'same' && words === 'same', 'same'],
	['Retry with a form that was changed', ({ place, holds }) => place === 'same' && holds !== 'nothing', 'changed'],
	['... after nothing was made', ({ place }) => place === 'same', 'other'],
	// An item that came out of this node.
	['it comes back in the same execution', (c) => cameBack(c) && c.execution === 'same' && !c.delivered, 'same'],
	[
		'it comes back after a Retry',
		(c) => cameBack(c) && (c.written === 'same' || c.words === 'same') && !c.delivered,
		'same',
	],
	[
		'it comes back after a Retry with a form that was changed',
		(c) => cameBack(c) && c.execution === 'earlier' && !c.delivered && c.holds !== 'nothing',
		'changed',
	],
	// Others of the same words.
	[
		'an equal one that is not finished is told of',
		(c) =>
			c.words === 'same' &&
			c.holds !== 'nothing' &&
			!c.delivered &&
			(c.place === 'earlier pass' || c.execution === 'earlier'),
		'equal',
	],
	['anything else', () => true, 'other'],
];

const cameBack = ({ origin, place }: Case) =>
	place === 'earlier pass' && (origin === 'key' || origin === 'task' || origin === 'lineage');

test('every combination of facts follows the table', () => {
	const cases = everyCase();
	expect(cases).toHaveLength(2 * 3 * 5 * 2 * 2 * 3 * 4 * 2 * 2);
	const used = new Set<string>();
	for (const one of cases) {
		const [why, , relation] = TABLE.find(([, fits]) => fits(one))!;
		used.add(why);
		if (relationOf(...factsOf(one)) !== relation)
			throw new Error(`${why}: ${JSON.stringify(one)} is ${relationOf(...factsOf(one))}, not ${relation}`);
	}
	// Each row decides something.
	expect([...used].sort()).toEqual(TABLE.map(([why]) => why).sort());
});

test('an item in the same pass never takes what another item of it stands for, whatever it says of itself', () => {
	for (const one of everyCase().filter(({ place, agent }) => place === 'other item' && !agent))
		expect(relationOf(...factsOf(one))).not.toBe('same');
});

test('what holds a task or a doubt is never simply another one, where the item stands at its place', () => {
	for (const one of everyCase().filter((c) => c.place === 'same' && c.holds !== 'nothing' && !c.busy && !c.agent))
		expect(['same', 'changed']).toContain(relationOf(...factsOf(one)));
});
