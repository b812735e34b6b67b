/** The declared bodies as a pure question, for contract tests: would the service refuse this one? */
import type { BackendName } from './contract';
import { isObject } from './http/body';
import type { JsonObject } from './http/body';
import { checkCreateTask } from './kie/check';
import { checkImageToVideo } from './kling/imageToVideo';
import { checkTask } from './piapi/check';

type Check = (body: JsonObject) => string | undefined;

const kie: Check = (body) => {
	const checked = checkCreateTask(body);
	return 'code' in checked ? `${checked.code} ${checked.msg}` : undefined;
};

const piapi: Check = (body) => {
	const checked = checkTask(body);
	return typeof checked === 'string' ? `400 ${checked}` : undefined;
};

const kling: Check = (body) => {
	const checked = checkImageToVideo(body);
	return 'code' in checked ? `${checked.code} ${checked.message}` : undefined;
};

const checks: Record<BackendName, Record<string, Check>> = {
	kling: { imageToVideo: kling },
	kie: { imageToVideo: kie, textToVideo: kie },
	piapi: { imageToVideo: piapi, textToVideo: piapi },
};

/**
 * The service's words where it would refuse the create body as it stands (before it looks at any
 * media), else undefined.
 */
export function refusal(backend: BackendName, operation: string, body: unknown): string | undefined {
	const check = checks[backend][operation];
	if (!check) throw new Error(`the simulator has no ${operation} on ${backend} yet`);
	// As it would arrive: undefined values never reach the wire.
	const sent: unknown = JSON.parse(JSON.stringify(body));
	return isObject(sent) ? check(sent) : 'request body must be a JSON object';
}
