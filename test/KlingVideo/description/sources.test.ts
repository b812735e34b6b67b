// Where a picture, a video or a voice comes from: what can be chosen on each backend, and the fields that the choice needs.
import { modelParameter } from '../../../nodes/KlingVideo/operations/fields/model-parameters';
import { operations } from '../../../nodes/KlingVideo/operations';
import type { OperationId } from '../../../nodes/shared/vocabulary';
import { choicesOf, generations, shown } from '../../support/form';

describe.each(generations)('%s', (_, helpers) => {
	test.each<[string, string, string, Record<string, string[]>]>([
		['kling', 'imageToVideo', 'imageSource', { binary: ['imageField'], url: ['imageUrl'], base64: ['imageBase64'] }],
		[
			'kling',
			'imageToVideo',
			'lastFrameSource',
			{ none: [], binary: ['lastFrameField'], url: ['lastFrameUrl'], base64: ['lastFrameBase64'] },
		],
		[
			'kie',
			'multiImageToVideo',
			'firstFrameSource',
			{ none: [], binary: ['firstFrameField'], url: ['firstFrameUrl'], base64: ['firstFrameBase64'] },
		],
		[
			'piapi',
			'motionControl',
			'videoSource',
			{ none: [], binary: ['videoField'], serve: ['videoField'], url: ['videoUrl'] },
		],
		['kling', 'motionControl', 'videoSource', { serve: ['videoField'], url: ['videoUrl'] }],
		[
			'kling',
			'avatar',
			'voiceSource',
			{
				binary: ['voiceField'],
				url: ['voiceUrl'],
				base64: ['voiceBase64'],
				speechId: ['speechId'],
				speech: ['speechText', 'speechVoice', 'speechLanguage', 'speechSpeed'],
			},
		],
		['kling', 'videoToSound', 'videoSource', { serve: ['videoField'], id: ['videoId'], url: ['videoUrl'] }],
		['kie', 'avatar', 'voiceSource', { binary: ['voiceField'], url: ['voiceUrl'], base64: ['voiceBase64'] }],
	])('%s %s: %s shows the fields that it needs', (backend, operation, source, wanted) => {
		const all = Object.values(wanted).flat();
		const model = backend === 'kie' && operation === 'multiImageToVideo' ? 'kling-3.0/video' : undefined;
		const picked = model && {
			[modelParameter('kie', 'multiImageToVideo')]: { __rl: true, mode: 'list', value: model },
		};
		const at = (value?: string) =>
			shown(helpers, {
				resource: operations[operation as OperationId].resource,
				operation,
				backend,
				...picked,
				...(value ? { [source]: value } : {}),
			}).main;
		const choices = choicesOf(at().find(({ name }) => name === source)!).map(({ value }) => value);
		expect(choices.sort()).toEqual(Object.keys(wanted).sort());
		for (const [value, fields] of Object.entries(wanted)) {
			const names = at(value).map(({ name }) => name);
			expect([value, names.filter((name) => all.includes(name))]).toEqual([value, fields]);
		}
	});
});
