// What was done to a picture before it was sent: short phrases, joined by commas in the warning that tells of them.

export const pictureDetails = {
	// Its shape and size.
	cropped: 'cropped from {from} to {to}',
	padded: 'padded from {from} to {to}',
	scaledUp: 'scaled up from {from} to {to}',
	scaledDown: 'scaled down from {from} to {to}',
	smallerAsJpeg: 'made smaller than {limit} MB (jpeg quality {quality})',
	smallerAsPng: 'made smaller than {limit} MB (png)',
	smallerAndScaled: 'made smaller than {limit} MB, scaled down from {from} to {to} (jpeg quality {quality})',
	// What it was.
	converted: 'converted from {format}',
	drawnAt: 'drawn at {width} x {height}',
	externalLeftOut: 'what it loads from elsewhere left out',
	hostFonts: "its text set in this host's fonts",
	firstFrame: 'only its first frame used',
	firstPage: 'only its first page used',
	upright: 'turned upright',
	// Its colours.
	transparent: 'transparent parts laid on {background}',
	transparencyRemoved: 'unused transparency removed',
	palette: 'palette turned into full colours',
	greys: 'greys brought to 8 bits',
	cmyk: 'colours converted from CMYK to sRGB',
	depth: 'colours reduced to 8 bits',
	srgb: 'colours converted to sRGB',
	profile: 'colours converted from its own profile to sRGB',
	hdr: 'brightness brought from HDR ({curve}) to sRGB',
	coloursUntold:
		'colours taken for sRGB, because the file has more than 8 bits and does not say what they mean (HDR looks flat and dark so)',
	ownColours: 'colours converted from those that the png names to sRGB',
	white: 'white',
	black: 'black',
	// What was wrong with it.
	repaired: 'repaired, because the file is slightly damaged',
	mended: 'repaired: {parts}',
	headersCorrected: 'wrong numbers in its headers corrected',
	endAdded: 'its missing end mark added',
	junkRemoved: '{bytes} between its parts removed',
	tailRemoved: '{bytes} after its end removed',
	fromDecodedDataUrl: 'restored from a data: URL that had been decoded as base64',
	fromLetters: 'restored from bytes that had been stored as letters',
	fromDataUrl: 'unpacked from a data: URL',
	fromBase64: 'unpacked from base64 text',
	oneByte: '1 byte',
	bytes: '{count} bytes',
} as const satisfies Record<string, string>;
