// A video to follow or to change: a file of the item, an address, or a file that the backend fetches from this n8n.
import type { INodeProperties } from 'n8n-workflow';
import { Err, type Result } from '../../../shared/errors';
import type { Form } from '../../../shared/node-parameters';
import { fieldLabels } from '../../../shared/vocabulary';
import { fileField } from './image-source';
import { sourcesFrom } from './image-list';
import type { Abilities, ItemFile, MaterialLook } from '../operation';
import type { VideoSource } from '../request';

const FOLLOWED: MaterialLook = { description: 'The video to follow or to change; mp4 or mov' };

/** Lets the backend fetch a file that it takes by address only. */
export const servedChoice = {
	// n8n is written with a small n.
	// eslint-disable-next-line n8n-nodes-base/node-param-display-name-miscased
	name: 'Input Data Field, Served From This n8n',
	value: 'serve',
	description:
		'The backend fetches the file by a signed link; that works only if it can reach this n8n, which cannot be proven from here',
};

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
				...(uploadsVideos
					? [{ name: 'Input Data Field', value: 'binary', description: 'A file that the item brings along' }]
					: []),
				...(servesVideos ? [servedChoice] : []),
				...(videoRequired ? [] : [{ name: 'None', value: 'none', description: 'No video' }]),
				...(madeVideo ? [{ name: madeVideo.label, value: 'id', description: 'A video that the backend made' }] : []),
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
			description: 'The web address of the video itself',
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

/**
 * The videos of the form, the first one first.
 *
 * @param several whether the model takes more than one, so that the address or the field may be a list
 */
export function readVideos(form: Form, files: readonly ItemFile[], several: boolean): Result<VideoSource[]> {
	const single = readVideo(form);
	if (!single || single.from === 'id' || !several) return single ? [single] : [];
	const given = form.value(single.from === 'url' ? 'videoUrl' : 'videoField');
	const sources = sourcesFrom(`'${fieldLabels.video}'`, given, files, 'video/');
	if (sources instanceof Err) return sources;
	const found = sources.filter((source) => source.from !== 'text');
	// What is no list of videos is refused as a single one is.
	if (found.length === 0 || found.length < sources.length) return [single];
	const served = single.from === 'field' && single.served === true;
	return found.map((source) => (served && source.from === 'field' ? { ...source, served } : source));
}

/** Where the video comes from; undefined where the form gives none. */
function readVideo(form: Form): VideoSource | undefined {
	switch (form.text('videoSource')) {
		case 'url':
			return { from: 'url', url: form.text('videoUrl') };
		case 'binary':
			return { from: 'field', field: fileField(form.value('videoField')) };
		case 'serve':
			return { from: 'field', field: fileField(form.value('videoField')), served: true };
		case 'id':
			return { from: 'id', id: form.text('videoId') };
		default:
			return undefined;
	}
}
