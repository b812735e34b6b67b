// What is said about videos and sounds that were looked into; `{kind}` is 'video' or 'sound'.
import { fieldLabels } from '../vocabulary';
import type { FailureMessage } from './message';

export const clipFailures = {
	noReader: {
		kind: 'setup',
		message: "The media reader 'mediainfo.js' could not be loaded on this n8n host: {reason}",
		nextStep: 'Reinstall the package n8n-nodes-kling-video under Settings > Community Nodes on this host',
	},
	unreadable: {
		kind: 'input',
		message: "'{field}' is a damaged or odd file ({container}) whose length and size cannot be read",
		nextStep: 'Save it anew with another program, or convert it to mp4 (a sound: to mp3), before this node',
	},
	notTaken: {
		kind: 'input',
		message: "'{field}' is not a {kind} that can be used ({format})",
		nextStep: 'Use {formats}',
	},
	tooLarge: {
		kind: 'input',
		message: "'{field}' has {megabytes} MB, the limit is {limit} MB",
		nextStep: 'Use a smaller {kind}',
	},
	tooShort: {
		kind: 'input',
		message: "'{field}' lasts {seconds} s, the limits are {shortest} s and {longest} s",
		nextStep: 'Use a longer {kind}',
	},
	tooLong: {
		kind: 'input',
		message: "'{field}' lasts {seconds} s, the limits are {shortest} s and {longest} s",
		nextStep: 'Cut the {kind}',
	},
	tooShortByImage: {
		kind: 'input',
		message: `'{field}' lasts {seconds} s with '${fieldLabels.characterOrientation}' set to 'Image', the limits are {shortest} s and {longest} s`,
		nextStep: 'Use a longer {kind}',
	},
	tooLongByImage: {
		kind: 'input',
		message: `'{field}' lasts {seconds} s with '${fieldLabels.characterOrientation}' set to 'Image', the limits are {shortest} s and {longest} s`,
		nextStep: 'Cut the {kind}',
	},
	tooLongOnlyByImage: {
		kind: 'input',
		message: `'{field}' lasts {seconds} s with '${fieldLabels.characterOrientation}' set to 'Image', the limits are {shortest} s and {longest} s`,
		nextStep: `Cut the {kind}, or set '${fieldLabels.characterOrientation}' to 'Video'`,
	},
	wrongSides: {
		kind: 'input',
		message: "'{field}' has {width} x {height} pixels, each side must have {least} to {most}",
		nextStep: 'Scale the video',
	},
	tooManyPixels: {
		kind: 'input',
		message: "'{field}' has {width} x {height} pixels, more than {limit} in all",
		nextStep: 'Scale the video down',
	},
	wrongShape: {
		kind: 'input',
		message: "'{field}' has {width} x {height} pixels, width to height must be {least} to {most}",
		nextStep: 'Crop the video',
	},
	notFullHd: {
		kind: 'input',
		message: "'{field}' has {width} x {height} pixels, it must be 1920 x 1080 or 1080 x 1920",
		nextStep: 'Crop or scale the video',
	},
	wrongRate: {
		kind: 'input',
		message: "'{field}' has {rate} frames per second, {least} to {most} are allowed",
		nextStep: 'Convert the video',
	},
} as const satisfies Record<string, FailureMessage>;
