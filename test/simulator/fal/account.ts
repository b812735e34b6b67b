/** fal's account: the key, what runs at once, and how the unknown is answered (fal.md 1, 10.2, 13). */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Incoming } from '../http/host';
import type { World } from '../world';

export interface FalAccount {
	apiKey: string;
	/** Tasks in progress at once; more wait in the queue. */
	slots: number;
	/** An administrator's lock: a new key does not help. */
	locked: boolean;
	/** Whether the list of requests shows those that wait (fal.md 13, open). */
	listsQueued: boolean;
	/** What a task is after its cancellation (fal.md 5.3, not documented). */
	cancelledAs: 'gone' | 'completed';
	/** The second one signs (fal.md 8.3). */
	keys: readonly KeyObject[];
}

/** fal.md 8.3: the throw-away key of the test vector. */
const vector = {
	kty: 'OKP',
	crv: 'Ed25519',
	x: 'gCzKu4KsotpZIuZEaoDqqh-BOPhaFuyZtfHNR0xy9og',
	d: 'WHlemfx7TdboJeimC4Cc5HnJHn5XnKlMAkQHNx5teZ8',
};

export function openAccount(): FalAccount {
	return {
		apiKey: '00000000-fa15-4000-8000-000000000001:0123456789abcdef0123456789abcdef',
		// fal.md 10.2: new accounts.
		slots: 2,
		locked: false,
		listsQueued: false,
		cancelledAs: 'gone',
		keys: [generateKeyPairSync('ed25519').privateKey, createPrivateKey({ key: vector, format: 'jwk' })],
	};
}

/** `Key`, not Bearer (fal.md 1). */
export function isLetIn(account: FalAccount, { headers }: Incoming): boolean {
	return headers.authorization === `Key ${account.apiKey}`;
}

/** fal.md 6.3: below a threshold that is not zero. How much it is, is made up. */
const leastDollars = 0.5;

/** The text of a locked account's refusal (fal.md 9.2); undefined where it may work. */
export function lockOf(world: World, account: FalAccount): string | undefined {
	if (account.locked) return 'User is locked. Reason: Admin lock. Please contact support@example.com.';
	if (world.book.wallet('fal').balance >= leastDollars) return undefined;
	return 'User is locked. Reason: Exhausted balance. Top up your balance at example.com/dashboard/billing.';
}

/** The published keys (fal.md 8.2). */
export function jwks({ keys }: FalAccount): unknown {
	return {
		keys: keys.map((key) => {
			const { kty, crv, x } = createPublicKey(key).export({ format: 'jwk' });
			return { kty, crv, x };
		}),
	};
}
