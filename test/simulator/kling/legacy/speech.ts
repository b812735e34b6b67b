/** What the official API says of a text-to-speech body (kling-official.md 2.9). */
import type { JsonObject } from '../../http/body';
import { bad, closed, filled, oneOf, shapeRefusal } from '../check';
import type { KlingRefusal } from '../errors';

/** The full catalogue is unknown; a presets-voices id is not in it. */
const voices: readonly string[] = [
	'oversea_male1',
	'genshin_vindi2',
	'girlfriend_1_speech02',
	'genshin_klee2',
	'commercial_lady_en_f-v1',
	'reader_en_m-v1',
	'uk_man2',
	'ai_kaiya',
];

const schema = closed(
	{
		text: { type: 'string', maxLength: 1000 },
		voice_id: { type: 'string' },
		voice_language: oneOf(['zh', 'en']),
		voice_speed: { type: 'number', minimum: 0.8, maximum: 2 },
	},
	// Section 11, row 17: voice_language is required and has a default; here it is required.
	['text', 'voice_id', 'voice_language'],
);

/** Units of one call (section 8). */
export const speechUnits = 0.05;

/** Seconds that a letter takes at speed 1, so that a short text is a short sound. */
const pace = { en: 0.09, zh: 0.25 };

export function checkSpeech(body: JsonObject): { seconds: number } | KlingRefusal {
	const misshaped = shapeRefusal(schema, body);
	if (misshaped) return misshaped;
	if (!filled(body.text)) return bad('text must not be empty');
	if (!voices.includes(String(body.voice_id))) return bad('Voice id not found');
	const speed = typeof body.voice_speed === 'number' ? Math.round(body.voice_speed * 10) / 10 : 1;
	const letter = body.voice_language === 'zh' ? pace.zh : pace.en;
	return { seconds: Math.max(0.3, Math.round((body.text.trim().length * letter * 100) / speed) / 100) };
}
