// One question for many tasks.
import { QueryBatcher } from '../../../nodes/shared/tasks/query-batcher';
import type { ListRoute } from '../../../nodes/shared/tasks/task';
import { virtualClock } from '../../support/clock';

const route = (name: string, most = 3): ListRoute => ({
	name,
	most,
	call: (ids) => ({ method: 'GET', url: `https://host/tasks?${name}=${ids.join(',')}` }),
});

function desk() {
	const clock = virtualClock();
	const urls: string[] = [];
	const rounds = new QueryBatcher(
		async ({ url }) => {
			urls.push(url);
			return { status: 200, text: url };
		},
		clock,
		undefined,
	);
	return { clock, urls, rounds };
}

test('those who ask at about the same time share one request and its reply', async () => {
	const { urls, rounds } = desk();
	const replies = await Promise.all(['a', 'b', 'a'].map(async (id) => await rounds.load(route('ids'), id)));
	expect(urls).toEqual(['https://host/tasks?ids=a,b']);
	expect(replies.map(({ shared }) => shared)).toEqual([true, true, true]);
});

test('a full request leaves room for the next one', async () => {
	const { urls, rounds } = desk();
	await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(async (id) => await rounds.load(route('ids'), id)));
	expect(urls).toEqual(['https://host/tasks?ids=a,b,c', 'https://host/tasks?ids=d,e,f', 'https://host/tasks?ids=g']);
});

test('different lists are different requests, and later questions too', async () => {
	const { urls, rounds } = desk();
	await Promise.all([rounds.load(route('ids'), 'a'), rounds.load(route('external'), 'a')]);
	const { shared } = await rounds.load(route('ids'), 'a');
	expect(urls).toHaveLength(3);
	expect(shared).toBe(false);
});
