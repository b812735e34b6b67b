/** The official API's account: its keys, slots, ids and the cost query (kling-official.md 2.14). */
import { randomInt } from 'node:crypto';
import type { Answer } from '../http/answer';
import type { Incoming } from '../http/host';
import type { World } from '../world';
import type { KlingKeys } from './auth';
import { okAnswer, refusalAnswer, refuse } from './errors';

export interface KlingAccount {
	keys: KlingKeys;
	/** Concurrent tasks per model. */
	slots: number;
	/** A task id: digits that no JavaScript number can hold (kling-official.md 3.4). */
	nextId(): string;
}

export function openAccount(): KlingAccount {
	let last = 829_000_000_000_000_000n + BigInt(randomInt(1e9)) * 1_000_000n;
	return {
		keys: {
			apiKey: 'api-key-kling-simulator00000000000000000000000000000000001',
			accessKey: 'SimulatorAccessKey00000000000001',
			secretKey: 'SimulatorSecretKey00000000000001',
		},
		// kling-official.md 8: the smallest paid video pack.
		slots: 20,
		nextId() {
			last += 3n;
			return last.toString();
		},
	};
}

export function affordable(world: World, units: number): boolean {
	const wallet = world.book.wallet('kling');
	return wallet.balance - wallet.held >= units;
}

export function costs(world: World, incoming: Incoming): Answer {
	for (const name of ['start_time', 'end_time']) {
		if (!/^\d{13}$/.test(incoming.query.get(name) ?? '')) {
			return refusalAnswer(refuse(1201, `${name} must be a Unix timestamp in milliseconds`));
		}
	}
	const { balance } = world.book.wallet('kling');
	const year = 365 * 24 * 3600 * 1000;
	const pack = (name: string, remaining: number, bought: number, status: string) => ({
		resource_pack_name: name,
		resource_pack_id: `simulated-pack-${status}`,
		resource_pack_type: 'decreasing_total',
		total_quantity: 10_000,
		remaining_quantity: remaining,
		purchase_time: bought,
		effective_time: bought,
		invalid_time: bought + year,
		status,
	});
	const now = world.now();
	const infos = [
		pack('Video Generation - 10000 entries', balance, now - year / 2, 'online'),
		pack('Video Generation - bought for later', 10_000, now + year / 2, 'toBeOnline'),
		pack('Video Generation - of last year', 700, now - 2 * year, 'expired'),
		pack('Video Generation - used up', 0, now - year / 3, 'runOut'),
	];
	// With no packs the key is missing; an account without credit stands for that one here.
	const packs = balance > 0 ? { resource_pack_subscribe_infos: infos } : {};
	return okAnswer({ code: 0, msg: 'SUCCEED', ...packs });
}
