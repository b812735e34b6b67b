// Long Video with everything that can go wrong, by seed: broken creates, reads, uploads and downloads, Stop, Retry On Fail and
// retried executions. Judged by the simulator's books: of each scene one task is accepted, and another one only after it failed.
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { BackendName, Fault } from '../simulator/contract';
import { filmFromPicture } from '../support/film-from-picture';
import { seed } from '../support/property';
import { openTestHost, photo, photoItem, RETRY, type TestHost } from '../support/test-host';
import { chanceFrom, type Chance } from './random';
import { LATE_MS, troubleFor } from './troubles';

const SCHEDULES = 8;
const SCENES = 3;
/** So often the user retries an execution that has failed; after the first time the trouble is over. */
const RETRIES = 3;

let host: TestHost;
let clip: Buffer;
let onRequest: () => void;
beforeAll(async () => {
	clip = await filmFromPicture(await photo(), 'all');
});
beforeEach(async () => {
	onRequest = () => undefined;
	const timeouts = { create: LATE_MS / 2, query: LATE_MS / 2, upload: LATE_MS / 2, download: LATE_MS / 2 };
	host = await openTestHost({ timeouts, film: async () => await Promise.resolve(clip), onRequest: () => onRequest() });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await host.close();
});

interface FilmSchedule {
	readonly backend: BackendName;
	readonly items: number;
	readonly tries: number;
	readonly faults: readonly Fault[];
	/** Stop is pressed when so many requests have come in. */
	readonly stopAt?: number;
	/** The first task of so-and-so many fails. */
	readonly failing: boolean;
}

function filmSchedule(one: number): FilmSchedule {
	const chance = chanceFrom(one);
	const backend = chance.oneOf(['kling', 'kie', 'piapi'] as const);
	return {
		backend,
		items: chance.oneOf([1, 1, 2] as const),
		tries: chance.oneOf([1, 2, 3] as const),
		faults: Array.from({ length: chance.between(1, 4) }, () => faultFor(backend, chance)),
		...(chance.happens(0.3) ? { stopAt: chance.between(2, 14) } : {}),
		failing: chance.happens(0.25),
	};
}

function faultFor(backend: BackendName, chance: Chance): Fault {
	const verbs = ['create', 'create', 'query', 'download'] as const;
	const verb = backend === 'kling' ? chance.oneOf(verbs) : chance.oneOf([...verbs, 'upload'] as const);
	const trouble = troubleFor(verb, backend, false, chance);
	return { backend, verb, ...trouble, skip: chance.between(0, SCENES), times: chance.between(1, 2) };
}

const tagOf = (one: number, item: number, scene: number) => `T${one}i${item}s${scene}x`;

function formFor(one: number, { backend }: FilmSchedule): INodeParameters {
	const row = Array.from({ length: SCENES }, (_, scene) => {
		return { prompt: `=The boat T${one}i{{ $json.item }}s${scene}x drifts`, seconds: 5 };
	});
	const picture = { firstFrameSource: 'binary', firstFrameField: 'data' };
	return { backend, resource: 'video', operation: 'longVideo', ...picture, scenes: { row } };
}

test.each(Array.from({ length: SCHEDULES }, (_, index) => seed + index))(
	'seed %d: no scene is paid twice, and no paid one is lost',
	async (one) => {
		const schedule = filmSchedule(one);
		const { simulator } = host;
		const lines: string[] = [];
		for (const level of ['info', 'warn'] as const)
			jest
				.spyOn(Container.get(Logger), level)
				.mockImplementation((...args: unknown[]) => void lines.push(String(args[0])));
		for (const fault of schedule.faults) simulator.fault(fault);
		simulator.setLife({ outcome: schedule.failing ? 'fail' : 'succeed' });
		const items = await Promise.all(
			Array.from({ length: schedule.items }, async (_, item) => await photoItem(await photo(), { item })),
		);
		const form = formFor(one, schedule);
		const settings = schedule.tries > 1 ? { ...RETRY, maxTries: schedule.tries } : {};
		let seen = 0;
		let sentAfterStop = 0;
		const stopWhen = (stop: () => void) => {
			onRequest = () => {
				seen += 1;
				if (seen === schedule.stopAt) stop();
				else if (schedule.stopAt !== undefined && seen > schedule.stopAt) sentAfterStop += 1;
			};
		};
		let outcome = await host.run(form, { items, settings, executionId: '1', stopWhen });
		onRequest = () => undefined;
		await simulator.settled();
		const wasStopped = schedule.stopAt !== undefined && seen >= schedule.stopAt;
		// n8n keeps nothing of a stopped run: what is paid stands in its log.
		for (const { taskId } of wasStopped ? simulator.ledger : []) {
			const isTold = lines.some((line) => line.includes(taskId) || /being created|may exist|not confirm/.test(line));
			expect([taskId, isTold]).toEqual([taskId, true]);
		}
		for (let retry = 0; retry < RETRIES && outcome.error && !wasStopped; retry++) {
			simulator.clearFaults();
			simulator.setLife({ outcome: 'succeed' });
			const { context } = outcome;
			outcome = await host.run(form, { items, settings, executionId: String(retry + 2), context });
		}
		const tags = items.flatMap((_, item) => Array.from({ length: SCENES }, (__, scene) => tagOf(one, item, scene)));
		for (const tag of tags) {
			const tasks = simulator.ledger.filter(({ rawBody }) => rawBody.includes(tag));
			const alive = tasks.filter(({ state }) => state !== 'failed');
			expect([tag, alive.length <= 1]).toEqual([tag, true]);
		}
		if (wasStopped) return expect(sentAfterStop).toBeLessThanOrEqual(schedule.items);
		if (outcome.error) {
			// Only a create of which nobody knows what became of it stands in the way, where there are no ids of ours.
			expect([schedule.backend, outcome.error.message]).toEqual([
				expect.not.stringMatching('kling'),
				expect.stringMatching(/^Scene \d: .*did not confirm whether/),
			]);
			return;
		}
		const films = outcome.outputs[0]!.map(({ json }) => json.scenes as IDataObject[]);
		expect(films.map((scenes) => scenes.length)).toEqual(items.map(() => SCENES));
		const told = films.flat().map(({ taskId }) => taskId);
		const alive = simulator.ledger.filter(({ state }) => state === 'succeeded').map(({ taskId }) => taskId);
		expect([...told].sort()).toEqual(alive.sort());
	},
	180_000,
);
