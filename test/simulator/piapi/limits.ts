/** What PiAPI takes of pictures, videos and sounds (piapi.md 8.2). */
import type { FilmLimits } from '../media/film';
import type { ImageLimits } from '../media/inspect';
import type { SoundLimits } from '../media/sound';

const megabyte = 1024 * 1024;

export const picture: ImageLimits = {
	formats: ['jpeg', 'png'],
	maxBytes: 10 * megabyte,
	minSide: { pixels: 300, exclusive: true },
};

/** Not stated; upstream limits presumably apply. */
export function motionFilm(direction: unknown): FilmLimits {
	return {
		formats: ['mp4', 'mov'],
		maxBytes: 100 * megabyte,
		seconds: [3, direction === 'image' ? 10 : 30],
		sides: [340, 3850],
	};
}

/** Omni: not stated either. */
export const omniFilm: FilmLimits = {
	formats: ['mp4', 'mov'],
	maxBytes: 200 * megabyte,
	seconds: [3, 15.5],
	sides: [700, 4553],
	fps: [24, 60],
};

/** 4.0: upstream's of an edit. */
export const videoOfFour: FilmLimits = {
	formats: ['mp4', 'mov'],
	maxBytes: 300 * megabyte,
	seconds: [3, 30],
	sides: [700, 4553],
	fps: [24, 60],
};

/** Of a sound that 4.0 refers to no page tells anything: what an avatar takes. */
export const omniSound: SoundLimits = {
	formats: ['mp3', 'wav', 'm4a', 'aac'],
	maxBytes: 20 * megabyte,
	seconds: [0, 300],
};

/** Not stated either: upstream's limits for an avatar. */
export const dubbing: SoundLimits = {
	formats: ['mp3', 'wav', 'm4a', 'aac'],
	maxBytes: 5 * megabyte,
	seconds: [2, 300],
};

/** Section 2.7 states none: upstream's (kling-official.md 8). */
export const lipFilm: FilmLimits = {
	formats: ['mp4', 'mov'],
	maxBytes: 100 * megabyte,
	seconds: [2, 60],
	sides: [512, 2160],
};

/** "< 20 MB, < 60 s". */
export const lipDubbing: SoundLimits = {
	formats: ['mp3', 'wav', 'flac', 'ogg'],
	maxBytes: 20 * megabyte - 1,
	seconds: [0, 59.999],
};
