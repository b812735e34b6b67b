// Neutral input on its way to the body that would leave: through the real plan and the backend's own create.
import { backendIds, backends, catalogue } from '../../nodes/shared/backends';
import type { Backend } from '../../nodes/shared/backends/backend';
import type { GenerationJob, MediaValue } from '../../nodes/shared/backends/catalogue';
import { mediaText, resolveReferences } from '../../nodes/shared/backends/build-body';
import type { Model } from '../../nodes/shared/backends/catalogue';
import type { Err, Result } from '../../nodes/shared/errors';
import { Err as Refused } from '../../nodes/shared/errors';
import type { Call } from '../../nodes/shared/http/types';
import { defaultFitting } from '../../nodes/shared/media/prepare-image';
import { MAKERS } from '../../nodes/shared/task-makers';
import type { CreateRequest, AudioSource } from '../../nodes/KlingVideo/operations/request';
import { planFor, type Plan } from '../../nodes/KlingVideo/generate/validate-request';
import type { GeneratingOperation } from '../../nodes/shared/vocabulary';
import { refusalAt } from '../simulator/refusal';
import type { BodyCase } from './bodies/case';

export interface Row {
	readonly backend: Backend;
	readonly operation: GeneratingOperation;
	readonly model: Model;
}
export type Input = Omit<BodyCase, 'body' | 'needed' | 'path' | 'query'>;

export const operationIds = Object.keys(MAKERS) as GeneratingOperation[];
export const rows: Row[] = backendIds.flatMap((id) =>
	operationIds.flatMap((operation) =>
		catalogue(id, operation).map((model): Row => ({ backend: backends[id], operation, model })),
	),
);
export const nameOf = ({ backend, operation, model }: Row) => `${backend.id} ${operation} ${model.id}`;

const connection = { account: 'mine', apiUrl: 'https://host', uploadUrl: 'https://upload', hasApiKey: true };

const at = (file: MediaValue) => ({ from: 'url', url: mediaText(file) }) as const;

function soundOf(sound: NonNullable<GenerationJob['audio']>): AudioSource {
	if ('file' in sound) return at(sound.file);
	return 'speech' in sound ? { from: 'speech', speech: sound.speech } : { from: 'speechId', id: sound.speechId };
}

/** The request that the form would have given. */
export function requestFor({ backend, operation, model }: Row, input: Input, modelId = model.id): CreateRequest {
	const { given, images = {}, references = [], elements = [], video, videoId, audio, speech, externalTaskId } = input;
	const { middleFrames = [], moreVideos = [], sounds = [] } = input;
	return {
		kind: 'create',
		backend: backend.id,
		operation,
		modelId,
		behavesLike: model.id,
		given,
		images: Object.fromEntries(Object.entries(images).map(([name, url]) => [name, at(url)])),
		middleFrames: middleFrames.map(at),
		references: references.map(at),
		moreVideos: moreVideos.map(at),
		sounds: sounds.map(at),
		elements: elements.map(({ pictures, video: film, voices = [], ...subject }) => ({
			...subject,
			pictures: pictures.map(at),
			...(film ? { video: at(film) } : {}),
			voices: voices.map(at),
		})),
		...(video ? { video: at(video) } : {}),
		...(videoId ? { video: { from: 'id', id: videoId } } : {}),
		...(speech ? { speech } : {}),
		...(audio ? { audio: soundOf(audio) } : {}),
		handling: { fitting: defaultFitting, fromUrl: 'automatically' },
		externalTaskId,
		checkOnly: false,
		ifIdExists: 'fail',
		cancelOnStop: false,
		createAgain: false,
		withoutExternalId: false,
		newerStandard: input.newerStandard ?? false,
		slotLimitMs: 0,
	};
}

export interface Sent {
	readonly plan: Plan;
	readonly call: Call;
}

/** What would be sent, or why it was refused before. */
export function sentFor(row: Row, input: Input, more: Partial<GenerationJob> = {}): Result<Sent> {
	const request = requestFor(row, input, more.modelId);
	const plan = planFor(row.backend, request);
	if (plan instanceof Refused) return plan;
	const { spec, checked } = plan;
	const images = Object.fromEntries(Object.entries(input.images ?? {}).filter(([name]) => name in spec.images));
	const order: GenerationJob = {
		operation: row.operation,
		modelId: plan.modelId,
		spec,
		settings: resolveReferences(spec, checked.settings, plan.nameable),
		images,
		...(spec.references ? { references: input.references ?? [] } : {}),
		...(spec.elements ? { elements: input.elements ?? [] } : {}),
		...(spec.middleFrames ? { middleFrames: input.middleFrames ?? [] } : {}),
		...(spec.video ? { video: input.video, moreVideos: input.moreVideos ?? [] } : {}),
		...(spec.sounds ? { sounds: input.sounds ?? [] } : {}),
		...(spec.video?.existing ? { videoId: input.videoId } : {}),
		...(spec.speech ? { speech: input.speech } : {}),
		...(spec.faces ? { speaking: input.speaking } : {}),
		...(spec.audio ? { audio: input.audio } : {}),
		callbackUrl: input.callbackUrl,
		externalTaskId: input.externalTaskId,
		...more,
	};
	return { plan, call: row.backend.create(order, connection) };
}

export const isRefused = (outcome: Sent | Err): outcome is Err => outcome instanceof Refused;

/** A body's text; texts of # and digits become bare integers. */
export const rawOf = (body: unknown) => JSON.stringify(body).replace(/"#(\d+)"/g, '$1');

/** A body as an object; element ids, which no JavaScript number can hold, become texts of # and digits. */
export const bodyOf = ({ body = 'null' }: Call) =>
	JSON.parse(body.replace(/"element_id":(\d+)/g, '"element_id":"#$1"')) as Record<string, unknown>;

/** The service's words where it would refuse this body. Models that are reported retired still run. */
export const refusedAt = ({ backend }: Row, path: string, body: unknown) =>
	refusalAt(backend.id, path, typeof body === 'string' ? body : rawOf(body), { retiredModels: true });
