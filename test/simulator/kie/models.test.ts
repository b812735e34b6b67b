/** Kie's flat models, kling-3.0/video, motion control and avatars: the smallest and fullest inputs, and each rule. */
import { refusal } from '../index';
import { models } from './check';

const url = 'https://example.com/a.png';
const film = 'https://example.com/a.mp4';
const text26 = { prompt: 'A boat', sound: true, aspect_ratio: '1:1', duration: '10' };
const image26 = { prompt: 'A boat', image_urls: [url], sound: false, duration: '5' };
const turboText = { prompt: 'A boat', duration: '15', aspect_ratio: '9:16', resolution: '1080p' };
const turboImage = { prompt: 'A boat', image_urls: [url], duration: '3', resolution: '720p' };
const scaled = { duration: '5', negative_prompt: 'blur', cfg_scale: 0.3 };
const three = { prompt: 'A boat', sound: false, duration: '5', aspect_ratio: '16:9', mode: 'pro', multi_shots: false };
const dog = { name: 'element_dog', description: 'dog', element_input_urls: [url, url] };
const moving = { name: 'element_cat', description: 'cat', element_input_urls: [film] };
const shot = (prompt: string, duration: unknown = 3) => ({ prompt, duration });
const motion26 = { input_urls: [url], video_urls: [film], mode: '720p', character_orientation: 'video' };
const motion30 = { input_urls: [url], video_urls: [film] };
const avatar = { image_url: url, audio_url: 'https://example.com/a.mp3', prompt: '' };

const ask = (model: string, input: object, more: object = {}) =>
	refusal('kie', 'imageToVideo', { model, input, ...more });

test('there are the 19 documented ids', () => {
	expect(Object.keys(models)).toHaveLength(19);
});

test.each<[string, object]>([
	['kling-2.6/text-to-video', text26],
	['kling-2.6/image-to-video', image26],
	['kling/v3-turbo-text-to-video', turboText],
	['kling/v3-turbo-image-to-video', turboImage],
	['kling/v2-5-turbo-text-to-video-pro', { prompt: 'A' }],
	['kling/v2-5-turbo-text-to-video-pro', { prompt: 'A', aspect_ratio: '1:1', ...scaled }],
	['kling/v2-5-turbo-image-to-video-pro', { prompt: 'A', image_url: url }],
	['kling/v2-5-turbo-image-to-video-pro', { prompt: 'A', image_url: url, tail_image_url: url, ...scaled }],
	['kling/v2-1-master-text-to-video', { prompt: 'x'.repeat(5000), aspect_ratio: '9:16', ...scaled }],
	['kling/v2-1-master-image-to-video', { prompt: 'A', image_url: url, ...scaled }],
	['kling/v2-1-pro', { prompt: 'A', image_url: url, tail_image_url: url, ...scaled }],
	['kling/v2-1-standard', { prompt: 'A', image_url: url, ...scaled }],
	['kling-3.0/video', three],
	['kling-3.0/video', { ...three, image_urls: [url, url], aspect_ratio: undefined, mode: '4K', duration: '15' }],
	[
		'kling-3.0/video',
		{
			...three,
			prompt: '',
			image_urls: [url],
			sound: true,
			duration: '6',
			multi_shots: true,
			multi_prompt: [shot('The dog wakes @element_dog'), shot('It runs @element_dog')],
			kling_elements: [dog, { ...moving, start_time: 1000, end_time: 5000 }],
		},
	],
	['kling-2.6/motion-control', motion26],
	['kling-2.6/motion-control', { ...motion26, prompt: 'dances', mode: '1080p', character_orientation: 'image' }],
	['kling-3.0/motion-control', motion30],
	['kling-3.0/motion-control', { ...motion26, background_source: 'input_image', prompt: '' }],
	['kling/ai-avatar-standard', avatar],
	['kling/ai-avatar-pro', { ...avatar, prompt: 'x'.repeat(5000) }],
])('%s accepts %j', (model, input) => {
	expect(ask(model, input, { callBackUrl: 'https://example.com/hook' })).toBeUndefined();
});

test.each<[string, string, object, RegExp]>([
	['no sound', 'kling-2.6/text-to-video', { ...text26, sound: undefined }, /422 sound cannot be empty/],
	['a missing ratio', 'kling-2.6/text-to-video', { ...text26, aspect_ratio: undefined }, /aspect_ratio/],
	['a single address', 'kling-2.6/image-to-video', { ...image26, image_urls: undefined, image_url: url }, /image_url/],
	['a ratio with an image', 'kling/v3-turbo-image-to-video', { ...turboImage, aspect_ratio: '1:1' }, /aspect_ratio/],
	['sound on turbo', 'kling/v3-turbo-text-to-video', { ...turboText, sound: false }, /sound/],
	['no resolution', 'kling/v3-turbo-text-to-video', { ...turboText, resolution: undefined }, /resolution/],
	[
		'a number as duration',
		'kling/v3-turbo-text-to-video',
		{ ...turboText, duration: 5 },
		/500 duration it must be a s/,
	],
	['two turbo images', 'kling/v3-turbo-image-to-video', { ...turboImage, image_urls: [url, url] }, /image_urls/],
	['a list of images', 'kling/v2-5-turbo-image-to-video-pro', { prompt: 'A', image_urls: [url] }, /image_url/],
	['a step of 0.05', 'kling/v2-1-pro', { prompt: 'A', image_url: url, cfg_scale: 0.25 }, /multiple of 0.1/],
	['cfg_scale over 1', 'kling/v2-1-pro', { prompt: 'A', image_url: url, cfg_scale: 1.1 }, /cfg_scale/],
	['a last frame', 'kling/v2-1-standard', { prompt: 'A', image_url: url, tail_image_url: url }, /tail_image_url/],
	[
		'501 negatives',
		'kling/v2-1-standard',
		{ prompt: 'A', image_url: url, negative_prompt: 'x'.repeat(501) },
		/negative/,
	],
	['a data: URL', 'kling/v2-1-standard', { prompt: 'A', image_url: 'data:image/png;base64,AA' }, /valid URL/],
	['small letters in 4K', 'kling-3.0/video', { ...three, mode: '4k' }, /500 mode is not within/],
	['no ratio without images', 'kling-3.0/video', { ...three, aspect_ratio: undefined }, /aspect_ratio cannot be empty/],
	['no multi_shots', 'kling-3.0/video', { ...three, multi_shots: undefined }, /multi_shots cannot be empty/],
	['three images', 'kling-3.0/video', { ...three, image_urls: [url, url, url] }, /image_urls/],
	[
		'shots and two images',
		'kling-3.0/video',
		{ ...three, image_urls: [url, url], multi_shots: true, multi_prompt: [shot('a', 5)] },
		/first frame/,
	],
	['shots that are none', 'kling-3.0/video', { ...three, multi_shots: true }, /multi_prompt cannot be empty/],
	['shots of another sum', 'kling-3.0/video', { ...three, multi_shots: true, multi_prompt: [shot('a', 3)] }, /add up/],
	['shots in a single shot', 'kling-3.0/video', { ...three, multi_prompt: [shot('a', 5)] }, /multi_shots/],
	[
		'a shot of 13 s',
		'kling-3.0/video',
		{ ...three, duration: '13', multi_shots: true, multi_prompt: [shot('a', 13)] },
		/duration/,
	],
	[
		'a shot in text',
		'kling-3.0/video',
		{ ...three, multi_shots: true, multi_prompt: [shot('a', '5')] },
		/duration it must be/,
	],
	[
		'elements without images',
		'kling-3.0/video',
		{ ...three, prompt: '@element_dog', kling_elements: [dog] },
		/image_urls/,
	],
	[
		'an unknown element',
		'kling-3.0/video',
		{ ...three, image_urls: [url], prompt: '@element_cow', kling_elements: [dog] },
		/element_cow/,
	],
	['four elements', 'kling-3.0/video', { ...three, kling_elements: [dog, dog, dog, dog] }, /kling_elements/],
	['the same name twice', 'kling-3.0/video', { ...three, image_urls: [url], kling_elements: [dog, dog] }, /unique/],
	[
		'five pictures of one',
		'kling-3.0/video',
		{ ...three, kling_elements: [{ ...dog, element_input_urls: Array(5).fill(url) }] },
		/element_input_urls/,
	],
	[
		'a window on pictures',
		'kling-3.0/video',
		{ ...three, image_urls: [url], kling_elements: [{ ...dog, end_time: 5000 }] },
		/videos/,
	],
	[
		'a window of 2 s',
		'kling-3.0/video',
		{ ...three, image_urls: [url], kling_elements: [{ ...moving, end_time: 2000 }] },
		/3000/,
	],
	[
		'37 characters each',
		'kling-3.0/video',
		{ ...three, image_urls: [url], kling_elements: [dog], prompt: `${'x'.repeat(2470)}@element_dog` },
		/2500/,
	],
	['std as quality', 'kling-2.6/motion-control', { ...motion26, mode: 'std' }, /500 mode is not within/],
	['no mode', 'kling-2.6/motion-control', { ...motion26, mode: undefined }, /500 This field is required/],
	[
		'no orientation',
		'kling-2.6/motion-control',
		{ ...motion26, character_orientation: undefined },
		/character_orientation/,
	],
	[
		'a background on 2.6',
		'kling-2.6/motion-control',
		{ ...motion26, background_source: 'input_video' },
		/background_source/,
	],
	['two videos', 'kling-3.0/motion-control', { ...motion30, video_urls: [film, film] }, /video_urls/],
	['image_urls', 'kling-3.0/motion-control', { ...motion30, image_urls: [url] }, /image_urls/],
	['4K', 'kling-3.0/motion-control', { ...motion30, mode: '4K' }, /mode/],
	['no prompt', 'kling/ai-avatar-pro', { ...avatar, prompt: undefined }, /prompt cannot be empty/],
	['a list of faces', 'kling/ai-avatar-pro', { ...avatar, image_url: [url] }, /image_url it must be/],
	['a duration', 'kling/ai-avatar-pro', { ...avatar, duration: '5' }, /duration/],
	['a retired alias', 'kling/v1-avatar-standard', avatar, /not supported/],
])('refuses %s on %s', (_what, model, input, words) => {
	expect(ask(model, input)).toMatch(words);
});

test.each([
	['callbackUrl', { callbackUrl: 'https://example.com/hook' }],
	['callBackUrl without an address', { callBackUrl: 'hook' }],
])('refuses %s', (_what, more) => {
	expect(ask('kling-2.6/image-to-video', image26, more)).toMatch(/call[bB]ackUrl/);
});
