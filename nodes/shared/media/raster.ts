// Pixels as decoders of ours give them, and in which sharp takes them over.

/** Pixels in rows from the top, 8 bits a sample. */
export interface Raster {
	readonly width: number;
	readonly height: number;
	/** RGB or RGBA, alpha not multiplied in. */
	readonly channels: 3 | 4;
	readonly data: Buffer;
	/** The colour profile that the samples are meant in; none is sRGB. */
	readonly icc?: Buffer;
}
