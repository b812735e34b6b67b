/** What fal takes of pictures, videos and sounds (fal.md 3 and 10.2). */
import type { FilmLimits } from '../../media/film';
import type { ImageLimits } from '../../media/inspect';
import type { SoundLimits } from '../../media/sound';

const megabyte = 1024 * 1024;

const sized = (megabytes: number): ImageLimits => ({
	formats: ['jpeg', 'png'],
	maxBytes: megabytes * megabyte,
	minSide: { pixels: 300, exclusive: false },
	maxRatio: 2.5,
});

/** Where nothing is printed, and o1. */
export const picture = sized(10);
export const turboPicture = sized(50);
export const fourPicture = sized(30);

const film = (megabytes: number, seconds: FilmLimits['seconds'], more: Partial<FilmLimits> = {}): FilmLimits => ({
	formats: ['mp4', 'mov'],
	maxBytes: megabytes * megabyte,
	seconds,
	...more,
});

export const o3Film = film(200, [3, 15], { sides: [720, 3840] });
export const o1Film = film(200, [3, 10.05], { sides: [720, 2160], fps: [24, 60] });
export const fourFilm = film(300, [3, 30.05], { sides: [700, 4553], ratio: [0.4, 2.5], fps: [23.9, 60.05] });
/** Upstream's. */
export const motionFilm = (orientation: unknown): FilmLimits =>
	film(100, [3, orientation === 'image' ? 10 : 30], { sides: [340, 3850] });
export const lipFilm = (longest: number): FilmLimits => film(100, [2, longest], { sides: [720, 1920] });
export const mutedFilm = film(100, [3, 20]);

const recording = (formats: string[], seconds: SoundLimits['seconds'], megabytes = 5): SoundLimits => ({
	formats,
	maxBytes: megabytes * megabyte,
	seconds,
});

export const lipSound = recording(['mp3', 'wav', 'm4a', 'aac'], [2, 60]);
/** Upstream's. */
export const avatarSound = recording(['mp3', 'wav', 'm4a', 'aac'], [2, 300]);
export const voiceSource = recording(['mp3', 'wav', 'mp4', 'mov'], [5, 30], 200);
