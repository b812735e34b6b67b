// Runs in a process of its own (editing-process.ts): takes frames out of clips, and joins clips to one. Decoders are native code,
// which may loop, grow or crash on a damaged file; the process that works on it is then ended, and n8n goes on.
// Plain JavaScript, because a process is started from a file, from the sources as well as from dist/.
'use strict';

/** Frames that may be on their way through a decoder or an encoder; a 1080p frame takes 3 MB. */
const IN_FLIGHT = 6;
/** Two frames look alike when they differ by less than this in the mean, of 255, on a grid of GRID x GRID. */
const ALIKE = 3;
const GRID = 48;
/** Sound is joined without a click by fades of this many seconds at both ends. */
const FADE = 0.005;
/** Times of frames that differ by less are the same, in seconds. */
const EPSILON = 1e-6;
const SAMPLE_RATE = 48_000;
const CHANNELS = 2;
/** Samples that are encoded at once. */
const BLOCK = 4_800;
/** Seconds of film in all. */
const MAX_SECONDS = 1_800;
/** Bytes of film up to which its index is put in front. */
const FAST_START = 100_000_000;
const AUDIO_BITRATE = 192_000;
/** Seconds before the end in which the sharpest frame is looked for. */
const SHARP_SECONDS = 0.5;
/** An earlier frame must be sharper than the last one by this factor to be worth a cut. */
const SHARPER = 1.15;
/** Pixels of the longer side on which sharpness is measured: grain of single pixels counts for nothing there. */
const SHARP_SIDE = 480;

/** What went wrong in words that editing-process.ts knows. */
class Trouble extends Error {
	constructor(trouble, more = {}) {
		super(trouble);
		this.answer = { trouble, ...more };
	}
}

let mb;
let sharp;

function load() {
	require('@napi-rs/webcodecs/polyfill');
	mb = require('mediabunny');
	sharp = require('sharp');
}

/** Tells that work goes on, and how much memory it takes; not more often than twice a second. */
let toldAt = 0;
function progress() {
	const now = Date.now();
	if (now - toldAt < 500) return;
	toldAt = now;
	process.send({ progress: true, rss: process.memoryUsage.rss() });
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

/** What is known of a clip; `index` is its place, for messages. */
async function open(path, index) {
	const input = new mb.Input({ source: new mb.FilePathSource(path), formats: mb.ALL_FORMATS });
	let video;
	try {
		video = await input.getPrimaryVideoTrack();
	} catch (error) {
		throw new Trouble('notReadable', { index, words: String(error.message) });
	}
	if (!video) throw new Trouble('noVideo', { index });
	const config = await video.getDecoderConfig();
	if (!config || !(await video.canDecode())) {
		throw new Trouble('codec', {
			index,
			words: (await video.getCodecParameterString()) ?? video.internalCodecId ?? '',
		});
	}
	const audio = await input.getPrimaryAudioTrack();
	const sounds = audio !== null && (await audio.canDecode());
	const space = await video.getColorSpace();
	return {
		index,
		input,
		video,
		config,
		audio: sounds ? audio : undefined,
		lostSound: audio !== null && !sounds,
		rotation: video.rotation,
		width: video.displayWidth,
		height: video.displayHeight,
		matrix: space?.matrix === 'bt709' ? 'bt709' : 'smpte170m',
		fullRange: space?.fullRange === true,
		hdr: ['pq', 'hlg', 'smpte2084', 'arib-std-b67'].includes(String(space?.transfer)),
	};
}

/**
 * The frames of a clip in the order they are shown, from the key frame at or before `from` seconds on, each as `{ frame, at }`;
 * whoever gets one closes it. The decoder gives frames in the order they are shown, but with the times of the packets in the
 * order they are stored; so each frame takes the least time that was not taken.
 */
async function* framesOf(clip, from) {
	const sink = new mb.EncodedPacketSink(clip.video);
	const start =
		(from > 0 ? await sink.getKeyPacket(from, { verifyKeyPackets: true }) : null) ?? (await sink.getFirstPacket());
	if (!start) throw new Trouble('noFrames', { index: clip.index });
	/** Seconds, in order. */
	const times = [];
	const waiting = [];
	let failed;
	const output = (frame) => waiting.push({ frame, at: times.shift() ?? frame.timestamp / 1e6 });
	const expect = (at) => {
		const place = times.findIndex((time) => time > at);
		times.splice(place === -1 ? times.length : place, 0, at);
	};
	const decoder = new VideoDecoder({ output, error: (error) => (failed = error) });
	const check = () => {
		if (failed) throw new Trouble('damaged', { index: clip.index, words: String(failed.message) });
	};
	try {
		decoder.configure(clip.config);
		for await (const packet of sink.packets(start)) {
			progress();
			expect(packet.timestamp);
			decoder.decode(packet.toEncodedVideoChunk());
			for (;;) {
				check();
				while (waiting.length > 0) yield waiting.shift();
				if (decoder.decodeQueueSize < IN_FLIGHT) break;
				await pause();
			}
		}
		await decoder.flush();
		check();
		while (waiting.length > 0) yield waiting.shift();
	} finally {
		for (const { frame } of waiting) frame.close();
		if (decoder.state !== 'closed') decoder.close();
	}
}

/** The frame that is shown at a time, as `{ frame, at }`: the last one for Infinity, the first for 0. Whoever gets it closes it. */
async function frameAt(clip, seconds) {
	let found;
	for await (const next of framesOf(clip, seconds)) {
		if (found && next.at > seconds + 1e-4 && found.at > -1e-4) {
			next.frame.close();
			break;
		}
		found?.frame.close();
		found = next;
	}
	// A last key frame whose pictures cannot be had: from the beginning then.
	if (!found && seconds > 0) return await frameAt(clip, 0);
	if (!found) throw new Trouble('noFrames', { index: clip.index });
	return found;
}

/** Shares of red and blue in the brightness: BT.709, BT.2020, and BT.601, which also counts where a clip says nothing. */
const SHARES = { bt709: [0.2126, 0.0722], 'bt2020-ncl': [0.2627, 0.0593], other: [0.299, 0.114] };

/** A decoded frame's own samples as red, green and blue. The decoder would take every clip for BT.601. */
async function rgbOf(frame) {
	const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
	const { matrix, fullRange } = frame.colorSpace ?? {};
	if (frame.format !== 'I420' || (matrix !== 'bt709' && !fullRange)) {
		const data = Buffer.alloc(frame.allocationSize({ format: 'RGBA' }));
		await frame.copyTo(data, { format: 'RGBA' });
		return { data, raw: { width, height, channels: 4 } };
	}
	const planes = Buffer.alloc(frame.allocationSize());
	const [y, u, v] = await frame.copyTo(planes);
	const [kr, kb] = SHARES[matrix] ?? SHARES.other;
	const kg = 1 - kr - kb;
	const [floor, luma, chroma] = fullRange ? [0, 1, 1] : [16, 255 / 219, 255 / 224];
	const [rv, bu] = [2 * (1 - kr) * chroma, 2 * (1 - kb) * chroma];
	const [gu, gv] = [(-bu * kb) / kg, (-rv * kr) / kg];
	const data = new Uint8ClampedArray(width * height * 3);
	for (let row = 0, to = 0; row < height; row++) {
		for (let column = 0; column < width; column++) {
			const half = (row >> 1) * u.stride + (column >> 1);
			const light = (planes[y.offset + row * y.stride + column] - floor) * luma;
			const [blue, red] = [planes[u.offset + half] - 128, planes[v.offset + half] - 128];
			data[to++] = light + rv * red;
			data[to++] = light + gu * blue + gv * red;
			data[to++] = light + bu * blue;
		}
	}
	return { data: Buffer.from(data.buffer), raw: { width, height, channels: 3 } };
}

/** Pixels as they are to be seen: turned, and with square pixels. */
async function pixelsOf(clip, frame) {
	const { data, raw } = await rgbOf(frame);
	let picture = sharp(data, { raw }).removeAlpha();
	if (clip.rotation) picture = sharp(await picture.png({ compressionLevel: 0 }).toBuffer()).rotate(clip.rotation);
	const turned = clip.rotation % 180 !== 0;
	const isStretched =
		clip.width !== (turned ? raw.height : raw.width) || clip.height !== (turned ? raw.width : raw.height);
	return isStretched ? picture.resize(clip.width, clip.height, { fit: 'fill' }) : picture;
}

/** One frame of a clip as a picture. */
async function frame({ input, at, output, format }) {
	const clip = await open(input, 0);
	if (clip.hdr) throw new Trouble('hdr', { index: 0 });
	const duration = await clip.video.computeDuration();
	const seconds = at === 'first' ? 0 : typeof at === 'number' ? at : Infinity;
	if (Number.isFinite(seconds) && seconds > duration) throw new Trouble('beyond', { index: 0, duration });
	const found = at === 'sharpest' ? await sharpestNearEnd(clip, duration) : await frameAt(clip, seconds);
	try {
		const picture = await pixelsOf(clip, found.frame);
		await (format === 'jpeg' ? picture.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }) : picture.png()).toFile(
			output,
		);
	} finally {
		found.frame.close();
	}
	return { width: clip.width, height: clip.height, seconds: found.at, duration };
}

/** How sharp a frame is: the mean square of the Laplacian of its brightness. */
async function sharpnessOf(clip, found) {
	const whole = await (await pixelsOf(clip, found)).raw().toBuffer({ resolveWithObject: true });
	const { data, info } = await sharp(whole.data, { raw: whole.info })
		.resize(SHARP_SIDE, SHARP_SIDE, { fit: 'inside', withoutEnlargement: true })
		.greyscale()
		.raw()
		.toBuffer({ resolveWithObject: true });
	const { width, height } = info;
	let sum = 0;
	for (let row = 1; row < height - 1; row++) {
		for (let column = 1; column < width - 1; column++) {
			const place = row * width + column;
			sum += (4 * data[place] - data[place - 1] - data[place + 1] - data[place - width] - data[place + width]) ** 2;
		}
	}
	return sum / Math.max(1, (width - 2) * (height - 2));
}

/** The last frame, or one shortly before it that is clearly sharper, as `{ frame, at }`. Whoever gets it closes it. */
async function sharpestNearEnd(clip, duration) {
	let best;
	let last;
	for await (const next of framesOf(clip, Math.max(0, duration - SHARP_SECONDS))) {
		if (next.at < duration - SHARP_SECONDS) {
			next.frame.close();
			continue;
		}
		if (last && last !== best) last.frame.close();
		last = { ...next, sharpness: await sharpnessOf(clip, next.frame) };
		if (best && last.sharpness < best.sharpness) continue;
		if (best) best.frame.close();
		best = last;
	}
	if (!last) return await frameAt(clip, Infinity);
	const taken = best.sharpness > SHARPER * last.sharpness ? best : last;
	if (best !== last) (taken === best ? last : best).frame.close();
	return taken;
}

/** A frame's look on a small grid, in grey. */
async function lookOf(clip, found) {
	const picture = await pixelsOf(clip, found);
	const whole = await picture.raw().toBuffer({ resolveWithObject: true });
	const { width, height, channels } = whole.info;
	return await sharp(whole.data, { raw: { width, height, channels } })
		.resize(GRID, GRID, { fit: 'fill', kernel: 'cubic' })
		.greyscale()
		.raw()
		.toBuffer();
}

function difference(one, other) {
	let sum = 0;
	for (let i = 0; i < one.length; i++) sum += Math.abs(one[i] - other[i]);
	return sum / one.length;
}

/**
 * The facts of each clip that decide how it is joined.
 *
 * @param until seconds at which the last frame is shown that is wanted; undefined where all are
 */
async function survey(clip, until = Infinity) {
	const sink = new mb.EncodedPacketSink(clip.video);
	let [bytes, end] = [0, 0];
	/** When each frame is shown, in the order in which they are stored. */
	const stored = [];
	for await (const packet of sink.packets(undefined, undefined, { metadataOnly: true })) {
		progress();
		bytes += packet.byteLength;
		if (packet.timestamp < -1e-6) continue;
		stored.push(packet.timestamp);
		end = Math.max(end, packet.timestamp + packet.duration);
	}
	const times = stored.filter((time) => time <= until);
	if (times.length === 0) throw new Trouble('noFrames', { index: clip.index });
	const lastAt = greatest(times);
	// A clip that is cut lasts until the first frame that is left out.
	const cutAt = least(stored.filter((time) => time > until));
	const [first, last] = [await frameAt(clip, 0), await frameAt(clip, cutAt === Infinity ? Infinity : lastAt)];
	try {
		Object.assign(clip, {
			bytes,
			bitrate: end > 0 ? (bytes * 8) / end : 0,
			frames: times.length,
			start: least(times),
			end: Math.min(end, cutAt),
			lastAt,
			stored,
			firstLook: await lookOf(clip, first.frame),
			lastLook: await lookOf(clip, last.frame),
		});
	} finally {
		first.frame.close();
		last.frame.close();
	}
}

/** The least and the greatest of a list that may be too long to be spread. */
const least = (times) => times.reduce((one, other) => Math.min(one, other), Infinity);
const greatest = (times) => times.reduce((one, other) => Math.max(one, other), -Infinity);

/** Whether no frame that stays is stored behind one that goes, so that none can need it. */
function endsPlainly({ stored, shownUntil }) {
	const firstGone = stored.findIndex((time) => time >= shownUntil - EPSILON);
	return firstGone === -1 || stored.slice(firstGone).every((time) => time >= shownUntil - EPSILON);
}

const sameBytes = (one, other) => Buffer.compare(bytesOf(one), bytesOf(other)) === 0;
const bytesOf = (source) =>
	source === undefined
		? Buffer.alloc(0)
		: Buffer.from(
				ArrayBuffer.isView(source)
					? source.buffer.slice(source.byteOffset, source.byteOffset + source.byteLength)
					: source,
			);

/** Whether packets of all clips can stand in one track under one description. */
function isAlike(clips) {
	const [first] = clips;
	return clips.every(
		({ config, rotation, width, height }) =>
			config.codec === first.config.codec &&
			rotation === first.rotation &&
			width === first.width &&
			height === first.height &&
			config.codedWidth === first.config.codedWidth &&
			config.codedHeight === first.config.codedHeight &&
			sameBytes(config.description, first.config.description),
	);
}

const CONTAINABLE = ['avc', 'hevc', 'av1', 'vp9'];

/**
 * Clips one after another. Packets are copied where all are coded alike and every joint can be cut between packets; what
 * was copied is decoded at each joint before it is believed. Everything else is encoded anew.
 */
async function join({ inputs, ends = [], output, size, dropRepeats, sound }) {
	const clips = [];
	for (const [index, path] of inputs.entries()) clips.push(await open(path, index));
	for (const clip of clips) await survey(clip, ends[clip.index] ?? undefined);
	const total = clips.reduce((sum, { end, start }) => sum + end - start, 0);
	if (total > MAX_SECONDS) throw new Trouble('tooLong', { seconds: Math.round(total), most: MAX_SECONDS });
	let at = 0;
	for (const [index, clip] of clips.entries()) {
		const next = clips[index + 1];
		clip.repeats =
			next !== undefined && dropRepeats && clip.frames > 1 && difference(clip.lastLook, next.firstLook) < ALIKE;
		clip.shownUntil = clip.repeats ? clip.lastAt : clip.end;
		clip.at = at;
		at += clip.shownUntil - clip.start;
	}
	const canCopy = isAlike(clips) && CONTAINABLE.includes(clips[0].video.codec) && clips.every(endsPlainly);
	let copied = canCopy;
	if (copied) {
		await write(clips, { output, sound, duration: at, copy: true });
		if (!(await jointsHold(output, clips))) copied = false;
	}
	if (!copied) {
		const hdr = clips.find((clip) => clip.hdr);
		if (hdr) throw new Trouble('hdr', { index: hdr.index });
		await write(clips, { output, sound, duration: at, copy: false, size: sizeFor(clips, size) });
	}
	const made = await open(output, 0);
	return {
		duration: await made.video.computeDuration(),
		width: made.width,
		height: made.height,
		codec: made.video.codec,
		copied,
		alike: isAlike(clips),
		hasSound: made.audio !== undefined,
		dropped: clips.filter(({ repeats }) => repeats).map(({ index }) => index),
		resized: copied
			? []
			: clips.filter(({ width, height }) => width !== made.width || height !== made.height).map(({ index }) => index),
		silent: sound || !made.audio ? [] : clips.filter(({ audio }) => !audio).map(({ index }) => index),
		lostSound: clips.filter(({ lostSound }) => lostSound).map(({ index }) => index),
		starts: clips.map((clip) => clip.at),
	};
}

/** Sides of the film, even as encoders want them. */
function sizeFor(clips, size) {
	const largest = (best, clip) => (clip.width * clip.height > best.width * best.height ? clip : best);
	const { width, height } = size === 'largest' ? clips.reduce(largest) : clips[0];
	return { width: width + (width % 2), height: height + (height % 2), matrix: clips[0].matrix };
}

/** Whether the joined film shows at each joint what the clips show. */
async function jointsHold(path, clips) {
	const film = await open(path, 0);
	try {
		for (const clip of clips) {
			const found = await frameAt(film, clip.at + 1e-3);
			try {
				if (difference(await lookOf(film, found.frame), clip.firstLook) >= ALIKE) return false;
			} finally {
				found.frame.close();
			}
		}
		return true;
	} catch {
		return false;
	} finally {
		film.input.dispose?.();
	}
}

const bytesOfAll = (clips) => clips.reduce((sum, { bytes }) => sum + bytes, 0);

async function write(clips, { output, sound, duration, copy, size }) {
	const target = new mb.Output({
		// With its index in front a film plays while it loads; for that it lies in memory until it is whole.
		format: new mb.Mp4OutputFormat({ fastStart: bytesOfAll(clips) < FAST_START ? 'in-memory' : false }),
		target: new mb.FilePathTarget(output),
	});
	const [first] = clips;
	const pictures = copy
		? new mb.EncodedVideoPacketSource(first.video.codec)
		: new mb.VideoSampleSource(encodingFor(clips, size));
	target.addVideoTrack(pictures, copy ? { rotation: first.rotation } : {});
	const hasSound = sound !== undefined || clips.some(({ audio }) => audio);
	const sounds = hasSound ? new mb.EncodedAudioPacketSource('aac') : undefined;
	if (sounds) target.addAudioTrack(sounds);
	await target.start();
	await Promise.all([
		(copy ? copyPackets(clips, pictures) : encodeFrames(clips, pictures, size)).then(() => pictures.close()),
		...(sounds ? [encodeSound(clips, sounds, sound, duration).then(() => sounds.close())] : []),
	]);
	await target.finalize();
}

/** Bits for what is encoded anew: more than the clips had, so that nothing is seen of it. */
function encodingFor(clips, { width, height }) {
	const rate = Math.max(...clips.map(({ frames, end, start }) => frames / Math.max(0.04, end - start)));
	const bitrate = Math.max(
		1.5 * Math.max(...clips.map((clip) => clip.bitrate)),
		width * height * Math.min(rate, 60) * 0.1,
	);
	return { codec: 'avc', bitrate: Math.round(bitrate), keyFrameInterval: 2, latencyMode: 'quality' };
}

async function copyPackets(clips, source) {
	for (const clip of clips) {
		const sink = new mb.EncodedPacketSink(clip.video);
		const shift = clip.at - clip.start;
		for await (const packet of sink.packets()) {
			progress();
			if (packet.timestamp >= clip.shownUntil - EPSILON) continue;
			await source.add(packet.clone({ timestamp: packet.timestamp + shift }), { decoderConfig: clip.config });
		}
	}
}

async function encodeFrames(clips, source, size) {
	for (const clip of clips) {
		let isFirst = true;
		for await (const { frame, at } of framesOf(clip, 0)) {
			if (at < clip.start - 1e-6 || at >= clip.shownUntil - 1e-6) {
				frame.close();
				continue;
			}
			const sample = await sampleOf(clip, frame, size, clip.at + at - clip.start);
			await source.add(sample, { keyFrame: isFirst });
			sample.close();
			isFirst = false;
		}
	}
}

/** The frame in the film's size; closes the clip's own. */
async function sampleOf(clip, found, { width, height, matrix }, timestamp) {
	const duration = found.duration ? found.duration / 1e6 : 0;
	const fits =
		clip.rotation === 0 &&
		found.codedWidth === width &&
		found.codedHeight === height &&
		clip.width === width &&
		clip.matrix === matrix &&
		!clip.fullRange;
	if (fits) {
		const sample = new mb.VideoSample(found);
		sample.setTimestamp(timestamp);
		return sample;
	}
	try {
		const picture = await pixelsOf(clip, found);
		const whole = await picture.raw().toBuffer({ resolveWithObject: true });
		const data = await sharp(whole.data, { raw: whole.info })
			.resize(width, height, { fit: 'contain', background: '#000000' })
			.raw()
			.toBuffer();
		const colorSpace = { matrix, primaries: matrix, transfer: matrix, fullRange: false };
		return new mb.VideoSample(planesOf(data, width, height, matrix), {
			format: 'I420',
			colorSpace,
			codedWidth: width,
			codedHeight: height,
			timestamp,
			duration,
		});
	} finally {
		found.close();
	}
}

/**
 * Red, green and blue as brightness and two planes of colour of half the sides, in limited range. The encoder's own conversion
 * would squeeze the range twice, so that colours paled at every joint.
 */
function planesOf(data, width, height, matrix) {
	const [kr, kb] = SHARES[matrix] ?? SHARES.other;
	const kg = 1 - kr - kb;
	const size = width * height;
	const planes = new Uint8ClampedArray(size * 1.5);
	const light = (at) => kr * data[at] + kg * data[at + 1] + kb * data[at + 2];
	for (let place = 0; place < size; place++) planes[place] = 16 + (219 / 255) * light(3 * place);
	for (let row = 0; row < height; row += 2) {
		for (let column = 0; column < width; column += 2) {
			let [red, blue, bright] = [0, 0, 0];
			for (const place of [row * width + column, (row + 1) * width + column]) {
				for (const at of [3 * place, 3 * place + 3]) {
					red += data[at];
					blue += data[at + 2];
					bright += light(at);
				}
			}
			const to = size + (row * width) / 4 + column / 2;
			planes[to] = 128 + ((blue - bright) / 4) * (112 / 255 / (1 - kb));
			planes[to + size / 4] = 128 + ((red - bright) / 4) * (112 / 255 / (1 - kr));
		}
	}
	return new Uint8Array(planes.buffer);
}

/** Samples in a packet of AAC, and samples that the encoder puts in front of the first one. */
const PACKET = 1024;
const PRIMING = 1024;

/** Two channels of floats, filled from the front and given to the encoder in blocks. */
class SoundTrack {
	constructor(source) {
		this.source = source;
		/** Packets that were encoded and not written yet. */
		this.packets = [];
		this.written = 0;
		this.encoder = new AudioEncoder({
			output: (chunk, meta) => this.packets.push([chunk, meta]),
			error: (error) => (this.failed = error),
		});
		this.encoder.configure({
			codec: 'mp4a.40.2',
			sampleRate: SAMPLE_RATE,
			numberOfChannels: CHANNELS,
			bitrate: AUDIO_BITRATE,
		});
		this.left = new Float32Array(BLOCK);
		this.right = new Float32Array(BLOCK);
		this.filled = 0;
		this.done = 0;
	}

	get at() {
		return this.done + this.filled;
	}

	async put(left, right) {
		this.left[this.filled] = left;
		this.right[this.filled] = right;
		if (++this.filled === BLOCK) await this.flush();
	}

	async silence(until) {
		while (this.at < until) await this.put(0, 0);
	}

	async flush() {
		if (this.filled === 0) return;
		const data = new Float32Array(this.filled * CHANNELS);
		data.set(this.left.subarray(0, this.filled), 0);
		data.set(this.right.subarray(0, this.filled), this.filled);
		const sample = new AudioData({
			data,
			format: 'f32-planar',
			numberOfChannels: CHANNELS,
			numberOfFrames: this.filled,
			sampleRate: SAMPLE_RATE,
			timestamp: Math.round((this.done / SAMPLE_RATE) * 1e6),
		});
		this.done += this.filled;
		this.filled = 0;
		this.encoder.encode(sample);
		sample.close();
		while (this.encoder.encodeQueueSize > IN_FLIGHT) await pause();
		await this.write();
	}

	/** The encoder's own times are those of its input; its packets are a matter of counting. */
	async write() {
		if (this.failed) throw this.failed;
		for (const [chunk, meta] of this.packets.splice(0)) {
			const timestamp = (this.written++ * PACKET - PRIMING) / SAMPLE_RATE;
			const packet = mb.EncodedPacket.fromEncodedChunk(chunk);
			await this.source.add(packet.clone({ timestamp, duration: PACKET / SAMPLE_RATE }), meta);
		}
	}

	async end() {
		await this.flush();
		await this.encoder.flush();
		await this.write();
		this.encoder.close();
	}
}

async function encodeSound(clips, source, sound, duration) {
	const track = new SoundTrack(source);
	const end = Math.round(duration * SAMPLE_RATE);
	if (sound) {
		const input = new mb.Input({ source: new mb.FilePathSource(sound.path), formats: mb.ALL_FORMATS });
		const audio = await input.getPrimaryAudioTrack().catch(() => null);
		if (!audio || !(await audio.canDecode())) throw new Trouble('noSound');
		const from = Math.round(Math.max(0, sound.at) * SAMPLE_RATE);
		await track.silence(Math.min(from, end));
		await play(track, audio, { from: Math.max(0, -sound.at), to: end, fade: FADE, fadeOut: sound.fadeOut });
	} else {
		for (const clip of clips) {
			const until = Math.round((clip.at + clip.shownUntil - clip.start) * SAMPLE_RATE);
			if (clip.audio) await play(track, clip.audio, { from: clip.start, to: until, fade: FADE, fadeOut: FADE });
			await track.silence(until);
		}
	}
	await track.silence(end);
	await track.end();
}

/**
 * Plays a track into the film from where it stands until sample `to` at most.
 *
 * @param from seconds of the track that are left out
 * @param fade seconds of rising at the beginning
 * @param fadeOut seconds of falling before `to`
 */
async function play(track, audio, { from, to, fade, fadeOut }) {
	const base = track.at;
	const rise = Math.round(fade * SAMPLE_RATE);
	const fall = Math.max(1, Math.round(fadeOut * SAMPLE_RATE));
	const ends = Math.min(to, base + Math.round(((await audio.computeDuration()) - from) * SAMPLE_RATE));
	for await (const [left, right] of resampled(audio, from)) {
		const now = track.at;
		if (now >= to) return;
		const gain = Math.min(1, (now - base + 1) / (rise + 1), Math.max(0, (ends - now) / fall));
		await track.put(left * gain, right * gain);
	}
}

/** The track's samples, two by two, in the film's rate, from a time on; gaps are silent. */
async function* resampled(audio, from) {
	const ratio = audio.sampleRate / SAMPLE_RATE;
	const line = new Line();
	let wanted = 0;
	const [taps, kernel] = kernelFor(ratio);
	for await (const [left, right] of blocks(audio, from)) {
		line.add(left, right);
		while (Math.floor(wanted * ratio) + taps < line.end) {
			yield ratio === 1 ? line.at(wanted) : line.around(wanted * ratio, taps, kernel);
			wanted++;
		}
	}
	while (Math.floor(wanted * ratio) < line.end) {
		yield ratio === 1 ? line.at(wanted) : line.around(wanted * ratio, taps, kernel);
		wanted++;
	}
}

/** Windowed sinc; low-pass where the film's rate is the lower one. */
function kernelFor(ratio) {
	const cut = Math.min(1, 1 / ratio);
	const taps = Math.ceil(12 / cut);
	return [
		taps,
		(distance) => {
			const x = distance * cut;
			if (Math.abs(distance) >= taps) return 0;
			const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
			return cut * sinc * (0.5 + 0.5 * Math.cos((Math.PI * distance) / taps));
		},
	];
}

/** Samples that are still needed, of both channels. */
class Line {
	constructor() {
		this.left = new Float32Array(0);
		this.right = new Float32Array(0);
		this.from = 0;
	}

	get end() {
		return this.from + this.left.length;
	}

	add(left, right) {
		// What lies more than a second behind is needed by nobody.
		const keep = Math.max(0, this.left.length - 48_000);
		this.left = joined(this.left.subarray(keep), left);
		this.right = joined(this.right.subarray(keep), right);
		this.from += keep;
	}

	at(index) {
		return [this.left[index - this.from] ?? 0, this.right[index - this.from] ?? 0];
	}

	around(position, taps, kernel) {
		const middle = Math.floor(position);
		let [left, right] = [0, 0];
		for (let index = middle - taps + 1; index <= middle + taps; index++) {
			const weight = kernel(position - index);
			const [l, r] = this.at(index);
			left += l * weight;
			right += r * weight;
		}
		return [left, right];
	}
}

function joined(one, other) {
	const all = new Float32Array(one.length + other.length);
	all.set(one);
	all.set(other, one.length);
	return all;
}

/** A track's decoded samples as two channels, from a time on. */
async function* blocks(audio, from) {
	const sink = new mb.EncodedPacketSink(audio);
	const config = await audio.getDecoderConfig();
	const done = [];
	let failed;
	const decoder = new AudioDecoder({ output: (data) => done.push(data), error: (error) => (failed = error) });
	let next = Math.round(from * audio.sampleRate);
	const out = (data) => {
		try {
			return between(data, next);
		} finally {
			next = Math.max(next, Math.round((data.timestamp / 1e6) * data.sampleRate) + data.numberOfFrames);
			data.close();
		}
	};
	try {
		decoder.configure(config);
		const first = await sink.getFirstPacket();
		if (!first) return;
		for await (const packet of sink.packets(first)) {
			progress();
			decoder.decode(packet.toEncodedAudioChunk());
			for (;;) {
				if (failed) break;
				while (done.length > 0) yield out(done.shift());
				if (decoder.decodeQueueSize < IN_FLIGHT * 4) break;
				await pause();
			}
			// A sound that is damaged somewhere ends there; the rest is silent.
			if (failed) return;
		}
		await decoder.flush().catch(() => undefined);
		while (done.length > 0) yield out(done.shift());
	} finally {
		for (const data of done) data.close();
		if (decoder.state !== 'closed') decoder.close();
	}
}

/** Both channels of what was decoded, from sample `next` of the track on, with silence for what is missing before. */
function between(data, next) {
	const frames = data.numberOfFrames;
	const begins = Math.round((data.timestamp / 1e6) * data.sampleRate);
	const channel = (planeIndex) => {
		const plane = new Float32Array(frames);
		data.copyTo(plane, { planeIndex, format: 'f32-planar' });
		if (begins < next) return plane.subarray(Math.min(frames, next - begins));
		// Some services leave a pause of a second or two; more than that is a broken clock.
		const gap = Math.min(begins - next, 10 * data.sampleRate);
		return gap === 0 ? plane : joined(new Float32Array(gap), plane);
	};
	const left = channel(0);
	return [left, data.numberOfChannels > 1 ? channel(1) : left];
}

/** Whether there is a decoder on this host: getting here proves it. */
const check = () => Promise.resolve({});

const TASKS = { check, frame, join };

async function answer(job) {
	try {
		load();
	} catch (error) {
		return { trouble: 'missing', words: String(error && error.message) };
	}
	try {
		return { result: await TASKS[job.task](job) };
	} catch (error) {
		return error instanceof Trouble ? error.answer : { trouble: 'damaged', words: String(error && error.message) };
	}
}

process.once('message', async (job) => {
	const reply = await answer(job);
	process.send(reply, () => process.exit(0));
});
// Whoever started this is gone.
process.once('disconnect', () => process.exit(0));
