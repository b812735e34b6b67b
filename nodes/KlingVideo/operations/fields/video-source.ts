// A video to follow or to change: a file of the item, an address, or a file that the backend fetches from this n8n.
import type { INodeProperties } from 'n8n-workflow';
import { Err, type Result } from '../../../shared/errors';
import { formFailures } from '../../../shared/messages/form';
import { fail } from '../../../shared/messages/message';
import type { Form } from '../../../shared/node-parameters';
import { fieldLabels } from '../../../shared/vocabulary';
import { sourceIn } from './file-values';
import { listedFiles, type LeftOut } from './image-list';
import { readChoice } from '../../../shared/read-choice';
import type { Abilities, FilesOfItem, MaterialLook } from '../operation';
import type { VideoFile, VideoSource } from '../request';

const FOLLOWED: MaterialLook = { description: 'The video to use as reference or to edit; mp4 or mov' };

/** Lets the backend fetch a file that it takes by address only. */
export const servedChoice = {
	name: 'Input Data Field via Public Link',
	value: 'serve',
	description:
		'The backend downloads the file from your n8n through a signed link. Your n8n must be reachable from the internet.',
} as const;

/** The fields of the video, in order. */
export function videoFields(
	{ uploadsVideos, servesVideos, videoRequired, madeVideo }: Abilities,
	{ description, url = '' }: MaterialLook = FOLLOWED,
): INodeProperties[] {
	return [
		{
			displayName: fieldLabels.video,
			name: 'videoSource',
			type: 'options',
			noDataExpression: true,
			options: [
				...(uploadsVideos ? [{ name: 'Input Data Field', value: 'binary', description: 'A file of the item' }] : []),
				...(servesVideos ? [servedChoice] : []),
				...(videoRequired ? [] : [{ name: 'None', value: 'none', description: 'No video' }]),
				...(madeVideo
					? [{ name: madeVideo.label, value: 'id', description: 'A video that the backend generated' }]
					: []),
				{ name: 'URL', value: 'url', description: 'A video on the web' },
			].sort((a, b) => a.name.localeCompare(b.name)),
			default: videoRequired || url !== '' ? 'url' : 'none',
			description,
		},
		{
			displayName: 'Video URL',
			name: 'videoUrl',
			type: 'string',
			default: url,
			required: true,
			placeholder: 'e.g. https://example.com/video.mp4',
			description: 'The URL of the video itself',
			displayOptions: { show: { videoSource: ['url'] } },
		},
		{
			displayName: 'Input Data Field Name',
			name: 'videoField',
			type: 'string',
			default: 'data',
			required: true,
			typeOptions: { binaryDataProperty: true },
			hint: 'The name of the input field containing the video',
			displayOptions: { show: { videoSource: ['binary', 'serve'] } },
		},
		...(madeVideo
			? [
					{
						displayName: madeVideo.label,
						name: 'videoId',
						type: 'string',
						default: madeVideo.fromItem,
						required: true,
						description: madeVideo.description,
						displayOptions: { show: { videoSource: ['id'] } },
					} satisfies INodeProperties,
				]
			: []),
	];
}

const SOURCES = [
	{ value: 'binary', name: 'Input Data Field' },
	servedChoice,
	{ value: 'none', name: 'None' },
	{ value: 'id', name: '' },
	{ value: 'url', name: 'URL' },
] as const;

/** The videos of a form, and what a pattern among them left out. */
export interface ReadVideos {
	readonly video?: VideoSource;
	readonly moreVideos: readonly VideoFile[];
	readonly leftOut: readonly LeftOut[];
}

/**
 * The videos of the form, the first one by itself.
 *
 * @param several whether the model takes more than one, so that the address or the field may be a list
 */
export async function readVideos(form: Form, files: FilesOfItem, several: boolean): Promise<Result<ReadVideos>> {
	const from = readChoice(fieldLabels.video, form.value('videoSource'), SOURCES);
	if (from instanceof Err) return from;
	const isList = several && (from === 'url' || from === 'binary' || from === 'serve');
	if (!isList) {
		const video = readVideo(form);
		return video instanceof Err ? video : { ...(video ? { video } : {}), moreVideos: [], leftOut: [] };
	}
	const value = form.value(from === 'url' ? 'videoUrl' : 'videoField');
	const listed = await listedFiles(`'${fieldLabels.video}'`, value, files, 'video');
	if (listed instanceof Err) return listed;
	const videos: VideoFile[] = [];
	for (const source of listed.sources) {
		// No backend takes a video inside the body.
		if (source.from === 'text') return fail(formFailures.videoAsText);
		videos.push(from === 'serve' && source.from === 'field' ? { ...source, served: true } : source);
	}
	const [video = { from: 'url', url: '' } as const, ...moreVideos] = videos;
	return { video, moreVideos, leftOut: listed.leftOut };
}

/** Where the video comes from; undefined where the form gives none. */
export function readVideo(form: Form): Result<VideoSource | undefined> {
	const label = fieldLabels.video;
	const chosen = readChoice(label, form.value('videoSource'), SOURCES);
	if (chosen === undefined || chosen === 'none' || chosen instanceof Err) return chosen === 'none' ? undefined : chosen;
	if (chosen === 'id') return { from: 'id', id: form.text('videoId') };
	const [value, plain] =
		chosen === 'url' ? [form.value('videoUrl'), 'url' as const] : [form.value('videoField'), 'field' as const];
	const source = sourceIn(label, value, plain);
	if (source instanceof Err) return source;
	// No backend takes a video inside the body.
	if (source.from === 'text') return fail(formFailures.videoAsText);
	return chosen === 'serve' && source.from === 'field' ? { ...source, served: true } : source;
}
