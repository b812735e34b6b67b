// The keys that a service signs its callbacks with: fetched when they are needed, and kept for some minutes.
import type { IWebhookFunctions } from 'n8n-workflow';
import type { Backend } from '../shared/backends/backend';
import type { KeyRoute } from '../shared/backends/webhook';
import type { Clock } from '../shared/clock';
import { Err } from '../shared/errors';
import { createHttpClient } from '../shared/http/client';
import { isNetworkFailure } from '../shared/http/types';
import { RecentMap } from '../shared/recent-map';
import { triggerLog } from '../shared/messages/trigger';
import { say } from '../shared/messages/message';

/** Milliseconds that keys are kept; services change theirs within days. */
const KEEP_MS = 10 * 60_000;
/** Keys of at least this age, in milliseconds, are fetched anew before a letter is called forged: they may have changed. */
const DOUBT_MS = 60_000;
/** The service waits for our answer meanwhile; in milliseconds. */
const PATIENCE_MS = 5_000;

/** Accounts whose keys are kept. */
const MOST_ACCOUNTS = 1_000;

interface Kept {
	readonly keys: readonly string[];
	/** Milliseconds since 1970. */
	readonly fetchedAt: number;
}

/** By the credential's account, for this process. */
const kept = new RecentMap<Kept>(MOST_ACCOUNTS);

/** The keys; fresh where `doubted` and they are old enough to have changed; or why there are none. */
export async function webhookKeys(
	context: Pick<IWebhookFunctions, 'getCredentials' | 'helpers'>,
	backend: Pick<Backend, 'id' | 'label' | 'credential' | 'connect'>,
	route: KeyRoute,
	clock: Clock,
	doubted = false,
): Promise<readonly string[] | { readonly unverifiable: string }> {
	const connection = backend.connect(await context.getCredentials(backend.credential));
	if (connection instanceof Err) return { unverifiable: connection.failure.message };
	const name = `${backend.id} ${connection.account}`;
	const known = kept.get(name);
	const age = clock.now() - (known?.fetchedAt ?? -Infinity);
	if (known && age < (doubted ? DOUBT_MS : KEEP_MS)) return known.keys;
	const http = createHttpClient(context, backend.credential, 0, new AbortController().signal);
	let words = '';
	for (const call of route.calls(connection)) {
		const reply = await http.send(call, PATIENCE_MS);
		const keys = isNetworkFailure(reply) ? undefined : route.read(reply);
		if (keys && keys.length > 0) {
			kept.set(name, { keys, fetchedAt: clock.now() });
			return keys;
		}
		words ||= isNetworkFailure(reply) ? reply.words : `HTTP ${reply.status}`;
	}
	return { unverifiable: say(triggerLog.keysNotFetched, { service: backend.label, words }) };
}
