// What a stored form becomes without a run: n8n completes its parameters by the form as it is today, and the operation makes
// of them what it would send. Files are named instead of fetched.
import { join } from 'node:path';
import { NodeHelpers, type INodeParameters } from 'n8n-workflow';
import { description } from './form';
import { operations } from '../../nodes/KlingVideo/operations';
import type { FilesOfItem, Operation } from '../../nodes/KlingVideo/operations/operation';
import type { CreateRequest, ElementInput } from '../../nodes/KlingVideo/operations/request';
import { planFor } from '../../nodes/KlingVideo/generate/validate-request';
import { backends } from '../../nodes/shared/backends';
import type { Backend, Connection } from '../../nodes/shared/backends/backend';
import { resolveReferences } from '../../nodes/shared/backends/build-body';
import { Err, type Result } from '../../nodes/shared/errors';
import type { Form } from '../../nodes/shared/node-parameters';
import { isObject, parseJson } from '../../nodes/shared/json';
import type { BackendId, OperationId } from '../../nodes/shared/vocabulary';

/** A node's parameters as a workflow keeps them, and what they ask for; `item` is what the expressions find. */
export interface SavedForm {
	readonly name: string;
	readonly parameters: INodeParameters;
	readonly item?: Readonly<Record<string, string>>;
	readonly sent: unknown;
}

/** One form in each line. */
export const SAVED_FORMS = join(__dirname, 'saved-forms.jsonl');

const NODE = { typeVersion: 1 };
/** Only the body counts, so that any account will do. */
const NOBODY: Connection = { account: '', apiUrl: '', uploadUrl: '', hasApiKey: true };
const ITEM = {
	backend: 'kling',
	model: 'kling-v3',
	taskId: 'task-1',
	externalTaskId: 'own-1',
	videoUrl: 'https://example.com/item.mp4',
	videoId: '829836802793406552',
	audioId: '829836802793406553',
};
/** Every expression that the form begins with or that the saved forms hold, and what of the item it finds. */
const EXPRESSIONS: Readonly<Record<string, keyof typeof ITEM>> = {
	'={{ $json.backend }}': 'backend',
	'={{ $json.model }}': 'model',
	'={{ $json.taskId }}': 'taskId',
	'={{ $json.externalTaskId }}': 'externalTaskId',
	'={{ $json.videoUrl }}': 'videoUrl',
	'={{ $json.videos?.[0]?.id }}': 'videoId',
	'={{ $json.audios?.[0]?.id }}': 'audioId',
};

/** What a saved form sends: method, path and body of a create, the request of everything else, or why it is refused. */
export async function sentBy({ parameters, item }: Pick<SavedForm, 'parameters' | 'item'>): Promise<unknown> {
	const values = resolved(completedForm(parameters), { ...ITEM, ...item }) as INodeParameters;
	const operation: Operation = operations[values.operation as OperationId];
	const backend: BackendId = (values.backend === 'expression' ? values.backendId : values.backend) as BackendId;
	const form = formOf(values);
	const read = await operation.read({ form, backend, files: FILES, timeZone: 'UTC', json: {} });
	if (read instanceof Err) return { refused: read.failure.kind };
	const sent = read.kind === 'create' ? createOf(backends[backend], read) : read;
	return JSON.parse(JSON.stringify(sent instanceof Err ? { refused: sent.failure.kind } : sent)) as unknown;
}

/** Everything that the form has for these parameters, as n8n hands it to a run. */
export function completedForm(
	parameters: INodeParameters,
	helpers: Pick<typeof NodeHelpers, 'getNodeParameters'> = NodeHelpers,
): INodeParameters {
	return helpers.getNodeParameters(description.properties, parameters, true, false, NODE, description) ?? {};
}

function resolved(value: unknown, item: Readonly<Record<string, string>>): unknown {
	if (Array.isArray(value)) return value.map((one) => resolved(one, item));
	if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one, item)]));
	if (typeof value !== 'string' || !value.startsWith('=')) return value;
	const name = EXPRESSIONS[value];
	if (!name) throw new Error(`no value for the expression ${value}`);
	return item[name];
}

function formOf(values: INodeParameters): Form {
	const value = (name: string) => {
		const found: unknown = values[name];
		return isObject(found) && found.__rl === true ? found.value : found;
	};
	return {
		value,
		text(name) {
			const found = value(name);
			return typeof found === 'string' || typeof found === 'number' ? String(found).trim() : '';
		},
		option(name) {
			const { options } = values as Record<string, unknown>;
			return isObject(options) ? options[name] : undefined;
		},
	};
}

/** An item with one file of each kind. */
const FILES: FilesOfItem = {
	files: ['data', 'photo', 'clip', 'voice'].map((field) => ({ field, file: { data: '', mimeType: '' } })),
	odd: [],
	kindOf: async ({ field }) =>
		await Promise.resolve(field === 'clip' ? 'video' : field === 'voice' ? 'audio' : ('image' as const)),
};

function createOf(backend: Backend, request: CreateRequest): Result<unknown> {
	const plan = planFor(backend, request);
	if (plan instanceof Err) return plan;
	const { spec, modelId, checked, nameable } = plan;
	const { video, audio } = request;
	const speaks = audio?.from === 'speech' && spec.audio?.spoken !== undefined;
	const listed = (files: readonly File[] | undefined, slot: unknown) => (slot ? (files ?? []).map(nameOf) : []);
	const { method, url, body } = backend.create(
		{
			operation: request.operation,
			modelId,
			spec,
			settings: resolveReferences(spec, checked.settings, nameable),
			images: Object.fromEntries(checked.frames.map((frame) => [frame, nameOf(request.images[frame]!)])),
			middleFrames: listed(request.middleFrames, spec.middleFrames),
			references: listed(request.references, spec.references),
			elements: spec.elements ? request.elements.map(elementOf) : [],
			video: spec.video && video && video.from !== 'id' ? nameOf(video) : undefined,
			moreVideos: listed(request.moreVideos, spec.video),
			videoId: video?.from === 'id' ? video.id : undefined,
			sounds: listed(request.sounds, spec.sounds),
			audio:
				!spec.audio || !audio
					? undefined
					: speaks
						? { speech: audio.speech }
						: audio.from === 'speechId'
							? { speechId: audio.id }
							: { file: audio.from === 'speech' ? JSON.stringify(audio.speech) : nameOf(audio) },
			speech: request.speech,
			...(spec.faces ? { speaking: SPEAKING } : {}),
			callbackUrl: spec.noCallbacks ? undefined : request.callbackUrl,
			externalTaskId: plan.findable ? request.externalTaskId : undefined,
			additionalBody: request.additionalBody,
		},
		NOBODY,
	);
	return { method, url, body: parseJson(String(body)), ...besidesOf(request) };
}

/** What decides about a request and stands in no body, where it is not as it is by default. */
function besidesOf({
	handling,
	checkOnly,
	stopAboveUsd,
	createAgain,
	cancelOnStop,
	ifIdExists,
	slotLimitMs,
}: CreateRequest) {
	const { fitting, fromUrl } = handling;
	const all = { ...fitting, fromUrl, checkOnly, stopAboveUsd, createAgain, cancelOnStop, ifIdExists, slotLimitMs };
	return Object.fromEntries(
		Object.entries(all).filter(([name, value]) => value !== BY_DEFAULT[name as keyof typeof BY_DEFAULT]),
	);
}

const BY_DEFAULT = {
	shape: 'padBlur',
	background: '#ffffff',
	fromUrl: 'automatically',
	checkOnly: false,
	stopAboveUsd: undefined,
	createAgain: false,
	cancelOnStop: false,
	ifIdExists: 'fail',
	slotLimitMs: 21_600_000,
};

const SPEAKING = { sessionId: '1', faceId: '1', startMs: 0, endMs: 2000, insertMs: 0 };

type File = NonNullable<CreateRequest['images'][keyof CreateRequest['images']]>;

function nameOf(source: File): string {
	if (source.from === 'url') return source.url;
	const served = 'served' in source && source.served ? ' served' : '';
	return source.from === 'text' ? `text ${source.text}` : `file ${String(source.field)}${served}`;
}

const elementOf = ({ pictures, video, voices, ...others }: ElementInput) => ({
	...others,
	pictures: pictures.map(nameOf),
	...(video ? { video: nameOf(video) } : {}),
	...(voices ? { voices: voices.map(nameOf) } : {}),
});
