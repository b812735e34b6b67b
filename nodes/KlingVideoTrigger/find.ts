// How to ask for a task of which only the id is known, so that the answer tells what made it as well.
import type { Access, Backend } from '../KlingVideo/backends/backend';
import { isSilent, type Reply } from '../KlingVideo/http';
import { parseJson } from '../KlingVideo/json';
import type { Question, TaskReference } from '../KlingVideo/tasks/task';
import type { GeneratingOperation } from '../KlingVideo/words';

/** The ways to ask for a task, and what is found out by the answer. */
export interface Search {
	readonly questions: readonly Question[];
	/** What made the task, and where; undefined before it was found, and where nobody tells. */
	maker(): Maker | undefined;
}

export type Maker = Pick<TaskReference, 'operation' | 'route'>;

/** A way to ask, and the only place whose tasks are found by it, if it is the only one. */
interface Way {
	readonly question: Question;
	readonly only?: Maker;
}

/**
 * Asks for a task wherever one of these operations makes them.
 *
 * @param makers the operations that may have made it
 * @param onOwnPath paths of single operations come first, because whoever finds the task there knows the operation
 */
export function searchFor(
	backend: Backend,
	access: Access,
	taskId: string,
	makers: readonly GeneratingOperation[],
	onOwnPath: boolean,
): Search {
	const all = waysOf(backend, access, taskId, makers);
	const [own, common] = [all.filter(({ only }) => only), all.filter(({ only }) => !only)];
	let maker: Maker | undefined;
	const questions = (onOwnPath ? [...own, ...common] : [...common, ...own]).map(({ question, only }): Question => {
		const read = (reply: Reply) => {
			const answer = question.read(reply);
			if (answer.is === 'state') maker = only ?? toldBy(backend, reply);
			return answer;
		};
		return { call: question.call, read };
	});
	return { questions, maker: () => maker };
}

function toldBy({ callbacks }: Backend, reply: Reply): Maker | undefined {
	const operation = isSilent(reply) ? undefined : callbacks.madeBy?.(parseJson(reply.text));
	return operation && { operation };
}

/** Each address is asked once, however many operations share it. */
function waysOf(backend: Backend, access: Access, taskId: string, makers: readonly GeneratingOperation[]): Way[] {
	const found = new Map<string, { question: Question; makers: Map<GeneratingOperation, Maker> }>();
	for (const reference of placesOf(backend, access, taskId, makers)) {
		const { operation, route } = reference;
		for (const question of backend.questions(reference, access)) {
			const known = found.get(question.call.url) ?? { question, makers: new Map() };
			known.makers.set(operation, { operation, ...(route ? { route } : {}) });
			found.set(question.call.url, known);
		}
	}
	return [...found.values()].map(({ question, makers: known }) => {
		const [only, ...others] = known.values();
		return others.length === 0 ? { question, only } : { question };
	});
}

/** Where tasks of these operations are made: at the usual place, and where single models have one of their own. */
function placesOf(
	backend: Backend,
	{ hasApiKey }: Access,
	taskId: string,
	makers: readonly GeneratingOperation[],
): TaskReference[] {
	return makers.flatMap((operation) => {
		const offers = backend.models.flatMap((model) => model.operations[operation] ?? []);
		const routes = offers.filter(({ needsApiKey }) => hasApiKey || !needsApiKey).map(({ route }) => route);
		return [...new Set([undefined, ...routes])].map((route) => ({
			backend: backend.id,
			operation,
			taskId,
			...(route ? { route } : {}),
		}));
	});
}
