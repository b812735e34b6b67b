// What an account holds as the item that the next node gets: flat, and the same for every backend.
import type { IDataObject } from 'n8n-workflow';
import type { Balance, Pack } from '../tasks/balance';
import type { BackendId } from '../vocabulary';
import { iso } from './to-json';

/** Amounts in the backend's unit, times as ISO 8601; null where it does not tell. */
export function balanceJson(backend: BackendId, { amount, unit, usd, packs, warnings }: Balance): IDataObject {
	return {
		backend,
		balance: amount,
		unit,
		usd: usd ?? null,
		...(packs ? { packs: packs.map(packJson) } : {}),
		warnings: [...warnings],
	};
}

function packJson({ name, kind, status, remaining, total, startsAt, expiresAt }: Pack): IDataObject {
	return {
		name,
		kind: kind ?? null,
		status: status ?? null,
		remaining: remaining ?? null,
		total: total ?? null,
		startsAt: iso(startsAt),
		expiresAt: iso(expiresAt),
	};
}
