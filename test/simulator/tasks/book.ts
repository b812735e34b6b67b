/** The book of accepted tasks and of what they cost: one for all backends. */
import type { BackendName, LedgerEntry, Life } from '../contract';
import { bornTask, isActive, stateOf } from './task';
import type { NewTask, Task } from './task';

export interface Book {
	readonly tasks: readonly Task[];
	readonly ledger: LedgerEntry[];
	/** Accepts a task: it stands in the ledger from now on. */
	accept(fresh: NewTask): Task;
	find(backend: BackendName, id: string): Task | undefined;
	of(backend: BackendName): Task[];
	active(backend: BackendName, model?: string): number;
	setLife(life: Partial<Life>, backend?: BackendName): void;
	wallet(backend: BackendName): Wallet;
}

/** A backend's credit: charged when a task succeeds, held while it is on its way. */
export interface Wallet {
	balance: number;
	readonly held: number;
}

const backends: readonly BackendName[] = ['kling', 'kie', 'piapi', 'fal'];

/** `accepted` hears of every new task; the tasks of all backends together live like `turns` in turn. */
export function openBook(
	now: () => number,
	life: Life,
	turns: ReadonlyArray<Partial<Life>>,
	credits: Record<BackendName, number>,
	accepted: (task: Task) => void,
): Book {
	const tasks: Task[] = [];
	const byId = new Map<string, Task>();
	const ledger: LedgerEntry[] = [];
	const lives = { kling: life, kie: life, piapi: life, fal: life };
	const balances = { ...credits };

	const settle = (): void => {
		for (const task of tasks) {
			if (task.charged || stateOf(task, now()) !== 'succeeded') continue;
			task.charged = true;
			balances[task.backend] = rounded(balances[task.backend] - task.price.amount);
		}
	};
	const of = (backend: BackendName): Task[] => tasks.filter((task) => task.backend === backend);

	return {
		tasks,
		ledger,
		accept(fresh) {
			const turn = turns[tasks.length % turns.length];
			const task = bornTask(fresh, { ...lives[fresh.backend], ...turn }, now());
			tasks.push(task);
			byId.set(`${task.backend} ${task.id}`, task);
			ledger.push(entryOf(task, now));
			accepted(task);
			return task;
		},
		find: (backend, id) => byId.get(`${backend} ${id}`),
		of,
		active: (backend, model) =>
			of(backend).filter((task) => isActive(task, now()) && (model === undefined || task.model === model)).length,
		setLife(change, backend) {
			for (const name of backend === undefined ? backends : [backend]) {
				lives[name] = { ...lives[name], ...change };
			}
		},
		wallet: (backend) => ({
			get balance() {
				settle();
				return balances[backend];
			},
			set balance(amount) {
				settle();
				balances[backend] = amount;
			},
			get held() {
				const active = of(backend).filter((task) => isActive(task, now()));
				return rounded(active.reduce((sum, task) => sum + task.price.amount, 0));
			},
		}),
	};
}

function entryOf(task: Task, now: () => number): LedgerEntry {
	return {
		backend: task.backend,
		taskId: task.id,
		...(task.externalId === undefined ? {} : { externalTaskId: task.externalId }),
		model: task.model,
		operation: task.operation,
		body: task.body,
		rawBody: task.rawBody,
		media: task.media,
		elementIds: task.elementIds ?? [],
		price: task.price,
		createdAt: task.createdAt,
		get cost() {
			const paid = stateOf(task, now()) === 'succeeded';
			return { amount: paid ? task.price.amount : 0, unit: task.price.unit };
		},
		get state() {
			return stateOf(task, now());
		},
		get endedAt() {
			return isActive(task, now()) ? undefined : (task.cancelledAt ?? task.endsAt);
		},
	};
}

/** Keeps sums of decimal prices free of binary dust. */
function rounded(amount: number): number {
	return Math.round(amount * 1e6) / 1e6;
}
