// A create whose answer got lost, on a backend whose tasks have no ids of ours: it is looked for among the requests that
// the backend has in its books, and only one that is exactly what was sent, and nobody else's, is taken for it. Knows no backend.
import { throwCancelled } from '../errors';
import type { Timing } from '../clock';

/** A create as it is looked for: where it went, and the digest of what stood in it. */
export interface SentRequest {
	/** Without its query, which may hold a secret. */
	readonly url: string;
	readonly digest: string;
}

/** A request that the backend has in its books. */
export interface FoundRequest {
	readonly taskId: string;
	/** Milliseconds since 1970, by the backend's clock. */
	readonly sentAt: number;
	/** Undefined where the backend did not keep what was sent. */
	readonly digest: string | undefined;
}

/** How lost creates are looked for. */
export interface LostSearch {
	/** What was sent there around a time; undefined where the backend could not be asked. Throws CancelledError. */
	list(sent: SentRequest, sentAt: number): Promise<readonly FoundRequest[] | undefined>;
	/** How long to go on looking after the create, in milliseconds: what still waits in line may not be listed. */
	readonly forMs: number;
	/** Ids of tasks that are known to be somebody's. */
	isTaken(taskId: string): boolean;
	/** Whether an equal request is on its way this moment: what is found may be its task. */
	isBusy(sent: SentRequest): boolean;
}

/** Clocks may differ by so much, in milliseconds. */
const NEAR_MS = 60_000;
/** The first pause before a look, and the longest one, in milliseconds; they double. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * The id of the lost create's task, or undefined where there is none or no telling which one it is.
 *
 * @param sentAt milliseconds since 1970
 */
export async function findLostTask(
	search: LostSearch,
	sent: SentRequest,
	sentAt: number,
	{ clock, signal }: Timing,
): Promise<string | undefined> {
	const end = sentAt + search.forMs;
	for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
		if (!(await clock.sleep(pause, signal))) throwCancelled();
		const listed = search.isBusy(sent) ? undefined : await search.list(sent, sentAt);
		const isOurs = ({ taskId, digest, sentAt: at }: FoundRequest) =>
			digest === sent.digest && Math.abs(at - sentAt) <= NEAR_MS && !search.isTaken(taskId);
		const found = new Set((listed ?? []).filter(isOurs).map(({ taskId }) => taskId));
		const [first] = found;
		if (first !== undefined) return found.size === 1 ? first : undefined;
		if (clock.now() >= end) return undefined;
	}
}

/** What this process knows of an account's creates: ids that came back, and requests that are on their way. */
export class CreateBook {
	private readonly taken = new Set<string>();
	private readonly underWay = new Map<string, number>();

	/** A task is somebody's from now on. */
	take(taskId: string): void {
		this.taken.add(taskId);
		// The oldest goes; whoever looks for a lost create looks at the last minutes.
		if (this.taken.size > MOST_TAKEN) this.taken.delete(this.taken.values().next().value!);
	}

	isTaken(taskId: string): boolean {
		return this.taken.has(taskId);
	}

	/** Whether others than the asker send the same. */
	isBusy({ digest }: SentRequest): boolean {
		return (this.underWay.get(digest) ?? 0) > 0;
	}

	/** Sends a create; while it has no answer, an equal one that is found may be it. */
	async sending<T>(sent: SentRequest | undefined, send: () => Promise<T>): Promise<T> {
		if (!sent) return await send();
		const count = (by: number) => this.underWay.set(sent.digest, (this.underWay.get(sent.digest) ?? 0) + by);
		count(1);
		try {
			return await send();
		} finally {
			if (count(-1).get(sent.digest) === 0) this.underWay.delete(sent.digest);
		}
	}
}

const MOST_TAKEN = 5_000;
