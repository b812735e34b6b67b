// Base URLs as users type them: with or without a slash, or not at all.
import { accountIdentity } from '../stored';
import { err, type Result } from '../errors';

/**
 * The base URL to use, without a slash at the end.
 *
 * @param typed what stands in the credential; empty means the standard host
 */
export function baseUrl(typed: unknown, standard: string, field: string, credential: string): Result<string> {
	const text = typeof typed === 'string' ? typed.trim() : '';
	if (text === '') return standard;
	if (!/^https?:\/\/[^\s/]+(\/\S*)?$/i.test(text)) {
		return err('input', `'${field}' in the ${credential} credential is not a URL`, {
			nextStep: `Leave it empty to use ${standard}, or give a URL that starts with https://`,
		});
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
