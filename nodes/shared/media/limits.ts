// What somebody may accept as a picture, a video or a sound. What each backend accepts stands with the backends.

/** A picture as a backend takes it. */
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

/** A video or sound as a backend takes it. */
export interface ClipLimits {
	readonly kind: 'video' | 'sound';
	/** The backend takes an address only, whatever it does with others of its kind. */
	readonly byUrlOnly?: boolean;
	/** By content, in the words of `media/probe-clip.ts`. */
	readonly formats: readonly ClipFormat[];
	/** Bytes. */
	readonly maxBytes: number;
	readonly minSeconds: number;
	readonly maxSeconds: number;
	/** The longest clip when the character's orientation follows the image, in seconds. */
	readonly maxSecondsByImage?: number;
	/** Pixels of each side. */
	readonly minSide?: number;
	readonly maxSide?: number;
	readonly maxArea?: number;
	readonly minRatio?: number;
	readonly maxRatio?: number;
	/** Only these, width to height. */
	readonly ratios?: readonly number[];
	readonly minRate?: number;
	readonly maxRate?: number;
}

export type ClipFormat = 'mp4' | 'mov' | 'mp3' | 'wav' | 'm4a' | 'aac' | 'ogg' | 'flac';
