/** PiAPI's lip_sync: a video gets another sound (piapi.md 2.7). */
import type { Wanted } from '../../media/wanted';
import { lipFilm, lipDubbing } from '../limits';
import { address, closed, dollar, filled, misshaped, optionalAddress } from './fields';
import type { CheckInput } from './fields';

const schema = closed({
	origin_task_id: { type: 'string' },
	video_url: optionalAddress,
	tts_text: { type: 'string' },
	tts_timbre: { type: 'string' },
	tts_speed: { type: 'number', minimum: 0.8, maximum: 2 },
	local_dubbing_url: address,
});

/** Section 8.3, for five seconds. */
const price = 0.1;

export const checkLipSync: CheckInput = (input) => {
	const broken = misshaped(schema, input);
	if (broken !== undefined) return broken;
	const { origin_task_id: origin, video_url: video, local_dubbing_url: dubbing } = input;
	if (filled(origin) === filled(video)) return 'one of origin_task_id and video_url is required';
	const spoken = filled(input.tts_text) && filled(input.tts_timbre);
	if (!filled(dubbing) && !spoken) return 'tts_text and tts_timbre, or local_dubbing_url, are required';
	const film: Wanted[] = filled(video) ? [{ field: 'video_url', value: video, kind: 'video', limits: lipFilm }] : [];
	// It overrides all tts_*.
	const sound: Wanted[] = filled(dubbing)
		? [{ field: 'local_dubbing_url', value: dubbing, kind: 'sound', limits: lipDubbing }]
		: [];
	return {
		version: '2.6',
		operation: 'lipSync',
		media: [...film, ...sound],
		...(filled(origin) ? { originTaskId: origin } : {}),
		points: (seconds) => Math.round(Math.ceil(seconds / 5) * price * dollar),
	};
};
