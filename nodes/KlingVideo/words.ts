// The vocabulary of the package: every room says the same word for the same thing.

/** A service that runs Kling models. */
export type BackendId = 'kling' | 'kie' | 'piapi';

/** An operation that makes a video and therefore costs money. */
export type GeneratingOperation = 'imageToVideo';

/** What the user picks under 'Operation'. */
export type OperationId = GeneratingOperation | 'queryTask';

/** A picture's role in a request. */
export type FrameName = 'firstFrame' | 'lastFrame';

/** Output size: `720p` is Kling's mode "std", `1080p` is "pro" (kling-official.md 0, name map). */
export type Quality = '720p' | '1080p' | '4k';

/** What a user may set about a video, in neutral words. Seconds for `duration`. */
export interface Settings {
	prompt?: string;
	negativePrompt?: string;
	duration?: number;
	quality?: Quality;
	aspectRatio?: string;
	sound?: boolean;
	cfgScale?: number;
}

export type SettingName = keyof Settings;

/** The labels of the form, so that a message names a field exactly as the user sees it. */
export const fieldLabels = {
	backend: 'Backend',
	model: 'Model',
	behavesLike: 'Behaves Like',
	firstFrame: 'First Frame',
	lastFrame: 'Last Frame',
	prompt: 'Prompt',
	negativePrompt: 'Negative Prompt',
	duration: 'Duration (Seconds)',
	quality: 'Quality',
	aspectRatio: 'Aspect Ratio',
	sound: 'Sound',
	cfgScale: 'CFG Scale',
	taskId: 'Task ID',
	externalTaskId: 'External Task ID',
	additionalBody: 'Additional Body Fields',
	callbackUrl: 'Callback URL',
	madeBy: 'Made By',
	createAgain: 'Create Again',
	timeLimit: 'Time Limit (Minutes)',
	slotLimit: 'Time Limit for a Free Slot (Hours)',
} as const satisfies Record<SettingName | FrameName, string> & Record<string, string>;

/** How a value is called in the form, where the form does not show the value itself. */
export const qualityLabels: Record<Quality, string> = {
	'720p': 'Standard (720p)',
	'1080p': 'Pro (1080p)',
	'4k': '4K',
};
