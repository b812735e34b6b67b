// PiAPI's effects (piapi.md 2.5): their names, and which of them need a prompt.
import { failureOf, say } from '../../messages/message';
import { piapiRules, piapiWarnings } from './messages';
import type { ModelOperation } from '../catalogue';
import { firstFrame, prompt } from './field-mappings';

/** piapi.md 2.5; where one name ends and the next begins is partly a guess. */
const EFFECTS = [
	'birthday',
	'expansion',
	'fighting',
	'figure',
	'hearting',
	'hugging',
	'jellycat_oversea',
	'kissing',
	'rocket',
	'spinoff',
	'squish',
	'surfing',
	'vstack',
	'water',
];
const WITH_PROMPT = ['birthday', 'fighting', 'hearting', 'hugging', 'kissing', 'rocket', 'water'];

/** piapi.md 2.5: one picture; some effects need a prompt. No version is named. */
export const effects: ModelOperation = {
	settings: {
		effect: {
			kind: 'text',
			key: 'effect',
			required: true,
			max: 200,
			name: true,
			suggestions: EFFECTS.map((value) => ({
				value,
				...(WITH_PROMPT.includes(value) ? { note: 'needs a prompt' } : {}),
			})),
		},
		prompt: { ...prompt, required: false },
		professionalMode: { kind: 'switch', key: 'professional_mode', default: false },
	},
	images: { image: firstFrame },
	omitModelId: true,
	// "0.20-0.30" (piapi.md 8.3): what decides is not said, so the upper end.
	price: { each: 0.3 },
	runTime: 'unknown',
	validate: ({ settings: { effect = '', prompt: words } }) =>
		WITH_PROMPT.includes(effect) && words === undefined
			? failureOf(piapiRules.effectNeedsPrompt, { effect })
			: undefined,
	warnings: ({ settings: { effect = '' } }) =>
		EFFECTS.includes(effect) ? [] : [say(piapiWarnings.effectUnknown, { effect })],
};
