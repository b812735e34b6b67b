/** What the official API's models cost, and which of them it has retired (kling-official.md 0, 8, 9). */

/** kling-official.md 0, name map: a LEGACY name and a NEW one mean the same version. */
const versionByLegacyName: Readonly<Record<string, string>> = {
	'kling-v3': 'kling-3.0',
	'kling-v3-omni': 'kling-3.0-omni',
	'kling-video-o1': 'kling-o1',
	'kling-v2-6': 'kling-2.6',
	'kling-v2-5-turbo': 'kling-2.5-turbo',
};

export function versionOf(model: string): string {
	return versionByLegacyName[model] ?? model;
}

export type Use = 'silent' | 'sound' | 'voice' | 'video' | 'motion';

/** Units per second at 720p, 1080p and 4k (kling-official.md 8). */
const prices: Readonly<Record<string, Partial<Record<Use, readonly number[]>>>> = {
	'kling-3.0-turbo': { sound: [0.8, 1] },
	'kling-3.0': { silent: [0.6, 0.8, 3], sound: [0.9, 1.2, 3], motion: [0.9, 1.2] },
	'kling-3.0-omni': { silent: [0.6, 0.8, 3], sound: [0.8, 1, 3], video: [0.9, 1.2, 3] },
	// Section 2.15 has dollars: 0.157, 0.235 and 0.094 a second, less with a video; $0.14 are a unit.
	'kling-4.0': { sound: [1.12, 1.68], video: [1.34, 2.01] },
	'kling-4.0-flash': { sound: [0.67], video: [0.67] },
	'kling-o1': { silent: [0.6, 0.8], video: [0.9, 1.2] },
	'kling-2.6': { silent: [0.3, 0.5], sound: [0, 1], voice: [0, 1.2], motion: [0.5, 0.8] },
	'kling-2.5-turbo': { silent: [0.3, 0.5] },
	avatar: { sound: [0.4, 0.8] },
	// Made up: section 8 has no price for a retired model.
	'kling-v1-6': { silent: [0.4, 0.7] },
	// Made up: section 8 has no price for effects.
	effects: { silent: [0.4] },
};

/** kling-official.md 0, name map: std, pro and 4k are 720p, 1080p and 4k. */
const places: Readonly<Record<string, number>> = { std: 0, '720p': 0, pro: 1, '1080p': 1, '4k': 2 };

/** `quality` is a legacy mode or a resolution. */
export function unitsPerSecond(model: string, quality: string, use: Use): number {
	const price = prices[versionOf(model)]?.[use]?.[places[quality] ?? -1];
	if (price === undefined) throw new Error(`the simulator knows no price of ${model} ${quality} ${use}`);
	return price;
}

// kling-official.md 9.2: gone since 2026-09-15.
export const retiredModels: readonly string[] = [
	'kling-v1',
	'kling-v1-5',
	'kling-v1-6',
	'kling-v2-master',
	'kling-v2-0-master',
	'kling-v2-1',
	'kling-v2-1-master',
];
