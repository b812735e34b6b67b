// How each neutral setting looks in the form; its limits come from the model's row.
import type { INodeProperties } from 'n8n-workflow';
import type { Setting } from '../backends/model';
import { fieldLabels, qualityLabels, type Quality, type SettingName } from '../words';

type Look = Partial<INodeProperties>;

const LOOKS: Record<SettingName, Look> = {
	prompt: {
		typeOptions: { rows: 4 },
		placeholder: 'e.g. The boat drifts down the rainy street, camera follows',
		description: 'What happens in the video: who does what, and how the camera moves',
	},
	negativePrompt: {
		typeOptions: { rows: 2 },
		placeholder: 'e.g. blur, text, extra fingers',
		description: 'What should not be in the video',
	},
	duration: { description: 'How long the video is; longer ones cost more' },
	quality: { description: 'How many pixels the video has; more cost more' },
	aspectRatio: { description: 'Width to height of the video' },
	sound: { description: 'Whether the video has sound; it costs more' },
	cfgScale: { description: 'How closely the video follows the prompt: 0 is free, 1 is strict' },
};

/** The field of a setting with the choices and bounds of one row, without conditions. */
export function settingField(name: SettingName, setting: Setting): INodeProperties {
	const base = { displayName: fieldLabels[name], name, ...LOOKS[name] };
	switch (setting.kind) {
		case 'text':
			return { ...base, type: 'string', default: '', ...(setting.required ? { required: true } : {}) };
		case 'switch':
			return { ...base, type: 'boolean', default: setting.default };
		case 'number':
			return {
				...base,
				type: 'number',
				default: setting.default,
				typeOptions: { minValue: setting.min, maxValue: setting.max, numberPrecision: setting.whole ? 0 : 2 },
			};
		case 'choice': {
			const values: ReadonlyArray<string | number> = setting.values;
			return {
				...base,
				type: 'options',
				default: setting.default,
				options: values.map((value) => ({ name: qualityLabels[value as Quality] ?? String(value), value })),
			};
		}
	}
}

/** One setting that takes what any of several takes: for a backend that is not known before the run. */
export function widest(settings: readonly Setting[]): Setting | undefined {
	const [first] = settings;
	if (!first || first.kind === 'text' || first.kind === 'switch') return first;
	const numbers = settings.filter((setting) => setting.kind === 'number');
	if (numbers.length > 0) {
		return {
			...numbers[0]!,
			min: Math.min(...numbers.map((setting) => setting.min)),
			max: Math.max(...numbers.map((setting) => setting.max)),
		};
	}
	const choices = settings.filter((setting) => setting.kind === 'choice');
	const longest = choices.reduce((most, setting) => (setting.values.length > most.values.length ? setting : most));
	return longest;
}
