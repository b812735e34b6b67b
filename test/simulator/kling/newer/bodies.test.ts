/** Bodies of the NEW standard: the page's examples, the smallest and the fullest are accepted, broken ones refused. */
import { refusalAt } from '../../index';

const url = 'https://example.com/a.png';
const film = 'https://example.com/a.mp4';
const say = (text: string) => ({ type: 'prompt', text });
const first = { type: 'first_frame', url };
const last = { type: 'last_frame', url };
const refer = (id?: string) => ({ type: 'refer_image', url, id });
const element = (id: string, element_id: unknown = '900000000000000077') => ({ type: 'element', element_id, id });
const voice = (id: string) => ({ type: 'voice', voice_id: '123', id });
const feature = { type: 'feature_video', url: film, id: 'video_1' };
const base = { type: 'base_video', url: film, id: 'video_1' };
const face = { type: 'image', url };
const dance = { type: 'video', url: film };
const options = {
	external_task_id: 'demo-0001',
	callback_url: 'https://example.com/hook',
	watermark_info: { enabled: false },
};
const many = (count: number) => Array.from({ length: count }, () => refer());
const ratio = { aspect_ratio: '16:9' };
const turn = { character_orientation: 'image' };
const said = (prompt: string, settings?: object) => ({ prompt, settings });
const showing = (contents: unknown[], settings?: object) => ({ contents: [say('A boat'), ...contents], settings });

test.each<[string, string, object]>([
	[
		"the page's text to video",
		'/text-to-video/kling-3.0',
		{
			prompt: 'A paper boat on a rainy street',
			settings: { resolution: '1080p', ...ratio, duration: 5, audio: 'native', multi_shot: false },
			options,
		},
	],
	['the smallest text', '/text-to-video/kling-2.5-turbo', { prompt: 'A boat' }],
	['turbo in two shots', '/text-to-video/kling-3.0-turbo', said('shot 1, 2, a boat; shot 2, 3, a street;')],
	['shots that are ignored', '/text-to-video/kling-3.0', said('shot 1, 2, a boat;', { multi_shot: false })],
	['native sound on 2.6', '/text-to-video/kling-2.6', said('A boat', { resolution: '1080p', audio: 'native' })],
	[
		"the page's image to video",
		'/image-to-video/kling-3.0',
		{
			contents: [say('@Zhang opens the umbrella'), first, last, element('Zhang')],
			settings: { resolution: '720p', duration: 5, audio: 'off', multi_shot: false },
			options: { external_task_id: 'demo-0003' },
		},
	],
	['one frame on turbo', '/image-to-video/kling-3.0-turbo', showing([first])],
	[
		'two voices on 2.6',
		'/image-to-video/kling-2.6',
		showing([first, voice('Ann'), voice('Bob')], { resolution: '1080p', audio: 'native' }),
	],
	['both frames on 2.5', '/image-to-video/kling-2.5-turbo', showing([first, last], { resolution: '1080p' })],
	[
		"the page's omni edit",
		'/omni-video/kling-3.0-omni',
		{
			contents: [say('Put @image_1 into the scene of @video_1'), refer('image_1'), base],
			settings: { resolution: '720p', audio: 'original', multi_shot: false },
			options: { external_task_id: 'demo-0004' },
		},
	],
	['a reference video', '/omni-video/kling-3.0-omni', showing([feature, refer()], { multi_shot: true })],
	['seven images', '/omni-video/kling-3.0-omni', showing(many(7), ratio)],
	['a named frame on omni', '/omni-video/kling-3.0-omni', showing([{ ...first, id: 'start' }])],
	['plain text on O1', '/omni-video/kling-o1', showing([], { ...ratio, duration: 10 })],
	['7 s on O1 with a reference', '/omni-video/kling-o1', showing([refer()], { ...ratio, duration: 7 })],
	['a first frame and a reference video on O1', '/omni-video/kling-o1', showing([first, feature])],
	['the smallest motion control', '/motion-control/kling-2.6', { contents: [face, dance], settings: turn }],
	[
		'the fullest motion control',
		'/motion-control/kling-3.0',
		{
			...showing([face, dance, element('hero')], { ...turn, audio: 'off', resolution: '1080p' }),
			options,
		},
	],
])('accepts %s', (_what, path, body) => {
	expect(refusalAt('kling', path, body)).toBeUndefined();
});

test.each<[string, string, object, RegExp]>([
	['a duration as text', '/text-to-video/kling-3.0', said('A', { duration: '5' }), /duration/],
	['a flat ratio', '/text-to-video/kling-3.0', { prompt: 'A', ...ratio }, /aspect_ratio/],
	['a flat external id', '/text-to-video/kling-3.0', { prompt: 'A', external_task_id: 'x' }, /external_task_id/],
	['contents for text', '/text-to-video/kling-3.0', { contents: [say('A')] }, /contents|prompt/],
	['a negative prompt', '/text-to-video/kling-3.0', { prompt: 'A', negative_prompt: 'B' }, /negative_prompt/],
	['a mode', '/text-to-video/kling-3.0', said('A', { mode: 'pro' }), /mode/],
	['audio on turbo', '/text-to-video/kling-3.0-turbo', said('A', { audio: 'off' }), /audio/],
	['multi_shot on turbo', '/text-to-video/kling-3.0-turbo', said('A', { multi_shot: true }), /multi_shot/],
	['4k on turbo', '/text-to-video/kling-3.0-turbo', said('A', { resolution: '4k' }), /resolution/],
	['7 s on 2.6', '/text-to-video/kling-2.6', said('A', { duration: 7 }), /duration/],
	['sound at 720p on 2.6', '/text-to-video/kling-2.6', said('A', { audio: 'native' }), /1080p/],
	['2501 characters on 2.6', '/text-to-video/kling-2.6', said('x'.repeat(2501)), /prompt/],
	['3073 characters on 3.0', '/text-to-video/kling-3.0', said('x'.repeat(3073)), /prompt/],
	['shots of another length', '/text-to-video/kling-3.0', said('shot 1, 2, a; shot 2, 2, b;'), /add up/],
	['shots out of order', '/text-to-video/kling-3.0-turbo', said('shot 2, 5, a;'), /numbered/],
	['a full-width semicolon', '/text-to-video/kling-3.0', said('shot 1, 2, a； shot 2, 3, b；'), /half-width/],
	['a long shot', '/text-to-video/kling-3.0', said(`shot 1, 5, ${'x'.repeat(513)};`), /512/],
	['seven shots', '/text-to-video/kling-3.0', said('shot 1, 1, a; '.repeat(7)), /6 shots/],
	['image to video of omni', '/image-to-video/kling-3.0-omni', showing([first]), /1203/],
	['no contents', '/image-to-video/kling-3.0', { contents: [] }, /contents/],
	['only a last frame', '/image-to-video/kling-3.0', showing([last]), /first_frame/],
	['a last frame on turbo', '/image-to-video/kling-3.0-turbo', showing([first, last]), /type/],
	['a ratio with an image', '/image-to-video/kling-3.0', showing([first], ratio), /aspect_ratio/],
	['an id on a frame', '/image-to-video/kling-3.0', showing([{ ...first, id: 'a' }]), /id/],
	[
		'four elements',
		'/image-to-video/kling-3.0',
		showing([first, ...[...'abcd'].map((id) => element(id))]),
		/3 of type/,
	],
	['a number as element id', '/image-to-video/kling-3.0', showing([first, element('a', 77)]), /element_id/],
	['an element without id', '/image-to-video/kling-3.0', showing([first, { ...element('a'), id: undefined }]), /id/],
	['ids within ids', '/image-to-video/kling-3.0', showing([first, element('Zhang'), element('ZhangSan')]), /contain/],
	['the same id twice', '/image-to-video/kling-3.0', showing([first, element('Ann'), element('Ann')]), /contain/],
	['two prompts', '/image-to-video/kling-3.0', showing([say('again'), first]), /1 of type prompt/],
	[
		'2501 characters on turbo',
		'/image-to-video/kling-3.0-turbo',
		{ contents: [say('x'.repeat(2501)), first] },
		/prompt/,
	],
	['a reference to nothing', '/image-to-video/kling-3.0', { contents: [say('@element_1'), first] }, /element_1/],
	[
		'a voice without sound',
		'/image-to-video/kling-2.6',
		showing([first, voice('a')], { resolution: '1080p' }),
		/voice/,
	],
	['a voice on 3.0', '/image-to-video/kling-3.0', showing([first, voice('a')]), /type/],
	['both frames at 720p on 2.6', '/image-to-video/kling-2.6', showing([first, last]), /1080p/],
	[
		'both frames with sound on 2.6',
		'/image-to-video/kling-2.6',
		showing([first, last], { resolution: '1080p', audio: 'native' }),
		/native/,
	],
	['omni without a ratio', '/omni-video/kling-3.0-omni', showing([refer()]), /aspect_ratio/],
	['eight images', '/omni-video/kling-3.0-omni', showing(many(8), ratio), /7/],
	[
		'six images and two elements',
		'/omni-video/kling-o1',
		showing([...many(6), element('a'), element('b')], ratio),
		/7/,
	],
	['five images with a video', '/omni-video/kling-3.0-omni', showing([feature, ...many(5)]), /at most 4/],
	['two videos', '/omni-video/kling-3.0-omni', showing([feature, { ...base, id: 'b' }]), /one video/],
	[
		'a single shot with a reference video',
		'/omni-video/kling-3.0-omni',
		showing([feature], { multi_shot: false }),
		/true/,
	],
	['sound with a reference video', '/omni-video/kling-3.0-omni', showing([feature], { audio: 'original' }), /off/],
	['an edit in many shots', '/omni-video/kling-3.0-omni', showing([base]), /multi_shot false/],
	['an edit with a frame', '/omni-video/kling-3.0-omni', showing([base, first], { multi_shot: false }), /no frames/],
	[
		'native sound on an edit',
		'/omni-video/kling-3.0-omni',
		showing([base], { multi_shot: false, audio: 'native' }),
		/nat/,
	],
	['original sound of nothing', '/omni-video/kling-3.0-omni', showing([first], { audio: 'original' }), /video/],
	[
		'four elements with a frame',
		'/omni-video/kling-3.0-omni',
		showing([first, ...[...'abcd'].map((id) => element(id))]),
		/3/,
	],
	['native sound on O1', '/omni-video/kling-o1', showing([], { ...ratio, audio: 'native' }), /audio/],
	['multi_shot on O1', '/omni-video/kling-o1', showing([], { ...ratio, multi_shot: false }), /multi_shot/],
	['7 s of plain text on O1', '/omni-video/kling-o1', showing([], { ...ratio, duration: 7 }), /5 or 10/],
	['references with both frames on O1', '/omni-video/kling-o1', showing([first, last, refer()]), /reference/],
	['elements with both frames on O1', '/omni-video/kling-o1', showing([first, last, element('a')]), /no elements/],
	['a video and both frames on O1', '/omni-video/kling-o1', showing([first, last, feature]), /last frame/],
	['a video as base64', '/omni-video/kling-o1', showing([{ type: 'feature_video', url: 'AAAA' }]), /url/],
	['no settings', '/motion-control/kling-3.0', { contents: [face, dance] }, /settings/],
	['no orientation', '/motion-control/kling-3.0', { contents: [face, dance], settings: {} }, /character_orientation/],
	['no video', '/motion-control/kling-3.0', { contents: [face], settings: turn }, /video/],
	['an element on 2.6', '/motion-control/kling-2.6', showing([face, dance, element('a')], turn), /type/],
	['native sound', '/motion-control/kling-3.0', showing([face, dance], { ...turn, audio: 'native' }), /audio/],
	['a duration', '/motion-control/kling-3.0', showing([face, dance], { ...turn, duration: 5 }), /duration/],
])('refuses %s', (_what, path, body, words) => {
	expect(refusalAt('kling', path, body)).toMatch(words);
});
