/** What the official API takes of pictures, videos and sounds (kling-official.md 8). */
import type { FilmLimits } from '../media/film';
import type { ImageLimits } from '../media/inspect';
import type { SoundLimits } from '../media/sound';

const megabyte = 1024 * 1024;

/** Image, LEGACY [seed]. */
export const legacyImage: ImageLimits = {
	formats: ['jpeg', 'png'],
	maxBytes: 10 * megabyte,
	minSide: { pixels: 300, exclusive: false },
	maxRatio: 2.5,
};

/** Image, NEW [doc]. */
export const newerImage: ImageLimits = { ...legacyImage, maxBytes: 50 * megabyte };

/** Section 2.4 [seed]: the one page that names a longest side. */
export const motionImage: ImageLimits = { ...legacyImage, maxSide: 65_536 };

/** Video, motion control [seed]: the longest length depends on the orientation. */
export function motionVideo(orientation: unknown): FilmLimits {
	return {
		formats: ['mp4', 'mov'],
		maxBytes: 100 * megabyte,
		seconds: [3, orientation === 'image' ? 10 : 30],
		sides: [340, 3850],
	};
}

/** Video, omni [doc]. */
export const omniVideo: FilmLimits = {
	formats: ['mp4', 'mov'],
	maxBytes: 200 * megabyte,
	seconds: [3, 15.5],
	sides: [700, 4553],
	maxArea: 8_294_400,
	ratio: [0.4, 2],
	fps: [24, 60],
};

export const o1Video: FilmLimits = { ...omniVideo, seconds: [3, 10], sides: [700, 2160] };

/** Section 2.3, LEGACY: sides from 720 px; 15 s and 4K only on v3-omni, since 2026-06-17. */
export const legacyOmniVideo: FilmLimits = { ...omniVideo, seconds: [3, 15], sides: [720, 4553] };
export const legacyO1Video: FilmLimits = { ...omniVideo, seconds: [3, 10], sides: [720, 2160] };

/** Video, video-to-audio [doc]: no sides are stated. */
export const soundFilm: FilmLimits = { formats: ['mp4', 'mov'], maxBytes: 100 * megabyte, seconds: [3, 20] };

/** Section 2.11 and 8, video, element [doc]: 1080p, 16:9 or 9:16. */
export const elementVideo: FilmLimits = {
	formats: ['mp4', 'mov'],
	maxBytes: 200 * megabyte,
	seconds: [3, 8],
	shapes: [
		[1920, 1080],
		[1080, 1920],
	],
};

/** Section 8, voice clone source [doc]; no size is stated. */
export const voiceSource: SoundLimits = {
	formats: ['mp3', 'wav', 'mp4', 'mov'],
	maxBytes: Number.POSITIVE_INFINITY,
	seconds: [5, 30],
};

/** Video, lip-sync [doc]. */
export const lipVideo: FilmLimits = {
	formats: ['mp4', 'mov'],
	maxBytes: 100 * megabyte,
	seconds: [2, 60],
	sides: [512, 2160],
};

/** Audio, avatar [seed]. */
export const avatarSound: SoundLimits = {
	formats: ['mp3', 'wav', 'm4a', 'aac'],
	maxBytes: 5 * megabyte,
	seconds: [2, 300],
};

/** Audio, lip-sync [doc]. */
export const lipSound: SoundLimits = { ...avatarSound, seconds: [2, 60] };
