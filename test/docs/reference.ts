// The parameter reference as Markdown: which backend has which model for which operation, with which fields and limits.
import type { INodeProperties } from 'n8n-workflow';
import { backendIds, backends, catalogue } from '../../nodes/shared/backends';
import type { ModelOperation, NewerStandard, Setting } from '../../nodes/shared/backends/catalogue';
import type { ClipLimits, ImageLimits } from '../../nodes/shared/media/limits';
import { operations } from '../../nodes/KlingVideo/operations';
import type { Operation } from '../../nodes/KlingVideo/operations/operation';
import { speechFields } from '../../nodes/KlingVideo/operations/fields/speech-source';
import { MAKERS } from '../../nodes/shared/task-makers';
import {
	choiceLabels,
	fieldLabels,
	qualityLabels,
	type GeneratingOperation,
	type Quality,
	type SettingName,
} from '../../nodes/shared/vocabulary';

/** The whole page. */
export function parameterReference(): string {
	const makers = Object.keys(MAKERS) as GeneratingOperation[];
	return [
		'# Fields and limits',
		'',
		'Every model with the fields that it accepts. This page is generated from the catalogue by `npm run docs`.',
		'',
		'| Operation | ' + backendIds.map((id) => backends[id].label).join(' | ') + ' |',
		'|---|' + '---|'.repeat(backendIds.length),
		...makers.map((maker) => {
			const cells = backendIds.map(
				(id) =>
					catalogue(id, maker)
						.map((model) => model.label)
						.join(', ') || '-',
			);
			return `| ${MAKERS[maker]} | ${cells.join(' | ')} |`;
		}),
		'',
		...makers.flatMap(operationSection),
	].join('\n');
}

function operationSection(maker: GeneratingOperation): string[] {
	const operation: Operation = operations[maker];
	return [
		`## ${operation.name}`,
		'',
		`${operation.description}.`,
		'',
		...backendIds.flatMap((id) =>
			catalogue(id, maker).flatMap((model) => [
				`### ${backends[id].label}: ${model.label} (\`${model.id}\`)`,
				'',
				`From documentation of ${model.asOf}${model.operations[maker]!.unconfirmed ? ", not confirmed by the vendor's own pages" : ''}.`,
				'',
				'| Field | Accepts |',
				'|---|---|',
				...rowsOf(model.operations[maker]!),
				'',
			]),
		),
	];
}

function rowsOf(spec: ModelOperation): string[] {
	const rows: Array<[string, string]> = [];
	for (const [frame, slot] of Object.entries(spec.images)) {
		if (slot) rows.push([fieldLabels[frame as 'image'], `${slot.required ? 'required; ' : ''}${picture(slot.limits)}`]);
	}
	if (spec.middleFrames)
		rows.push([fieldLabels.middleFrames, `up to ${spec.middleFrames.max}; ${picture(spec.middleFrames.limits)}`]);
	if (spec.references) {
		const { min, max, maxWithVideo, limits } = spec.references;
		const beside = maxWithVideo === undefined ? '' : ` (${maxWithVideo} together with a video)`;
		rows.push([fieldLabels.images, `${min} to ${max}${beside}; ${picture(limits)}`]);
	}
	if (spec.video)
		rows.push([
			fieldLabels.video,
			`${spec.video.required ? 'required; ' : ''}${spec.video.most ? `up to ${spec.video.most}; ` : ''}${clip(spec.video.limits)}${spec.video.existing ? `; or a ${spec.video.existing.label}` : ''}`,
		]);
	if (spec.sounds) rows.push([fieldLabels.sounds, `up to ${spec.sounds.max}; ${clip(spec.sounds.limits)}`]);
	if (spec.mostTogether) rows.push(['All of these', `at most ${spec.mostTogether} in total`]);
	if (spec.audio)
		rows.push([fieldLabels.audio, `${spec.audio.required ? 'required; ' : ''}${clip(spec.audio.limits)}`]);
	if (spec.speech) rows.push(...speechFields().map((field): [string, string] => [field.displayName, spoken(field)]));
	for (const [name, setting] of Object.entries(spec.settings) as Array<[SettingName, Setting]>) {
		rows.push([fieldLabels[name], described(setting)]);
	}
	if (spec.newer) rows.push([fieldLabels.newerStandard, newerIn(spec, spec.newer)]);
	if (spec.needsApiKey) rows.push(['Credential', 'an API key; access keys do not work']);
	return rows.map(([field, takes]) => `| ${field} | ${takes} |`);
}

/** What a model is called by the newer standard, and which fields it does not have there. */
function newerIn({ settings }: ModelOperation, { modelId, spec }: NewerStandard): string {
	const lacking = Object.keys(settings).filter((name) => spec.settings[name as SettingName] === undefined);
	const without = lacking.map((name) => `'${fieldLabels[name as SettingName]}'`).join(', ');
	return `as \`${modelId}\`, with an API key${without === '' ? '' : `, without ${without}`}`;
}

function described(setting: Setting): string {
	switch (setting.kind) {
		case 'text':
			return `${setting.required === true ? 'required; ' : ''}up to ${setting.max} characters`;
		case 'switch':
			return `on or off (${setting.default ? 'on' : 'off'})`;
		case 'number':
			return `${setting.min} to ${setting.max}${setting.decimals === 1 ? ' in tenths' : ''}${setting.key === '' && setting.optional ? '' : ` (${setting.default})`}`;
		case 'ids':
			return `up to ${setting.most} IDs`;
		case 'several':
			return `any of ${setting.values.map((value) => choiceLabels[value] ?? value).join(', ')}`;
		case 'shots':
			return `up to ${setting.most} shots of ${setting.min} to ${setting.max} seconds, each with a prompt of up to ${setting.promptMax} characters`;
		case 'choice': {
			const values: ReadonlyArray<string | number> = setting.values;
			const shown = values.map((value) => qualityLabels[value as Quality] ?? choiceLabels[value] ?? String(value));
			return `${shown.join(', ')} (${shown[values.indexOf(setting.default)] ?? ''})`;
		}
	}
}

/** A sentence without its capital and its period. */
const started = (sentence: string) => `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;

/** A field of a text to be spoken. */
function spoken({ options = [], typeOptions, default: value, description = '' }: INodeProperties): string {
	const names = options.map(({ name }) => name);
	if (names.length > 0) return `${names.join(', ')} (${String(value)})`;
	const { minValue, maxValue } = typeOptions ?? {};
	return minValue === undefined ? `required; ${started(description)}` : `${minValue} to ${maxValue} (${String(value)})`;
}

function picture({ maxBytes, minSide, minRatio, maxRatio }: ImageLimits): string {
	return `at least ${minSide} x ${minSide} px, ratio ${minRatio} to ${maxRatio}; the node compresses it to less than ${maxBytes / 1e6} MB`;
}

function clip({ formats, maxBytes, minSeconds, maxSeconds, maxSecondsByImage, minSide, maxSide }: ClipLimits): string {
	const sides = minSide === undefined ? '' : `, width and height ${minSide} to ${maxSide ?? ''} px`;
	const byImage =
		maxSecondsByImage === undefined ? '' : ` (${maxSecondsByImage} s when the orientation follows the image)`;
	return `${formats.join(', ')} up to ${maxBytes / 1e6} MB, ${minSeconds} to ${maxSeconds} s${byImage}${sides}`;
}
