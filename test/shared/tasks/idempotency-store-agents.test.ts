// An agent may call the node several times at once, each with a run index of its own: nobody takes what another is at work on.
import { type IdempotencyRecord } from '../../../nodes/shared/tasks/idempotency-record';
import { openRecord } from '../../../nodes/shared/tasks/idempotency-store';
import { createOnce } from '../../../nodes/shared/tasks/create-once';
import { accepted, fakeBackend } from '../../support/fake-backend';

const at = (runIndex: number) => ({ runIndex, itemIndex: 0, part: 'faces' as const });

test.each([
	['while its materials are prepared', 'prepare'],
	['while its create is on its way', 'send'],
])('the same request beside another one makes its own, %s', async (_, moment) => {
	const context: Record<string, unknown> = {};
	const first = openRecord(context, at(0), 'd', 'e1');
	const { job, now } = fakeBackend({ creations: [accepted('t1')], record: first });
	let second: IdempotencyRecord | undefined;
	const look = () => (second ??= openRecord(context, at(1), 'd', 'e1'));
	const watched = {
		...job,
		async prepare() {
			if (moment === 'prepare') look();
		},
		async send(id: string | undefined) {
			look();
			return await job.send(id);
		},
	};
	expect(await createOnce(first, watched, now)).toMatchObject({ taskId: 't1' });
	expect(second).not.toBe(first);
	expect(second).toMatchObject({ state: 'open', attempt: 1 });
	// Both are remembered, each at its place.
	expect(openRecord(context, at(0), 'd', 'e1')).toBe(first);
	expect(openRecord(context, at(1), 'd', 'e1')).toBe(second);
});
