// Brings the finished video into n8n's binary store as a stream, without credentials and never whole in memory.
import { pipeline, Transform, type TransformCallback } from 'node:stream';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { fail, Failed, isStop, stop, type Outcome } from '../failure';
import { isSilent } from '../http';
import type { OpenStream, Transport } from '../transport';
import type { World } from '../world';

/** Pauses between tries, in milliseconds. */
const PAUSES = [1_000, 4_000];

const EXTENSIONS: Readonly<Record<string, string>> = {
	'video/mp4': 'mp4',
	'video/quicktime': 'mov',
	'video/webm': 'webm',
};

/** The stored file; a failure after three tries. Throws Stopped. */
export async function download(
	context: IExecuteFunctions,
	transport: Transport,
	url: string,
	taskId: string,
	world: World,
	signal: AbortSignal,
): Promise<Outcome<IBinaryData>> {
	let outcome = await once(context, transport, url, taskId, world.timeouts.download, signal);
	for (const pause of PAUSES) {
		if (!(outcome instanceof Failed)) break;
		if (!(await world.pause(pause, signal))) stop();
		outcome = await once(context, transport, url, taskId, world.timeouts.download, signal);
	}
	return outcome;
}

async function once(
	context: IExecuteFunctions,
	transport: Transport,
	url: string,
	taskId: string,
	timeoutMs: number,
	signal: AbortSignal,
): Promise<Outcome<IBinaryData>> {
	const stream = await transport.open(url, timeoutMs);
	if ('silence' in stream) {
		return fail('network', `The video could not be downloaded (${isSilent(stream) ? stream.words : 'no answer'})`);
	}
	const refusal = refuse(stream);
	if (refusal) {
		stream.body.destroy();
		return refusal;
	}
	return await store(context, stream, taskId, signal);
}

function refuse(stream: OpenStream): Failed | undefined {
	if (stream.status < 200 || stream.status > 299) {
		return fail('network', `The video could not be downloaded: its host answered with HTTP ${stream.status}`);
	}
	if (/^(text\/|application\/(json|xml))/i.test(stream.contentType ?? '')) {
		return fail('network', `The video could not be downloaded: its host sent ${stream.contentType} instead of a video`);
	}
	return undefined;
}

async function store(
	context: IExecuteFunctions,
	stream: OpenStream,
	taskId: string,
	signal: AbortSignal,
): Promise<Outcome<IBinaryData>> {
	const type = /^video\/[\w.+-]+/i.exec(stream.contentType ?? '')?.[0].toLowerCase() ?? 'video/mp4';
	const name = `kling-${taskId.replace(/[^\w.-]/g, '_').slice(0, 80)}.${EXTENSIONS[type] ?? 'mp4'}`;
	const counter = new Counter();
	try {
		// A broken source must break the sink too, or storing would wait for ever.
		pipeline(stream.body, counter, () => undefined);
		const file = await context.helpers.prepareBinaryData(counter, name, type);
		if (counter.bytes === 0) return fail('network', 'The video could not be downloaded: its host sent an empty file');
		if (stream.contentLength !== undefined && counter.bytes !== stream.contentLength) {
			return fail(
				'network',
				`The video could not be downloaded whole: ${counter.bytes} of ${stream.contentLength} bytes came`,
			);
		}
		return file;
	} catch (error) {
		if (isStop(error) || signal.aborted) stop();
		return fail(
			'network',
			`The video could not be downloaded whole (${error instanceof Error ? error.message : String(error)})`,
		);
	} finally {
		// A store that fails leaves both open, and with them the connection.
		stream.body.destroy();
		counter.destroy();
	}
}

/** n8n 1's file store does not tell how many bytes it took, so they are counted on the way. */
class Counter extends Transform {
	bytes = 0;

	override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
		this.bytes += chunk.length;
		done(null, chunk);
	}
}
