// Asks for a task in each way the backend offers, until one of them knows it.
import type { Transport } from '../transport';
import type { Answer, Question } from './task';

/** The first answer that is not `unknown`, or the last one. */
export async function askFor(transport: Transport, questions: readonly Question[], timeoutMs: number): Promise<Answer> {
	let answer: Answer | undefined;
	for (const question of questions) {
		answer = question.read(await transport.send(question.call, timeoutMs));
		if (answer.is !== 'unknown') return answer;
	}
	return answer ?? { is: 'refused', failure: { kind: 'setup', message: 'There is no way to ask for this task' } };
}
