// People in a video: found by a call that costs and answers at once, remembered like speech, and used again as long as the
// session lives, whoever of them speaks and whatever is said.
import type { VideoReference } from '../../shared/backends/backend';
import type { Speaking } from '../../shared/backends/catalogue';
import { Err, FailureError, unwrap, type Result } from '../../shared/errors';
import type { Call } from '../../shared/http/types';
import type { Session } from '../../shared/session';
import { facesDigest } from '../../shared/stored';
import { openPart, storeOf } from './claim-request';
import { createEnvFor, createJobFor, reserveSlot } from './create-job';
import { endedByAge } from '../../shared/tasks/proof';
import type { CreateRequest } from '../operations/request';
import { namesOf, timesFor, type Lengths } from './lip-sync-timing';
import { closeAttempt, type IdempotencyRecord } from '../../shared/tasks/idempotency-record';
import { createOnce, type CreateJob } from '../../shared/tasks/create-once';
import type { Face } from '../../shared/tasks/task';
import type { Settings } from '../../shared/vocabulary';
import { generateDetails, generateFailures, generateWarnings, previewDetails } from '../../shared/messages/generate';
import { fail, say } from '../../shared/messages/message';

/** The people of a video, and until when the backend remembers them (milliseconds since 1970). */
export interface FaceSession {
	readonly id: string;
	readonly faces: readonly Face[];
	readonly endsAt: number;
}

/** The people who were found in the video of a request before; undefined where nobody has looked. Nothing is sent. */
export const facesRemembered = (session: Session, request: IdempotencyRecord): readonly Face[] | undefined =>
	storeOf(session).partOf(request, 'faces')?.faces;

/** The session of a video: the remembered one, or a new one. */
export async function faceSessionFor(
	session: Session,
	request: CreateRequest,
	video: VideoReference,
	videoIdentity: string,
): Promise<FaceSession> {
	const { backend, connection, http, clock, timeouts } = session;
	const { faces: route } = backend;
	if (!route) {
		return unwrap(fail(generateFailures.noFaceDetection, { service: backend.label }));
	}
	// Told apart by video and account alone: another sound or another face is the same session.
	const record = openPart(session, 'faces', facesDigest(videoIdentity, connection.account));
	// An earlier search that was refused, however long ago, says nothing of this one.
	const endOf = ({ sentAt }: IdempotencyRecord) => (sentAt ?? 0) + route.lifeMs;
	const over = record.state === 'task' && endedByAge(endOf(record), clock.now(), record.handle?.taskId);
	if (over) closeAttempt(record, over);
	const named = { backend: backend.id, operation: request.operation };
	const job: CreateJob<Call> = {
		...createJobFor(backend, request, 'face session'),
		handleFor: (taskId) => ({ ...named, taskId }),
		buildCall: () => Promise.resolve(route.call(video, connection)),
		reserveSlot: reserveSlot(session, 'faces'),
		send: async (call) => route.read(await http.send(call, timeouts.create)),
	};
	const { taskId } = unwrap(await createOnce(record, job, createEnvFor(session)));
	return { id: taskId, faces: record.faces ?? [], endsAt: endOf(record) };
}

/** The one who speaks and when, with what the user should know. */
export function speakingOf(
	{ id, faces }: FaceSession,
	settings: Settings,
	lengths: Lengths,
): { readonly speaking: Speaking; readonly warnings: readonly string[] } {
	const face = speakerIn({ faces }, settings);
	const { warnings, ...times } = paid(timesFor(face, faces, settings, lengths));
	return { speaking: { sessionId: id, faceId: face.id, ...times }, warnings };
}

/** The one whom the user chose; ends the item where there is nobody. */
export function speakerIn({ faces }: Pick<FaceSession, 'faces'>, { face = 1 }: Settings): Face {
	return paid(pick(faces, face));
}

/** Preview Only: nobody has looked for anybody, so somebody is taken to be seen all the time. */
export function dryRunSpeaking(settings: Settings, lengths: Lengths): ReturnType<typeof speakingOf> {
	const { leastMs } = lengths;
	const { face: number = 1, audioStart = 0, audioEnd, insertAt = 0 } = settings;
	const least = leastMs / 1000;
	const audio = lengths.audio ?? audioEnd ?? audioStart + least;
	const video = lengths.video ?? insertAt + audio;
	const face: Face = { id: say(previewDetails.faceId, { number }), startMs: 0, endMs: Math.floor(video * 1000) };
	const { warnings, ...times } = unwrap(timesFor(face, [face], settings, { audio, video, leastMs }));
	const speaking: Speaking = { sessionId: previewDetails.faceSessionId, faceId: face.id, ...times };
	const { timesDependOnFace, timesDependOnFaceAndSpeech } = generateWarnings;
	const isOpen = lengths.audio === undefined && audioEnd === undefined;
	return { speaking, warnings: [...warnings, isOpen ? timesDependOnFaceAndSpeech : timesDependOnFace] };
}

function pick(faces: readonly Face[], number: number): Result<Face> {
	const face = faces[number - 1];
	if (face) return face;
	if (faces.length === 0) {
		return fail(generateFailures.noFaceFound);
	}
	const pictures = faces.flatMap(({ imageUrl }, index) => (imageUrl ? [`${index + 1}: ${imageUrl}`] : []));
	return fail(generateFailures.noSuchFace, {
		number,
		faces: namesOf(faces),
		count: faces.length,
		pictures: pictures.length > 0 ? say(generateDetails.facePictures, { pictures: pictures.join(', ') }) : '',
	});
}

/** A failure after the search for faces was paid says so: a retried execution does not pay it again. */
function paid<T>(outcome: Result<T>): T {
	if (!(outcome instanceof Err)) return outcome;
	const { nextStep = '', ...failure } = outcome.failure;
	throw new FailureError({
		...failure,
		nextStep: say(generateDetails.facesArePaid, { nextStep }),
	});
}
