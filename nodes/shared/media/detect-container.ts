// What a video or sound is packed in, told from its first bytes. Only containers that some backend takes ever reach a reader.

/** The first bytes of a clip, judged. */
export interface Container {
	/** In the words of the format's own makers. */
	readonly name: string;
	/** Whether some backend takes files of this kind. */
	readonly taken: boolean;
}

const taken = (name: string): Container => ({ name, taken: true });
const other = (name: string): Container => ({ name, taken: false });

/** Atoms with which an old QuickTime file may begin (QuickTime File Format, "Movie atoms"). */
const QUICKTIME_ATOMS = ['moov', 'mdat', 'wide', 'free', 'skip', 'pnot'];

const SIGNATURES: ReadonlyArray<readonly [RegExp, Container]> = [
	[/^RIFF[^]{4}WAVE/, taken('Wave')],
	[/^(RF64|BW64)[^]{4}WAVE/, taken('Wave')],
	[/^OggS/, taken('Ogg')],
	[/^fLaC/, taken('FLAC')],
	[/^ID3/, taken('MPEG Audio')],
	[/^RIFF[^]{4}AVI /, other('AVI')],
	[/^FLV/, other('Flash Video')],
	[/^\x30\x26\xb2\x75\x8e\x66\xcf\x11/, other('Windows Media')],
	[/^FORM[^]{4}AIF/, other('AIFF')],
	[/^#!AMR/, other('AMR')],
	[/^\0\0\x01[\xba\xb3]/, other('MPEG-PS')],
	[/^G[^]{187}G/, other('MPEG-TS')],
];

/**
 * The container that a clip's first bytes show; `unknown` where they show none.
 *
 * @param head the first bytes, 1,000 are plenty but for sounds that begin with zeros
 */
export function containerOf(head: Buffer): Container {
	const start = head.toString('latin1', 0, 200);
	const atom = start.slice(4, 8);
	if (atom === 'ftyp' || QUICKTIME_ATOMS.includes(atom)) return taken('MPEG-4');
	if (start.startsWith('\x1aE\xdf\xa3'))
		return other(head.toString('latin1', 0, 100).includes('webm') ? 'WebM' : 'Matroska');
	const known = SIGNATURES.find(([pattern]) => pattern.test(start));
	if (known) return known[1];
	return hasSync(head) ? taken('MPEG Audio') : other('unknown');
}

/** A frame of mp3 or raw AAC begins with eleven set bits; encoders leave zeros in front of the first. */
function hasSync(head: Buffer): boolean {
	const at = head.findIndex((byte) => byte !== 0);
	return at >= 0 && head[at] === 0xff && ((head[at + 1] ?? 0) & 0xe0) === 0xe0 && head[at + 1] !== 0xff;
}
