// Base URLs as users type them: with or without a slash, or not at all.
import { accountIdentity } from '../stored';
import type { Result } from '../errors';
import { credentialFailures } from '../messages/backends';
import { fail } from '../messages/message';

/**
 * The base URL to use, without a slash at the end.
 *
 * @param typed what stands in the credential; empty means the standard host
 */
export function baseUrl(typed: unknown, standard: string, field: string, credential: string): Result<string> {
	const text = typeof typed === 'string' ? typed.trim() : '';
	if (text === '') return standard;
	if (!/^https?:\/\/[^\s/]+(\/\S*)?$/i.test(text)) {
		return fail(credentialFailures.baseUrl, { field, credential, standard });
	}
	let end = text.length;
	while (text[end - 1] === '/') end--;
	// Paths of the API are added here; copied from a page, an address may hold their beginning already.
	return text.slice(0, end).replace(/(?:\/api)?\/v[12]$/, '');
}

/**
 * A name for an account that tells nothing of its key.
 *
 * @param key what the service knows the account by
 */
export function accountName(apiUrl: string, key: unknown): string {
	return accountIdentity(apiUrl, String(key ?? ''));
}

/** A key as the service wants it: pages show it in a header, from which the word in front is copied, too. */
export function keyIn(typed: unknown): string {
	return (typeof typed === 'string' ? typed : '').trim().replace(/^(?:bearer|key)\s+/i, '');
}
