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
	return text.replace(/\/+$/, '');
}

/**
 * A name for an account that tells nothing of its key.
 *
 * @param key what the service knows the account by
 */
export function accountName(apiUrl: string, key: unknown): string {
	return accountIdentity(apiUrl, String(key ?? ''));
}
