// Brings the finished video into n8n's binary store as a stream, without credentials and never whole in memory.
import { Readable } from 'node:stream';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { errorWords, fail, isStop, stop, stoppable, type Outcome } from '../failure';
import type { OpenStream } from '../transport';
import { Changed, GaveUp, Line, type LineSetup } from './line';

const EXTENSIONS: Readonly<Record<string, string>> = {
	'video/mp4': 'mp4',
	'video/quicktime': 'mov',
	'video/webm': 'webm',
};

/** How often storing begins anew, because the file has become another or n8n could not store it. */
const BEGINNINGS = 3;

/** The stored file, or why it could not be had. Throws Stopped. */
export async function download(
	context: IExecuteFunctions,
	setup: LineSetup,
	taskId: string,
): Promise<Outcome<IBinaryData>> {
	const { signal } = setup;
	const line = new Line(setup);
	for (let beginning = 1; ; beginning++) {
		try {
			return await store(context, line, await line.open(0), taskId, signal);
		} catch (reason) {
			if (isStop(reason) || signal?.aborted) stop();
			if (reason instanceof GaveUp) return fail('network', `The video could not be downloaded (${reason.message})`);
			if (beginning < BEGINNINGS) continue;
			if (reason instanceof Changed)
				return fail('network', 'The video could not be downloaded (it changed again and again while it came)');
			return fail('setup', `The video could not be downloaded: n8n did not store it (${errorWords(reason)})`);
		}
	}
}

async function store(
	context: IExecuteFunctions,
	line: Line,
	first: OpenStream,
	taskId: string,
	signal: AbortSignal | undefined,
): Promise<IBinaryData> {
	const type = /^video\/[\w.+-]+/i.exec(first.contentType ?? '')?.[0].toLowerCase() ?? 'video/mp4';
	const name = `kling-${taskId.replace(/[^\w.-]/g, '_').slice(0, 80)}.${EXTENSIONS[type] ?? 'mp4'}`;
	const stream = Readable.from(line.bytes(first), { objectMode: false });
	let broken: unknown;
	// The store may say something else than what ended the stream; and once it has let go, nobody else listens.
	stream.on('error', (error) => (broken ??= error));
	try {
		return await stoppable(context.helpers.prepareBinaryData(stream, name, type), signal);
	} catch (error) {
		return await Promise.reject<IBinaryData>(broken ?? error);
	} finally {
		// A store that fails leaves both open, and with them the connection.
		stream.destroy();
		first.body.destroy();
	}
}
