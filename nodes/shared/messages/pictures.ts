// What was done to an image before it was sent: short phrases, joined by commas in a warning.

export const pictureDetails = {
	// Its shape and size.
	cropped: 'cropped from {from} to {to}',
	padded: 'padded from {from} to {to}',
	scaledUp: 'scaled up from {from} to {to}',
	scaledDown: 'scaled down from {from} to {to}',
	smallerAsJpeg: 'compressed to less than {limit} MB (JPEG quality {quality})',
	smallerAsPng: 'compressed to less than {limit} MB (PNG)',
	smallerAndScaled: 'compressed to less than {limit} MB, scaled down from {from} to {to} (JPEG quality {quality})',
	// What it was.
	converted: 'converted from {format}',
	drawnAt: 'rendered at {width} x {height}',
	externalLeftOut: 'external content removed',
	hostFonts: "text rendered with this host's fonts",
	firstFrame: 'only the first frame used',
	firstPage: 'only the first page used',
	upright: 'rotated upright',
	// Its colors.
	transparent: 'transparency filled with {background}',
	transparencyRemoved: 'unused transparency removed',
	palette: 'color palette converted to full color',
	greys: 'grayscale reduced to 8 bits',
	cmyk: 'colors converted from CMYK to sRGB',
	depth: 'colors reduced to 8 bits',
	srgb: 'colors converted to sRGB',
	profile: 'colors converted from its color profile to sRGB',
	hdr: 'converted from HDR ({curve}) to sRGB',
	coloursUntold:
		'colors treated as sRGB, because the file has more than 8 bits and no color information (an HDR image looks flat and dark)',
	ownColours: "colors converted from the PNG's own color space to sRGB",
	white: 'white',
	black: 'black',
	// What was wrong with it.
	repaired: 'repaired, because the file was slightly damaged',
	mended: 'repaired: {parts}',
	headersCorrected: 'wrong values in its headers corrected',
	endAdded: 'missing end marker added',
	junkRemoved: '{bytes} of unknown data removed',
	tailRemoved: '{bytes} after the end of the image removed',
	fromDecodedDataUrl: 'restored from a data: URL that was decoded as base64',
	fromLetters: 'restored from bytes that were stored as text',
	fromDataUrl: 'extracted from a data: URL',
	fromBase64: 'extracted from base64 text',
	oneByte: '1 byte',
	bytes: '{count} bytes',
} as const satisfies Record<string, string>;
