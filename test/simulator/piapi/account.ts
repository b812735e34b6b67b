/** PiAPI's account: two keys (one on the free plan), concurrent jobs, /account/info (piapi.md 1). */
import type { Answer } from '../http/answer';
import type { World } from '../world';
import { ok } from './answers';

export interface PiAccount {
	apiKey: string;
	freePlanApiKey: string;
	/** Concurrent jobs of the plan. */
	slots: number;
}

export function openAccount(): PiAccount {
	return {
		apiKey: 'piapi-simulator-key-0000000000000000000000000000000000000001',
		freePlanApiKey: 'piapi-simulator-free-00000000000000000000000000000000000001',
		// piapi.md 8.2: the Pro plan.
		slots: 20,
	};
}

export function knownKey(account: PiAccount, key: unknown): boolean {
	return key === account.apiKey || key === account.freePlanApiKey;
}

/** piapi.md names the call but not its answer; these fields are what public clients read. */
export function info(world: World, account: PiAccount, free: boolean): Answer {
	const { balance } = world.book.wallet('piapi');
	return ok({
		id: 1,
		name: 'Simulator',
		plan: free ? 'free' : 'pro',
		is_enable: true,
		equivalent_in_usd: balance / 10_000_000,
		max_concurrent_task_count: account.slots,
		wallet: { point_remain: balance, mj_remain: 0 },
	});
}
