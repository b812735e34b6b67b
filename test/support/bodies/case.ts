// A neutral request and, written by hand from the API tables, the whole body that it must become.
import type { Speech } from '../../../nodes/shared/backends/backend';
import type { Given } from '../../../nodes/shared/backends/validate-settings';
import type { GenerationJob, UploadedElement } from '../../../nodes/shared/backends/catalogue';
import type { FrameName } from '../../../nodes/shared/vocabulary';

export interface BodyCase {
	readonly given: Given;
	readonly images?: Partial<Record<FrameName, string>>;
	readonly middleFrames?: readonly string[];
	readonly references?: readonly string[];
	readonly elements?: readonly UploadedElement[];
	readonly video?: string;
	readonly moreVideos?: readonly string[];
	readonly sounds?: readonly string[];
	readonly videoId?: string;
	readonly speech?: Speech;
	readonly audio?: GenerationJob['audio'];
	readonly speaking?: GenerationJob['speaking'];
	readonly newerStandard?: boolean;
	readonly callbackUrl?: string;
	readonly externalTaskId?: string;
	/** Exactly this is sent; a text of # and digits stands for a bare integer with these digits. */
	readonly body: Readonly<Record<string, unknown>>;
	/** Where it goes, on a backend whose requests decide about it, and what stands behind a question mark there. */
	readonly path?: string;
	readonly query?: string;
	/** Keys without which the service refuses, as dotted paths. */
	readonly needed?: readonly string[];
}

/** By model id, then by what the case shows; `smallest` is always there and names what is needed. */
export type ModelCases = Readonly<
	Record<
		string,
		{ readonly smallest: BodyCase & { readonly needed: readonly string[] } } & Readonly<Record<string, BodyCase>>
	>
>;

export const PROMPT = 'A paper boat 🚤\non a "rainy" street';
export const FIRST = 'https://example.com/first.png';
export const LAST = 'https://example.com/last.jpg';
export const HAT = 'https://example.com/hat.png';
export const COAT = 'https://example.com/coat.jpg?size=1,2';
export const DOG: UploadedElement = {
	name: 'element_dog',
	description: 'a small brown dog',
	pictures: ['https://example.com/d1.jpg', 'https://example.com/d2.jpg'],
};
/** Known from a part of a video, with a voice. */
export const CAT: UploadedElement = {
	name: 'element_cat',
	description: 'a grey cat',
	pictures: [],
	video: 'https://example.com/cat.mp4',
	part: { startMs: 1500, endMs: 6000 },
	voices: ['https://example.com/meow.mp3', 'https://example.com/purr.wav'],
};
/** The whole video of the same. */
export const UNCUT_CAT: UploadedElement = { ...CAT, part: undefined };
/** What becomes of it. */
export const CAT_ROW = {
	name: 'element_cat',
	description: 'a grey cat',
	element_input_urls: ['https://example.com/cat.mp4'],
	element_input_audio_urls: ['https://example.com/meow.mp3', 'https://example.com/purr.wav'],
};
export const CLIP = 'https://example.com/dance.mp4';
export const VOICE = 'https://example.com/voice.mp3';
export const CALLBACK = 'https://example.com/hook?key=1';
/** Raw base64, as the official API takes pictures and sounds. */
export const INLINE = Buffer.from('a picture').toString('base64');
/** Beyond what a JavaScript number can hold exactly. */
export const ELEMENT = '829836802793406551';
export const OTHER_ELEMENT = '9007199254740993';

/** As the form gives a storyboard; 5 seconds in all. */
export const SHOTS = {
	row: [
		{ prompt: 'A dog wakes', duration: 2 },
		{ prompt: 'It runs; fast', duration: 3 },
	],
};
