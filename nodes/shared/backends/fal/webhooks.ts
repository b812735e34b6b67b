// Callbacks of fal.ai: once, when a request is over, always signed with a published key (fal.md 8).
import { createHash, createPublicKey, verify } from 'node:crypto';
import { isNetworkFailure, type Reply } from '../../http/types';
import { listAt, parseJson, textAt } from '../../json';
import { signatureDetails } from '../../messages/backends';
import type { Connection } from '../backend';
import { jsonOf } from '../parse-response';
import { endOf, headerAt, isWithinTolerance, taskIdAt, type TaskEnd, type WebhookSpec } from '../webhook';
import { falDetails } from './messages';

/** Not the queue's words (fal.md 12.21). */
const ENDS: Readonly<Record<string, TaskEnd>> = { OK: 'succeeded', ERROR: 'failed' };

const HEADERS = ['request-id', 'user-id', 'timestamp', 'signature'].map((name) => `x-fal-webhook-${name}`);

/** The older name of the standard host still publishes the keys (fal.md 13.4). */
export const STANDARD_STORAGE = 'https://rest.fal.ai';
const OLDER_STORAGE = 'https://rest.alpha.fal.ai';

const keysAt = (host: string) => ({ method: 'GET', url: `${host}/.well-known/jwks.json`, unsigned: true }) as const;

export const falWebhooks: WebhookSpec = {
	// There is none: nothing is shared and nothing to switch on.
	secretLabel: undefined,
	secretPerTask: false,

	keys: {
		calls: ({ uploadUrl }: Connection) => [
			keysAt(uploadUrl),
			...(uploadUrl === STANDARD_STORAGE ? [keysAt(OLDER_STORAGE)] : []),
		],
		read: readKeys,
	},

	read(json) {
		const taskId = taskIdAt(json, 'request_id');
		const status = textAt(json, 'status');
		return taskId === undefined || status === undefined ? undefined : { taskId, end: endOf(ENDS, status) };
	},

	verifySignature({ headers, rawBody }, { taskId }, _secret, now, keys) {
		const [id, user, timestamp, signature] = HEADERS.map((name) => headerAt(headers, name));
		if (id === undefined && timestamp === undefined && signature === undefined) return 'missing';
		if (id === undefined || user === undefined || timestamp === undefined || signature === undefined)
			return { invalid: signatureDetails.incomplete };
		if (!isWithinTolerance(timestamp, now)) return { invalid: signatureDetails.timestampExpired };
		// The id of the last inner try may stand in the header instead (fal.md 8.1).
		const ids = [taskId, textAt(parseJson(rawBody.toString('utf8')), 'gateway_request_id')];
		if (!ids.includes(id) || !/^[0-9a-f]{128}$/i.test(signature)) return { invalid: falDetails.signatureMismatch };
		const digest = createHash('sha256').update(rawBody).digest('hex');
		const signed = Buffer.from([id, user, timestamp, digest].join('\n'), 'utf8');
		const isGood = (key: string) => verifies(key, signed, Buffer.from(signature, 'hex'));
		return keys.some(isGood) ? 'valid' : { invalid: falDetails.signatureMismatch };
	},
};

/** Ed25519 keys of a JWKS; others in it are none of ours. */
function readKeys(reply: Reply): readonly string[] | undefined {
	if (isNetworkFailure(reply) || reply.status >= 300) return undefined;
	const keys = listAt(jsonOf(reply), 'keys')
		.filter((key) => textAt(key, 'kty') === 'OKP' && textAt(key, 'crv') === 'Ed25519')
		.flatMap((key) => textAt(key, 'x') ?? []);
	return keys.length > 0 ? keys : undefined;
}

/** @param x the public key, base64url */
function verifies(x: string, signed: Buffer, signature: Buffer): boolean {
	try {
		const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
		return verify(null, signed, key, signature);
	} catch {
		return false;
	}
}
