// Fixed requests for the tests of what is stored: the same bytes and the same words for ever.
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { fixtures } from '../simulator';
import { storedFile } from './run-node';
import { BACKENDS } from './test-host';

/** A form with a fixed digest. */
export interface StoredForm {
	readonly name: string;
	readonly parameters: INodeParameters;
}

/** A blue picture of 640 x 480 pixels; as text, because another encoder would write other bytes. */
const PICTURE =
	'iVBORw0KGgoAAAANSUhEUgAAAoAAAAHgAQMAAAAPH06nAAAAA1BMVEUwYKAwOhAFAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAPUlEQVR42u3BAQ0AAADCoPdPbQ43oAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADgzwCX4AABS8wbSgAAAABJRU5ErkJggg==';

const common: INodeParameters = {
	imageSource: 'base64',
	imageBase64: PICTURE,
	lastFrameSource: 'base64',
	lastFrameBase64: PICTURE,
	prompt: 'The boat drifts down the street',
	duration: 10,
	quality: '1080p',
	aspectRatio: '9:16',
	sound: false,
	options: { negativePrompt: 'blur', cfgScale: 0.7, watermark: true, preferMultiShots: true },
};

const form = (operation: string, more: INodeParameters, backend = 'kling', resource = 'video'): INodeParameters => ({
	backend,
	resource,
	operation,
	...more,
});

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

const createElement = (more: INodeParameters) =>
	form('createElement', { name: 'Grandpa', description: 'An old man with a straw hat', ...more }, 'kling', 'element');
const fromPictures: INodeParameters = { frontalSource: 'binary', frontalField: 'first', images: 'second' };

/** Every kind of request whose digest differs in what goes into it. */
export const storedForms: readonly StoredForm[] = [
	...BACKENDS.map((backend) => ({
		name: `image to video with all common settings on ${backend}`,
		parameters: form('imageToVideo', common, backend),
	})),
	{
		name: 'image to video with a fitting of its own',
		parameters: form('imageToVideo', {
			...common,
			options: { fitPicture: 'padColour', backgroundColor: '#102030' },
		}),
	},
	{
		name: 'image to video with a storyboard, additional fields and an own id',
		parameters: form('imageToVideo', {
			klingImageToVideoModel: 'kling-v3',
			imageSource: 'binary',
			imageField: 'first',
			duration: 5,
			options: {
				shots: {
					row: [
						{ prompt: 'The boat drifts', duration: 3 },
						{ prompt: 'The boat sinks', duration: 2 },
					],
				},
				additionalBody: '{"b": 1, "a": [true]}',
				externalTaskId: 'my-id',
			},
		}),
	},
	{
		name: 'multi image to video with pictures and element ids',
		parameters: form('multiImageToVideo', {
			klingMultiImageToVideoModel: 'kling-v3-omni',
			images: 'first, second',
			prompt: '@image1 meets @element1',
			options: { elements: { row: [{ id: byId('829836802793406551') }] } },
		}),
	},
	{
		name: 'multi image to video with elements of pictures and of a part of a video',
		parameters: form(
			'multiImageToVideo',
			{
				kieMultiImageToVideoModel: 'kling-3.0-omni/reference-to-video',
				images: 'first',
				prompt: '@image1 @dog @cat',
				duration: 5,
				options: {
					subjects: {
						row: [
							{ name: 'dog', description: 'a dog', images: 'first, second', voices: 'voice' },
							{ name: 'cat', description: 'a cat', video: 'clip', start: 0, end: 3 },
						],
					},
				},
			},
			'kie',
		),
	},
	{
		name: 'avatar with a text to speak',
		parameters: form('avatar', {
			imageSource: 'binary',
			imageField: 'first',
			voiceSource: 'speech',
			speechText: 'Good morning',
			speechVoice: 'oversea_male1',
			speechLanguage: 'zh',
			speechSpeed: 1.3,
			prompt: 'A friendly smile',
		}),
	},
	{
		name: 'avatar with a recording',
		parameters: form(
			'avatar',
			{ imageSource: 'binary', imageField: 'first', voiceSource: 'binary', voiceField: 'voice', prompt: 'A smile' },
			'kie',
		),
	},
	{
		name: 'lip sync with the times of the sound, of a made video and made speech',
		parameters: form('lipSync', {
			videoSource: 'id',
			videoId: '829836802793406552',
			voiceSource: 'speechId',
			speechId: '829836802793406553',
			options: { face: 1, soundStart: 0.5, soundEnd: 3.5, insertAt: 0.25, soundVolume: 1.2, originalVolume: 0 },
		}),
	},
	{
		name: 'text to speech',
		parameters: form('textToSpeech', { speechText: 'Good morning', speechVoice: 'oversea_male1' }, 'kling', 'audio'),
	},
	{
		name: 'an element of pictures',
		parameters: createElement({
			...fromPictures,
			options: { tags: ['character'], voices: { row: [{ id: byId('829836802793406551') }] } },
		}),
	},
	{
		name: 'an element of pictures that are cropped',
		parameters: createElement({ ...fromPictures, options: { fitPicture: 'crop' } }),
	},
	{
		name: 'two pictures with an effect',
		parameters: form('effects', {
			effect: 'hug_pro',
			imageSource: 'binary',
			imageField: 'first',
			secondImageSource: 'base64',
			secondImageBase64: PICTURE,
		}),
	},
];

/** An item with all files that the forms name. */
export async function storedItem(): Promise<INodeExecutionData> {
	const picture = Buffer.from(PICTURE, 'base64');
	return {
		json: {},
		binary: {
			first: await storedFile(picture, 'first.png', 'image/png'),
			second: await storedFile(picture, 'second.png', 'image/png'),
			voice: await storedFile(fixtures.mp3.bytes, fixtures.mp3.name, fixtures.mp3.contentType),
			clip: await storedFile(fixtures.long.bytes, fixtures.long.name, fixtures.long.contentType),
		},
	};
}
