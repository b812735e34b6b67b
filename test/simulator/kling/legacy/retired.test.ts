/** Retired models, element ids beyond 2^53, and the way from an operation to its path. */
import { refusal, refusalAt } from '../../index';

const image = 'https://p1-kling.klingai.com/kcdn/cdn-kcdn112452/kling-qa-test/dog.png';

/** The seed's sample. */
const seed = {
	model_name: 'kling-v1-6',
	image_list: [{ image }, { image }],
	prompt: 'A white Bichon Frise wearing a red Northeast-style floral cotton jacket, licking its paw',
	negative_prompt: '',
	mode: 'pro',
	duration: '5',
	aspect_ratio: '16:9',
	callback_url: '',
	external_task_id: '',
};
const seedWith = (change: object) =>
	refusal('kling', 'multiImageToVideo', { ...seed, ...change }, { retiredModels: true });

describe('multi-image2video', () => {
	test('is discontinued, named or not, unless retired models still run', () => {
		expect(refusal('kling', 'multiImageToVideo', seed)).toMatch(/1201 .*discontinued/);
		expect(refusal('kling', 'multiImageToVideo', { ...seed, model_name: undefined })).toMatch(/discontinued/);
		expect(seedWith({})).toBeUndefined();
		expect(seedWith({ model_name: 'kling-v1-5' })).toMatch(/discontinued/);
		expect(seedWith({ model_name: 'kling-v3' })).toMatch(/1203/);
	});

	test.each<[string, object, RegExp]>([
		['five images', { image_list: Array(5).fill({ image }) }, /image_list/],
		['no image', { image_list: [] }, /image_list/],
		['bare addresses', { image_list: [image] }, /image_list/],
		['no prompt', { prompt: undefined }, /prompt/],
		['7 seconds', { duration: '7' }, /duration/],
		['sound', { sound: 'on' }, /sound/],
	])('refuses %s', (_what, change, words) => {
		expect(seedWith(change)).toMatch(words);
	});
});

describe('an element id', () => {
	const body = (id: string) =>
		`{"image_url":"${image}","video_url":"https://e.x/a.mp4","character_orientation":"video","mode":"std",` +
		`"prompt":"says \\"element_id\\": 1e3","element_list":[{"element_id": ${id}}]}`;

	test.each(['829836802793406551', '42', '9007199254740993'])('%s is good as a bare integer', (id) => {
		expect(refusal('kling', 'motionControl', body(id))).toBeUndefined();
	});

	test.each([
		['as text', '"829836802793406551"', /integer/],
		['rounded by a JavaScript number', '829836802793406500', /not found/],
		['with an exponent', '8.29836802793406551e17', /not an integer/],
		['with a fraction', '42.0', /not an integer/],
		['that is negative', '-42', /not an integer/],
	])('is refused %s', (_what, id, words) => {
		expect(refusal('kling', 'motionControl', body(id))).toMatch(words);
	});

	test('is refused where an object had to hold it', () => {
		const list = [{ element_id: Number('829836802793406551') }];
		const sent = { model_name: 'kling-v3', image, prompt: 'x', element_list: list };
		expect(refusal('kling', 'imageToVideo', sent)).toMatch(/not found/);
	});
});

test('an operation leads to its path, an omni model to omni-video, and a path may stand for it', () => {
	const omni = { model_name: 'kling-v3-omni', prompt: 'x', aspect_ratio: '1:1' };
	for (const operation of ['textToVideo', 'imageToVideo', 'multiImageToVideo']) {
		expect(refusal('kling', operation, omni)).toBeUndefined();
	}
	const text = { prompt: 'x' };
	expect(refusal('kling', '/text-to-video/kling-3.0', text)).toBeUndefined();
	expect(refusalAt('kling', '/text-to-video/kling-9', text)).toMatch(/1203/);
	expect(() => refusalAt('kling', '/v1/nothing', text)).toThrow(/no create path/);
	expect(() => refusal('kie', 'tts', text)).toThrow(/no tts on kie/);
});
