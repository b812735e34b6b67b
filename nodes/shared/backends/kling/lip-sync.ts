// Lip sync on the official API: people are found in the video first, then one of them speaks (kling-official.md 2.7).
import { failureOf } from '../../messages/message';
import { klingRules } from './messages';
import { jsonBody, type Call } from '../../http/types';
import type { JsonObject } from '../../json';
import { clipLimits } from '../media-limits';
import type { Connection, VideoReference } from '../backend';
import { buildFields } from '../build-body';
import type { NumberSetting, ModelOperation, GenerationJob } from '../catalogue';
import { flat } from '../pricing';
import { runTimes } from '../run-times';
import { common } from './field-mappings';

/** "valid 24 h"; a quarter of an hour less, so that a session does not end on the way. */
export const SESSION_LIFE_MS = (24 - 0.25) * 3600 * 1000;

/** The least that is heard of the sound, and heard while the face is seen, in milliseconds. */
const LEAST_MS = 2_000;

/** Step 1: exactly one of the two. It answers at once and costs 0.05 units. */
export function identifyFaces(video: VideoReference, { apiUrl }: Connection): Call {
	const body: JsonObject = 'id' in video ? { video_id: video.id } : { video_url: video.url };
	return { method: 'POST', url: `${apiUrl}/v1/videos/identify-face`, body: jsonBody(body) };
}

/** Step 2: the video is known by its session, and everything else belongs to the face. */
function lipSyncBody(job: GenerationJob): JsonObject {
	const { watermark_info, ...sounds } = buildFields({ ...job, video: undefined, videoId: undefined });
	const { sessionId = '', faceId = '', startMs = 0, endMs = 0, insertMs = 0 } = job.speaking ?? {};
	const times = { sound_start_time: startMs, sound_end_time: endMs, sound_insert_time: insertMs };
	return {
		...(job.spec.omitModelId ? {} : { model_name: job.modelId }),
		session_id: sessionId,
		face_choose: [{ face_id: faceId, ...sounds, ...times }],
		...(watermark_info === undefined ? {} : { watermark_info }),
		...(job.callbackUrl === undefined ? {} : { callback_url: job.callbackUrl }),
	};
}

/** Seconds in the form, milliseconds in the body, where `lipSyncBody` puts them. */
const seconds = { kind: 'number', key: '', optional: true } as const satisfies Partial<NumberSetting>;
const volume = { kind: 'number', min: 0, max: 2, default: 1, optional: true } as const satisfies Partial<NumberSetting>;

export const lipSync: ModelOperation = {
	settings: {
		face: { kind: 'number', key: '', min: 1, max: 100, whole: true, default: 1 },
		audioStart: { ...seconds, min: 0, max: 58, default: 0 },
		audioEnd: { ...seconds, min: 2, max: 60, default: 5 },
		insertAt: { ...seconds, min: 0, max: 58, default: 0 },
		audioVolume: { ...volume, key: 'sound_volume' },
		originalVolume: { ...volume, key: 'original_audio_volume' },
		watermark: common.watermark,
	},
	images: {},
	video: {
		key: 'video_url',
		as: 'text',
		required: true,
		limits: clipLimits.klingLipSync,
		existing: {
			key: 'video_id',
			label: 'Video ID',
			description: 'The ID of a video that Kling generated in the last 30 days, up to 60 seconds; not of its task',
			// Of an item that tells no videos the expression gives nothing instead of an error.
			fromItem: '={{ $json.videos?.[0]?.id }}',
		},
	},
	audio: { key: 'sound_file', speechKey: 'audio_id', required: true, limits: clipLimits.klingDubbing },
	faces: { leastMs: LEAST_MS },
	// The result is the whole video with other lips and another sound.
	durationFromInput: () => true,
	omitModelId: true,
	// "Query by task_id only", and the answer echoes no id of ours: one that nobody can ask for proves nothing.
	noExternalIds: true,
	// "lip-sync 0.5 per 5 s; face detection 0.05" (kling-official.md 8): no page says of which length. The video's is never
	// the shorter one.
	price: { rates: { any: flat(0.5) }, stepSeconds: 5, plus: 0.05 },
	runTime: runTimes.lipSync,
	body: lipSyncBody,
	validate: ({ settings: { audioStart = 0, audioEnd } }) =>
		audioEnd === undefined || (audioEnd - audioStart) * 1000 >= LEAST_MS
			? undefined
			: failureOf(klingRules.soundEndsTooSoon, { end: audioEnd, start: audioStart, least: LEAST_MS / 1000 }),
};
