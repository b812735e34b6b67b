// Messages about clips that n8n itself works on: frames that are extracted, clips that are joined.
import type { FailureMessage } from './message';

const CONVERT = 'Convert it to mp4 with H.264 before this node';

export const editingFailures = {
	notReadable: {
		kind: 'input',
		message: '{clip} could not be read as a video ({words})',
		nextStep: 'Use an mp4, mov, webm or mkv file',
	},
	noVideo: { kind: 'input', message: '{clip} contains audio only', nextStep: 'Use a video' },
	codec: {
		kind: 'input',
		message: '{clip} uses a codec that is not supported here ({words})',
		nextStep: CONVERT,
	},
	noFrames: { kind: 'input', message: '{clip} has no frames', nextStep: 'Use another file' },
	damaged: {
		kind: 'input',
		message: '{clip} is incomplete or damaged ({words})',
		nextStep: 'Download or export the video again',
	},
	hdr: {
		kind: 'input',
		message: '{clip} is an HDR video, and its colors would be wrong',
		nextStep: 'Convert it to SDR before this node',
	},
	beyond: {
		kind: 'input',
		message: "'{field}' is {value}, but {clip} is only {seconds} s long",
		nextStep: 'Enter a time within the video',
	},
	filmTooLong: {
		kind: 'input',
		message: 'The clips are {seconds} s long in total, but at most {most} s are allowed',
		nextStep: 'Join fewer clips at once',
	},
	noSound: {
		kind: 'input',
		message: "'{field}' could not be read as audio",
		nextStep: 'Use an mp3, wav, m4a, aac, ogg or flac file',
	},
	late: {
		kind: 'input',
		message: '{clip} took too long to read',
		nextStep: CONVERT,
	},
	memory: {
		kind: 'input',
		message: '{clip} needs more memory than is allowed',
		nextStep: 'Use a smaller video, or join fewer clips at once',
	},
	crashed: {
		kind: 'input',
		message: '{clip} could not be decoded',
		nextStep: CONVERT,
	},
	missing: {
		kind: 'setup',
		message: 'The video decoder could not be loaded on this n8n host ({words})',
		nextStep:
			'Reinstall the package on Linux, macOS or Windows with an x64 or arm64 processor. All other operations work without it',
	},
	clipTooLarge: { kind: 'input', message: '{clip} is larger than {limit} MB', nextStep: 'Use a smaller video' },
	clipNotLoaded: {
		kind: 'network',
		message: '{clip}: {url} could not be downloaded ({reason})',
		nextStep: 'Open the URL in a private browser window',
	},
	notStored: {
		kind: 'setup',
		message: 'The {what} could not be stored in n8n ({reason})',
		nextStep: 'Check the free disk space of n8n and run the node again',
	},
	noClips: {
		kind: 'input',
		message: "'{field}' contains no video",
		nextStep: 'Enter the input fields with the clips, or their URLs',
	},
	timeNoNumber: {
		kind: 'input',
		message: "'{field}' must be a number of seconds, but it is '{value}'",
		nextStep: 'Enter a number such as 2.5',
	},
} as const satisfies Record<string, FailureMessage>;

export const editingDetails = {
	clip: "'{field}'",
	clipOfMany: "'{field}', clip {number},",
	someClip: 'one of the clips',
	madeVideo: 'The video',
	frame: 'image',
	film: 'video',
} as const satisfies Record<string, string>;

export const editingWarnings = {
	encodedAnew: 'The clips use different codecs or settings, so the video was encoded again',
	encodedAtJoint: 'Removing a repeated frame required encoding the video again',
	resized: 'Clips {numbers} have a different size and were fitted into the video',
	silent: 'Clips {numbers} have no audio and are silent in the video',
	lostSound: 'The audio of clips {numbers} uses a codec that is not supported here, so they are silent in the video',
	repeatsDropped: 'The last frame of clips {numbers} was removed, because the next clip starts with it',
} as const satisfies Record<string, string>;
