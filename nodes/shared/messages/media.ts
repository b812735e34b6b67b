// What is said about files: pictures, sounds, videos and their addresses. What was done to a picture stands in pictures.ts.
import { fieldLabels } from '../vocabulary';
import type { FailureMessage } from './message';

const PREPARE = `Set '${fieldLabels.picturesFromUrl}' to 'Automatically', so that the picture is prepared and sent along`;
const CHECK_ADDRESS = 'Check the address in a browser';
const TRY_AGAIN = 'Try again, or check the address in a browser';
const ITS_OWN_ADDRESS = 'Use the address of the picture itself, not of the page that shows it';
const WEB_ADDRESS = 'Give an address that starts with https://';
const SMALLER_FILE = 'Use a smaller file';
const SMALLER_PICTURE = 'Use a smaller picture';
const READABLE = 'Use a jpeg, png, webp, gif, avif, heic, tiff, bmp or svg file';
const CONVERT = 'Convert it to jpeg or png before this node';
const RUN_AGAIN = 'Run the workflow again from the step that makes the file';
const REINSTALL = 'the package n8n-nodes-kling-video under Settings > Community Nodes';

/** What a file of an item looks like, as a Code node gives it. */
const FILE_SHAPE = '{ "data": "<base64>", "mimeType": "image/png" }';

/** Of files of the item, text and addresses. */
export const mediaFailures = {
	addressHoldsLogin: {
		kind: 'input',
		message: "'{field}': the address holds a login, which is not for {service}",
		nextStep: PREPARE,
	},
	addressHoldsSecret: {
		kind: 'input',
		message: "'{field}': the address holds a key or token, which is not for {service}",
		nextStep: PREPARE,
	},
	clipAddressHoldsSecret: {
		kind: 'input',
		message: "'{field}': the address holds a login, a key or a token, which is not for {service}",
		nextStep: 'Download the file with an HTTP Request node, and give the name of its field',
	},
	formatNotTakenByAddress: {
		kind: 'input',
		message: "'{field}' is a {format} picture, which {service} does not take",
		nextStep: PREPARE,
	},
	addressBrokeOff: { kind: 'input', message: "'{field}': {address} broke off", nextStep: TRY_AGAIN },
	addressBrokeOffAfter: {
		kind: 'input',
		message: "'{field}': {address} broke off after {bytes} bytes",
		nextStep: TRY_AGAIN,
	},
	emptyAtAddress: { kind: 'input', message: "'{field}' is an empty file", nextStep: CHECK_ADDRESS },
	noPictureAtAddress: {
		kind: 'input',
		message: "'{field}' is not a picture that can be read",
		nextStep: ITS_OWN_ADDRESS,
	},
	addressTooLarge: {
		kind: 'input',
		message: "'{field}' has {megabytes} MB, the limit is {limit} MB",
		nextStep: PREPARE,
	},
	addressSidesTooShort: {
		kind: 'input',
		message: "'{field}' has {width} x {height} pixels, each side needs {limit} at least",
		nextStep: PREPARE,
	},
	addressSidesTooLong: {
		kind: 'input',
		message: "'{field}' has {width} x {height} pixels, each side may have {limit} at most",
		nextStep: PREPARE,
	},
	addressTooStretched: {
		kind: 'input',
		message: "'{field}' has {width} x {height} pixels, the sides may differ by a factor of {limit} at most",
		nextStep: PREPARE,
	},
	addressNotReached: {
		kind: 'input',
		message: "'{field}': {address} could not be reached ({reason})",
		nextStep: CHECK_ADDRESS,
	},
	addressNoAnswer: {
		kind: 'input',
		message: "'{field}': {address} gave no answer ({reason})",
		nextStep: CHECK_ADDRESS,
	},
	addressNoPictureBut: {
		kind: 'input',
		message: "'{field}': {address} answered with HTTP {status} instead of a picture",
		nextStep: 'Check the address in a browser where you are not logged in',
	},
	addressIsPage: { kind: 'input', message: "'{field}' is a web page, not a picture", nextStep: ITS_OWN_ADDRESS },
	addressLargerThan: {
		kind: 'input',
		message: "'{field}': {address} is larger than {limit} MB",
		nextStep: SMALLER_FILE,
	},
	noUrl: { kind: 'input', message: "'{field}' has no URL", nextStep: WEB_ADDRESS },
	dataUrl: {
		kind: 'input',
		message: "'{field}' got a data: URL where a web address belongs",
		nextStep: "Set the picture's source to 'Base64 Text' and give it there",
	},
	noAddress: { kind: 'input', message: "'{field}' is not a web address", nextStep: WEB_ADDRESS },
	privateAddress: {
		kind: 'input',
		message: "'{field}': {service} cannot reach {host}, which is an address of a private network",
		nextStep: 'Give an address that works from the internet',
	},
	privateAddressOfPicture: {
		kind: 'input',
		message: "'{field}': {service} cannot reach {host}, which is an address of a private network",
		nextStep: PREPARE,
	},
	addressNoPictureButPrepare: {
		kind: 'input',
		message: "'{field}': {address} answered with HTTP {status} instead of a picture",
		nextStep: PREPARE,
	},
	emptyText: { kind: 'input', message: "'{field}' is empty", nextStep: 'Give the base64 text of a picture' },
	noBase64: {
		kind: 'input',
		message: "'{field}' is not base64 text",
		nextStep: "Give the base64 text of a picture, with or without 'data:image/png;base64,' in front",
	},
	noFieldNamed: { kind: 'input', message: "'{field}' names no input field", nextStep: '{present}' },
	noFileInField: {
		kind: 'input',
		message: "'{field}': the item has no file in the field '{name}'",
		nextStep: '{present}',
	},
	entryIsNoFile: {
		kind: 'input',
		message: "'{field}': the item's binary data '{name}' is {what}, not a file",
		nextStep: `Let the step before this node give each file as a name with ${FILE_SHAPE}`,
	},
	fileWithoutContent: {
		kind: 'input',
		message: "'{field}' got the name and type of a file without its content ('{name}')",
		nextStep:
			"Give the name of its field instead, such as data, or take it from the node that made it: {{ $('Node Name').item.binary.data }}",
	},
	valueIsNoFile: {
		kind: 'input',
		message: "'{field}' got {what} where a file belongs: '{value}'",
		nextStep: `Give the name of a field, a web address, base64 text, or a file such as ${FILE_SHAPE}`,
	},
	severalFiles: {
		kind: 'input',
		message: "'{field}' got {count} files where one belongs",
		nextStep: 'Let the expression give one of them, or give the name of one field',
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
		message: "The picture library 'sharp' could not be loaded on this n8n host: {reason}",
		nextStep: `Reinstall ${REINSTALL} on this host, so that npm fetches the sharp binary for its system and processor`,
	},
} as const satisfies Record<string, FailureMessage>;

/** Of what an item has, where a file is missing. */
export const mediaDetails = {
	noFiles: 'The item has no files at all: let the step before this node output a file, or use a URL',
	filesIn: 'The item has files in: {fields}',
	text: 'text',
	number: 'a number',
	list: 'a list',
	object: 'an object',
	nothing: 'empty',
	switch: 'true or false',
} as const satisfies Record<string, string>;

/** Of pictures whose bytes are there. */
export const pictureFailures = {
	empty: { kind: 'input', message: "'{field}' is an empty file", nextStep: 'Check the step before this node' },
	noPicture: { kind: 'input', message: "'{field}' is not a picture that can be read", nextStep: READABLE },
	somethingElse: {
		kind: 'input',
		message: "'{field}' is {what}, not a picture that can be read",
		nextStep: READABLE,
	},
	webPage: {
		kind: 'input',
		message: "'{field}' is a web page, not a picture that can be read",
		nextStep: ITS_OWN_ADDRESS,
	},
	jsonText: {
		kind: 'input',
		message: "'{field}' is JSON text, not a picture that can be read",
		nextStep: 'Check the step before this node',
	},
	spoilt: {
		kind: 'input',
		message: "'{field}' is {what}, not a picture that can be read",
		nextStep: 'Let the step before this node pass it on as a file, not as text',
	},
	rawFile: {
		kind: 'input',
		message: "'{field}' is a camera's raw file, of which only a preview could be read",
		nextStep: 'Export it as jpeg before this node',
	},
	damaged: {
		kind: 'input',
		message: "'{field}' is cut off or damaged: not all pixels of this {format} can be read",
		nextStep: 'Load or save the picture anew',
	},
	tooManyLayers: {
		kind: 'input',
		message: "'{field}' is a jpeg of {layers} layers, more than can be read in reasonable time",
		nextStep: 'Save the picture anew',
	},
	tooManyPixels: {
		kind: 'input',
		message: "'{field}' has {width} x {height} pixels, more than the {limit} million that can be read",
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
		nextStep: 'Save it as jpeg before this node',
	},
	tooManyBytes: {
		kind: 'input',
		message: "'{field}' cannot be made smaller than {limit} MB",
		nextStep: SMALLER_PICTURE,
	},
	tooSmall: {
		kind: 'input',
		message:
			"'{field}' is too small: {width} x {height} pixels, and with less than {least} on a side there is too little to scale up to the {wanted} that the backend wants",
		nextStep: 'Use a larger picture',
	},
	tooWide: {
		kind: 'input',
		message:
			"'{field}' is too wide: {width} x {height} pixels, with sides that differ by more than a factor of {limit} it cannot be fitted",
		nextStep: 'Crop the picture',
	},
	tooTall: {
		kind: 'input',
		message:
			"'{field}' is too tall: {width} x {height} pixels, with sides that differ by more than a factor of {limit} it cannot be fitted",
		nextStep: 'Crop the picture',
	},
	otherShapeThanFirst: {
		kind: 'input',
		message: "'{field}' has {width} x {height} pixels, another shape than the {wanted} of the first frame",
		nextStep: `Crop the picture, or set the option '${fieldLabels.fitPicture}' to another value`,
	},
	widerThanTaken: {
		kind: 'input',
		message: "'{field}' is too wide: {width} x {height} pixels, the sides may differ by a factor of {limit} at most",
		nextStep: `Crop the picture, or set the option '${fieldLabels.fitPicture}' to another value`,
	},
	tallerThanTaken: {
		kind: 'input',
		message: "'{field}' is too tall: {width} x {height} pixels, the sides may differ by a factor of {limit} at most",
		nextStep: `Crop the picture, or set the option '${fieldLabels.fitPicture}' to another value`,
	},
} as const satisfies Record<string, FailureMessage>;

/** Of what is decoded in a worker of its own; `{what}` is one of `decodedDetails`. */
export const decodeFailures = {
	tooLong: { kind: 'input', message: "'{field}' is {what} that takes too long to read", nextStep: CONVERT },
	tooMuch: { kind: 'input', message: "'{field}' is {what} that takes too much memory to read", nextStep: CONVERT },
	tooLarge: { kind: 'input', message: "'{field}' is {what} with too many pixels", nextStep: CONVERT },
	unknownKind: { kind: 'input', message: "'{field}' is {what} of a kind that cannot be read", nextStep: CONVERT },
	undrawable: {
		kind: 'input',
		message: "'{field}' is {what} that cannot be drawn here, most often because of parts outside its visible area",
		nextStep: 'Open it in a browser or a drawing program and save it as png before this node',
	},
	noFonts: {
		kind: 'input',
		message: "'{field}' is {what} with text, and this n8n host has no fonts to set it in",
		nextStep: 'Convert its text to outlines, or the drawing to png, before this node',
	},
	missing: {
		kind: 'setup',
		message: "'{field}' is {what}, and its decoder could not be loaded on this n8n host: {reason}",
		nextStep: `Convert it to jpeg or png before this node, or reinstall ${REINSTALL}`,
	},
	damaged: {
		kind: 'input',
		message: "'{field}' is {what} that is damaged or cut off",
		nextStep: 'Load or save the picture anew, as jpeg or png if that is possible',
	},
	damagedDrawing: {
		kind: 'input',
		message: "'{field}' is {what} that is damaged, cut off or too intricate",
		nextStep: 'Load or save the picture anew, as jpeg or png if that is possible',
	},
} as const satisfies Record<string, FailureMessage>;

export const decodedDetails = {
	heic: 'a HEIC picture',
	svg: 'an svg drawing',
	cgbi: 'a CgBI (Xcode) png',
	bmp: 'a bmp picture',
	hdr: 'a picture of high dynamic range',
} as const satisfies Record<string, string>;

/** Formats whose usual short name says nothing. */
export const formatDetails = { cgbi: 'CgBI (Xcode) png' } as const satisfies Record<string, string>;

/** What a file seems to be that is no picture. */
export const seenDetails = {
	webPage: 'a web page',
	pdf: 'a PDF file',
	zip: 'a ZIP archive or an office document',
	gzip: 'a gzip-compressed file',
	photoshop: 'a Photoshop file',
	jpegXl: 'a JPEG XL picture',
	jpeg2000: 'a JPEG 2000 picture',
	icon: 'an icon or cursor file',
	video: 'a video',
	json: 'JSON text',
	pngAsText: 'a png that was transferred as text, which spoilt it',
	readAsText: 'a file that was read as text, which spoilt it',
	decodedDataUrl: 'a data: URL that was decoded as base64, which spoilt it',
} as const satisfies Record<string, string>;
