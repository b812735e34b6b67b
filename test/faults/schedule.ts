// A schedule: a form, items, and everything that goes wrong with them. It follows from its seed alone.
import type { INodeParameters } from 'n8n-workflow';
import type { BackendName, Fault, Life } from '../simulator/contract';
import { chanceFrom, type Chance } from './random';
import { troubleFor, type FaultyVerb } from './troubles';

/** Those marked in `specials` pay for more than one thing, or go on from what was paid for. */
export type Operation =
	'imageToVideo' | 'textToVideo' | 'avatar' | 'effects' | 'lipSync' | 'extendVideo' | 'createElement';

export interface Schedule {
	readonly seed: number;
	readonly backend: BackendName;
	readonly operation: Operation;
	/** How many items go in. */
	readonly items: number;
	readonly options: INodeParameters;
	readonly onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	/** How often Retry On Fail tries in all; 1 without it. */
	readonly tries: number;
	readonly life: Life;
	readonly faults: readonly Fault[];
	/** Stop is pressed when so many requests have come in, and so many real milliseconds later. */
	readonly stop?: { readonly atRequest: number; readonly afterMs: number };
	/** What the user does after an execution that failed: retries it, with other options, once the trouble is over or not. */
	readonly retries: ReadonlyArray<{
		readonly createAgain: boolean;
		readonly troubleOver: boolean;
		/** The user writes another text into the form before. */
		readonly formChanged: boolean;
	}>;
	/** Expressions give another text each time they are looked at. */
	readonly changing: boolean;
	/** Another account works on another backend meanwhile, which has no trouble; by its requests the first one must not be seen. */
	readonly neighbour: boolean;
	/** So often the error output is led back into the node; none without one. */
	readonly loops: number;
}

/** The text that tells an item's requests from all others. */
export const tagOf = ({ seed }: Schedule, index: number) => `T${seed}i${index}x`;

const specials: Readonly<Record<BackendName, readonly [Operation, ...Operation[]]>> = {
	kling: ['avatar', 'lipSync', 'extendVideo', 'createElement'],
	kie: ['extendVideo'],
	piapi: ['effects'],
	fal: ['extendVideo'],
};

/** What seed so-and-so stands for. */
export function scheduleFrom(seed: number): Schedule {
	const chance = chanceFrom(seed);
	const backend = chance.oneOf(['kling', 'kie', 'piapi', 'fal'] as const);
	const operations = ['imageToVideo', 'imageToVideo', 'textToVideo'] as const;
	const special = chance.happens(0.3) ? chance.oneOf(specials[backend]) : undefined;
	const operation = special ?? chance.oneOf(operations);
	const count = chance.happens(0.12) ? 0 : chance.between(1, 6);
	const faults = Array.from({ length: count }, () => faultsFor(backend, operation, chance)).flat();
	return {
		seed,
		backend,
		operation,
		items: chance.oneOf([1, 1, 2, 3] as const),
		options: optionsFor(backend, chance),
		onError: chance.oneOf(['stopWorkflow', 'stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const),
		tries: chance.oneOf([1, 2, 3] as const),
		life: lifeFor(chance),
		faults,
		...(chance.happens(0.3)
			? { stop: { atRequest: chance.between(1, 10), afterMs: chance.oneOf([0, 0, 1, 4, 30] as const) } }
			: {}),
		retries: Array.from({ length: chance.between(0, 2) }, () => ({
			createAgain: chance.happens(0.3),
			troubleOver: chance.happens(0.5),
			formChanged: chance.happens(0.15),
		})),
		changing: chance.happens(0.4),
		loops: chance.oneOf([0, 1, 2, 3] as const),
		neighbour: chance.happens(0.2),
	};
}

function optionsFor(backend: BackendName, chance: Chance): INodeParameters {
	return {
		wait: chance.happens(0.8),
		downloadVideo: chance.happens(0.75),
		atDownloadFailure: chance.oneOf(['return', 'fail'] as const),
		timeLimit: chance.oneOf([0.5, 2, 30] as const),
		atTimeLimit: chance.oneOf(['fail', 'return'] as const),
		slotLimit: chance.oneOf([0, 0.01, 0.5] as const),
		...(chance.happens(0.15) ? { createAgain: true } : {}),
		...(takesBack(backend) && chance.happens(0.5) ? { cancelOnStop: true } : {}),
		...(backend === 'kling' && chance.happens(0.2) ? { externalTaskId: '=own-{{ $json.tag }}' } : {}),
	};
}

function lifeFor(chance: Chance): Life {
	const long = chance.happens(0.1);
	return {
		queuedMs: chance.oneOf([0, 5_000, 20_000, 90_000] as const),
		runningMs: long ? 7_200_000 : chance.oneOf([0, 20_000, 60_000] as const),
		outcome: chance.happens(0.1) ? 'fail' : 'succeed',
		reason: 'the moon was in the way: job canceled',
		freshMs: chance.oneOf([0, 3_000] as const),
	};
}

/** Whether tasks that have not begun can be taken back. */
const takesBack = (backend: BackendName) => backend === 'piapi' || backend === 'fal';

/** Requests that such a run makes. */
function verbsOf(backend: BackendName, operation: Schedule['operation']): readonly [FaultyVerb, ...FaultyVerb[]] {
	const downloads = operation === 'createElement' ? [] : (['download', 'download', 'download'] as const);
	const usual = ['create', 'create', 'query', 'query', ...downloads] as const;
	const uploads =
		backend !== 'kling' && operation !== 'textToVideo' && operation !== 'extendVideo' ? (['upload'] as const) : [];
	const cancels = takesBack(backend) ? (['cancel'] as const) : [];
	// What a task has cost, fal is asked when it is over.
	return [...usual, ...uploads, ...cancels, ...(backend === 'fal' ? (['account'] as const) : [])];
}

/** Mostly one fault; a download that breaks may also find a host that knows no ranges when it is resumed. */
function faultsFor(backend: BackendName, operation: Schedule['operation'], chance: Chance): Fault[] {
	const fault = faultFor(backend, operation, chance);
	const breaks = fault.verb === 'download' && (fault.kind === 'truncate' || fault.kind === 'hang');
	const { skip, verb } = fault;
	return breaks && chance.happens(0.5) ? [fault, { backend, verb, skip, kind: 'whole' }] : [fault];
}

function faultFor(backend: BackendName, operation: Schedule['operation'], chance: Chance): Fault {
	const verb = chance.oneOf(verbsOf(backend, operation));
	const roll = chance.next();
	return {
		backend,
		verb,
		...troubleFor(verb, backend, operation === 'avatar' || operation === 'lipSync', chance),
		skip: chance.happens(0.5) ? 0 : chance.between(1, verb === 'query' ? 5 : 2),
		// Some trouble lasts longer than anybody waits; where nothing is paid it must be harmless, so it is common there.
		times: roll < 0.7 ? 1 : roll < (verb === 'query' || verb === 'download' ? 0.85 : 0.95) ? chance.between(2, 5) : 40,
	};
}
