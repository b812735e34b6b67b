/** What Kie takes of pictures, videos and sounds (kie.md 8). */
import type { FilmLimits } from '../media/film';
import type { ImageLimits } from '../media/inspect';
import type { SoundLimits } from '../media/sound';

const megabyte = 1024 * 1024;

/** Image, 2.x / v3-turbo / avatar; webp was dropped from the Aug-2026 pages. Element images too. */
export const picture: ImageLimits = { formats: ['jpeg', 'png'], maxBytes: 10 * megabyte };

/** Image, motion control: more than 300 px on 2.6, more than 340 px on 3.0; ratio 2:5 to 5:2. */
export function motionPicture(pixels: number): ImageLimits {
	return { ...picture, minSide: { pixels, exclusive: true }, maxRatio: 2.5 };
}

/** Image, omni. */
export const omniPicture: ImageLimits = {
	formats: ['jpeg', 'png'],
	maxBytes: 50 * megabyte,
	minSide: { pixels: 300, exclusive: false },
	maxRatio: 2.5,
};

/** Video, motion control; sides are not stated. */
export function motionFilm(orientation: unknown): FilmLimits {
	return { formats: ['mp4', 'mov'], maxBytes: 100 * megabyte, seconds: [3, orientation === 'image' ? 10 : 30] };
}

/** Video, omni. */
export const omniFilm: FilmLimits = {
	formats: ['mp4', 'mov'],
	maxBytes: 200 * megabyte,
	seconds: [3, 15.5],
	sides: [700, 4553],
	maxArea: 8_294_400,
	ratio: [0.4, 2],
	fps: [24, 60],
};

/** Section 2.3: a video of an element; nothing is stated but its window of 3 to 8 s. */
export const elementFilm: FilmLimits = { formats: ['mp4', 'mov'], maxBytes: 200 * megabyte, seconds: [3, 600] };

/** Audio, avatar: mpeg, wav, aac, mp4, ogg; the Aug-2026 page. */
export const avatarSound: SoundLimits = {
	formats: ['mp3', 'wav', 'aac', 'm4a', 'ogg'],
	maxBytes: 100 * megabyte,
	seconds: [0, 300],
};

/** Element audio. */
export const elementSound: SoundLimits = { ...avatarSound, seconds: [5, 30] };
