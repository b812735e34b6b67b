// Files inside a body, on the rows of a made-up backend that wants their type beside them.
import { buildFields, mediaText } from '../../../nodes/shared/backends/build-body';
import type { InlineMedia, ModelOperation } from '../../../nodes/shared/backends/catalogue';
import { clipLimits, imageLimits } from '../../../nodes/shared/backends/media-limits';

const dataUrl = ({ base64, mimeType }: InlineMedia) => `data:${mimeType};base64,${base64}`;
const png: InlineMedia = { base64: 'AAAA', mimeType: 'image/png' };
const jpeg: InlineMedia = { base64: 'BBBB', mimeType: 'image/jpeg' };
const mp3: InlineMedia = { base64: 'CCCC', mimeType: 'audio/mpeg' };
const limits = imageLimits.kie;

const spec: ModelOperation = {
	settings: {},
	images: {
		firstFrame: { key: 'start', as: 'text', limits },
		lastFrame: { key: 'images', as: 'list', item: (picture) => ({ url: picture }), limits },
	},
	references: { key: 'images', item: (picture) => ({ url: picture }), min: 0, max: 4, limits },
	elements: {
		key: 'elements',
		most: 1,
		mostVideos: 1,
		min: 1,
		max: 4,
		limits,
		video: { limits: clipLimits.kieSubject },
		voice: clipLimits.kieSubjectVoice,
	},
	audio: { key: 'audio', limits: clipLimits.kieVoice },
	price: 'unknown',
	runTime: 'unknown',
};
const job = {
	spec,
	settings: {},
	images: { firstFrame: png, lastFrame: 'https://h/last.png' },
	references: [jpeg, 'https://h/one.png'],
	elements: [{ name: 'cat', description: 'a cat', pictures: [png], voices: [mp3] }],
	audio: { file: mp3 },
} as const;

test('a backend writes files as it wants them; addresses stay as they are', () => {
	expect(buildFields(job, dataUrl)).toEqual({
		start: 'data:image/png;base64,AAAA',
		images: [{ url: 'data:image/jpeg;base64,BBBB' }, { url: 'https://h/one.png' }, { url: 'https://h/last.png' }],
		elements: [
			{
				name: 'cat',
				description: 'a cat',
				element_input_urls: ['data:image/png;base64,AAAA'],
				element_input_audio_urls: ['data:audio/mpeg;base64,CCCC'],
			},
		],
		audio: 'data:audio/mpeg;base64,CCCC',
	});
});

test('without a wish a file is bare base64', () => {
	expect(buildFields(job)).toMatchObject({ start: 'AAAA', audio: 'CCCC' });
	expect([mediaText(png), mediaText('https://h/a.png')]).toEqual(['AAAA', 'https://h/a.png']);
});
