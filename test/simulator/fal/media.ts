/** Why a model could not use a file, in fal's words (fal.md 9.1). */
import type { LedgerMedia } from '../contract';
import type { Reach } from '../media/obtain';
import { fetched } from '../media/wanted';
import type { Wanted } from '../media/wanted';
import { unobtained } from '../media/inspect';
import { inputFailing } from './answers';
import type { Failing } from './answers';
import { locOf } from './check';

const unreachable = 'could not be downloaded';

/** Fetched without any header; data: URIs are not stated for Kling, and refused here (fal.md 10.1, 14). */
export async function take(wanted: Wanted, reach: Reach): Promise<LedgerMedia> {
	if (/^https?:\/\//i.test(wanted.value)) return fetched(wanted, reach, (why) => `${unreachable}: ${why}`);
	const how = /^data:/i.test(wanted.value) ? 'dataUrl' : 'url';
	return unobtained({ field: wanted.field, how }, wanted.kind, `${unreachable}: not a web address`);
}

const words = { image: 'image', video: 'video', sound: 'audio' } as const;

/** The first file that is no use; undefined where all are. */
export function mediaFailing(media: readonly LedgerMedia[], wanted: readonly Wanted[]): Failing | undefined {
	const at = media.findIndex(({ problem }) => problem !== undefined);
	const bad = media[at];
	const expected = wanted[at];
	if (!bad || !expected) return undefined;
	const { problem = '' } = bad;
	const { type, ctx } = named(bad, expected);
	return inputFailing({
		loc: locOf(bad.field),
		msg: problem,
		type,
		...(ctx ? { ctx } : {}),
		input: expected.value,
	});
}

function named(bad: LedgerMedia, { limits, kind }: Wanted): { type: string; ctx?: Record<string, unknown> } {
	const { problem = '', durationSeconds } = bad;
	const is = (pattern: RegExp) => pattern.test(problem);
	if (is(/downloaded/)) return { type: 'file_download_error' };
	if (is(/file size/)) return { type: 'file_too_large', ctx: { max_size: limits.maxBytes } };
	if (is(/unsupported/)) {
		return { type: `unsupported_${words[kind]}_format`, ctx: { supported_formats: [...limits.formats] } };
	}
	if ('seconds' in limits && is(/too (short|long)/)) {
		const [least, most] = limits.seconds;
		const long = is(/too long/);
		return {
			type: `${words[kind]}_duration_too_${long ? 'long' : 'short'}`,
			ctx: { ...(long ? { max_duration: most } : { min_duration: least }), provided_duration: durationSeconds },
		};
	}
	if (kind === 'image' && is(/too small/)) {
		return { type: 'image_too_small', ctx: { min_height: 300, min_width: 300 } };
	}
	return { type: kind === 'image' ? 'image_load_error' : 'value_error' };
}
