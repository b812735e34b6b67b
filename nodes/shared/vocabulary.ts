// The vocabulary of the package: every room says the same word for the same thing.

/** A service that runs Kling models. */
export type { BackendId } from './backends/ids';

/** An operation that makes something and therefore costs money. */
export type GeneratingOperation =
	| 'imageToVideo'
	| 'textToVideo'
	| 'multiImageToVideo'
	| 'motionControl'
	| 'avatar'
	| 'textToSpeech'
	| 'textToSound'
	| 'videoToSound'
	| 'lipSync'
	| 'extendVideo'
	| 'effects'
	| 'createElement'
	| 'createVoice';

/** What an operation makes, as messages call it. */
export type Product = FileProduct | LibraryKind;

/** What is made as a file. */
export type FileProduct = 'video' | 'sound';

/** What an account keeps for its requests to name: people and things, and voices. */
export type LibraryKind = 'element' | 'voice';

export const productOf: Record<GeneratingOperation, Product> = {
	imageToVideo: 'video',
	textToVideo: 'video',
	multiImageToVideo: 'video',
	motionControl: 'video',
	avatar: 'video',
	textToSpeech: 'sound',
	textToSound: 'sound',
	// The video with its new sound; the sound alone comes beside it.
	videoToSound: 'video',
	lipSync: 'video',
	extendVideo: 'video',
	effects: 'video',
	createElement: 'element',
	createVoice: 'voice',
};

/** What messages call what is made, and the files that go in. */
export const nouns = {
	video: 'video',
	sound: 'audio file',
	picture: 'image',
	element: 'element',
	voice: 'voice',
} as const;

/** Whether a value names an operation that makes something. */
export const isGenerating = (value: unknown): value is GeneratingOperation =>
	typeof value === 'string' && Object.prototype.hasOwnProperty.call(productOf, value);

/** Whether what is made is a file; elements and voices stay with the backend. */
export const isFile = (product: Product): boolean => product === 'video' || product === 'sound';

/** What the user picks under 'Operation'. */
export type OperationId =
	| GeneratingOperation
	| 'queryTask'
	| 'getTasks'
	| 'cancelTask'
	| 'getElement'
	| 'getElements'
	| 'deleteElement'
	| 'getVoice'
	| 'getVoices'
	| 'deleteVoice'
	| 'getBalance';

/** What the user picks under 'Resource', as the form calls it. */
export const resourceLabels = {
	account: 'Account',
	audio: 'Audio',
	clip: 'Clip',
	element: 'Element',
	video: 'Video',
	voice: 'Voice',
} as const;

export type ResourceId = keyof typeof resourceLabels;

/** A picture's role in a request. */
export type FrameName = 'firstFrame' | 'lastFrame' | 'image' | 'secondImage' | 'frontal';

/** Output size: `720p` is Kling's mode "std", `1080p` is "pro" (kling-official.md 0, name map). */
export type Quality = '720p' | '1080p' | '4k';

/** What a user may set about what is made, in neutral words. Seconds for `duration`. */
export interface Settings {
	prompt?: string;
	negativePrompt?: string;
	duration?: number;
	quality?: Quality;
	aspectRatio?: string;
	generateAudio?: boolean;
	cfgScale?: number;
	/** The model may cut between several shots by itself. */
	preferMultiShots?: boolean;
	/** A file with Kling's watermark besides the clean one. */
	watermark?: boolean;
	/** What becomes of the input video: its camera and motion are taken over, or it is changed itself. */
	videoUse?: 'reference' | 'edit';
	/** Motion Control: who the character's posture follows. */
	characterOrientation?: 'image' | 'video';
	keepOriginalSound?: boolean;
	/** Motion Control: a motion of the backend's own instead of a video. */
	presetMotion?: string;
	/** Motion Control: whose background the video has. */
	background?: 'video' | 'image';
	/** What a set of pictures shows, in a few words. */
	subject?: string;
	/** A storyboard instead of one shot. */
	shots?: readonly Shot[];
	/** Ids of elements of the account's library; strings, because they exceed 2^53. */
	elementIds?: readonly string[];
	/** Ids of voices. */
	voiceIds?: readonly string[];
	/** Video to Sound: what is heard, and which music. */
	soundEffects?: string;
	music?: string;
	asmr?: boolean;
	/** Lip Sync: whose lips move, counted from 1. */
	face?: number;
	/** Lip Sync, seconds: the part of the sound that is heard, and when in the video it begins. */
	audioStart?: number;
	audioEnd?: number;
	insertAt?: number;
	/** Lip Sync: 1 is as it was recorded, 0 is mute. */
	audioVolume?: number;
	originalVolume?: number;
	/** Extend Video: the official API's id of a video that it made. */
	videoId?: string;
	/** The task that made the video which is worked on. */
	originTaskId?: string;
	/** Effects: the effect's name, as the backend writes it. */
	effect?: string;
	professionalMode?: boolean;
	/** How an element or a voice is called in the account's library. */
	name?: string;
	description?: string;
	/** What an element is known from. */
	madeFrom?: 'pictures' | 'video';
	tags?: readonly string[];
}

/** One row of a storyboard. */
export interface Shot {
	readonly prompt: string;
	/** Seconds. */
	readonly duration: number;
}

export type SettingName = keyof Settings;

/** The labels of the form, so that a message names a field exactly as the user sees it. */
export const fieldLabels = {
	backend: 'Backend',
	backendId: 'Backend ID',
	backendsLeftOut: 'Excluded Backends',
	model: 'Model',
	operation: 'Operation',
	behavesLike: 'Treat As Model',
	firstFrame: 'First Frame',
	lastFrame: 'Last Frame',
	middleFrames: 'Middle Frames',
	image: 'Image',
	secondImage: 'Second Image',
	frontal: 'Front View Image',
	images: 'Images',
	video: 'Video',
	audio: 'Speech Audio',
	sounds: 'Reference Audio',
	elements: 'Elements',
	prompt: 'Prompt',
	negativePrompt: 'Negative Prompt',
	duration: 'Duration (Seconds)',
	quality: 'Quality',
	aspectRatio: 'Aspect Ratio',
	generateAudio: 'Generate Audio',
	cfgScale: 'CFG Scale',
	preferMultiShots: 'Multi-Shot',
	watermark: 'Also Return Watermarked Video',
	videoUse: 'Use Video As',
	characterOrientation: 'Character Orientation',
	keepOriginalSound: 'Keep Original Audio',
	presetMotion: 'Preset Motion',
	background: 'Background',
	subject: 'Subject',
	shots: 'Storyboard',
	elementIds: 'Element IDs',
	voiceIds: 'Voice IDs',
	soundEffects: 'Sound Effects',
	music: 'Background Music',
	asmr: 'ASMR Mode',
	speechText: 'Text to Speak',
	face: 'Face',
	audioStart: 'Audio Start (Seconds)',
	audioEnd: 'Audio End (Seconds)',
	insertAt: 'Insert Audio At (Seconds)',
	audioVolume: 'Audio Volume',
	originalVolume: 'Original Audio Volume',
	videoId: 'Video ID',
	originTaskId: 'Task ID',
	effect: 'Effect',
	professionalMode: 'Professional Mode',
	name: 'Name',
	description: 'Description',
	madeFrom: 'Create From',
	tags: 'Tags',
	element: 'Element',
	voice: 'Voice',
	returnAll: 'Return All',
	limit: 'Limit',
	owner: 'Library',
	createdAfter: 'Created After',
	createdBefore: 'Created Before',
	status: 'Status',
	taskId: 'Task ID',
	externalTaskId: 'External Task ID',
	ifIdExists: 'If the ID Exists',
	withoutExternalId: 'Skip External ID and Callback',
	newerStandard: 'Newer API Standard',
	additionalBody: 'Additional Body Fields',
	callbackUrl: 'Callback URL',
	madeBy: 'Created By Operation',
	events: 'Events',
	acceptUnsigned: 'Accept Unsigned Callbacks',
	cancelOnStop: 'Cancel Task on Stop',
	checkOnly: 'Preview Only (No Charge)',
	stopAbove: 'Maximum Cost (USD)',
	createAgain: 'Retry Unconfirmed Task',
	fitPicture: 'Image Fit',
	backgroundColor: 'Background Color',
	picturesFromUrl: 'Image URL Handling',
	itemsAtOnce: 'Concurrency',
	file: 'File to Download',
	outputField: 'Output Data Field Name',
	returnLastFrame: 'Also Return Last Frame',
	timeLimit: 'Time Limit (Minutes)',
	resultLifetime: 'Keep Result For',
	slotLimit: 'Queue Timeout (Hours)',
} as const satisfies Record<SettingName | FrameName, string> & Record<string, string>;

/** How a choice is called in the form, where the form does not show the value itself. */
export const choiceLabels: Readonly<Record<string, string>> = {
	'': 'None',
	reference: 'Reference',
	edit: 'Video to Edit',
	image: 'Image',
	video: 'Video',
	auto: 'Same as Video',
	pictures: 'Images',
	animal: 'Animal',
	character: 'Character',
	costume: 'Costume',
	effect: 'Effect',
	hottest: 'Hottest',
	item: 'Item',
	other: 'Other',
	scene: 'Scene',
};

/** How a value is called in the form, where the form does not show the value itself. */
export const qualityLabels: Record<Quality, string> = {
	'720p': 'Standard (720p)',
	'1080p': 'Pro (1080p)',
	'4k': '4K',
};

/** Other words for them: Kling's own modes, and the number alone. */
export const qualityWords: Record<Quality, readonly string[]> = {
	'720p': ['std', '720'],
	'1080p': ['pro', '1080', 'full hd', 'fhd'],
	'4k': ['2160p', '2160', 'uhd'],
};
