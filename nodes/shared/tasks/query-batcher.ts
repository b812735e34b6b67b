// One question for many tasks: what several items ask for at about the same time goes out as one request. Knows no
// backend.
import type { Call, Reply } from '../http/types';
import type { Clock } from '../clock';
import type { ListRoute } from './task';

/** How long the first one waits for others, in milliseconds. */
const GATHER_MS = 250;

interface Batch {
	readonly ids: Set<string>;
	readonly reply: Promise<Reply>;
}

/** The questions of one run to one account. */
export class QueryBatcher {
	private readonly open = new Map<string, Batch>();

	/**
	 * @param send sends a call; it never throws but CancelledError
	 */
	constructor(
		private readonly send: (call: Call) => Promise<Reply>,
		private readonly clock: Clock,
		private readonly signal: AbortSignal | undefined,
	) {}

	/** The reply to a list in which the id was asked for, alone or with others. Throws CancelledError. */
	async load(route: ListRoute, id: string): Promise<{ reply: Reply; shared: boolean }> {
		const gathering = this.open.get(route.name);
		if (gathering) {
			gathering.ids.add(id);
			if (gathering.ids.size >= route.most) this.open.delete(route.name);
			return { reply: await gathering.reply, shared: true };
		}
		const ids = new Set([id]);
		const batch: Batch = { ids, reply: this.sendLater(route, ids) };
		this.open.set(route.name, batch);
		return { reply: await batch.reply, shared: ids.size > 1 };
	}

	private async sendLater(route: ListRoute, ids: Set<string>): Promise<Reply> {
		await this.clock.sleep(GATHER_MS, this.signal);
		// A full round has made room for the next one already.
		if (this.open.get(route.name)?.ids === ids) this.open.delete(route.name);
		return await this.send(route.call([...ids]));
	}
}
