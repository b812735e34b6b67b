// A text that is spoken before the task is created: remembered and reused like a task, because each speaking is paid.
import type { Speech } from '../../shared/backends/backend';
import { unwrap } from '../../shared/errors';
import type { Call } from '../../shared/http/types';
import type { Session } from '../../shared/session';
import { speechDigest } from '../../shared/stored';
import type { CreateRequest } from '../operations/request';
import { createEnvFor, createJobFor, recordAt, reserveSlot } from './create-job';
import { createOnce, type CreateJob } from '../../shared/tasks/create-once';
import { generateFailures } from '../../shared/messages/generate';
import { fail } from '../../shared/messages/message';

/** Speech that the backend made. */
export interface Spoken {
	readonly id: string;
	/** As the backend tells it; undefined where it does not. */
	readonly seconds?: number;
}

/** The speech of a text: the remembered one, or a new one. */
export async function speechFor(session: Session, request: CreateRequest, speech: Speech): Promise<Spoken> {
	const { backend, connection, http, timeouts } = session;
	const { speech: route } = backend;
	if (!route) {
		return unwrap(fail(generateFailures.noSpeech, { service: backend.label }));
	}
	const record = recordAt(session, 'speech', speechDigest(speech, connection.account));
	const named = { backend: backend.id, operation: request.operation };
	const job: CreateJob<Call> = {
		...createJobFor(backend, request, 'speech'),
		handleFor: (taskId) => ({ ...named, taskId }),
		buildCall: () => Promise.resolve(route.call(speech, connection)),
		reserveSlot: reserveSlot(session, 'speech'),
		send: async (call) => route.read(await http.send(call, timeouts.create)),
	};
	const { taskId } = unwrap(await createOnce(record, job, createEnvFor(session)));
	const seconds = record.finished?.status === 'succeeded' ? record.finished.sounds?.[0]?.durationSeconds : undefined;
	return { id: taskId, ...(seconds === undefined ? {} : { seconds }) };
}
