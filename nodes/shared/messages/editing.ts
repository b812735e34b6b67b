// What is said about clips that are worked on here: frames that are taken out, clips that are joined.
import type { FailureMessage } from './message';

const CONVERT = 'Convert it to mp4 with H.264 before this node';

export const editingFailures = {
	notReadable: {
		kind: 'input',
		message: '{clip} is not a video that can be read ({words})',
		nextStep: 'Use an mp4, mov, webm or mkv file',
	},
	noVideo: { kind: 'input', message: '{clip} has no pictures in it, only sound', nextStep: 'Use a video' },
	codec: {
		kind: 'input',
		message: '{clip} is coded in a way that cannot be read here ({words})',
		nextStep: CONVERT,
	},
	noFrames: { kind: 'input', message: '{clip} has no frames', nextStep: 'Use another file' },
	damaged: {
		kind: 'input',
		message: '{clip} is cut off or damaged ({words})',
		nextStep: 'Download or save the video again',
	},
	hdr: {
		kind: 'input',
		message: '{clip} is an HDR video, whose colors would come out wrong',
		nextStep: 'Convert it to SDR before this node',
	},
	beyond: {
		kind: 'input',
		message: "'{field}' is {value}, but {clip} lasts {seconds} s",
		nextStep: 'Give a time within the video',
	},
	filmTooLong: {
		kind: 'input',
		message: 'The clips last {seconds} s together, {most} s are allowed',
		nextStep: 'Join fewer clips at once',
	},
	noSound: {
		kind: 'input',
		message: "'{field}' is not a sound that can be read",
		nextStep: 'Use an mp3, wav, m4a, aac, ogg or flac file',
	},
	late: {
		kind: 'input',
		message: '{clip} took too long to read, so it was given up',
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
		message: 'This n8n has no video decoder for its system ({words})',
		nextStep:
			'Install the package again on Linux, macOS or Windows with an x64 or arm64 processor; everything else works without it',
	},
	clipTooLarge: { kind: 'input', message: '{clip} is larger than {limit} MB', nextStep: 'Use a smaller video' },
	clipNotLoaded: {
		kind: 'network',
		message: '{clip}: {url} could not be loaded ({reason})',
		nextStep: 'Check the address in a browser where you are not logged in',
	},
	notStored: {
		kind: 'setup',
		message: 'The {what} could not be stored in n8n ({reason})',
		nextStep: 'Check the disk space of n8n and run again',
	},
	noClips: {
		kind: 'input',
		message: "'{field}' names no video",
		nextStep: 'Give the names of the fields that hold the clips, or their addresses',
	},
	timeNoNumber: {
		kind: 'input',
		message: "'{field}' is no number of seconds: '{value}'",
		nextStep: 'Give a number such as 2.5',
	},
} as const satisfies Record<string, FailureMessage>;

export const editingDetails = {
	clip: "'{field}'",
	clipOfMany: "'{field}', clip {number},",
	someClip: 'one of the clips',
	madeVideo: 'The video',
	frame: 'picture',
	film: 'video',
} as const satisfies Record<string, string>;

export const editingWarnings = {
	encodedAnew: 'The clips differ in how they are coded, so the film was encoded again',
	encodedAtJoint: 'A frame that stood twice could be taken out only by encoding the film again',
	resized: 'Clips {numbers} have other sides than the film and were fitted into it',
	silent: 'Clips {numbers} have no sound and are silent in the film',
	lostSound: 'The sound of clips {numbers} is coded in a way that cannot be read here, so they are silent in the film',
	repeatsDropped: 'The last frame of clips {numbers} was taken out, because the next clip begins with it',
} as const satisfies Record<string, string>;
