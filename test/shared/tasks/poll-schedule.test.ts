// When to look at a task, held against tasks of many lengths.
import { runTimes } from '../../../nodes/shared/backends/run-times';
import {
	estimateRunTime,
	FIRST_POLL_MS,
	nextPollDelay,
	type TaskTraits,
} from '../../../nodes/shared/tasks/poll-schedule';

/** How many looks a task of this length takes, and how long after its end the last one falls. */
function watch(lastsMs: number, expectedMs: number | undefined, random = 0.5) {
	let at = expectedMs === undefined ? 0 : FIRST_POLL_MS;
	let looks = 1;
	while (at < lastsMs) {
		at += nextPollDelay(at, expectedMs, 3_000, random);
		looks += 1;
	}
	return { looks, delayMs: at - lastsMs };
}

const usual: TaskTraits = { runTime: 'unknown', duration: 5, quality: '720p' };

test.each([0.3, 0.5, 0.8, 1, 1.3, 2, 4])('a task of %p times the expected run is seen soon after its end', (times) => {
	const expected = estimateRunTime(usual);
	for (const random of [0, 0.3, 0.7, 1]) {
		const { delayMs } = watch(expected * times, expected, random);
		const step = times < 0.8 ? 0.34 : 0.06;
		expect(delayMs).toBeLessThanOrEqual(Math.max(3_500, expected * times * step));
	}
});

test('it takes fewer looks than a fixed interval of the same delay', () => {
	const expected = estimateRunTime(usual);
	expect(watch(expected, expected).looks).toBeLessThan(expected / 3_000 / 1.5);
});

test('an unknown task is looked at by its age alone', () => {
	const { looks, delayMs } = watch(600_000, undefined);
	expect(looks).toBeLessThan(100);
	expect(delayMs).toBeLessThanOrEqual(33_000);
});

test('a look never comes sooner than the user allows', () => {
	expect(nextPollDelay(1_000, 100_000, 20_000, 0.5)).toBe(20_000);
});

test.each<[string, TaskTraits, TaskTraits]>([
	['longer videos', { ...usual, duration: 15 }, usual],
	['sharper videos', { ...usual, quality: '4k' }, usual],
	['avatars', { runTime: runTimes.avatar }, usual],
	['motion control', { runTime: runTimes.motionControl }, usual],
	['videos than sounds', usual, { runTime: runTimes.videoToSound }],
	['models that are not turbo', usual, { ...usual, runTime: runTimes.turbo }],
])('%s take longer', (_, longer, shorter) => {
	expect(estimateRunTime(longer)).toBeGreaterThan(estimateRunTime(shorter));
});
