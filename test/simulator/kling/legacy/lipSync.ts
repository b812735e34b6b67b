/** What the official API says of the two bodies of a lip sync (kling-official.md 2.7). */
import type { JsonObject } from '../../http/body';
import type { Wanted } from '../../media/wanted';
import { bad, closed, filled, shapeRefusal } from '../check';
import type { Accepted, Check } from '../check';
import type { KlingRefusal } from '../errors';
import { lipSound, lipVideo } from '../limits';
import { inlineOrUrl, tail, tailOf, urlOnly } from './fields';

/** Units of one search for faces, and of five seconds of a lip sync (section 8). */
export const faceUnits = 0.05;
const unitsPerFiveSeconds = 0.5;

/** The least that is heard, in milliseconds. */
export const leastMs = 2000;

const facesSchema = closed({ video_id: { type: 'string', minLength: 1 }, video_url: urlOnly });

/** Step 1. */
export function checkFaces(body: JsonObject): { videoId: string } | { media: Wanted } | KlingRefusal {
	const misshaped = shapeRefusal(facesSchema, body);
	if (misshaped) return misshaped;
	const { video_id: id, video_url: url } = body;
	if (filled(id) === filled(url)) return bad('exactly one of video_id and video_url is required');
	if (filled(id)) return { videoId: id };
	return { media: { field: 'video_url', value: String(url), kind: 'video', limits: lipVideo } };
}

const ms = { type: 'integer', minimum: 0 };
const volume = { type: 'number', minimum: 0, maximum: 2 };

const schema = closed(
	{
		session_id: { type: 'string', minLength: 1 },
		face_choose: {
			type: 'array',
			minItems: 1,
			maxItems: 1,
			items: closed(
				{
					face_id: { type: 'string', minLength: 1 },
					audio_id: { type: 'string' },
					sound_file: inlineOrUrl,
					sound_start_time: ms,
					sound_end_time: ms,
					sound_insert_time: ms,
					sound_volume: volume,
					original_audio_volume: volume,
				},
				['face_id', 'sound_start_time', 'sound_end_time', 'sound_insert_time'],
			),
		},
		...tail,
	},
	['session_id', 'face_choose'],
);

/** Step 2. Whether it fits the session is looked at with the session itself. */
export const checkLipSync: Check = ({ body }) => {
	const misshaped = shapeRefusal(schema, body);
	if (misshaped) return misshaped;
	const [face = {}] = body.face_choose as JsonObject[];
	const { audio_id: audioId, sound_file: file } = face;
	if (filled(audioId) === filled(file)) return bad('exactly one of audio_id and sound_file is required');
	const [start, end] = [Number(face.sound_start_time), Number(face.sound_end_time)];
	if (end - start < leastMs) return bad('the cropped sound must not be shorter than 2 seconds');
	const sound: Wanted[] = filled(file)
		? [{ field: 'face_choose.0.sound_file', value: file, kind: 'sound', limits: lipSound }]
		: [];
	return {
		// The page has no model field; any model (section 9.1).
		model: 'lip-sync',
		operation: 'lipSync',
		media: sound,
		unitsPerSecond: unitsPerFiveSeconds,
		stepSeconds: 5,
		...(filled(audioId) ? { audioId } : {}),
		faceChosen: {
			sessionId: String(body.session_id),
			faceId: String(face.face_id),
			startMs: start,
			endMs: end,
			insertMs: Number(face.sound_insert_time),
		},
		...tailOf(body),
	} satisfies Accepted;
};
