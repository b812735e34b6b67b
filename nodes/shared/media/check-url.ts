// A picture that the backend fetches itself, looked at through its first bytes only: what certainly would fail is refused
// here, where it costs nothing.
import { err, Err, isCancelled, throwCancelled, type Result } from '../errors';
import { fieldLabels } from '../vocabulary';
import { mediaFailures } from '../messages/media';
import { fail } from '../messages/message';
import type { OpenStream, HttpClient } from '../http/client';
import { pictureHeader, type PictureHeader } from './exif';
import type { ImageLimits } from './limits';
import { checkAnswer, firstBytes, shownUrl } from './load-image';
import { checkUrl, privateAddress } from './media-source';

/** Bytes that are read; the sides of a jpeg stand behind its EXIF data, which has up to 64 kB. */
const FIRST = 100_000;

/** Who fetches. */
export interface Fetcher {
	readonly label: string;
	readonly apiUrl: string;
}

const PREPARE = `Set '${fieldLabels.picturesFromUrl}' to 'Automatically', so that the picture is prepared and sent along`;

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
	const closed = privateAddress(label, url, by.label, by.apiUrl) ?? withLogin(label, url, by);
	if (closed) return new Err({ ...closed.failure, nextStep: PREPARE });
	const stream = await http.open(url.href, timeoutMs, [0, FIRST - 1]);
	const refusal = checkAnswer(label, url, stream);
	if ('kind' in stream) return refusal!;
	try {
		if (refusal) return stream.status < 400 ? refusal : new Err({ ...refusal.failure, nextStep: PREPARE });
		const hidden = privateAddress(label, stream.url, by.label, by.apiUrl);
		if (hidden) return new Err({ ...hidden.failure, nextStep: PREPARE });
		return (await checkContent(label, stream, limits, by)) ?? url;
	} catch (error) {
		if (isCancelled(error)) throwCancelled();
		return err('input', `'${label}': ${shownUrl(url)} broke off`, {
			nextStep: 'Try again, or check the address in a browser',
		});
	} finally {
		stream.body.destroy();
	}
}

function withLogin(label: string, { username, password }: URL, by: Fetcher): Err | undefined {
	if (username === '' && password === '') return undefined;
	return fail(mediaFailures.addressHoldsLogin, { field: label, service: by.label });
}

async function checkContent(label: string, stream: OpenStream, limits: ImageLimits, by: Fetcher) {
	const bytes = await firstBytes(stream, 0, FIRST);
	if (bytes.length === 0)
		return err('input', `'${label}' is an empty file`, { nextStep: 'Check the address in a browser' });
	const header = pictureHeader(bytes);
	if (!header) {
		return err('input', `'${label}' is not a picture that can be read`, {
			nextStep: 'Use the address of the picture itself, not of the page that shows it',
		});
	}
	if (!limits.formats.some((format) => format === header.format)) {
		return fail(mediaFailures.formatNotTakenByAddress, { field: label, format: header.format, service: by.label });
	}
	const size = stream.wholeLength ?? stream.contentLength ?? 0;
	if (size > limits.maxBytes) {
		const has = Math.round(size / 1e5) / 10;
		return err('input', `'${label}' has ${has} MB, the limit is ${limits.maxBytes / 1e6} MB`, { nextStep: PREPARE });
	}
	return checkSides(label, header, limits);
}

/** Sides as they stand in the file: a picture that is turned when shown has them the other way round. */
function checkSides(label: string, { width, height }: PictureHeader, limits: ImageLimits): Err | undefined {
	if (width === undefined || height === undefined) return undefined;
	const [short, long] = [Math.min(width, height), Math.max(width, height)];
	const ratio = Math.max(limits.maxRatio, 1 / limits.minRatio);
	const wrong =
		short < limits.minSide
			? `each side needs ${limits.minSide} at least`
			: long > limits.maxSide
				? `each side may have ${limits.maxSide} at most`
				: long / short > ratio
					? `the sides may differ by a factor of ${ratio} at most`
					: undefined;
	return wrong === undefined
		? undefined
		: err('input', `'${label}' has ${width} x ${height} pixels, ${wrong}`, { nextStep: PREPARE });
}
