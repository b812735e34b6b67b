// What each backend accepts as a picture, as one table. Strict on our side where the pages leave room.

export interface ImageLimits {
	readonly formats: ReadonlyArray<'jpeg' | 'png'>;
	/** Largest file, in bytes. */
	readonly maxBytes: number;
	/** Smallest side, in pixels. */
	readonly minSide: number;
	/** Largest side, in pixels. */
	readonly maxSide: number;
	/** Narrowest and widest width:height. */
	readonly minRatio: number;
	readonly maxRatio: number;
}

/** "10 MB" is read as 10,000,000 bytes, which fits whether a backend counts in 1000 or in 1024. */
const TEN_MB = 10_000_000;

/** 1:2.5 to 2.5:1, the same on all three backends (kling-official.md 8, piapi.md 8.2, kie.md 8). */
const RATIO = { minRatio: 0.4, maxRatio: 2.5 } as const;

/** 65536 px is the only upper bound any page names (kling-official.md 8, motion control); JPEG itself ends at 65535. */
const MAX_SIDE = 65_535;

export const imageLimits = {
	/** kling-official.md 8, "Image, LEGACY". */
	klingLegacy: { formats: ['jpeg', 'png'], maxBytes: TEN_MB, minSide: 300, maxSide: MAX_SIDE, ...RATIO },
	/**
	 * kie.md 8, "Image, 2.x / v3-turbo / avatar": jpeg and png up to 10 MB. Sides and ratio are not stated; Kling's own
	 * rule applies upstream, where a breach costs a failed task.
	 */
	kie: { formats: ['jpeg', 'png'], maxBytes: TEN_MB, minSide: 300, maxSide: MAX_SIDE, ...RATIO },
	/** piapi.md 8.2: "each side > 300 px"; ratio as upstream. */
	piapi: { formats: ['jpeg', 'png'], maxBytes: TEN_MB, minSide: 301, maxSide: MAX_SIDE, ...RATIO },
} as const satisfies Record<string, ImageLimits>;
