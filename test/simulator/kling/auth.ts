/** Who may call the official API: an API key, or a JWT on legacy paths (kling-official.md 1). */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { isObject } from '../http/body';
import { refuse } from './errors';
import type { KlingRefusal } from './errors';

export interface KlingKeys {
	apiKey: string;
	accessKey: string;
	secretKey: string;
}

/** Undefined where the caller may pass. `standard` is the standard of the path. */
export function authRefusal(
	authorization: string | undefined,
	keys: KlingKeys,
	standard: 'legacy' | 'new',
	nowSeconds: number,
): KlingRefusal | undefined {
	if (authorization === undefined || authorization.trim() === '') {
		return refuse(1001, 'Authorization is empty');
	}
	const token = /^Bearer (\S+)$/.exec(authorization)?.[1];
	if (token === undefined) return refuse(1002, 'Authorization is invalid');
	if (token === keys.apiKey) return undefined;
	if (token.startsWith('api-key-')) return refuse(1002, 'api key not found');
	if (standard === 'new') {
		return refuse(1002, 'Access Key / Secret Key authentication is not supported, use an API key');
	}
	return jwtRefusal(token, keys, nowSeconds);
}

function jwtRefusal(token: string, keys: KlingKeys, now: number): KlingRefusal | undefined {
	const parts = token.split('.');
	const [head = '', body = '', signature = ''] = parts;
	if (parts.length !== 3) return refuse(1002, 'token was expected to have 3 parts');
	const header = decoded(head);
	const claims = decoded(body);
	if (header?.alg !== 'HS256' || header.typ !== 'JWT' || !claims) {
		return refuse(1002, 'Authorization is invalid');
	}
	if (claims.iss !== keys.accessKey) return refuse(1002, 'access key not found');
	const right = createHmac('sha256', keys.secretKey).update(`${head}.${body}`).digest();
	const given = Buffer.from(signature, 'base64url');
	if (given.length !== right.length || !timingSafeEqual(given, right) || /=/.test(signature)) {
		return refuse(1002, 'signature is invalid');
	}
	const { exp, nbf } = claims;
	if (!Number.isInteger(exp) || !Number.isInteger(nbf)) {
		return refuse(1002, 'exp and nbf are required, in seconds');
	}
	if (Number(nbf) > now) return refuse(1003, 'Authorization is not yet valid');
	if (Number(exp) <= now) return refuse(1004, 'Authorization has expired');
	return undefined;
}

function decoded(part: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
		return isObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}
