// What a model makes of a picture, as far as tests of chains need it: a second of video that begins with that very picture and
// drifts away from it, with a tone. Made by the codecs' own interface; nothing of nodes/ has a part in it.
import { createHash } from 'node:crypto';
import {
	AudioSample,
	AudioSampleSource,
	BufferTarget,
	Mp4OutputFormat,
	Output,
	VideoSample,
	VideoSampleSource,
} from 'mediabunny';
import sharp from 'sharp';

/** Frames of each film, and how many are shown in a second. */
export const FILM_FRAMES = 12;
const RATE = 12;
const SAMPLE_RATE = 48_000;
/** Pixels; services take no picture whose sides have fewer than 300. */
const SHORTER_SIDE = 304;

/**
 * A film that begins with a picture; a grey one where there is none.
 *
 * @param seed films of different seeds drift in different ways
 */
export async function filmFromPicture(picture: Buffer | undefined, seed: string): Promise<Buffer> {
	const first = await pixelsOf(picture);
	const hue = createHash('sha256').update(seed).digest()[0]!;
	const frames = Array.from({ length: FILM_FRAMES }, (_, number) => ({ ...first, data: drifted(first, number, hue) }));
	return await filmOf(frames, 300 + 2 * hue);
}

/**
 * A film of these pictures, all of one size with even sides, with a tone.
 *
 * @param frequency of the tone, in Hz
 * @param bitrate of the video, in bits a second
 */
export async function filmOf(frames: readonly Pixels[], frequency: number, bitrate = 1_500_000): Promise<Buffer> {
	await import('@napi-rs/webcodecs/polyfill');
	const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target: new BufferTarget() });
	const pictures = new VideoSampleSource({ codec: 'avc', bitrate, keyFrameInterval: 1 });
	const sounds = new AudioSampleSource({ codec: 'aac', bitrate: 64_000 });
	output.addVideoTrack(pictures, { frameRate: RATE });
	output.addAudioTrack(sounds);
	await output.start();
	const addFrames = async () => {
		for (const [number, { data, width, height }] of frames.entries()) {
			const times = { timestamp: number / RATE, duration: 1 / RATE };
			const sides = { codedWidth: width, codedHeight: height };
			const sample = new VideoSample(planesOf(data, width, height), { format: 'I420', colorSpace, ...sides, ...times });
			await pictures.add(sample);
			sample.close();
		}
		pictures.close();
	};
	const addSound = async () => {
		await sounds.add(tone(frames.length / RATE, frequency));
		sounds.close();
	};
	await Promise.all([addFrames(), addSound()]);
	await output.finalize();
	return Buffer.from((output.target as BufferTarget).buffer!);
}

/** Red, green, blue and alpha of each pixel, row by row. */
export interface Pixels {
	readonly data: Buffer;
	readonly width: number;
	readonly height: number;
}

/** Four channels, with even sides. */
async function pixelsOf(picture: Buffer | undefined): Promise<Pixels> {
	const whole = picture
		? sharp(picture)
		: sharp({ create: { width: 16 * 19, height: SHORTER_SIDE, channels: 3, background: '#808080' } });
	const { width, height } = await whole.metadata();
	const scale = SHORTER_SIDE / Math.min(width, height);
	const even = (side: number) => 2 * Math.round((side * scale) / 2);
	const { data, info } = await whole
		.resize(even(width), even(height), { fit: 'fill' })
		.ensureAlpha()
		.raw()
		.toBuffer({ resolveWithObject: true });
	return { data, width: info.width, height: info.height };
}

/** The picture, with a bar that moves in from the left; the frame of number 0 is the picture itself. */
function drifted({ data, width, height }: Pixels, number: number, hue: number): Buffer {
	if (number === 0) return data;
	const next = Buffer.from(data);
	const edge = Math.round((width * number) / (2 * FILM_FRAMES));
	for (let row = 0; row < height; row++)
		for (let column = 0; column < edge; column++) next.set([hue, 255 - hue, 128, 255], 4 * (row * width + column));
	return next;
}

/** What the planes below are; a codec's own conversion of RGBA squeezes the colours twice. */
const colorSpace = { matrix: 'smpte170m', primaries: 'smpte170m', transfer: 'smpte170m', fullRange: false } as const;

/** The pixels as brightness and two planes of colour of half the sides (BT.601, limited range). */
function planesOf(data: Buffer, width: number, height: number): Uint8Array {
	const size = width * height;
	const planes = new Uint8ClampedArray(size * 1.5);
	const part = (at: number, shares: readonly [number, number, number]) =>
		(shares[0] * data[at]! + shares[1] * data[at + 1]! + shares[2] * data[at + 2]!) / 255;
	for (let place = 0; place < size; place++) planes[place] = 16 + 219 * part(4 * place, [0.299, 0.587, 0.114]);
	for (let row = 0; row < height; row += 2) {
		for (let column = 0; column < width; column += 2) {
			const at = 4 * (row * width + column);
			const to = size + ((row / 2) * width) / 2 + column / 2;
			planes[to] = 128 + 224 * part(at, [-0.1687, -0.3313, 0.5]);
			planes[to + size / 4] = 128 + 224 * part(at, [0.5, -0.4187, -0.0813]);
		}
	}
	return new Uint8Array(planes.buffer);
}

/** @param frequency in Hz */
function tone(seconds: number, frequency: number): AudioSample {
	const count = Math.round(seconds * SAMPLE_RATE);
	const data = Float32Array.from({ length: count }, (_, at) => {
		return 0.2 * Math.sin((2 * Math.PI * frequency * at) / SAMPLE_RATE);
	});
	return new AudioSample({ data, format: 'f32-planar', numberOfChannels: 1, sampleRate: SAMPLE_RATE, timestamp: 0 });
}
