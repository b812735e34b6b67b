// A picture that the backend fetches itself, looked at through its first bytes only: what certainly would fail is refused
// here, where it costs nothing.
import { Err, isCancelled, throwCancelled, type Result } from '../errors';
import { mediaFailures } from '../messages/media';
import { fail } from '../messages/message';
import type { OpenStream, HttpClient } from '../http/client';
import { pictureHeader, type PictureHeader } from './exif';
import type { ImageLimits } from './limits';
import { checkAnswer, firstBytes, shownUrl } from './load-image';
import { checkUrl, holdsSecret, isUnreachable } from './media-source';

/** Bytes that are read; the sides of a jpeg stand behind its EXIF data, which has up to 64 kB. */
const FIRST = 100_000;

/** Who fetches. */
export interface Fetcher {
	readonly label: string;
	readonly apiUrl: string;
}

/** The address, if nothing speaks against the backend fetching a picture that it takes from there. Throws CancelledError. */
export async function checkAddress(
	http: HttpClient,
	label: string,
	address: string,
	limits: ImageLimits,
	by: Fetcher,
	timeoutMs: number,
): Promise<Result<URL>> {
	const url = checkUrl(label, address);
	if (url instanceof Err) return url;
	const closed = hidden(label, url, by) ?? withLogin(label, url, by);
	if (closed) return closed;
	const stream = await http.open(url.href, timeoutMs, [0, FIRST - 1]);
	const refusal = checkAnswer(label, url, stream);
	if ('kind' in stream) return refusal!;
	try {
		if (refusal) return stream.status < 400 ? refusal : refusedTo(label, url, stream.status);
		return hidden(label, stream.url, by) ?? (await checkContent(label, stream, limits, by)) ?? url;
	} catch (error) {
		if (isCancelled(error)) throwCancelled();
		return fail(mediaFailures.addressBrokeOff, { field: label, address: shownUrl(url) });
	} finally {
		stream.body.destroy();
	}
}

const refusedTo = (label: string, url: URL, status: number) =>
	fail(mediaFailures.addressNoPictureButPrepare, { field: label, address: shownUrl(url), status });

function hidden(label: string, url: URL, by: Fetcher): Err | undefined {
	if (!isUnreachable(url, by.apiUrl)) return undefined;
	return fail(mediaFailures.privateAddressOfPicture, { field: label, service: by.label, host: url.hostname });
}

function withLogin(label: string, url: URL, by: Fetcher): Err | undefined {
	if (!holdsSecret(url)) return undefined;
	const isLogin = url.username !== '' || url.password !== '';
	const { addressHoldsLogin, addressHoldsSecret } = mediaFailures;
	return isLogin
		? fail(addressHoldsLogin, { field: label, service: by.label })
		: fail(addressHoldsSecret, { field: label, service: by.label });
}

async function checkContent(label: string, stream: OpenStream, limits: ImageLimits, by: Fetcher) {
	const bytes = await firstBytes(stream, 0, FIRST);
	if (bytes.length === 0) return fail(mediaFailures.emptyAtAddress, { field: label });
	const header = pictureHeader(bytes);
	if (!header) return fail(mediaFailures.noPictureAtAddress, { field: label });
	if (!limits.formats.some((format) => format === header.format)) {
		return fail(mediaFailures.formatNotTakenByAddress, { field: label, format: header.format, service: by.label });
	}
	const size = stream.wholeLength ?? stream.contentLength ?? 0;
	if (size > limits.maxBytes) {
		const megabytes = Math.round(size / 1e5) / 10;
		return fail(mediaFailures.addressTooLarge, { field: label, megabytes, limit: limits.maxBytes / 1e6 });
	}
	return checkSides(label, header, limits);
}

/** Sides as they stand in the file: a picture that is turned when shown has them the other way round. */
function checkSides(label: string, { width, height }: PictureHeader, limits: ImageLimits): Err | undefined {
	if (width === undefined || height === undefined) return undefined;
	const [short, long] = [Math.min(width, height), Math.max(width, height)];
	const ratio = Math.max(limits.maxRatio, 1 / limits.minRatio);
	const seen = { field: label, width, height };
	if (short < limits.minSide) return fail(mediaFailures.addressSidesTooShort, { ...seen, limit: limits.minSide });
	if (long > limits.maxSide) return fail(mediaFailures.addressSidesTooLong, { ...seen, limit: limits.maxSide });
	return long / short > ratio ? fail(mediaFailures.addressTooStretched, { ...seen, limit: ratio }) : undefined;
}
