/** What the official API says of an avatar body (its seed page, kling-official.md 2.5). */
import type { Wanted } from '../../media/wanted';
import { bad, closed, filled, oneOf, shapeRefusal } from '../check';
import type { Check } from '../check';
import { avatarSound, legacyImage } from '../limits';
import { unitsPerSecond } from '../versions';
import { inlineOrUrl, tail, tailOf, text2500 } from './fields';

const schema = closed(
	{
		image: inlineOrUrl,
		audio_id: { type: 'string' },
		sound_file: { type: 'string' },
		prompt: text2500,
		mode: oneOf(['std', 'pro']),
		...tail,
	},
	['image'],
);

export const checkAvatar: Check = ({ body }) => {
	const misshaped = shapeRefusal(schema, body);
	if (misshaped) return misshaped;
	const { audio_id: audioId, sound_file: file } = body;
	if (filled(audioId) === filled(file)) return bad('exactly one of audio_id and sound_file is required');
	const media: Wanted[] = [{ field: 'image', value: String(body.image), kind: 'image', limits: legacyImage }];
	if (filled(file)) media.push({ field: 'sound_file', value: file, kind: 'sound', limits: avatarSound });
	return {
		// The page has no model field; any model (section 9.1).
		model: 'avatar',
		operation: 'avatar',
		media,
		unitsPerSecond: unitsPerSecond('avatar', String(body.mode ?? 'std'), 'sound'),
		...(filled(audioId) ? { audioId } : {}),
		...tailOf(body),
	};
};
