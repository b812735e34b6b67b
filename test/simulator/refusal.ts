/** The declared bodies as a pure question, for contract tests: would the service refuse this one? */
import type { BackendName } from './contract';
import { endpointAt, wrongWith } from './fal/check';
import { isObject } from './http/body';
import { checkCreateTask } from './kie/check';
import { isRefusal } from './kling/check';
import { checkSpeech } from './kling/legacy/speech';
import { checkFaces } from './kling/legacy/lipSync';
import { checkAt, facesPath, lipSyncPath, speechPath } from './kling/paths';
import { checkTask } from './piapi/check';

export interface RefusalOptions {
	/** As in SimulatorOptions. */
	retiredModels?: boolean;
}

const kiePath = '/api/v1/jobs/createTask';
const piapiPath = '/api/v1/task';

/**
 * The service's words where it would refuse this body at this create path (before it looks at any
 * media), else undefined. A text is taken as the raw body, whose long integers an object cannot hold.
 */
export function refusalAt(
	backend: BackendName,
	path: string,
	body: unknown,
	{ retiredModels = false }: RefusalOptions = {},
): string | undefined {
	const raw = typeof body === 'string' ? body : JSON.stringify(body);
	const sent = parsed(raw);
	if (!isObject(sent)) return 'request body must be a JSON object';
	if (backend === 'kie' && path === kiePath) {
		const checked = checkCreateTask(sent);
		return 'code' in checked ? `${checked.code} ${checked.msg}` : undefined;
	}
	if (backend === 'piapi' && path === piapiPath) {
		const checked = checkTask(sent);
		return typeof checked === 'string' ? `400 ${checked}` : undefined;
	}
	// What no page knows is let be by the running service, or refused: neither is what anybody wants.
	const endpoint = backend === 'fal' ? endpointAt(path.slice(1)) : undefined;
	if (endpoint) {
		const wrong = wrongWith(endpoint, sent, true);
		return wrong && `422 ${wrong.type} ${wrong.loc.join('.')}: ${wrong.msg}`;
	}
	const check = backend === 'kling' ? checkAt(path) : undefined;
	const atOnce = { [speechPath]: checkSpeech, [facesPath]: checkFaces }[path];
	if (!check && !(backend === 'kling' && atOnce))
		throw new Error(`the simulator has no create path ${path} on ${backend}`);
	const checked = check ? check({ body: sent, raw, retiredModels }) : atOnce?.(sent);
	return checked && isRefusal(checked) ? `${checked.code} ${checked.message}` : undefined;
}

/** The usual legacy path of each operation; the omni models have one for three of them. */
const klingPaths: Readonly<Record<string, string>> = {
	imageToVideo: '/v1/videos/image2video',
	textToVideo: '/v1/videos/text2video',
	multiImageToVideo: '/v1/videos/multi-image2video',
	avatar: '/v1/videos/avatar/image2video',
	motionControl: '/v1/videos/motion-control',
	lipSync: lipSyncPath,
	faces: facesPath,
	tts: speechPath,
	textToSound: '/v1/audio/text-to-audio',
	videoToSound: '/v1/audio/video-to-audio',
};
const throughOmni: readonly string[] = ['imageToVideo', 'textToVideo', 'multiImageToVideo'];
const omniModels: readonly unknown[] = ['kling-v3-omni', 'kling-video-o1'];

/** As `refusalAt`, by operation. For Kling a path may stand in its place: several serve one operation. */
export function refusal(
	backend: BackendName,
	operation: string,
	body: unknown,
	options: RefusalOptions = {},
): string | undefined {
	return refusalAt(backend, pathOf(backend, operation, body), body, options);
}

function pathOf(backend: BackendName, operation: string, body: unknown): string {
	if (operation.startsWith('/')) return operation;
	const path = klingPaths[operation];
	if (path === undefined || (backend !== 'kling' && ['tts', 'faces'].includes(operation))) {
		throw new Error(`the simulator has no ${operation} on ${backend}`);
	}
	if (backend === 'kie') return kiePath;
	if (backend === 'piapi') return piapiPath;
	const sent = typeof body === 'string' ? parsed(body) : body;
	const omni = isObject(sent) && omniModels.includes(sent.model_name);
	return omni && throughOmni.includes(operation) ? '/v1/videos/omni-video' : path;
}

function parsed(raw: string): unknown {
	try {
		return JSON.parse(raw);
	} catch {
		return undefined;
	}
}
