// Messages about files: images, audio, videos and their URLs. Changes to an image are in pictures.ts.
import { fieldLabels } from '../vocabulary';
import { ASK_ADMIN, type FailureMessage } from './message';

const PREPARE = `Set '${fieldLabels.picturesFromUrl}' to 'Automatic', so that the node prepares the image and uploads it`;
const CHECK_ADDRESS = 'Open the URL in a browser to check it';
const TRY_AGAIN = 'Try again, or open the URL in a browser to check it';
const ITS_OWN_ADDRESS =
	'Use the URL of the image itself. In a browser, right-click the image and copy the image address';
const WEB_ADDRESS = 'Enter a URL that starts with https://';
const ALLOW_HOST = `Use a URL that is reachable from the internet, or ${ASK_ADMIN}`;
const SMALLER_FILE = 'Use a smaller file';
const SMALLER_PICTURE = 'Use a smaller image';
const READABLE = 'Use a JPEG, PNG, WebP, GIF, AVIF, HEIC, TIFF, BMP or SVG file';
const CONVERT = 'Convert it to JPEG or PNG before this node';
const RUN_AGAIN = 'Run the workflow again from the node that creates the file';
const REINSTALL = 'the package n8n-nodes-kling-video under Settings > Community Nodes';

/** A file of an item, as a Code node returns it. */
const FILE_SHAPE = '{ "data": "<base64>", "mimeType": "image/png" }';

/** Files of the item, text and URLs. */
export const mediaFailures = {
	addressHoldsLogin: {
		kind: 'input',
		message: "'{field}': the URL contains a user name and password, which are not passed on to {service}",
		nextStep: PREPARE,
	},
	addressHoldsSecret: {
		kind: 'input',
		message: "'{field}': the URL contains a key or token, which is not passed on to {service}",
		nextStep: PREPARE,
	},
	clipAddressHoldsSecret: {
		kind: 'input',
		message: "'{field}': the URL contains a password, key or token, which is not passed on to {service}",
		nextStep: 'Download the file with an HTTP Request node, and use its field name here',
	},
	formatNotTakenByAddress: {
		kind: 'input',
		message: "'{field}' is a {format} image, which {service} does not accept",
		nextStep: PREPARE,
	},
	addressBrokeOff: {
		kind: 'input',
		message: "'{field}': the download from {address} was interrupted",
		nextStep: TRY_AGAIN,
	},
	addressBrokeOffAfter: {
		kind: 'input',
		message: "'{field}': the download from {address} was interrupted after {bytes} bytes",
		nextStep: TRY_AGAIN,
	},
	emptyAtAddress: { kind: 'input', message: "'{field}' is an empty file", nextStep: CHECK_ADDRESS },
	noPictureAtAddress: {
		kind: 'input',
		message: "'{field}' is not a supported image",
		nextStep: ITS_OWN_ADDRESS,
	},
	addressTooLarge: {
		kind: 'input',
		message: "'{field}' is {megabytes} MB, but the limit is {limit} MB",
		nextStep: PREPARE,
	},
	addressSidesTooShort: {
		kind: 'input',
		message: "'{field}' is {width} x {height} pixels, but width and height must be at least {limit}",
		nextStep: PREPARE,
	},
	addressSidesTooLong: {
		kind: 'input',
		message: "'{field}' is {width} x {height} pixels, but width and height can be at most {limit}",
		nextStep: PREPARE,
	},
	addressTooStretched: {
		kind: 'input',
		message: "'{field}' is {width} x {height} pixels, but the longer side can be at most {limit} times the shorter one",
		nextStep: PREPARE,
	},
	addressNotReached: {
		kind: 'input',
		message: "'{field}': {address} could not be reached ({reason})",
		nextStep: CHECK_ADDRESS,
	},
	addressBlocked: {
		kind: 'input',
		message: "'{field}': n8n did not open {address} ({reason})",
		nextStep: ALLOW_HOST,
	},
	addressNoAnswer: {
		kind: 'input',
		message: "'{field}': {address} did not answer ({reason})",
		nextStep: CHECK_ADDRESS,
	},
	addressNoPictureBut: {
		kind: 'input',
		message: "'{field}': {address} answered with HTTP {status} instead of an image",
		nextStep: 'Open the URL in a private browser window to check it',
	},
	addressIsPage: { kind: 'input', message: "'{field}' is a web page, not an image", nextStep: ITS_OWN_ADDRESS },
	addressLargerThan: {
		kind: 'input',
		message: "'{field}': {address} is larger than {limit} MB",
		nextStep: SMALLER_FILE,
	},
	noUrl: { kind: 'input', message: "'{field}' has no URL", nextStep: WEB_ADDRESS },
	dataUrl: {
		kind: 'input',
		message: "'{field}' contains a data: URL instead of a web URL",
		nextStep: "Set the source of the image to 'Base64 Text' and enter it there",
	},
	noAddress: { kind: 'input', message: "'{field}' is not a URL", nextStep: WEB_ADDRESS },
	privateAddress: {
		kind: 'input',
		message: "'{field}': {service} cannot reach {host}, which is in a private network",
		nextStep: 'Use a URL that is reachable from the internet',
	},
	privateAddressOfPicture: {
		kind: 'input',
		message: "'{field}': {service} cannot reach {host}, which is in a private network",
		nextStep: PREPARE,
	},
	addressNoPictureButPrepare: {
		kind: 'input',
		message: "'{field}': {address} answered with HTTP {status} instead of an image",
		nextStep: PREPARE,
	},
	emptyText: { kind: 'input', message: "'{field}' is empty", nextStep: 'Enter the base64 text of an image' },
	noBase64: {
		kind: 'input',
		message: "'{field}' is not base64 text",
		nextStep: "Enter the base64 text of an image, with or without 'data:image/png;base64,' at the start",
	},
	noFieldNamed: { kind: 'input', message: "'{field}' has no field name", nextStep: '{present}' },
	noFileInField: {
		kind: 'input',
		message: "'{field}': the item has no file in the field '{name}'",
		nextStep: '{present}',
	},
	entryIsNoFile: {
		kind: 'input',
		message: "'{field}': the binary data '{name}' of the item is {what}, not a file",
		nextStep: `The previous node must return each file as a name with ${FILE_SHAPE}`,
	},
	fileWithoutContent: {
		kind: 'input',
		message: "'{field}' contains the name and type of a file, but not its content ('{name}')",
		nextStep:
			"Enter the name of its field instead, such as data, or get it from the node that created it: {{ $('Node Name').item.binary.data }}",
	},
	valueIsNoFile: {
		kind: 'input',
		message: "'{field}' must be a file, but it is {what}: '{value}'",
		nextStep: `Enter the name of a field, a URL, base64 text, or a file such as ${FILE_SHAPE}`,
	},
	severalFiles: {
		kind: 'input',
		message: "'{field}' contains {count} files, but only one is allowed",
		nextStep: 'Change the expression so that it returns one file, or enter the name of one field',
	},
	fieldTooLarge: {
		kind: 'input',
		message: "'{field}': the file in the field '{name}' is larger than {limit} MB",
		nextStep: SMALLER_FILE,
	},
	fieldUnreadable: {
		kind: 'input',
		message: "'{field}': the file in the field '{name}' could not be read ({reason})",
		nextStep: RUN_AGAIN,
	},
	noSharp: {
		kind: 'setup',
		message: "The image library 'sharp' could not be loaded on this n8n host: {reason}",
		nextStep: `Reinstall ${REINSTALL} on this host, so that npm downloads the sharp binary for its system and processor`,
	},
} as const satisfies Record<string, FailureMessage>;

/** What an item has, where a file is missing. */
export const mediaDetails = {
	noFiles: 'The item has no files. Make sure that the previous node outputs one, or use a URL',
	filesIn: 'The item has files in: {fields}. Enter one of these names',
	text: 'text',
	number: 'a number',
	list: 'a list',
	object: 'an object',
	nothing: 'empty',
	switch: 'true or false',
} as const satisfies Record<string, string>;

/** Images whose bytes were read. */
export const pictureFailures = {
	empty: { kind: 'input', message: "'{field}' is an empty file", nextStep: 'Check the previous node' },
	noPicture: { kind: 'input', message: "'{field}' is not a supported image", nextStep: READABLE },
	somethingElse: {
		kind: 'input',
		message: "'{field}' is {what}, not an image",
		nextStep: READABLE,
	},
	webPage: {
		kind: 'input',
		message: "'{field}' is a web page, not an image",
		nextStep: ITS_OWN_ADDRESS,
	},
	jsonText: {
		kind: 'input',
		message: "'{field}' is JSON text, not an image",
		nextStep: 'Check the previous node',
	},
	spoilt: {
		kind: 'input',
		message: "'{field}' is {what}, not an image",
		nextStep: 'The previous node must pass it on as a file, not as text',
	},
	rawFile: {
		kind: 'input',
		message: "'{field}' is a camera raw file, and only its small preview can be read",
		nextStep: 'Export it as JPEG before this node',
	},
	damaged: {
		kind: 'input',
		message: "'{field}' is incomplete or damaged: the {format} could not be fully decoded",
		nextStep: 'Download or export the image again',
	},
	tooManyLayers: {
		kind: 'input',
		message: "'{field}' is a JPEG with {layers} scans, which takes too long to read",
		nextStep: 'Export the image again',
	},
	tooManyPixels: {
		kind: 'input',
		message: "'{field}' is {width} x {height} pixels, but at most {limit} million pixels are supported",
		nextStep: SMALLER_PICTURE,
	},
	moreThanPixels: {
		kind: 'input',
		message: "'{field}' has more than {limit} million pixels",
		nextStep: SMALLER_PICTURE,
	},
	takesTooLong: {
		kind: 'input',
		message: "'{field}' takes too long to read",
		nextStep: 'Convert it to JPEG before this node',
	},
	tooManyBytes: {
		kind: 'input',
		message: "'{field}' could not be compressed to less than {limit} MB",
		nextStep: SMALLER_PICTURE,
	},
	tooSmall: {
		kind: 'input',
		message:
			"'{field}' is too small: {width} x {height} pixels. Width and height must be at least {least}, so that the image can be scaled up to the {wanted} that the backend requires",
		nextStep: 'Use a larger image',
	},
	tooWide: {
		kind: 'input',
		message:
			"'{field}' is too wide: {width} x {height} pixels. An image that is more than {limit} times as wide as high cannot be fitted",
		nextStep: 'Crop the image',
	},
	tooTall: {
		kind: 'input',
		message:
			"'{field}' is too tall: {width} x {height} pixels. An image that is more than {limit} times as high as wide cannot be fitted",
		nextStep: 'Crop the image',
	},
	otherShapeThanFirst: {
		kind: 'input',
		message: "'{field}' is {width} x {height} pixels, but the first frame is {wanted}",
		nextStep: `Crop the image, or change the option '${fieldLabels.fitPicture}'`,
	},
	widerThanTaken: {
		kind: 'input',
		message: "'{field}' is too wide: {width} x {height} pixels. The width can be at most {limit} times the height",
		nextStep: `Crop the image, or change the option '${fieldLabels.fitPicture}'`,
	},
	tallerThanTaken: {
		kind: 'input',
		message: "'{field}' is too tall: {width} x {height} pixels. The height can be at most {limit} times the width",
		nextStep: `Crop the image, or change the option '${fieldLabels.fitPicture}'`,
	},
} as const satisfies Record<string, FailureMessage>;

/** Images that are decoded in a separate worker; `{what}` is one of `decodedDetails`. */
export const decodeFailures = {
	tooLong: { kind: 'input', message: "'{field}' is {what} that takes too long to read", nextStep: CONVERT },
	tooMuch: { kind: 'input', message: "'{field}' is {what} that takes too much memory to read", nextStep: CONVERT },
	tooLarge: { kind: 'input', message: "'{field}' is {what} with too many pixels", nextStep: CONVERT },
	unknownKind: { kind: 'input', message: "'{field}' is {what} of an unsupported kind", nextStep: CONVERT },
	undrawable: {
		kind: 'input',
		message: "'{field}' is {what} that can't be rendered, most often because of parts outside its visible area",
		nextStep: 'Open it in a browser or drawing program and save it as PNG before this node',
	},
	noFonts: {
		kind: 'input',
		message: "'{field}' is {what} with text, but this n8n host has no fonts",
		nextStep: 'Convert its text to outlines, or the drawing to PNG, before this node',
	},
	missing: {
		kind: 'setup',
		message: "'{field}' is {what}, but the decoder for it could not be loaded on this n8n host: {reason}",
		nextStep: `Convert it to JPEG or PNG before this node, or reinstall ${REINSTALL}`,
	},
	damaged: {
		kind: 'input',
		message: "'{field}' is {what} that is incomplete or damaged",
		nextStep: 'Download or export the image again, as JPEG or PNG if possible',
	},
	damagedDrawing: {
		kind: 'input',
		message: "'{field}' is {what} that is incomplete, damaged or too complex",
		nextStep: 'Download or export the image again, as JPEG or PNG if possible',
	},
} as const satisfies Record<string, FailureMessage>;

export const decodedDetails = {
	heic: 'a HEIC image',
	svg: 'an SVG drawing',
	cgbi: 'a CgBI (Xcode) PNG',
	bmp: 'a BMP image',
	hdr: 'an HDR image',
} as const satisfies Record<string, string>;

/** Formats whose usual short name is not enough. */
export const formatDetails = { cgbi: 'CgBI (Xcode) PNG' } as const satisfies Record<string, string>;

/** What a file seems to be that is not an image. */
export const seenDetails = {
	webPage: 'a web page',
	pdf: 'a PDF file',
	zip: 'a ZIP archive or an office document',
	gzip: 'a gzip-compressed file',
	photoshop: 'a Photoshop file',
	jpegXl: 'a JPEG XL image',
	jpeg2000: 'a JPEG 2000 image',
	icon: 'an icon or cursor file',
	video: 'a video',
	json: 'JSON text',
	pngAsText: 'a PNG that was transferred as text, which damaged it',
	readAsText: 'a file that was read as text, which damaged it',
	decodedDataUrl: 'a data: URL that was decoded as base64, which damaged it',
} as const satisfies Record<string, string>;
