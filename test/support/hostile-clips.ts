// Clips that play in any program and lead a reader in circles.
import { fixtures } from '../simulator/fixtures';

/**
 * A film whose encoder's settings stand in it twice (written over the settings, so that the film still plays): MediaInfo
 * splits them for ever.
 */
export function endlessClip(): Buffer {
	const bytes = Buffer.from(fixtures.portrait.bytes);
	const at = bytes.indexOf('x264 - core', 0, 'latin1');
	if (at < 0) throw new Error('the film was not made by x264');
	bytes.write(' - options:  - options: ', at, 'latin1');
	return bytes;
}
