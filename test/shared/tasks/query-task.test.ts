// Asking for a task of a made-up backend whose status and result stand under two addresses.
import { queryTask } from '../../../nodes/shared/tasks/query-task';
import { QueryBatcher } from '../../../nodes/shared/tasks/query-batcher';
import { isNetworkFailure, type Call, type Reply } from '../../../nodes/shared/http/types';
import { at, parseJson, textAt } from '../../../nodes/shared/json';
import { ended, type ListRoute, type StatusAnswer, type StatusQuery } from '../../../nodes/shared/tasks/task';
import { virtualClock } from '../../support/clock';
import { stateTold } from '../../support/named';

const STATUS = 'https://host/tasks/t1/status';
const RESULT = 'https://host/tasks/t1';
const LIST = 'https://host/tasks?ids=t1';
const slip: StatusAnswer = { is: 'transient', failure: { kind: 'network', message: 'no answer' } };
const gone: StatusAnswer = { is: 'unknown', failure: { kind: 'notFound', message: 'no such task' } };

function readResult(reply: Reply): StatusAnswer {
	if (isNetworkFailure(reply)) return slip;
	const url = textAt(parseJson(reply.text), 'video.url');
	const known = { taskId: 't1', word: 'COMPLETED' };
	return stateTold(ended(known, { videos: url === undefined ? [] : [{ url }] }));
}

function readStatus(reply: Reply): StatusAnswer {
	if (isNetworkFailure(reply)) return slip;
	const told = parseJson(reply.text);
	const word = textAt(told, 'status') ?? textAt(at(told, 'tasks'), 't1');
	if (word === undefined) return gone;
	if (word === 'COMPLETED') return { is: 'followUp', call: { method: 'GET', url: RESULT }, read: readResult };
	return stateTold({ taskId: 't1', word, status: 'running' });
}

const alone: StatusQuery = { call: { method: 'GET', url: STATUS }, read: readStatus };
const route: ListRoute = {
	name: 'ids',
	most: 5,
	call: (ids) => ({ method: 'GET', url: `https://host/tasks?ids=${ids.join(',')}` }),
};
const listed: StatusQuery = { ...alone, list: { route, id: 't1' } };

function service(replies: Record<string, object>) {
	const urls: string[] = [];
	const send = async ({ url }: Call): Promise<Reply> => {
		urls.push(url);
		const reply = replies[url];
		return reply
			? { status: 200, text: JSON.stringify(reply) }
			: { kind: 'noResponse', words: 'the request timed out' };
	};
	return { urls, send };
}

const done = { status: 'COMPLETED' };
const video = { video: { url: 'https://files/v.mp4' } };

test('a status that says done is followed to the result', async () => {
	const { urls, send } = service({ [STATUS]: done, [RESULT]: video });
	expect(await queryTask(send, [alone])).toMatchObject({
		is: 'state',
		state: { status: 'succeeded', videos: [{ url: 'https://files/v.mp4' }] },
	});
	expect(urls).toEqual([STATUS, RESULT]);
});

test('a status that says running asks for nothing more', async () => {
	const { urls, send } = service({ [STATUS]: { status: 'IN_PROGRESS' } });
	expect(await queryTask(send, [alone])).toMatchObject({ state: { status: 'running' } });
	expect(urls).toEqual([STATUS]);
});

test('a result that does not come is a slip, which is borne', async () => {
	const { send } = service({ [STATUS]: done });
	expect(await queryTask(send, [alone])).toEqual(slip);
});

test('answers that lead in a circle end as a slip', async () => {
	const circle = (): StatusAnswer => ({ is: 'followUp', call: { method: 'GET', url: STATUS }, read: circle });
	const { urls, send } = service({ [STATUS]: done });
	expect(await queryTask(send, [{ ...alone, read: circle }])).toMatchObject({ is: 'transient' });
	expect(urls).toHaveLength(3);
});

test('a follow-up that knows nothing leaves it to the next way', async () => {
	const nowhere = (): StatusAnswer => ({ is: 'followUp', call: { method: 'GET', url: RESULT }, read: () => gone });
	const { urls, send } = service({ [STATUS]: { status: 'IN_PROGRESS' }, [RESULT]: video });
	expect(await queryTask(send, [{ ...alone, read: nowhere }, alone])).toMatchObject({ state: { status: 'running' } });
	expect(urls).toEqual([STATUS, RESULT, STATUS]);
});

test('a list is asked in company, its follow-up alone', async () => {
	const { urls, send } = service({ [LIST]: { tasks: { t1: 'COMPLETED' } }, [RESULT]: video });
	const batcher = new QueryBatcher(send, virtualClock(), undefined);
	expect(await queryTask(send, [listed], batcher)).toMatchObject({ state: { status: 'succeeded' } });
	expect(urls).toEqual([LIST, RESULT]);
});

test('what a shared list does not tell is asked alone and followed as well', async () => {
	const shared = 'https://host/tasks?ids=t1,t2';
	const { urls, send } = service({ [shared]: {}, [STATUS]: done, [RESULT]: video });
	const batcher = new QueryBatcher(send, virtualClock(), undefined);
	const other: StatusQuery = { ...listed, list: { route, id: 't2' }, read: () => slip as StatusAnswer };
	const [told] = await Promise.all([queryTask(send, [listed], batcher), queryTask(send, [other], batcher)]);
	expect(told).toMatchObject({ state: { status: 'succeeded' } });
	expect(urls).toEqual([shared, STATUS, RESULT]);
});
