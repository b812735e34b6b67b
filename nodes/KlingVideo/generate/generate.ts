// The paying half of the story: look whether the request was paid for already, bring the materials, create.
import type { VideoReference } from '../../shared/backends/backend';
import type { GenerationJob } from '../../shared/backends/catalogue';
import { resolveReferences } from '../../shared/backends/build-body';
import { secretIn, withCallbackToken } from '../../shared/backends/webhook';
import { checkPrice, type Estimate } from '../../shared/backends/pricing';
import { synchronousCreation } from '../../shared/backends/parse-response';
import { facesRemembered, dryRunSpeaking, faceSessionFor, speakerIn, speakingOf } from './face-detection';
import { unwrap } from '../../shared/errors';
import type { Item } from './read-items';
import { bytesOnTheWay, fingerprintInputs, localInputs, prepareInputs, uploadInputs, type Inputs } from './inputs';
import { changesOf, imagesForBody, inlineBytes, type PlacedImage } from './image-inputs';
import { shelfOf } from './image-shelf';
import { uploadBytes } from '../../shared/media/semaphore';
import { defaultFitting, type Fitting } from '../../shared/media/prepare-image';
import { requestDigest } from '../../shared/stored';
import type { CreateRequest, ElementInput } from '../operations/request';
import { itemClaim, type RequestClaim } from './claim-request';
import { createEnvFor, createJobFor, reserveSlot } from './create-job';
import type { Plan } from './validate-request';
import { checkTimes } from './lip-sync-timing';
import { lostSearchFor, traceOf } from './lost-search';
import { modelOf, priceNowOf, priceOf } from './request-price';
import { speechFor, type Spoken } from './speech-synthesis';
import { queryTask } from '../../shared/tasks/query-task';
import { estimateRunTime } from '../../shared/tasks/poll-schedule';
import type { Forerunner, IdempotencyRecord } from '../../shared/tasks/idempotency-record';
import { createOnce, type CreateJob } from '../../shared/tasks/create-once';
import type { Call } from '../../shared/http/types';
import type { Creation } from '../../shared/tasks/task';
import type { TrackedTask } from '../../shared/tasks/tracked-task';
import { nouns, productOf } from '../../shared/vocabulary';
import { generateDetails, generateFailures, generateWarnings, previewDetails } from '../../shared/messages/generate';
import { creationDetails, creationLog, creationWarnings } from '../../shared/messages/tasks';
import { fail, say } from '../../shared/messages/message';

/** The task of this request: the one that was paid for before, or a new one. */
export async function createOrResume(
	item: Item,
	request: CreateRequest,
	plan: Plan,
	claim: RequestClaim = itemClaim(item),
): Promise<TrackedTask> {
	const known = claim.recall();
	// A task that is paid needs no file any more, and its file may be gone.
	if (known?.state === 'task' && known.handle) {
		createEnvFor(item).note(creationLog.resumed, { taskId: known.handle.taskId });
		return tracked(item, request, plan, known, { reference: known.handle, resumed: true, warnings: [] });
	}
	const source = new InputSource(item, request, plan, claim);
	// Neither does a doubt: whoever comes back with one may have lost the file on the way.
	const record = known ?? (await source.read()).record;
	const resumed = record.state === 'task';
	const calls = new CallBuilder(item, request, plan, source);
	const job = {
		...createJobWith(item, request, plan, calls),
		cost: () => calls.built?.estimate ?? priceOf(item, request, plan),
		idempotencyKey: claim.place(record),
	};
	const reference = unwrap(await createOnce(record, job, createEnvFor(item)));
	shelfOf(item.run).done(item.index);
	return tracked(item, request, plan, record, { reference, resumed, warnings: calls.built?.warnings ?? [] });
}

/** The files of a request, found when they are needed; what they say is remembered with it. */
class InputSource {
	private found: Promise<{ inputs: Inputs; record: IdempotencyRecord }> | undefined;

	constructor(
		private readonly item: Item,
		private readonly request: CreateRequest,
		private readonly plan: Plan,
		private readonly claim: RequestClaim,
	) {}

	async read(): Promise<{ inputs: Inputs; record: IdempotencyRecord }> {
		return await (this.found ??= this.readOnce());
	}

	private async readOnce() {
		const { item, request, plan, claim } = this;
		const inputs = await fingerprintInputs(item, request, plan);
		return { inputs, record: claim.open(digestOf(request, plan, inputs)) };
	}
}

/** A task as the run follows it. */
function tracked(
	item: Item,
	request: CreateRequest,
	plan: Plan,
	record: IdempotencyRecord,
	{ reference, resumed, warnings }: Pick<TrackedTask, 'reference' | 'resumed' | 'warnings'>,
): TrackedTask {
	const { runTime } = plan.spec;
	const { duration, quality } = plan.checked.settings;
	return {
		reference,
		since: record.acceptedAt ?? item.clock.now(),
		warnings: [...plan.warnings, ...warnings, ...warningsOf(record, request)],
		resumed,
		expectedMs: estimateRunTime({ runTime, duration, quality }),
		...(plan.spec.faces ? { faces: facesRemembered(item, record) } : {}),
		record,
	};
}

/** Everything that a create needs but the pictures that travel inside its body. */
export interface BuiltJob {
	readonly job: GenerationJob;
	readonly pictures: readonly PlacedImage[];
	readonly warnings: readonly string[];
	/** What it will cost by the price list. */
	readonly estimate?: Estimate;
	/** Milliseconds since 1970. */
	readonly goodUntil?: number;
}

/** What the user should know of how this task came about, because each may cost. */
function warningsOf(record: IdempotencyRecord, { operation, externalTaskId = '' }: CreateRequest): string[] {
	const { attempt, earlierTaskIds = [], adoptedFrom, replaces = [], beside = [] } = record;
	const tasks = earlierTaskIds.join(', ');
	const { foundById, foundByIdSometime, replaced, equalUnfinished } = creationWarnings;
	const time = adoptedFrom ? new Date(adoptedFrom).toISOString() : '';
	return [
		...(tasks
			? [say(generateWarnings.notFirstTask, { number: attempt, product: nouns[productOf[operation]], tasks })]
			: []),
		...(adoptedFrom === undefined
			? []
			: [adoptedFrom ? say(foundById, { id: externalTaskId, time }) : say(foundByIdSometime, { id: externalTaskId })]),
		...replaces.map((one) => say(replaced, { what: inWords(one) })),
		...beside.map((one) => say(equalUnfinished, { what: inWords(one) })),
	];
}

function inWords({ taskId, externalTaskId }: Forerunner): string {
	if (taskId !== undefined) return say(creationDetails.task, { taskId });
	return externalTaskId === undefined
		? creationDetails.perhapsTask
		: say(creationDetails.perhapsTaskWithId, { id: externalTaskId });
}

/** Makes the materials acceptable, and holds the request with them against what the user allows. Nothing leaves this n8n. */
async function verifyInputs(item: Item, request: CreateRequest, plan: Plan, inputs: Inputs) {
	const prepared = await prepareInputs(item, inputs, plan);
	const { faces: slot } = plan.spec;
	const lengths = { audio: prepared.audio?.[1].seconds, video: prepared.video?.[1].seconds };
	const { settings } = plan.checked;
	const wrong = slot && checkTimes(settings, { ...lengths, leastMs: slot.leastMs }, inputs.speech?.from === 'speech');
	if (wrong) unwrap(wrong);
	const estimate = await priceNowOf(item, request, plan, prepared);
	const priced = unwrap(checkPrice(request.stopAboveUsd, estimate, productOf[request.operation]));
	return { prepared, lengths, estimate, priced };
}

/** Looks at everything that can be looked at without a network; throws what is wrong with it. */
export async function checkLocally(item: Item, request: CreateRequest, plan: Plan): Promise<void> {
	const inputs = localInputs(await fingerprintInputs(item, request, plan));
	const check = async () => await verifyInputs(item, request, plan, inputs);
	await uploadBytes.run(check, item.signal, bytesOnTheWay(inputs));
}

/** Prepares and places the materials; people are found and a text is spoken last, because that costs money. */
export async function buildJob(item: Item, request: CreateRequest, plan: Plan, inputs: Inputs): Promise<BuiltJob> {
	const { settings } = plan.checked;
	const { faces: slot } = plan.spec;
	const place = async () => {
		const verified = await verifyInputs(item, request, plan, inputs);
		return { ...verified, placed: await uploadInputs(item, verified.prepared) };
	};
	// What follows may stand in line for long, so no picture's bytes are held any more.
	const { prepared, lengths, estimate, priced, placed } = await uploadBytes.run(
		place,
		item.signal,
		bytesOnTheWay(inputs),
	);
	const film = videoOf(request, placed.video);
	const session =
		slot && film && !request.checkOnly
			? await faceSessionFor(item, request, film, inputs.videoIdentity ?? '')
			: undefined;
	// Before anything is spoken: who does not exist says nothing.
	if (session) speakerIn(session, settings);
	const spoken = await spokenFor(item, request, plan, inputs.speech);
	const heard = { ...lengths, audio: spoken.seconds ?? lengths.audio, leastMs: slot?.leastMs ?? 0 };
	const told = session ? speakingOf(session, settings, heard) : slot && dryRunSpeaking(settings, heard);
	const job: GenerationJob = {
		operation: request.operation,
		modelId: plan.modelId,
		spec: plan.spec,
		settings: resolveReferences(plan.spec, settings, plan.nameable),
		images: {},
		elements: placed.elements.map((files, index) => ({ ...named(request.elements[index]), ...files, pictures: [] })),
		video: placed.video,
		moreVideos: placed.moreVideos,
		sounds: placed.sounds,
		videoRatio: prepared.video?.[1].ratio,
		videoId: request.video?.from === 'id' ? request.video.id : undefined,
		audio: spoken.audio ?? placed.audio,
		speech: request.speech,
		speaking: told?.speaking,
		callbackUrl: plan.spec.noCallbacks ? undefined : await provenAddress(item, request.callbackUrl),
		additionalBody: request.additionalBody,
		...(request.resultLifetime === undefined ? {} : { resultLifetime: request.resultLifetime }),
	};
	return {
		job,
		pictures: placed.pictures,
		warnings: [...changesOf(prepared.pictures), ...priced, ...(told?.warnings ?? [])],
		...(estimate ? { estimate } : {}),
		...(session ? { goodUntil: session.endsAt } : {}),
	};
}

/** The job with the pictures that travel inside its body. */
export async function withPictures(item: Item, { job, pictures }: BuiltJob): Promise<GenerationJob> {
	const { elements, ...places } = await imagesForBody(item, pictures);
	const subjects = job.elements?.map((one, index) => ({ ...one, pictures: elements[index] ?? [] }));
	return { ...job, ...places, elements: subjects };
}

/** Where the backend calls: with a token where it is one of our triggers, which then believes the call without a secret. */
async function provenAddress({ context, backend, index }: Item, address: string | undefined) {
	return address && withCallbackToken(await context.getCredentials(backend.credential, index), address);
}

/** A video as another call than the create names it. */
function videoOf({ video }: CreateRequest, url: string | undefined): VideoReference | undefined {
	if (video?.from === 'id') return { id: video.id };
	return url === undefined ? undefined : { url };
}

/** What a body says of speech, and how long it is as far as the backend told. */
async function spokenFor(
	item: Item,
	request: CreateRequest,
	{ spec }: Plan,
	source: Inputs['speech'],
): Promise<Pick<GenerationJob, 'audio'> & Pick<Spoken, 'seconds'>> {
	if (!source) return {};
	if (source.from === 'speechId') return { audio: { speechId: source.id } };
	if (spec.audio?.spoken) return { audio: { speech: source.speech } };
	if (request.checkOnly) return { audio: { speechId: previewDetails.speechId } };
	const { id, seconds } = await speechFor(item, request, source.speech);
	return { audio: { speechId: id }, seconds };
}

const named = (subject: ElementInput | undefined) => ({
	name: subject?.name ?? '',
	description: subject?.description ?? '',
	...(subject?.part ? { part: subject.part } : {}),
});

/** Everything that decides what is made goes into the digest; how to wait and deliver does not. */
export function digestOf(request: CreateRequest, { checked }: Plan, { identity, pictures }: Inputs): string {
	const { backend, operation, modelId, speech, additionalBody, externalTaskId } = request;
	const { settings } = checked;
	// Left out where it changes nothing, so that tasks of earlier versions of this node are found again.
	const fitting = pictures.length > 0 ? unlessDefault(request.handling.fitting) : undefined;
	const standard = request.newerStandard ? ('newer' as const) : undefined;
	return requestDigest({
		backend,
		operation,
		modelId,
		standard,
		settings,
		identity,
		speech,
		additionalBody,
		externalTaskId,
		fitting,
	});
}

function unlessDefault(fitting: Fitting): Fitting | undefined {
	const { shape, background } = defaultFitting;
	return fitting.shape === shape && fitting.background === background ? undefined : fitting;
}

/** A finished create, and the secret in it that nobody may be told. */
interface CreateCall {
	readonly call: Call;
	readonly callbackSecret: string | undefined;
}

/** Builds a request's create. What was prepared and uploaded serves all its tries, as long as it can be used. */
class CallBuilder {
	/** Undefined before the first call was built. */
	built: BuiltJob | undefined;

	constructor(
		private readonly item: Item,
		private readonly request: CreateRequest,
		private readonly plan: Plan,
		private readonly source: InputSource,
	) {}

	/** Prepares and places what the body names, which may take long; done once, as long as it can be used. */
	async prepare(): Promise<BuiltJob> {
		const { item, request, plan } = this;
		// A request may wait for a free slot longer than what it names can be used.
		if (this.built && item.clock.now() < (this.built.goodUntil ?? Infinity)) return this.built;
		const { inputs } = await this.source.read();
		return (this.built = await buildJob(item, request, plan, inputs));
	}

	async build(externalTaskId: string | undefined): Promise<CreateCall> {
		const { item, request, plan } = this;
		const built = await this.prepare();
		const callbackSecret = await callbackSecretOf(item, request);
		const own = plan.spec.noExternalIds ? undefined : externalTaskId;
		const job = { ...(await withPictures(item, built)), externalTaskId: own, callbackSecret };
		return { call: item.backend.create(job, item.connection), callbackSecret };
	}
}

/** The steps of a request's create, in order. */
function createJobWith(item: Item, request: CreateRequest, plan: Plan, calls: CallBuilder): CreateJob<CreateCall> {
	const { limits, backend, connection, run, http, timeouts } = item;
	const { operation } = request;
	const { modelId } = plan;
	const { route } = plan.spec;
	const model = modelOf(request, plan);
	const named = { backend: backend.id, operation, model, ...(route ? { route } : {}) };
	const { requestLog } = backend;
	const kept = backend.resultLifetimes ? request.resultLifetime : undefined;
	// Large pictures travel inside the body: one client allows about 4 s per MB (kling-official.md 5).
	const timeoutFor = (body: string | undefined) => timeouts.create + Math.floor((body?.length ?? 0) / 1e6) * 4_000;
	return {
		...createJobFor(backend, request, plan.spec.synchronous ? 'speech' : 'task'),
		...(plan.findable ? { ownExternalTaskId: request.externalTaskId } : {}),
		handleFor: (taskId) => ({ ...named, taskId, ...(typeof kept === 'number' ? { keptSeconds: kept } : {}) }),
		query: async (handle) => await queryTask(item.query, backend.statusQueries(handle, connection)),
		buildCall: async (externalTaskId) => await calls.build(externalTaskId),
		async reserveSlot(attempt, until) {
			// While it waits for a slot, for a voice or for faces, no picture is held; it is for as long as the body is on its way.
			const send = async () => {
				const { pictures } = await calls.prepare();
				return await uploadBytes.run(attempt, run.signal, inlineBytes(pictures));
			};
			return await reserveSlot(item, modelId)(send, until);
		},
		acquireRate: async () => await limits.creates?.acquire(run),
		async send({ call, callbackSecret }) {
			const send = async () => await http.send(call, timeoutFor(call.body));
			const reply = await limits.creations.sending(requestLog && traceOf(call), send);
			const creation = backend.readCreation(reply);
			const sure = plan.spec.synchronous ? synchronousCreation(backend.label, creation) : creation;
			return withoutSecret(sure, callbackSecret);
		},
		...(requestLog
			? {
					lost: {
						trace: ({ call }: CreateCall) => traceOf(call),
						taken: (taskId: string) => limits.creations.take(taskId),
						search: lostSearchFor(item, requestLog, plan),
					},
				}
			: {}),
		...(plan.findable
			? {
					find: (externalTaskId: string) =>
						queryTask(item.query, backend.statusQueries({ ...named, externalTaskId }, connection)),
				}
			: {}),
	};
}

/** What the backend is to send along with its callback; undefined where there is none, or where it knows it already. */
export async function callbackSecretOf(
	{ backend, context, index }: Item,
	{ callbackUrl }: CreateRequest,
): Promise<string | undefined> {
	if (!callbackUrl || !backend.webhooks.secretPerTask) return undefined;
	const secret = secretIn(await context.getCredentials(backend.credential, index));
	if (secret === undefined || /^[\x20-\x7e]{1,500}$/.test(secret)) return secret;
	const field = backend.webhooks.secretLabel ?? '';
	return unwrap(fail(generateFailures.secretNotForHeader, { field, service: backend.label }));
}

/** A service that refuses a request may repeat what stood in it. */
function withoutSecret(creation: Creation, secret: string | undefined): Creation {
	if (creation.is === 'accepted' || secret === undefined) return creation;
	const hidden = (text: string) => text.replaceAll(secret, generateDetails.hiddenSecret);
	const { message, words } = creation.failure;
	const failure = { ...creation.failure, message: hidden(message), ...(words ? { words: hidden(words) } : {}) };
	return { ...creation, failure };
}
