/** What Kie takes for a second of video, in credits of $0.005 (kie.md 3.3, 8). */
import type { JsonObject } from '../http/body';

const kling30: Record<string, { silent: number; sound: number }> = {
	std: { silent: 14, sound: 20 },
	pro: { silent: 18, sound: 27 },
	'4K': { silent: 67, sound: 67 },
};

export function creditsPerSecond(model: string, input: JsonObject): number {
	const sound = input.sound === true ? 'sound' : 'silent';
	if (model === 'kling-3.0/video') return kling30[String(input.mode)]?.[sound] ?? 0;
	// kie.md 3.2 shows 70 credits for 5 silent seconds of 2.6; the price with sound is made up.
	return { silent: 14, sound: 28 }[sound];
}
