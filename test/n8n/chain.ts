// Looks at a film that was made of clips: how many pictures it has, whether it has sound, and whether each clip begins where the one
// before ended. Read by ffmpeg where the host has one, otherwise by the codecs' own interface and MediaInfo.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ALL_FORMATS, BufferSource, Input, VideoSampleSink } from 'mediabunny';
import sharp, { type Sharp } from 'sharp';
import { FILM_FRAMES } from '../support/film-from-picture';

const run = promisify(execFile);

/** What is seen of a film: each picture as grey values on a small grid, in order. */
interface Seen {
	readonly by: string;
	readonly frames: readonly Buffer[];
	readonly hasSound: boolean;
}

const GRID = 32;
/**
 * Mean difference of grey values, of 255. The picture that begins a clip is the one that ended the clip before, coded once more; within
 * a clip a bar moves on with every picture.
 */
const ALIKE = 4;

/** What is wrong with a film of so many clips that continue each other; undefined where nothing is. */
export async function chainFault(film: Buffer, clips: number): Promise<string | undefined> {
	const seen = (await seenByFfmpeg(film)) ?? (await seenByCodecs(film));
	// The last picture of each clip but the last one stands twice and was taken out.
	const wanted = clips * FILM_FRAMES - (clips - 1);
	if (seen.frames.length !== wanted) return `the film has ${seen.frames.length} pictures, not ${wanted} (${seen.by})`;
	if (!seen.hasSound) return `the film has no sound (${seen.by})`;
	for (let clip = 1; clip < clips; clip++) {
		const at = clip * (FILM_FRAMES - 1);
		// The frame before the joint is the last but one of its clip: the bar has moved by one step.
		const jump = difference(seen.frames[at - 1]!, seen.frames[at]!);
		const steps = difference(seen.frames[at - 2]!, seen.frames[at - 1]!);
		if (jump > steps + ALIKE)
			return `clip ${clip + 1} begins ${jump.toFixed(1)} away from the end of the one before (${seen.by})`;
	}
	return undefined;
}

function difference(one: Buffer, other: Buffer): number {
	return one.reduce((sum, value, index) => sum + Math.abs(value - other[index]!), 0) / one.length;
}

const onGrid = async (picture: Sharp) =>
	await picture.resize(GRID, GRID, { fit: 'fill' }).removeAlpha().greyscale().raw().toBuffer();

/** Undefined on hosts without ffmpeg and ffprobe. */
async function seenByFfmpeg(film: Buffer): Promise<Seen | undefined> {
	const folder = await mkdtemp(join(tmpdir(), 'film-'));
	try {
		const file = join(folder, 'film.mp4');
		await writeFile(file, film);
		const probe = ['-v', 'error', '-show_entries', 'stream=codec_type', '-of', 'csv=p=0', file];
		const { stdout } = await run('ffprobe', probe);
		await run('ffmpeg', ['-v', 'error', '-i', file, '-fps_mode', 'passthrough', join(folder, '%04d.png')]);
		const pictures = (await readdir(folder)).filter((name) => name.endsWith('.png')).sort();
		const frames = await Promise.all(pictures.map(async (name) => await onGrid(sharp(join(folder, name)))));
		return { by: 'ffmpeg', frames, hasSound: stdout.includes('audio') };
	} catch (error) {
		if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
		throw error;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function seenByCodecs(film: Buffer): Promise<Seen> {
	await import('@napi-rs/webcodecs/polyfill');
	const input = new Input({ source: new BufferSource(film), formats: ALL_FORMATS });
	const video = await input.getPrimaryVideoTrack();
	const audio = await input.getPrimaryAudioTrack();
	const frames: Buffer[] = [];
	for await (const sample of new VideoSampleSink(video!).samples()) {
		const { codedWidth: width, codedHeight: height } = sample;
		const data = Buffer.alloc(sample.allocationSize({ format: 'RGBA' }));
		await sample.copyTo(data, { format: 'RGBA' });
		sample.close();
		frames.push(await onGrid(sharp(data, { raw: { width, height, channels: 4 } })));
	}
	return { by: 'mediabunny', frames, hasSound: audio !== null && (await audio.computeDuration()) > 0.5 };
}
