// Rows of the catalogue by name, and what the check says of values on them.
import { backends } from '../../nodes/shared/backends';
import { check, type Checked, type Given } from '../../nodes/shared/backends/validate-settings';
import type { ModelOperation } from '../../nodes/shared/backends/catalogue';
import { Err, type Failure } from '../../nodes/shared/errors';
import type { BackendId, FrameName } from '../../nodes/shared/vocabulary';

export const WHO = 'Kling X on Somebody';

function offerOf(backend: BackendId, model: string): ModelOperation {
	const spec = backends[backend].models.find(({ id }) => id === model)?.operations.imageToVideo;
	if (!spec) throw new Error(`no such row: ${backend} ${model}`);
	return spec;
}

export const kling26 = offerOf('kling', 'kling-v2-6');
export const kling3 = offerOf('kling', 'kling-v3');
export const kie26 = offerOf('kie', 'kling-2.6/image-to-video');
export const kie3 = offerOf('kie', 'kling-3.0/video');
export const piapi26 = offerOf('piapi', '2.6');
export const piapi3 = offerOf('piapi', '3.0');

export const checked = (spec: ModelOperation, given: Given, frames: FrameName[] = ['firstFrame']): Checked => {
	const outcome = check(WHO, spec, { prompt: 'p', ...given }, frames);
	if (outcome instanceof Err) throw new Error(outcome.failure.message);
	return outcome;
};
export const refusal = (spec: ModelOperation, given: Given, frames: FrameName[] = ['firstFrame']): Failure => {
	const outcome = check(WHO, spec, { prompt: 'p', ...given }, frames);
	if (outcome instanceof Err) return outcome.failure;
	throw new Error(`not refused: ${JSON.stringify(outcome)}`);
};
