// The form offers to narrow a list to what any backend makes, so the official API may be asked for what it does not make.
import { listTasks } from '../../../../nodes/shared/backends/kling/task-list';

test('an operation that has no path of its own is refused, not asked for somewhere', () => {
	const connection = { account: 'a', apiUrl: 'https://h', uploadUrl: 'https://h', hasApiKey: true };
	expect(listTasks({ statuses: [], madeBy: 'avatar' }, connection, {})).toMatchObject({
		failure: { kind: 'input', message: 'Kling does not list tasks of this operation' },
	});
});
