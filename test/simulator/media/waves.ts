/** The length of WAV and Ogg files, read from their headers. */

/** Seconds, or undefined where a chunk is missing. */
export function readWav(content: Buffer): number | undefined {
	let at = 12;
	let bytesPerSecond = 0;
	while (at + 8 <= content.length) {
		const type = content.toString('latin1', at, at + 4);
		const size = content.readUInt32LE(at + 4);
		const body = at + 8;
		if (type === 'fmt ' && body + 12 <= content.length) bytesPerSecond = content.readUInt32LE(body + 8);
		if (type === 'data') {
			// A writer that streams leaves the size open.
			const bytes = Math.min(size, content.length - body);
			return bytesPerSecond === 0 ? undefined : bytes / bytesPerSecond;
		}
		at = body + size + (size % 2);
	}
	return undefined;
}

/** Seconds by the last page's position (RFC 3533); Vorbis and Opus. */
export function readOgg(content: Buffer): number | undefined {
	const last = content.lastIndexOf('OggS', undefined, 'latin1');
	if (last < 0 || last + 14 > content.length) return undefined;
	const position = Number(content.readBigUInt64LE(last + 6));
	const rate = oggRate(content);
	return rate === undefined ? undefined : position / rate;
}

function oggRate(content: Buffer): number | undefined {
	if (content.indexOf('OpusHead', 0, 'latin1') >= 0) return 48_000;
	const vorbis = content.indexOf('\x01vorbis', 0, 'latin1');
	return vorbis >= 0 && vorbis + 16 <= content.length ? content.readUInt32LE(vorbis + 12) : undefined;
}
