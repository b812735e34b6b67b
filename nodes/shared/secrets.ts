// The secrets of the accounts that this process works with, and how they are taken out of everything that is shown, stored
// or logged. A service may repeat what it was sent, in an error, a page or a result.

/** Fields of a credential whose values nobody may see. */
const SECRET_FIELDS = ['apiKey', 'accessKey', 'secretKey', 'webhookSecret'];

/** Shorter values are no keys, and taking them out would take words out. */
const SHORTEST = 8;

/** Accounts that are remembered; the one that was used longest ago goes first. */
const MOST_ACCOUNTS = 200;

/** What stands in place of a secret. */
const HIDDEN = '(secret)';

interface Account {
	/** The secrets and how they may be written. */
	readonly spellings: readonly string[];
	/** Beginnings of tokens that are signed for the account. */
	readonly tokens: readonly string[];
}

const accounts = new Map<string, Account>();

/** Remembers a credential's secrets, so that they can be taken out of what comes back. */
export function learnSecrets(credential: Readonly<Record<string, unknown>>): void {
	const secrets = SECRET_FIELDS.map((field) => credential[field])
		.filter((value): value is string => typeof value === 'string')
		.map((value) => value.trim())
		.filter((value) => value.length >= SHORTEST);
	if (secrets.length === 0) return;
	const name = secrets.join('\0');
	const known = accounts.get(name);
	accounts.delete(name);
	accounts.set(name, known ?? { spellings: secrets.flatMap(spellingsOf), tokens: tokensOf(credential.accessKey) });
	const [oldest] = accounts.keys();
	if (accounts.size > MOST_ACCOUNTS && oldest !== undefined) accounts.delete(oldest);
}

function spellingsOf(secret: string): string[] {
	const bytes = Buffer.from(secret, 'utf8');
	const all = [
		secret,
		JSON.stringify(secret).slice(1, -1),
		encodeURIComponent(secret),
		// Without the padding, and without the last letter, which depends on what follows.
		...[0, 1, 2].flatMap((shift) => encodings(Buffer.concat([Buffer.alloc(shift), bytes]), shift)),
	];
	// The longest first: a shorter one may be a part of it.
	return [...new Set(all)].filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length);
}

/** How base64 text shows bytes that begin so many bytes behind a group of three. */
function encodings(shifted: Buffer, shift: number): string[] {
	const from = [0, 2, 3][shift]!;
	const whole = Math.floor((shifted.length * 8) / 6);
	return (['base64', 'base64url'] as const).map((encoding) => shifted.toString(encoding).slice(from, whole));
}

/** The token of an access key begins the same way each time (kling-official.md 1.2); what follows is its time and signature. */
function tokensOf(accessKey: unknown): string[] {
	if (typeof accessKey !== 'string' || accessKey.trim().length < SHORTEST) return [];
	const payload = Buffer.from(`{"iss":"${accessKey.trim()}`, 'utf8');
	return [payload.toString('base64url').slice(0, Math.floor(payload.length / 3) * 4)];
}

/** A text without the secrets of any account that is known here. Time grows with its length only. */
export function hideSecrets(text: string): string {
	let shown = text;
	for (const { spellings, tokens } of accounts.values()) {
		for (const token of tokens) shown = withoutTokens(shown, token);
		for (const spelling of spellings) if (shown.includes(spelling)) shown = shown.replaceAll(spelling, HIDDEN);
	}
	return shown;
}

const isTokenSign = (code: number) =>
	(code >= 48 && code <= 57) ||
	(code >= 65 && code <= 90) ||
	(code >= 97 && code <= 122) ||
	[45, 46, 95].includes(code);

/** Takes out whole tokens of three parts, of which the second begins like this. */
function withoutTokens(text: string, beginning: string): string {
	let at = text.indexOf(beginning);
	if (at < 0) return text;
	const parts: string[] = [];
	let done = 0;
	for (; at >= 0; at = text.indexOf(beginning, done)) {
		let [from, to] = [at, at + beginning.length];
		while (from > done && isTokenSign(text.charCodeAt(from - 1))) from--;
		while (to < text.length && isTokenSign(text.charCodeAt(to))) to++;
		parts.push(text.slice(done, from), HIDDEN);
		done = to;
	}
	return parts.join('') + text.slice(done);
}

/** The same for every text in a JSON value; keys too, because a service chooses them. */
export function hideSecretsIn<T>(value: T): T {
	if (typeof value === 'string') return hideSecrets(value) as T;
	if (Array.isArray(value)) return value.map((one: unknown) => hideSecretsIn(one)) as T;
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [hideSecrets(key), hideSecretsIn(one)])) as T;
}
