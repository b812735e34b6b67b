// Holds a request against the model's row before anything is fetched, uploaded or paid.
import { catalogue } from '../../shared/backends';
import type { Backend } from '../../shared/backends/backend';
import { check, type Checked } from '../../shared/backends/validate-settings';
import { resolveReferences, referencesIn } from '../../shared/backends/build-body';
import type {
	RequestFacts,
	PromptReferenceKind,
	Model,
	ModelOperation,
	VideoSlot,
} from '../../shared/backends/catalogue';
import { Err, type Result } from '../../shared/errors';
import { notOffered } from '../operations/fields/availability';
import { operations } from '../operations';
import type { CreateRequest } from '../operations/request';
import { validateElements, countElements } from './validate-elements';
import { fieldLabels, type FrameName, type Settings } from '../../shared/vocabulary';
import { requestDetails, requestFailures, requestWarnings, requestWraps } from '../../shared/messages/request';
import { fail, say, wrap } from '../../shared/messages/message';

/** An operation that takes nothing. */
const NOTHING: ModelOperation = { settings: {}, images: {}, price: 'unknown', runTime: 'unknown' };

/** A request that can be carried out. */
export interface Plan {
	readonly spec: ModelOperation;
	readonly checked: Checked;
	readonly warnings: readonly string[];
	/** The task can be found by an id of ours. */
	readonly findable: boolean;
}

/** The row that counts, the checked values, and what will not be sent; or why the request cannot work. */
export function planFor(backend: Backend, request: CreateRequest): Result<Plan> {
	const model = rowFor(backend, request);
	if (model instanceof Err) return model;
	const spec = model.operations[request.operation] ?? NOTHING;
	const known = model.id === request.modelId;
	const who = say(requestDetails.modelOn, {
		model: known ? model.label : request.modelId,
		service: backend.label,
	});
	const checked = check(who, spec, request.given, Object.keys(request.images) as FrameName[]);
	if (checked instanceof Err) return checked;
	const facts = factsOf(spec, request, checked);
	const refusal =
		checkMaterials(who, spec, request, facts) ??
		checkSpeech(backend, spec, request) ??
		operations[request.operation].validate?.(facts, who);
	if (refusal) return refusal;
	const added = Object.keys(request.additionalBody ?? {});
	const findable = backend.hasExternalIds && !spec.noExternalIds;
	const lostId = request.externalTaskId !== undefined && !findable;
	const retired = backend.retired[request.modelId];
	const warnings = [
		...(request.warnings ?? []),
		...(retired
			? [say(requestWarnings.retired, { model: request.modelId, date: retired, service: backend.label })]
			: []),
		...(known ? [] : [say(requestWarnings.notInCatalogue, { model: request.modelId, like: model.id })]),
		...(added.length > 0 ? [say(requestWarnings.additionalBody, { names: added.join(', ') })] : []),
		...(request.cancelOnStop && !backend.cancel ? [say(requestWarnings.noCancel, { service: backend.label })] : []),
		...(request.resultLifetime !== undefined && !backend.resultLifetimes
			? [say(requestWarnings.noLifetime, { service: backend.label })]
			: []),
		...(lostId ? [say(requestWarnings.noExternalId, { model: backend.hasExternalIds ? who : backend.label })] : []),
		...(spec.warnings?.(facts) ?? []),
		...checked.warnings,
		...unusedMaterials(who, spec, request),
	];
	// A row that sends no id stands for itself only; whoever types another one wants it sent. What that costs, nobody knows.
	const typed = { ...spec, omitModelId: false, price: 'unknown', endpoint: undefined } as const;
	return { spec: known ? spec : typed, checked, warnings, findable };
}

/** The model's own row, or for an id we do not know the one it behaves like. */
function rowFor(backend: Backend, { operation, modelId, behavesLike }: CreateRequest): Result<Model> {
	const rows = catalogue(backend.id, operation);
	if (rows.length === 0) return notOffered(backend, { id: operation });
	const row = rows.find(({ id }) => id === modelId) ?? rows.find(({ id }) => id === behavesLike);
	if (row) return row;
	const values = rows.map(({ id }) => id).join(', ');
	return fail(requestFailures.behavesLikeNotKnown, { value: behavesLike, service: backend.label, values });
}

/** A text that the task or the operation itself speaks. */
function speechIn(spec: ModelOperation, { audio, speech }: CreateRequest): Pick<RequestFacts, 'speech'> {
	if (speech && spec.speech) return { speech };
	return audio?.from === 'speech' && spec.audio?.spoken ? { speech: audio.speech } : {};
}

function factsOf(spec: ModelOperation, request: CreateRequest, { settings, frames }: Checked): RequestFacts {
	return {
		settings,
		frames,
		references: spec.references ? request.references.length : 0,
		elements: countElements(spec.elements ? request.elements : []),
		hasVideo: request.video !== undefined && spec.video !== undefined,
		...speechIn(spec, request),
	};
}

/** Lists, videos and sounds: counted and called for before anything is fetched. */
function checkMaterials(
	who: string,
	spec: ModelOperation,
	request: CreateRequest,
	facts: RequestFacts,
): Err | undefined {
	const { settings, frames, hasVideo } = facts;
	const count = request.references.length;
	if (spec.references) {
		const { min, max, maxWithVideo } = spec.references;
		const most = hasVideo ? (maxWithVideo ?? max) : max;
		if (count < min || count > most) {
			const { tooManyPictures, tooFewPictures } = requestFailures;
			const besideVideo = hasVideo ? requestDetails.besideVideo : '';
			return fail(count > most ? tooManyPictures : tooFewPictures, { count, model: who, min, max: most, besideVideo });
		}
	}
	const elements = spec.elements && validateElements(who, spec.elements, request.elements);
	if (elements) return elements;
	if (spec.video?.required && !hasVideo) return missing(fieldLabels.video, who);
	const unnamed = spec.video && checkMadeVideo(who, spec.video, request);
	if (unnamed) return unnamed;
	if (spec.audio?.required && !request.audio) return missing(fieldLabels.audio, who);
	const nobody = checkMentions(spec, settings, { image: count + frames.length, video: hasVideo ? 1 : 0 });
	if (nobody) return nobody;
	const odd = spec.validate?.(facts);
	return odd && new Err(wrap(odd, requestWraps.modelRule, { model: who }));
}

/** A video that goes by its id needs one, and a model that takes it. */
function checkMadeVideo(who: string, { existing }: VideoSlot, { video }: CreateRequest): Err | undefined {
	if (video?.from !== 'id') return undefined;
	if (!existing) return fail(requestFailures.noVideoById, { model: who });
	// An expression inside of a text gives these words where it finds nothing.
	return ['', 'undefined', 'null'].includes(video.id)
		? fail(requestFailures.videoIdEmpty, { field: existing.label })
		: undefined;
}

/** A text or a speech id is of use only where the backend speaks. */
function checkSpeech(backend: Backend, { audio: slot }: ModelOperation, { audio }: CreateRequest): Err | undefined {
	const spoken = slot?.spoken !== undefined || (backend.speech !== undefined && slot?.speechKey !== undefined);
	const works = audio?.from === 'speech' ? spoken : audio?.from !== 'speechId' || slot?.speechKey !== undefined;
	if (!slot || works) return undefined;
	const { noSpeechById, cannotSpeak } = requestFailures;
	return fail(spoken ? noSpeechById : cannotSpeak, { service: backend.label });
}

const missing = (label: string, who: string) => fail(requestFailures.missing, { field: label, model: who });

function unusedMaterials(who: string, spec: ModelOperation, request: CreateRequest): string[] {
	const unused = [
		...(request.references.length > 0 && !spec.references ? [fieldLabels.images] : []),
		...(request.elements.length > 0 && !spec.elements ? [fieldLabels.elements] : []),
		...(request.video && !spec.video ? [fieldLabels.video] : []),
		...(request.audio && !spec.audio ? [fieldLabels.audio] : []),
	];
	return unused.map((field) => say(requestWarnings.notSent, { field, model: who }));
}

/** @image3 with two pictures names nobody, and the backends refuse it or make nonsense of it. */
function checkMentions(
	spec: ModelOperation,
	{ prompt = '', shots = [], elementIds = [], voiceIds = [] }: Settings,
	{ image, video }: { image: number; video: number },
): Err | undefined {
	if (!spec.promptReference) return undefined;
	const sent = [...(resolveReferences(spec, { prompt }).prompt ?? '')].length;
	const most = spec.settings.prompt?.max ?? Infinity;
	if (sent > most) {
		return fail(requestFailures.promptTooLongAsSent, { length: sent, limit: most, excess: sent - most });
	}
	const there: Partial<Record<PromptReferenceKind, number>> = {
		...(spec.references || spec.promptPrefix ? { image } : {}),
		...(spec.settings.elementIds ? { element: elementIds.length } : {}),
		...(spec.settings.voiceIds ? { voice: voiceIds.length } : {}),
		...((spec.references || spec.promptPrefix) && spec.video ? { video } : {}),
	};
	for (const { kind, number } of [prompt, ...shots.map((shot) => shot.prompt)].flatMap(referencesIn)) {
		const count = there[kind];
		if (count === undefined || (number >= 1 && number <= count)) continue;
		return count === 1
			? fail(requestFailures.onlyOneOfThem, { thing: kind, number })
			: fail(requestFailures.nobodyOfThatNumber, { thing: kind, number, count });
	}
	return undefined;
}
