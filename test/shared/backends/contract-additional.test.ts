// What the user adds to a body comes last, goes deep, and leaves the rest as it is.
import { unwrap } from '../../../nodes/shared/errors';
import type { JsonObject } from '../../../nodes/shared/json';
import type { BackendId } from '../../../nodes/shared/vocabulary';
import { pathFor } from '../../support/bodies';
import { FIRST, PROMPT } from '../../support/bodies/case';
import { bodyOf, refusedAt, rows, sentFor } from '../../support/contract';

const input = {
	given: { prompt: PROMPT },
	images: { firstFrame: FIRST },
	callbackUrl: 'https://h/hook',
};

test.each<[BackendId, string, JsonObject, object]>([
	[
		'kling',
		'kling-v3',
		{ watermark_info: { enabled: true }, mode: 'pro' },
		{ mode: 'pro', watermark_info: { enabled: true }, image: FIRST },
	],
	[
		'kling',
		'kling-3.0-turbo',
		{ settings: { resolution: '1080p' }, options: { external_task_id: 'x' } },
		{
			settings: { resolution: '1080p', duration: 5 },
			options: { callback_url: 'https://h/hook', external_task_id: 'x' },
		},
	],
	[
		'kie',
		'kling-3.0/video',
		{ input: { aspect_ratio: '1:1', duration: '7' } },
		{ model: 'kling-3.0/video', input: { aspect_ratio: '1:1', duration: '7', prompt: PROMPT } },
	],
	[
		'piapi',
		'3.0',
		{ config: { service_mode: 'private' }, input: { prefer_multi_shots: true } },
		{
			config: { service_mode: 'private', webhook_config: { endpoint: 'https://h/hook', secret: '' } },
			input: { prefer_multi_shots: true, version: '3.0' },
		},
	],
	[
		'kie',
		'kling-3.0/video',
		{ input: { image_urls: ['https://other/a.png'] } },
		{ input: { image_urls: ['https://other/a.png'], multi_shots: false } },
	],
])('%s %s', (id, model, additionalBody, body) => {
	const row = rows.find((one) => one.backend.id === id && one.model.id === model)!;
	const sent = bodyOf(unwrap(sentFor(row, input, { additionalBody })).call);
	expect(sent).toMatchObject(body);
	expect(refusedAt(row, pathFor(id, row.operation, model), sent)).toBeUndefined();
});
