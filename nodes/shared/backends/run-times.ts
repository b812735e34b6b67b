// How long tasks take, where a page tells: whole runs that vendors show (piapi.md 4, "Seen durations"; kie.md 3).
import type { RunTime } from '../tasks/poll-schedule';

/** The same whatever the video's length. */
const always = (base: number): RunTime => ({ base, perSecond: 0 });

export const runTimes = {
	/** "10 minutes+" for avatars (kling-official.md 8, "Slow jobs"); the sound's length is not known here. */
	avatar: always(300),
	/** "From 2 min" (kling-official.md 8, "Slow jobs"); the video's length is not known here. */
	lipSync: always(120),
	/** 513 s in PiAPI's sample. */
	motionControl: always(360),
	/** No page tells how long sounds take; a custom voice was seen to take 9 s (kling-official.md 8, "Seen timings"). */
	textToSound: always(20),
	videoToSound: always(30),
	/** Seen: an element after 5 s, a voice after 9 s (kling-official.md 8, "Seen timings"). */
	element: always(5),
	voice: always(9),
	/** 83 s in PiAPI's sample of 5 s. */
	o1: { base: 50, perSecond: 7 },
	/** Seen: 3 s about 2 min, 5 s 213 s, in all 106 to 284 s (kling-official.md 2.15); how it grows with the length is a guess. */
	four: { base: 90, perSecond: 15 },
	/** Seen: 5 s in 86 s (kling-official.md 2.15). */
	fourFlash: { base: 50, perSecond: 7 },
	/** 138 s in PiAPI's sample; upstream calls turbo its fast one. */
	turbo: { base: 60, perSecond: 8 },
} as const satisfies Record<string, RunTime>;
