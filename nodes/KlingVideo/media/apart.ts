// Decodes in a process of its own what may need long or much memory whatever its header says: HEIC (WebAssembly, seconds of
// computing) and svg (a drawing program, whose run nobody can foresee or interrupt). The process can be ended.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fail, type Outcome } from '../failure';
import { isObject, numberAt, parseJson, textAt } from '../json';
import type { Raster } from './bmp';

/** What decoder.js can decode. */
export type ApartTask = 'heic' | 'svg';

/** How long a picture may take, in milliseconds; a phone's 12 megapixels need 1 to 3 s. */
const PATIENCE_MS = 30_000;

/** Variables that a process needs to find libraries, fonts and temporary files; everything else, secrets above all, stays here. */
const ENVIRONMENT = /^(PATH|LD_LIBRARY_PATH|HOME|TMPDIR|TEMP|TMP|SystemRoot|FONTCONFIG_.*|XDG_.*)$/i;

/** The pixels, or why there are none. `p3` says that the samples are Display P3's although no profile says so. */
export async function decodeApart(
	label: string,
	task: ApartTask,
	bytes: Buffer,
	maxPixels: number,
	patienceMs: number = PATIENCE_MS,
): Promise<Outcome<Raster & { readonly p3: boolean }>> {
	const output = await run(task, bytes, maxPixels, patienceMs);
	if (typeof output === 'string') return refusal(label, task, output);
	const jsonEnd = output.length < 4 ? Infinity : 4 + output.readUInt32LE(0);
	const about = jsonEnd > output.length ? undefined : parseJson(output.toString('utf8', 4, jsonEnd));
	if (!isObject(about)) return refusal(label, task, 'died');
	const trouble = textAt(about, 'trouble');
	if (trouble !== undefined) return refusal(label, task, trouble, textAt(about, 'words'));
	const [width = 0, height = 0, channels = 0] = ['width', 'height', 'channels'].map((key) => numberAt(about, key));
	const dataAt = jsonEnd + (numberAt(about, 'iccBytes') ?? 0);
	const data = output.subarray(dataAt);
	if ((channels !== 3 && channels !== 4) || data.length !== width * height * channels || data.length === 0) {
		return refusal(label, task, 'died');
	}
	const icc = dataAt > jsonEnd ? output.subarray(jsonEnd, dataAt) : undefined;
	return { width, height, channels, data, icc, p3: about.p3 === true };
}

async function run(task: ApartTask, bytes: Buffer, maxPixels: number, patienceMs: number): Promise<Buffer | string> {
	return await new Promise((resolve) => {
		const child = spawn(
			process.execPath,
			['--max-old-space-size=512', join(__dirname, 'decoder.js'), task, String(maxPixels)],
			{ env: environment(), stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true },
		);
		const chunks: Buffer[] = [];
		const end = (result: Buffer | string) => {
			clearTimeout(timer);
			child.kill('SIGKILL');
			resolve(result);
		};
		const timer = setTimeout(() => end('tooLong'), patienceMs);
		child.on('error', (error) => end(`setup:${error.message}`));
		child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
		child.on('close', (code) => end(code === 0 ? Buffer.concat(chunks) : 'died'));
		// A process that ends before it has read everything is told by its exit code.
		child.stdin.on('error', () => undefined);
		child.stdin.end(bytes);
	});
}

function environment(): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => ENVIRONMENT.test(name)));
}

const NAMES: Record<ApartTask, string> = { heic: 'a HEIC picture', svg: 'an svg drawing' };

function refusal(label: string, task: ApartTask, trouble: string, words = '') {
	const what = NAMES[task];
	const convert = { nextStep: 'Convert it to jpeg or png before this node' };
	if (trouble.startsWith('setup:') || trouble === 'missing') {
		return fail(
			'setup',
			`'${label}' is ${what}, and its decoder could not be started on this n8n host: ${(words || trouble.slice(6)).split('\n')[0]}`,
			{
				nextStep:
					'Convert it to jpeg before this node, or reinstall the package n8n-nodes-kling-video under Settings > Community Nodes',
			},
		);
	}
	if (trouble === 'tooLong') return fail('input', `'${label}' is ${what} that takes too long to read`, convert);
	if (trouble === 'tooLarge') return fail('input', `'${label}' is ${what} with too many pixels`, convert);
	if (trouble === 'died') return fail('input', `'${label}' is ${what} that takes too much memory to read`, convert);
	const why = task === 'svg' ? 'that is damaged, cut off or too intricate' : 'that is damaged or cut off';
	return fail('input', `'${label}' is ${what} ${why}`, {
		nextStep: 'Load or save the picture anew, as jpeg if that is possible',
	});
}
