// What frames and films cost, against ffmpeg doing the same where the host has one; and the memory of the process that joins.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { joinClips, takeFrame } from '../nodes/shared/editing/edit';
import { WorkFolder } from '../nodes/shared/editing/work-folder';
import { unwrap } from '../nodes/shared/errors';
import { filmOf, type Pixels } from '../test/support/film-from-picture';
import { compare } from './pictures';
import { ratio, unmeasured, type Row } from './table';

const run = promisify(execFile);
const WHY = 'each piece of work starts a process of its own and loads the decoder, which takes about half a second';

/** Clips of 720p: five seconds of moving bars, the same in another size, and one of 30 MB. */
export async function clipRows(): Promise<Row[]> {
	const folder = mkdtempSync(join(tmpdir(), 'bench-clips-'));
	try {
		const file = (name: string, bytes: Buffer) => {
			const path = join(folder, name);
			writeFileSync(path, bytes);
			return path;
		};
		const clip = file('clip.mp4', await filmOf(bars(1280, 720, 60), 440));
		const other = file('other.mp4', await filmOf(bars(960, 720, 60), 440));
		const large = file('large.mp4', await filmOf(noise(1280, 720, 24), 440, 200_000_000));
		return [...(await against(folder, clip, other)), await memoryRow(large)];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const named = (path: string) => ({ name: 'clip', path });

async function against(folder: string, clip: string, other: string): Promise<Row[]> {
	const hasFfmpeg = await run('ffmpeg', ['-version']).then(
		() => true,
		() => false,
	);
	if (!hasFfmpeg) return [unmeasured('clips: frames and films', 'this host has no ffmpeg to compare with')];
	const ffmpeg = async (...parameters: string[]) => await run('ffmpeg', ['-v', 'error', '-y', ...parameters]);
	const list = join(folder, 'list.txt');
	writeFileSync(list, `file '${clip}'\nfile '${clip}'\n`);
	const png = join(folder, 'last.png');
	const film = join(folder, 'film.mp4');
	const frame = async () =>
		await WorkFolder.use(async (work) =>
			unwrap(await takeFrame(named(clip), { at: 'last', format: 'png', field: '' }, work, undefined)),
		);
	const joined = (clips: string[]) => async () =>
		await WorkFolder.use(async (work) =>
			unwrap(await joinClips(clips.map(named), { size: 'first', dropRepeats: false }, work, undefined)),
		);
	const fitted =
		'[1:v]scale=960:720,pad=1280:720:160:0,setsar=1[b];[0:v]setsar=1[a];[a][0:a][b][1:a]concat=n=2:v=1:a=1';
	const rows = [
		await compare(
			'last frame of 720p',
			'ffmpeg',
			frame,
			async () => await ffmpeg('-sseof', '-0.2', '-i', clip, '-update', '1', png),
			5,
		),
		await compare(
			'joining 2 equal clips of 720p',
			'ffmpeg concat, sound encoded as well',
			joined([clip, clip]),
			async () => await ffmpeg('-f', 'concat', '-safe', '0', '-i', list, '-c:v', 'copy', '-c:a', 'aac', film),
			5,
		),
		await compare(
			'joining 2 unequal clips of 720p',
			'ffmpeg concat filter, x264',
			joined([clip, other]),
			async () => await ffmpeg('-i', clip, '-i', other, '-filter_complex', fitted, film),
			3,
		),
	];
	return rows.map(({ what, against: bare, ours, ratio: figure }) => ({
		what: `clips: ${what}`,
		figure: ratio(figure),
		comparedTo: bare,
		aim: { words: '1.50', met: figure <= 1.5, why: `${WHY}.` },
		note: `${Math.round(ours)} ms`,
	}));
}

const CLIPS = 20;

async function memoryRow(large: string): Promise<Row> {
	let most = 0;
	const timer = setInterval(() => (most = Math.max(most, memoryOfChildren())), 20);
	try {
		const clips = Array.from({ length: CLIPS }, () => named(large));
		await WorkFolder.use(async (work) =>
			unwrap(await joinClips(clips, { size: 'first', dropRepeats: false }, work, undefined)),
		);
	} finally {
		clearInterval(timer);
	}
	const megabytes = (bytes: number) => Math.round(bytes / 1e6);
	return {
		what: `memory: joining ${CLIPS} clips of ${megabytes(statSync(large).size)} MB`,
		figure: `${megabytes(most)} MB`,
		comparedTo: 'the whole process that joins them',
	};
}

/** Resident memory in bytes of the largest process that this one has started; 0 where the system does not tell. */
function memoryOfChildren(): number {
	try {
		const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === process.pid);
		return Math.max(
			0,
			...children.map((pid) => Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096),
		);
	} catch {
		return 0;
	}
}

function parentOf(pid: string): number {
	try {
		return Number(
			readFileSync(`/proc/${pid}/stat`, 'utf8')
				.replace(/^.*\) /s, '')
				.split(' ')[1],
		);
	} catch {
		return 0;
	}
}

/** A bar that moves over a shaded ground. */
function bars(width: number, height: number, count: number): Pixels[] {
	return Array.from({ length: count }, (_, number) => {
		const data = Buffer.alloc(width * height * 4);
		for (let place = 0; place < width * height; place++) {
			const column = place % width;
			const isBar = Math.abs(column - (width * number) / count) < width / 20;
			data.set(isBar ? [240, 200, 40, 255] : [column % 256, (place / width) % 256, 120, 255], 4 * place);
		}
		return { data, width, height };
	});
}

/** Pictures of which nothing can be left out. */
function noise(width: number, height: number, count: number): Pixels[] {
	let state = 1;
	return Array.from({ length: count }, () => {
		const data = Buffer.alloc(width * height * 4);
		for (let at = 0; at < data.length; at++)
			data[at] = (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 24;
		return { data, width, height };
	});
}
