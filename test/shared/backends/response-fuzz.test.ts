// Whatever comes over the wire, a reader answers: it never throws, never invents a success and never lets money be spent twice.
import fc from '../../support/property';
import { backends } from '../../../nodes/shared/backends';
import type { Backend } from '../../../nodes/shared/backends/backend';
import { unwrap } from '../../../nodes/shared/errors';
import { numberAt } from '../../../nodes/shared/json';
import { balanceJson } from '../../../nodes/shared/results/balance-json';
import { mainUrl } from '../../../nodes/shared/tasks/task';
import type { BackendId } from '../../../nodes/shared/vocabulary';
import { ID, replies, status, valid } from '../../support/malformed-replies';
import { htmlPage } from '../../support/replies';

const connection = { account: 'mine', apiUrl: 'https://h', uploadUrl: 'https://u', hasApiKey: true };

/** Codes after which a create may be sent again (section 7 of each page). */
const REPEATABLE: Record<BackendId, number[]> = {
	kling: [1302, 1303, 5001, 1003, 1004],
	kie: [429, 455],
	piapi: [429],
	fal: [429],
};

const read = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};
const codeIn = (json: unknown): unknown =>
	typeof json === 'object' && json !== null ? (json as Record<string, unknown>).code : undefined;
const webAddress = /^https?:\/\/[^\s/]/i;
const RUNS = { numRuns: 1500 };

describe.each<Backend>(Object.values(backends))('$id', (backend) => {
	const { id } = backend;
	const ways = backend.statusQueries({ backend: id, operation: 'imageToVideo', taskId: ID }, connection);

	test('a status read gives a state or a failure, and success only with a web address', () => {
		fc.assert(
			fc.property(replies(id), (reply) => {
				for (const { read: answerTo } of ways) {
					const answer = answerTo(reply);
					if (answer.is === 'followUp') {
						expect(answer.call.url).toMatch(webAddress);
						continue;
					}
					if (answer.is !== 'state') {
						expect(answer.failure.message).toMatch(/\S/);
						continue;
					}
					const { state } = answer;
					expect(['queued', 'running', 'succeeded', 'failed']).toContain(state.status);
					if (state.status === 'succeeded')
						for (const url of [mainUrl(state), ...state.videos.map((video) => video.url)])
							expect(url ?? 'https://none').toMatch(webAddress);
					if (state.status === 'succeeded' && mainUrl(state) === undefined)
						expect([...(state.elements ?? []), ...(state.voices ?? [])].every((one) => /\S/.test(one.id))).toBe(true);
					if (state.status === 'failed') expect(state.words).toMatch(/\S/);
				}
			}),
			RUNS,
		);
	});

	test('a create is accepted only with an id that stands in the reply', () => {
		fc.assert(
			fc.property(replies(id), (reply) => {
				const creation = backend.readCreation(reply);
				if (creation.is !== 'accepted') return;
				expect(creation.taskId.trim()).not.toBe('');
				if (!('text' in reply)) throw new Error('silence is no acceptance');
				const values: string[] = [];
				JSON.parse(reply.text, (_, value: unknown) =>
					typeof value === 'object' ? value : values.push(String(value).trim()),
				);
				expect(values).toContain(creation.taskId);
			}),
			RUNS,
		);
	});

	test('a create is sent again only after the documented codes, HTTP 429 and what never arrived', () => {
		fc.assert(
			fc.property(replies(id), (reply) => {
				const creation = backend.readCreation(reply);
				if (creation.is !== 'refused' || creation.again === 'never') return;
				if ('kind' in reply) return expect(reply.kind).toBe('notSent');
				const code = Number(codeIn(read(reply.text)) ?? NaN);
				expect(REPEATABLE[id].includes(code) || reply.status === 429).toBe(true);
			}),
			RUNS,
		);
	});

	test('a timeout, a server error or a broken success never proves that nothing was created', () => {
		const nothingTold = fc.oneof(
			fc.constantFrom('', htmlPage, '{"da', 'null', '{}', '{"error":"Request Timeout"}', '{"error":{"message":"no"}}'),
			fc.string({ maxLength: 40 }).filter((text) => read(text) === undefined),
		);
		fc.assert(
			fc.property(fc.constantFrom(200, 201, 204, 408, 500, 502, 503, 504), nothingTold, (code, text) => {
				expect(backend.readCreation({ status: code, text }).is).toBe('unclear');
			}),
			RUNS,
		);
	});

	test('an upload is there only with a web address', () => {
		const { images } = backend;
		fc.assert(
			fc.property(replies(id), (reply) => {
				if (images === 'inline') return expect(id).toBe('kling');
				if (images.takes === 'place') {
					const place = images.readPlace(reply);
					if (place.is !== 'place') return expect(place.failure.message).toMatch(/\S/);
					expect(place.url).toMatch(webAddress);
					return expect(place.putUrl).toMatch(webAddress);
				}
				const uploaded = images.read(reply);
				if (uploaded.is === 'there') expect(uploaded.url).toMatch(webAddress);
				else expect(uploaded.failure.message).toMatch(/\S/);
			}),
			RUNS,
		);
	});

	test('a balance is a number of something, and told only in a whole reply without a code of refusal', () => {
		fc.assert(
			fc.property(replies(id), (reply) => {
				if (!backend.balance) return;
				const answer = backend.balance.read(reply);
				if (answer.is !== 'balance') return expect(answer.failure.message).toMatch(/\S/);
				const { amount, unit, usd = 0, packs = [], warnings } = answer.balance;
				expect([amount, usd].every(Number.isFinite)).toBe(true);
				expect(unit).toMatch(/^(units|credits|points|USD)$/);
				expect([...packs.map(({ name }) => name), ...warnings].every((text) => typeof text === 'string')).toBe(true);
				if (!('text' in reply)) throw new Error('silence tells no balance');
				// PiAPI's answers also come without a code.
				expect([undefined, 0, 200]).toContain(numberAt(read(reply.text), 'code'));
				expect(JSON.stringify(balanceJson(id, answer.balance))).toContain(`"balance":${JSON.stringify(amount)}`);
			}),
			RUNS,
		);
	});

	test('lists and libraries give whole entries or a failure, and nothing counts as removed or cancelled without a whole reply', () => {
		const all = { statuses: [] };
		const pages = [
			...(backend.listTasks
				? [
						unwrap(backend.listTasks(all, connection, 0)),
						unwrap(backend.listTasks({ ...all, madeBy: 'imageToVideo' }, connection, 0)),
					]
				: []),
			...Object.values(backend.library ?? {}).map((shelf) => shelf.list('all', connection)),
		];
		fc.assert(
			fc.property(replies(id), (reply) => {
				for (const list of pages) {
					const answer = list.read(reply as never, undefined);
					if (answer.is !== 'page') expect(answer.failure.message).toMatch(/\S/);
					else for (const entry of answer.page.entries as never[]) expect(list.idOf(entry)).toMatch(/\S/);
				}
				const done = [
					...Object.values(backend.library ?? {}).map((shelf) => shelf.readDelete(reply, ID)),
					...(backend.cancel ? [backend.cancel.read(reply)] : []),
				];
				for (const answer of done) {
					if (answer.is === 'requested') expect('status' in reply && reply.status < 300).toBe(true);
					else if (answer.is !== 'deleted' && answer.is !== 'cancelled') expect(answer.failure.message).toMatch(/\S/);
					else expect('status' in reply && [undefined, 0, 200].includes(numberAt(read(reply.text), 'code'))).toBe(true);
					if (answer.is !== 'cancelled') continue;
					const text = 'text' in reply ? reply.text : '?';
					expect(text.trim() === '' || typeof read(text) === 'object').toBe(true);
				}
			}),
			RUNS,
		);
	});

	test('no failure carries base64 or the query of a URL into a message', () => {
		const secret = fc.constantFrom('iVBORw0KGgoAAAANSUhEUgAA'.repeat(20), 'see https://h/v.mp4?Signature=secret now');
		fc.assert(
			fc.property(secret, status, fc.constantFrom(400, 500, 1201, 5000), (words, http, code) => {
				const texts = [
					JSON.stringify({ code, message: words, msg: words, data: { error: { raw_message: words } } }),
					words,
					`<p>${words}</p>`,
				];
				for (const text of texts) {
					const creation = backend.readCreation({ status: http, text });
					const told = JSON.stringify(creation);
					expect(told).not.toMatch(/Signature|KGgoAAAANSUhEUgAAiVBOR/);
				}
			}),
		);
	});

	test('every cut of a valid reply is read without a false success', () => {
		for (const text of valid[id].map((json) => JSON.stringify(json))) {
			for (let length = 0; length < text.length; length++) {
				const reply = { status: 200, text: text.slice(0, length) };
				expect(backend.readCreation(reply).is).toBe('unclear');
				for (const way of [...ways, ...(backend.balance ? [backend.balance] : [])])
					expect(way.read(reply).is).toBe('transient');
				if (length > 0 && backend.cancel) expect(backend.cancel.read(reply).is).toBe('transient');
			}
		}
	});
});
