// Prepares pictures and expects either outcome.
import sharp from 'sharp';
import { Err, type Failure } from '../../nodes/shared/errors';
import { imageLimits } from '../../nodes/shared/backends/media-limits';
import { prepare, type Prepared } from '../../nodes/shared/media/prepare-image';

export const limits = imageLimits.klingLegacy;
const LABEL = 'First Frame';

export async function ready(bytes: Buffer, within: Parameters<typeof prepare>[2] = limits): Promise<Prepared> {
	const outcome = await prepare(LABEL, bytes, within);
	if (outcome instanceof Err) throw new Error(outcome.failure.message);
	return outcome;
}
export async function refused(bytes: Buffer, within: Parameters<typeof prepare>[2] = limits): Promise<Failure> {
	const outcome = await prepare(LABEL, bytes, within);
	if (outcome instanceof Err) return outcome.failure;
	throw new Error(`not refused but ${outcome.format}, ${outcome.changes.join(', ')}`);
}
/** As strict a decoder as there is here: any warning is an error. */
export const facts = async (bytes: Buffer) =>
	await sharp(await sharp(bytes, { failOn: 'warning' }).png().toBuffer()).metadata();
