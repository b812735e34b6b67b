// What the user set and the request would not hold: some fields fall away beside others (a prompt beside a storyboard, a
// length beside a video that is changed), and no table says so completely. So the call itself is asked: a value that makes no
// difference in its address and body, whatever else stood in its place, is not sent.
import type { Backend, Connection } from '../../shared/backends/backend';
import { resolveReferences } from '../../shared/backends/build-body';
import type { GenerationJob, ModelOperation, Setting } from '../../shared/backends/catalogue';
import { isTouched } from '../../shared/backends/validate-settings';
import { isNothing, single } from '../../shared/choices';
import type { CreateRequest } from '../operations/request';
import type { FrameName, SettingName, Settings } from '../../shared/vocabulary';
import type { Plan } from './validate-request';

/** Only what differs counts, so that any account and any addresses will do. */
const NOBODY: Connection = {
	account: '',
	apiUrl: 'https://api.example',
	uploadUrl: 'https://api.example',
	hasApiKey: true,
};
const FILE = 'https://files.example/file';

/** Settings that the user changed and of which the call would hold nothing. */
export function unsentSettings(
	backend: Backend,
	request: CreateRequest,
	plan: Pick<Plan, 'spec' | 'modelId' | 'checked' | 'nameable'>,
): SettingName[] {
	const { spec, checked } = plan;
	const callWith = (settings: Settings) => {
		const resolved = resolveReferences(spec, settings, plan.nameable);
		const { url, body = '' } = backend.create(jobWith(request, plan, resolved), NOBODY);
		return `${url} ${body}`;
	};
	const call = callWith(checked.settings);
	return (Object.entries(spec.settings) as Array<[SettingName, Setting]>)
		.filter(([name, setting]) => isChanged(spec, name, setting, request.given[name], checked.settings[name]))
		.filter(([name, setting]) => {
			// Where nothing of the value is left, something else has taken its place.
			if (isEmpty(checked.settings[name])) return true;
			return othersOf(setting, checked.settings[name]).every(
				(other) => callWith({ ...checked.settings, [name]: other }) === call,
			);
		})
		.map(([name]) => name);
}

const isEmpty = (value: unknown) => value === undefined || value === '';

/** They decide about a lip sync's times, which are known only when the people in the video are. */
const OF_SPEAKING: readonly SettingName[] = ['face', 'audioStart', 'audioEnd', 'insertAt'];

function isChanged(spec: ModelOperation, name: SettingName, setting: Setting, given: unknown, value: unknown): boolean {
	if (spec.faces && OF_SPEAKING.includes(name)) return false;
	if (isNothing(single(given)) || (Array.isArray(value) && value.length === 0)) return false;
	return 'default' in setting && value !== undefined ? value !== setting.default : isTouched(name, given);
}

/** Other values that the setting could have. */
function othersOf(setting: Setting, value: unknown): unknown[] {
	switch (setting.kind) {
		case 'choice':
			return (setting.values as readonly unknown[]).filter((one) => one !== value);
		case 'number':
			return [setting.min, setting.max].filter((one) => one !== value);
		case 'switch':
			return [value !== true];
		case 'text':
			return [`${String(value)} `, 'another'];
		case 'several':
			return [[], setting.values.slice(0, 1)];
		default:
			return [[]];
	}
}

/** The request as if all its files were there. */
function jobWith(
	request: CreateRequest,
	{ spec, modelId, checked }: Pick<Plan, 'spec' | 'modelId' | 'checked'>,
	settings: Settings,
): GenerationJob {
	const { video, audio } = request;
	const speaks = audio?.from === 'speech' && spec.audio?.spoken !== undefined;
	return {
		operation: request.operation,
		modelId,
		spec,
		settings,
		images: Object.fromEntries(checked.frames.map((frame: FrameName) => [frame, FILE])),
		references: spec.references ? request.references.map(() => FILE) : [],
		middleFrames: spec.middleFrames ? request.middleFrames.map(() => FILE) : [],
		elements: [],
		video: spec.video && video && video.from !== 'id' ? FILE : undefined,
		moreVideos: spec.video ? request.moreVideos.map(() => FILE) : [],
		videoId: video?.from === 'id' ? video.id : undefined,
		sounds: spec.sounds ? request.sounds.map(() => FILE) : [],
		audio: !spec.audio || !audio ? undefined : speaks ? { speech: audio.speech } : { file: FILE },
		speech: request.speech,
		...(spec.faces ? { speaking: { sessionId: '1', faceId: '1', startMs: 0, endMs: 2000, insertMs: 0 } } : {}),
	};
}
