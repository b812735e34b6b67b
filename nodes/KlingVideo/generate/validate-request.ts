// Holds a request against the model's row before anything is fetched, uploaded or paid.
import { catalogue } from '../../shared/backends';
import { rowOf } from '../../shared/backends/catalogue';
import type { Backend } from '../../shared/backends/backend';
import { check, isTouched, lenient, strict, type Checked, type Rules } from '../../shared/backends/validate-settings';
import { resolveReferences, referencesIn, type Nameable } from '../../shared/backends/build-body';
import type { RequestFacts, Model, ModelOperation, VideoSlot } from '../../shared/backends/catalogue';
import { Err, type Result } from '../../shared/errors';
import { modelWarnings } from '../../shared/messages/models';
import { notOffered } from '../operations/fields/availability';
import { operations } from '../operations';
import type { CreateRequest } from '../operations/request';
import { unsentSettings } from './unsent-settings';
import { validateElements, countElements } from './validate-elements';
import { fieldLabels, type FrameName, type SettingName, type Settings } from '../../shared/vocabulary';
import { requestDetails, requestFailures, requestWarnings, requestWraps } from '../../shared/messages/request';
import { fail, say, wrap } from '../../shared/messages/message';

/** An operation that takes nothing. */
const NOTHING: ModelOperation = { settings: {}, images: {}, price: 'unknown', runTime: 'unknown' };

/** A request that can be carried out. */
export interface Plan {
	readonly spec: ModelOperation;
	/** As it is sent: a model may have another name in the standard that was chosen. */
	readonly modelId: string;
	readonly checked: Checked;
	readonly warnings: readonly string[];
	/** What a prompt can name. */
	readonly nameable: Nameable;
	/** The task can be found by an id of ours. */
	readonly findable: boolean;
}

/** The row that counts, the checked values, and what will not be sent; or why the request cannot work. */
export function planFor(backend: Backend, request: CreateRequest): Result<Plan> {
	const model = rowFor(backend, request);
	if (model instanceof Err) return model;
	const { modelId, known, ...standard } = standardOf(model, request);
	const others = known ? [] : catalogue(backend.id, request.operation);
	const { spec, borrowed } = withBorrowed(standard.spec, request, others);
	const who = say(requestDetails.modelOn, {
		model: known ? model.label : request.modelId,
		service: backend.label,
	});
	const rules = known ? strict : lenient();
	const checked = check(who, spec, request.given, Object.keys(request.images) as FrameName[], rules);
	if (checked instanceof Err) return checked;
	const facts = factsOf(spec, request, checked);
	const refusal =
		checkMaterials(who, spec, request, facts, rules) ??
		checkSpeech(backend, spec, request) ??
		operations[request.operation].validate?.(facts, who);
	if (refusal) return refusal;
	const added = Object.keys(request.additionalBody ?? {});
	const findable = backend.hasExternalIds && !spec.noExternalIds;
	const lostId = request.externalTaskId !== undefined && !findable;
	const lostCall = request.callbackUrl !== undefined && spec.noCallbacks === true;
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
		...(spec.unconfirmed ? [say(modelWarnings.unconfirmed, { model: who, service: backend.label })] : []),
		...(lostCall ? [say(modelWarnings.noCallback, { field: fieldLabels.callbackUrl, model: who })] : []),
		...standard.warnings,
		...borrowed.map((field) => say(modelWarnings.borrowed, { field, like: model.id })),
		...(spec.warnings?.(facts) ?? []),
		...checked.warnings,
		...rules.passed,
		...unusedMaterials(who, spec, request),
	];
	const nameable = nameableIn(spec, checked.settings, countsOf(request, facts));
	const fallenAway = unsentSettings(backend, request, { spec, modelId, checked, nameable })
		.map((name) => fieldLabels[name])
		.filter((field) => !warnings.some((warning) => warning.includes(`'${field}'`)))
		.map((field) => say(requestWarnings.fallsAway, { field, model: who }));
	// A row that sends no id stands for itself only; whoever types another one wants it sent. What that costs, nobody knows.
	return {
		spec: known ? spec : { ...spec, omitModelId: false, price: 'unknown', endpoint: undefined },
		modelId,
		checked,
		warnings: [...warnings, ...fallenAway],
		nameable,
		findable,
	};
}

/**
 * What a model that is in no catalogue may have besides the row that it is treated like: fields of the backend's other
 * models that the user filled in, spelled as those spell them. Only rows that write their bodies the same way can lend.
 */
function withBorrowed(
	spec: ModelOperation,
	{ operation, given, images, middleFrames, sounds }: CreateRequest,
	others: readonly Model[],
): { readonly spec: ModelOperation; readonly borrowed: readonly string[] } {
	const lenders = others
		.flatMap(({ operations: own }) => own[operation] ?? [])
		.flatMap((own) => [own, ...(own.newer ? [own.newer.spec] : [])])
		.filter(({ body }) => body === spec.body);
	let wider = spec;
	const borrowed: string[] = [];
	const borrow = (field: string, lend: (from: ModelOperation) => Partial<ModelOperation> | undefined) => {
		const parts = lenders.map(lend).find((found) => found !== undefined);
		if (!parts) return;
		wider = { ...wider, ...parts };
		borrowed.push(field);
	};
	for (const name of Object.keys(given) as SettingName[]) {
		if (name in spec.settings || !isTouched(name, given[name])) continue;
		if (spec.alwaysAudio && name === 'generateAudio') continue;
		borrow(fieldLabels[name], ({ settings: { [name]: setting } }) =>
			setting ? { settings: { ...wider.settings, [name]: setting } } : undefined,
		);
	}
	for (const name of Object.keys(images) as FrameName[]) {
		if (spec.images[name]) continue;
		borrow(fieldLabels[name], ({ images: { [name]: slot } }) =>
			slot ? { images: { ...wider.images, [name]: slot } } : undefined,
		);
	}
	if (middleFrames.length > 0 && !spec.middleFrames)
		borrow(fieldLabels.middleFrames, ({ middleFrames: slot }) => (slot ? { middleFrames: slot } : undefined));
	if (sounds.length > 0 && !spec.sounds)
		borrow(fieldLabels.sounds, ({ sounds: slot }) => (slot ? { sounds: slot } : undefined));
	return { spec: wider, borrowed };
}

/** The row's operation by the standard that the user or the model's name chooses, and the model's name there. */
function standardOf(
	model: Model,
	{ operation, modelId, newerStandard, withoutExternalId }: CreateRequest,
): Pick<Plan, 'spec' | 'modelId' | 'warnings'> & { known: boolean } {
	const own = model.operations[operation] ?? NOTHING;
	const { newer } = own;
	const isNewerName = newer?.modelId === modelId;
	const known = model.id === modelId || isNewerName;
	const isNewer = newer !== undefined && (newerStandard || isNewerName);
	const spec = isNewer ? newer.spec : own;
	const needless = newerStandard && !newer && !own.needsApiKey;
	return {
		spec: withoutExternalId ? { ...spec, noExternalIds: true, noCallbacks: true } : spec,
		modelId: isNewer && known ? newer.modelId : modelId,
		known,
		warnings: needless
			? [say(modelWarnings.oneStandard, { field: fieldLabels.newerStandard, model: model.label })]
			: [],
	};
}

/** The model's own row, or for an id we do not know the one it behaves like. */
function rowFor(backend: Backend, { operation, modelId, behavesLike }: CreateRequest): Result<Model> {
	const rows = catalogue(backend.id, operation);
	if (rows.length === 0) return notOffered(backend, { id: operation });
	const row = rowOf(rows, operation, modelId) ?? rows.find(({ id }) => id === behavesLike);
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
		sounds: spec.sounds ? request.sounds.length : 0,
	};
}

/** Pictures and videos that a prompt can count. */
const countsOf = (
	{ references, moreVideos, elements }: CreateRequest,
	{ frames, hasVideo }: Pick<RequestFacts, 'frames' | 'hasVideo'>,
) => ({
	image: references.length + frames.length,
	element: elements.length,
	video: hasVideo ? 1 + moreVideos.length : 0,
});

/** Lists, videos and sounds: counted and called for before anything is fetched. */
function checkMaterials(
	who: string,
	spec: ModelOperation,
	request: CreateRequest,
	facts: RequestFacts,
	{ rule }: Rules,
): Err | undefined {
	const { settings, frames, hasVideo } = facts;
	const there = countsOf(request, { frames, hasVideo });
	return (
		rule(checkReferences(who, spec, request, facts)) ??
		rule(checkCounts(who, spec, request, facts)) ??
		rule(spec.elements && validateElements(who, spec.elements, request.elements)) ??
		rule(spec.video?.required && !hasVideo ? missing(fieldLabels.video, who) : undefined) ??
		(spec.video && checkMadeVideo(who, spec.video, request)) ??
		rule(spec.audio?.required && !request.audio ? missing(fieldLabels.audio, who) : undefined) ??
		rule(checkMentions(spec, settings, there)) ??
		rule(checkOddities(who, spec, facts))
	);
}

function checkReferences(
	who: string,
	{ references }: ModelOperation,
	{ references: { length: count } }: CreateRequest,
	{ hasVideo }: RequestFacts,
): Err | undefined {
	if (!references) return undefined;
	const { min, max, maxWithVideo } = references;
	const most = hasVideo ? (maxWithVideo ?? max) : max;
	if (count >= min && count <= most) return undefined;
	const { tooManyPictures, tooFewPictures } = requestFailures;
	const besideVideo = hasVideo ? requestDetails.besideVideo : '';
	return fail(count > most ? tooManyPictures : tooFewPictures, { count, model: who, min, max: most, besideVideo });
}

/** What the model's row says of itself. */
function checkOddities(who: string, spec: ModelOperation, facts: RequestFacts): Err | undefined {
	const odd = spec.validate?.(facts);
	return odd && new Err(wrap(odd, requestWraps.modelRule, { model: who }));
}

/** Middle frames, videos and sounds, and everything together. */
function checkCounts(
	who: string,
	spec: ModelOperation,
	request: CreateRequest,
	{ settings, frames, references }: RequestFacts,
): Err | undefined {
	const videos = (request.video && spec.video ? 1 : 0) + (spec.video ? request.moreVideos.length : 0);
	const middle = spec.middleFrames ? request.middleFrames.length : 0;
	const sounds = spec.sounds ? request.sounds.length : 0;
	const listed = (settings.elementIds?.length ?? 0) + (settings.voiceIds?.length ?? 0);
	const together = frames.length + middle + references + videos + sounds + listed + request.elements.length;
	const counted = [
		[fieldLabels.middleFrames, middle, spec.middleFrames?.max],
		[fieldLabels.video, videos, spec.video && (spec.video.most ?? 1)],
		[fieldLabels.sounds, sounds, spec.sounds?.max],
	] as const;
	for (const [field, count, limit = Infinity] of counted)
		if (count > limit) return fail(requestFailures.tooManyFiles, { field, count, max: limit, model: who });
	const limit = spec.mostTogether ?? Infinity;
	return together > limit
		? fail(requestFailures.tooManyTogether, { count: together, max: limit, model: who })
		: undefined;
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
		...(request.middleFrames.length > 0 && !spec.middleFrames ? [fieldLabels.middleFrames] : []),
		...(request.video && !spec.video ? [fieldLabels.video] : []),
		...(request.sounds.length > 0 && !spec.sounds ? [fieldLabels.sounds] : []),
		...(request.audio && !spec.audio ? [fieldLabels.audio] : []),
	];
	return unused.map((field) => say(requestWarnings.notSent, { field, model: who }));
}

/** @image3 with two pictures names nobody, and the backends refuse it or make nonsense of it. */
function checkMentions(
	spec: ModelOperation,
	{ prompt = '', shots = [], elementIds = [], voiceIds = [] }: Settings,
	counts: ReturnType<typeof countsOf>,
): Err | undefined {
	if (!spec.promptReference) return undefined;
	const there = nameableIn(spec, { elementIds, voiceIds }, counts);
	const sent = [...(resolveReferences(spec, { prompt }, there).prompt ?? '')].length;
	const most = spec.settings.prompt?.max ?? Infinity;
	if (sent > most) {
		return fail(requestFailures.promptTooLongAsSent, { length: sent, limit: most, excess: sent - most });
	}
	for (const { kind, number, written } of [prompt, ...shots.map((shot) => shot.prompt)].flatMap(referencesIn)) {
		const count = there[kind];
		if (count === undefined || (number >= 1 && number <= count)) continue;
		return count === 1
			? fail(requestFailures.onlyOneOfThem, { written, thing: kind })
			: fail(requestFailures.nobodyOfThatNumber, { written, thing: kind, count });
	}
	return undefined;
}

/** How many pictures, elements, voices and videos a prompt can name; kinds that the model does not take are missing. */
function nameableIn(
	spec: ModelOperation,
	{ elementIds = [], voiceIds = [] }: Settings,
	{ image, element, video }: ReturnType<typeof countsOf>,
): Nameable {
	return {
		...(spec.references || spec.promptPrefix || spec.namesFrames ? { image } : {}),
		...(spec.elements?.numbered ? { element } : {}),
		...(spec.settings.elementIds ? { element: elementIds.length } : {}),
		// The listed pictures are one element.
		...(spec.settings.subject && spec.references ? { element: 1 } : {}),
		...(spec.settings.voiceIds ? { voice: voiceIds.length } : {}),
		...((spec.references || spec.promptPrefix) && spec.video ? { video } : {}),
	};
}
