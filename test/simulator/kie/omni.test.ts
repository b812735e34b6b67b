/** Kie's omni models: eight inputs with no other keys, an integer duration, and rules on shots and subjects. */
import { refusal } from '../index';

const url = 'https://example.com/a.png';
const film = 'https://example.com/a.mp4';
const pictures = (name: string) => ({ name, description: 'd', element_input_urls: [url, url] });
const moving = (name: string) => ({ name, description: 'd', element_input_urls: [film] });
const several = (count: number, make = pictures) => Array.from({ length: count }, (_, at) => make(`name${at}`));
const shots = (...seconds: number[]) => seconds.map((duration) => ({ prompt: 'words', duration }));

const text = { prompt: 'A boat', customize_multi_shots: false };
const first = { prompt: 'A boat', image_urls: [url], audio: false, customize_multi_shots: false };
const both = { prompt: 'A boat', image_urls: [url, url], audio: true };
const refer = { prompt: 'A boat', image_urls: [url] };
const watch = { prompt: 'A boat', video_urls: [film], aspect_ratio: 'auto', audio: false };
const watchWith = { prompt: 'A boat', image_urls: [url], video_urls: [film], audio: false };
const edit = { prompt: 'A boat', video_urls: [film] };
const editWith = { prompt: 'A boat', image_urls: [url], video_urls: [film] };

type Kind = 'text-to-video' | 'image-to-video' | 'reference-to-video' | 'transformation';
const ask = (kind: Kind, input: object) =>
	refusal('kie', 'multiImageToVideo', { model: `kling-3.0-omni/${kind}`, input });

test.each<[Kind, object]>([
	['text-to-video', text],
	['text-to-video', { ...text, audio: false, resolution: '4k', aspect_ratio: '9:16', duration: 15 }],
	['text-to-video', { prompt: 'A', multi_prompt: shots(2, 3), elements: several(3, moving) }],
	['text-to-video', { ...text, prefer_multi_shots: true, multi_prompt: [], elements: several(7) }],
	['image-to-video', first],
	['image-to-video', { ...first, aspect_ratio: 'auto', duration: 3, elements: several(3), prompt: '@name1' }],
	['image-to-video', { ...first, aspect_ratio: '1:1', customize_multi_shots: true, multi_prompt: shots(5) }],
	['image-to-video', both],
	['reference-to-video', refer],
	['reference-to-video', { ...refer, image_urls: Array(7).fill(url), duration: 10, aspect_ratio: '1:1', audio: true }],
	['reference-to-video', watch],
	['reference-to-video', { ...watch, elements: several(4), resolution: '1080p' }],
	['reference-to-video', watchWith],
	[
		'reference-to-video',
		{ ...watchWith, image_urls: [url, url], elements: several(2), duration: 4, aspect_ratio: '1:1' },
	],
	['transformation', edit],
	['transformation', { ...edit, aspect_ratio: 'auto', audio: true, elements: several(7) }],
	['transformation', editWith],
	['transformation', { ...editWith, duration: '5', aspect_ratio: '9:16', elements: several(3), audio: false }],
	['transformation', { ...edit, video_urls: ['oss://bucket/a.mp4'] }],
])('%s accepts %j', (kind, input) => {
	expect(ask(kind, input)).toBeUndefined();
});

test.each<[string, Kind, object, RegExp]>([
	['customized shots by default', 'text-to-video', { prompt: 'A' }, /multi_prompt cannot be empty/],
	[
		'both ways to cut',
		'text-to-video',
		{ prompt: 'A', prefer_multi_shots: true, multi_prompt: shots(5) },
		/both be true/,
	],
	['shots of another sum', 'text-to-video', { prompt: 'A', multi_prompt: shots(2, 2) }, /add up/],
	['shots that are not wanted', 'text-to-video', { ...text, multi_prompt: shots(5) }, /must be empty/],
	[
		'seven shots',
		'text-to-video',
		{ prompt: 'A', duration: 7, multi_prompt: shots(1, 1, 1, 1, 1, 1, 1) },
		/multi_prompt/,
	],
	['a text as duration', 'text-to-video', { ...text, duration: '5' }, /500 duration it must be a integer/],
	['a capital K', 'text-to-video', { ...text, resolution: '4K' }, /500 resolution is not within/],
	['another key', 'text-to-video', { ...text, sound: true }, /sound is not an allowed field/],
	['a blank prompt', 'text-to-video', { ...text, prompt: '  ' }, /prompt cannot be empty/],
	['3073 characters', 'text-to-video', { ...text, prompt: 'x'.repeat(3073) }, /prompt/],
	['a window', 'text-to-video', { ...text, elements: [{ ...moving('a'), end_time: 4000 }] }, /end_time/],
	['four video subjects', 'text-to-video', { ...text, elements: several(4, moving) }, /too many/],
	['a ratio on a single shot', 'image-to-video', { ...first, aspect_ratio: '16:9' }, /must be auto/],
	['no audio', 'image-to-video', { ...first, audio: undefined }, /audio cannot be empty/],
	['no word on shots', 'image-to-video', { ...first, customize_multi_shots: undefined }, /customize_multi_shots/],
	['four elements', 'image-to-video', { ...first, elements: several(4) }, /elements/],
	['three images', 'image-to-video', { ...both, image_urls: [url, url, url] }, /image_urls/],
	['eight images', 'reference-to-video', { ...refer, image_urls: Array(8).fill(url) }, /image_urls/],
	['eight images and subjects', 'reference-to-video', { ...refer, elements: several(7) }, /too many/],
	[
		'five images with a video subject',
		'reference-to-video',
		{ ...refer, image_urls: Array(5).fill(url), elements: [moving('a')] },
		/too many/,
	],
	['neither images nor video', 'reference-to-video', { prompt: 'A' }, /image_urls/],
	['sound with a video', 'reference-to-video', { ...watch, audio: true }, /500 audio/],
	['a ratio with only a video', 'reference-to-video', { ...watch, aspect_ratio: '16:9' }, /aspect_ratio/],
	['no ratio with only a video', 'reference-to-video', { ...watch, aspect_ratio: undefined }, /aspect_ratio/],
	['a duration with only a video', 'reference-to-video', { ...watch, duration: 5 }, /duration/],
	['two videos', 'reference-to-video', { ...watch, video_urls: [film, film] }, /video_urls/],
	['two video subjects', 'reference-to-video', { ...watch, elements: several(2, moving) }, /too many/],
	['video subjects with images', 'reference-to-video', { ...watchWith, elements: [moving('a')] }, /mixed/],
	['five in all with a video', 'reference-to-video', { ...watchWith, elements: several(4) }, /too many/],
	['auto with images', 'reference-to-video', { ...watchWith, aspect_ratio: 'auto' }, /aspect_ratio/],
	['shots with a video', 'reference-to-video', { ...watchWith, prefer_multi_shots: false }, /prefer_multi_shots/],
	['a ratio on an edit', 'transformation', { ...edit, aspect_ratio: '1:1' }, /aspect_ratio/],
	['a duration on an edit', 'transformation', { ...edit, duration: '5' }, /duration/],
	['a number with images', 'transformation', { ...editWith, duration: 5 }, /500 duration it must be a string/],
	['auto on an edit with images', 'transformation', { ...editWith, aspect_ratio: 'auto' }, /aspect_ratio/],
	['video subjects with images', 'transformation', { ...editWith, elements: [moving('a')] }, /mixed/],
	['no video', 'transformation', refer, /video_urls/],
	['base64', 'transformation', { ...edit, video_urls: ['AAAA'] }, /valid URL/],
	['an unnamed element', 'reference-to-video', { ...refer, prompt: '@element_x' }, /element_x/],
])('refuses %s', (_what, kind, input, words) => {
	expect(ask(kind, input)).toMatch(words);
});
