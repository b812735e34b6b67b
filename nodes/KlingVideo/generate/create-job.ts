// What every request that costs money has in common: where it is remembered, how it stands in line, what the log hears.
import type { Backend } from '../../shared/backends/backend';
import type { Session } from '../../shared/session';
import type { CreateRequest } from '../operations/request';
import type { CreateEnv, CreateJob } from '../../shared/tasks/create-once';
import { generateLog } from '../../shared/messages/generate';
import { say } from '../../shared/messages/message';

/** What a create of this request says of itself. */
export const createJobFor = (
	backend: Backend,
	{ createAgain, slotLimitMs, ifIdExists }: CreateRequest,
	what: CreateJob['what'],
): Pick<CreateJob, 'label' | 'what' | 'taskList' | 'createAgain' | 'slotLimitMs' | 'ifIdExists'> => ({
	label: backend.label,
	what,
	taskList: backend.taskList,
	createAgain,
	slotLimitMs,
	ifIdExists,
});

/** Sends a create when the account has a free slot. */
export function reserveSlot({ limits, run }: Session, model: string): CreateJob['reserveSlot'] {
	return async (attempt, until) => await limits.slotsFor(model).run(attempt, until, run);
}

/** The item's clock, its end and its log. */
export function createEnvFor({ context, clock, backend, index, run, scene }: Session & { scene?: number }): CreateEnv {
	return {
		clock,
		signal: run.signal,
		note(message, meta, level = 'info') {
			const about = { backend: backend.id, itemIndex: index, scene, ...meta };
			context.logger[level](say(generateLog.line, { message, about: told(about) }), about);
		},
	};
}

/** n8n throws the run's data away on Stop, and of a log entry it writes only the message: the id has to stand in it. */
function told(about: Record<string, unknown>): string {
	const known = Object.entries(about).filter(([, value]) => value !== undefined);
	return known.map(([name, value]) => `${name} ${String(value)}`).join(', ');
}
