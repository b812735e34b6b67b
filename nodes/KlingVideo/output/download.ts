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
	setup: Omit<LineSetup, 'signal'>,
	taskId: string,
): Promise<Outcome<IBinaryData>> {
	const signal = context.getExecutionCancelSignal();
	const line = new Line({ ...setup, signal });
	for (let beginning = 1; ; beginning++) {
		try {
			return await store(context, line, await line.open(0), taskId);
		} catch (error) {
			if (isStop(error) || signal?.aborted) stop();
			const reason = error instanceof Failing ? error.reason : error;
			if (reason instanceof GaveUp) return fail('network', `The video could not be downloaded (${reason.message})`);
			if (beginning < BEGINNINGS) continue;
			if (reason instanceof Changed)
				return fail('network', 'The video could not be downloaded (it changed again and again while it came)');
			return fail('setup', `The video could not be downloaded: n8n did not store it (${errorWords(reason)})`);
		}
	}
}

/** What ended the stream; what n8n's store makes of it is of no interest. */
class Failing extends Error {
	constructor(readonly reason: unknown) {
		super('The stream ended');
	}
}

async function store(context: IExecuteFunctions, line: Line, first: OpenStream, taskId: string): Promise<IBinaryData> {
	const type = /^video\/[\w.+-]+/i.exec(first.contentType ?? '')?.[0].toLowerCase() ?? 'video/mp4';
	const name = `kling-${taskId.replace(/[^\w.-]/g, '_').slice(0, 80)}.${EXTENSIONS[type] ?? 'mp4'}`;
	let reason: unknown;
	const noted = async function* () {
		try {
			yield* line.bytes(first);
		} catch (error) {
			reason = error;
			throw error;
		}
	};
	const stream = Readable.from(noted(), { objectMode: false });
	// Once the store has let go of the stream, nobody else listens.
	stream.on('error', () => undefined);
	try {
		return await stoppable(context.helpers.prepareBinaryData(stream, name, type), context.getExecutionCancelSignal());
	} catch (error) {
		return await Promise.reject<IBinaryData>(reason === undefined ? error : new Failing(reason));
	} finally {
		// A store that fails leaves both open, and with them the connection.
		stream.destroy();
		first.body.destroy();
	}
}
