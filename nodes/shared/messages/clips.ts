// Messages about videos and audio files that were inspected; `{kind}` is 'video' or 'audio file'.
import { fieldLabels } from '../vocabulary';
import type { FailureMessage } from './message';

export const clipFailures = {
	noReader: {
		kind: 'setup',
		message: "The media library 'mediainfo.js' could not be loaded on this n8n host: {reason}",
		nextStep: 'Reinstall the package n8n-nodes-kling-video under Settings > Community Nodes on this host',
	},
	unreadable: {
		kind: 'input',
		message: "The length and size of '{field}' could not be read: the file is damaged or unusual ({container})",
		nextStep: 'Export it again with another program, or convert it to mp4 (audio: to mp3), before this node',
	},
	notTaken: {
		kind: 'input',
		message: "'{field}' is not a supported {kind} ({format})",
		nextStep: 'Use {formats}',
	},
	tooLarge: {
		kind: 'input',
		message: "'{field}' is {megabytes} MB, but the limit is {limit} MB",
		nextStep: 'Use a smaller {kind}',
	},
	tooShort: {
		kind: 'input',
		message: "'{field}' is {seconds} s long, but it must be {shortest} to {longest} s",
		nextStep: 'Use a longer {kind}',
	},
	tooLong: {
		kind: 'input',
		message: "'{field}' is {seconds} s long, but it must be {shortest} to {longest} s",
		nextStep: 'Shorten the {kind}',
	},
	tooShortByImage: {
		kind: 'input',
		message: `'{field}' is {seconds} s long, but with '${fieldLabels.characterOrientation}' set to 'Image' it must be {shortest} to {longest} s`,
		nextStep: 'Use a longer {kind}',
	},
	tooLongByImage: {
		kind: 'input',
		message: `'{field}' is {seconds} s long, but with '${fieldLabels.characterOrientation}' set to 'Image' it must be {shortest} to {longest} s`,
		nextStep: 'Shorten the {kind}',
	},
	tooLongOnlyByImage: {
		kind: 'input',
		message: `'{field}' is {seconds} s long, but with '${fieldLabels.characterOrientation}' set to 'Image' it must be {shortest} to {longest} s`,
		nextStep: `Shorten the {kind}, or set '${fieldLabels.characterOrientation}' to 'Video'`,
	},
	wrongSides: {
		kind: 'input',
		message: "'{field}' is {width} x {height} pixels, but width and height must be {least} to {most}",
		nextStep: 'Resize the video',
	},
	tooManyPixels: {
		kind: 'input',
		message: "'{field}' is {width} x {height} pixels, which is more than {limit} in total",
		nextStep: 'Make the video smaller',
	},
	wrongShape: {
		kind: 'input',
		message: "'{field}' is {width} x {height} pixels, but its width must be {least} to {most} times its height",
		nextStep: 'Crop the video',
	},
	notFullHd: {
		kind: 'input',
		message: "'{field}' is {width} x {height} pixels, but it must be 1920 x 1080 or 1080 x 1920",
		nextStep: 'Crop or resize the video',
	},
	wrongRate: {
		kind: 'input',
		message: "'{field}' has {rate} frames per second, but {least} to {most} are allowed",
		nextStep: 'Convert the video to another frame rate',
	},
} as const satisfies Record<string, FailureMessage>;
