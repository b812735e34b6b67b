// The parameter reference as Markdown: which backend has which model for which operation, with which fields and limits.
import { backendIds, backends, catalogue } from '../../nodes/KlingVideo/backends';
import type { Offer, Setting } from '../../nodes/KlingVideo/backends/model';
import type { ClipLimits, ImageLimits } from '../../nodes/KlingVideo/media/limits';
import { operations } from '../../nodes/KlingVideo/operations';
import type { Operation } from '../../nodes/KlingVideo/operations/operation';
import { MAKERS } from '../../nodes/KlingVideo/operations/queryTask';
import {
	fieldLabels,
	qualityLabels,
	type GeneratingOperation,
	type Quality,
	type SettingName,
} from '../../nodes/KlingVideo/words';

/** The whole page. */
export function parameterReference(): string {
	const makers = Object.keys(MAKERS) as GeneratingOperation[];
	return [
		'# Operations, models and their fields',
		'',
		'Generated from the catalogue by `npm run docs`; do not edit by hand.',
		'',
		'| operation | ' + backendIds.map((id) => backends[id].label).join(' | ') + ' |',
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
				'| field | takes |',
				'|---|---|',
				...rowsOf(model.operations[maker] ?? { settings: {}, images: {} }),
				'',
			]),
		),
	];
}

function rowsOf(offer: Offer): string[] {
	const rows: Array<[string, string]> = [];
	for (const [frame, slot] of Object.entries(offer.images)) {
		if (slot) rows.push([fieldLabels[frame as 'image'], `${slot.required ? 'needed; ' : ''}${picture(slot.limits)}`]);
	}
	if (offer.references) {
		const { min, max, maxWithVideo, limits } = offer.references;
		const beside = maxWithVideo === undefined ? '' : ` (${maxWithVideo} beside a video)`;
		rows.push([fieldLabels.images, `${min} to ${max}${beside}; ${picture(limits)}`]);
	}
	if (offer.video)
		rows.push([fieldLabels.video, `${offer.video.required ? 'needed; ' : ''}${clip(offer.video.limits)}`]);
	if (offer.sound)
		rows.push([fieldLabels.speech, `${offer.sound.required ? 'needed; ' : ''}${clip(offer.sound.limits)}`]);
	for (const [name, setting] of Object.entries(offer.settings) as Array<[SettingName, Setting]>) {
		rows.push([fieldLabels[name], described(setting)]);
	}
	if (offer.needsApiKey) rows.push(['Credential', 'an API key; access keys do not work']);
	return rows.map(([field, takes]) => `| ${field} | ${takes} |`);
}

function described(setting: Setting): string {
	switch (setting.kind) {
		case 'text':
			return `${setting.required === true ? 'needed; ' : ''}up to ${setting.max} characters`;
		case 'switch':
			return `on or off (${setting.default ? 'on' : 'off'})`;
		case 'number':
			return `${setting.min} to ${setting.max} (${setting.default})`;
		case 'ids':
			return `up to ${setting.most} ids`;
		case 'shots':
			return `up to ${setting.most} shots of ${setting.min} to ${setting.max} seconds, each with up to ${setting.promptMax} characters`;
		case 'choice': {
			const values: ReadonlyArray<string | number> = setting.values;
			const shown = values.map((value) => qualityLabels[value as Quality] ?? (value === '' ? 'None' : String(value)));
			return `${shown.join(', ')} (${shown[values.indexOf(setting.default)] ?? ''})`;
		}
	}
}

function picture({ maxBytes, minSide, minRatio, maxRatio }: ImageLimits): string {
	return `sides of ${minSide} px at least, ratio ${minRatio} to ${maxRatio}; made smaller than ${maxBytes / 1e6} MB`;
}

function clip({ formats, maxBytes, minSeconds, maxSeconds, maxSecondsByImage, minSide, maxSide }: ClipLimits): string {
	const sides = minSide === undefined ? '' : `, sides of ${minSide} to ${maxSide ?? ''} px`;
	const byImage =
		maxSecondsByImage === undefined ? '' : ` (${maxSecondsByImage} s when the orientation follows the image)`;
	return `${formats.join(', ')} up to ${maxBytes / 1e6} MB, ${minSeconds} to ${maxSeconds} s${byImage}${sides}`;
}
