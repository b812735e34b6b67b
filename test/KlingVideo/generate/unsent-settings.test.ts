// R2 and A1's kind: for every field of the form that the user set, its value is in the body, or its label is in the
// warnings or in the refusal.
import type { Setting } from '../../../nodes/shared/backends/catalogue';
import { fieldLabels, type SettingName } from '../../../nodes/shared/vocabulary';
import { expected } from '../../support/bodies';
import { CLIP, SHOTS, type BodyCase } from '../../support/bodies/case';
import { isRefused, nameOf, rows, sentFor, type Input, type Row, type Sent } from '../../support/contract';

const rowNamed = (name: string) => rows.find((row) => nameOf(row) === name)!;

function warningsOf(name: string, input: Input): readonly string[] {
	const outcome = sentFor(rowNamed(name), input);
	return isRefused(outcome) ? [`refused: ${outcome.failure.message}`] : outcome.plan.warnings;
}

const OMNI = 'kling multiImageToVideo kling-v3-omni';
const PICTURE = 'https://h.example/1.png';
const away = (label: string) => expect.stringMatching(new RegExp(`^'${label.replace(/[()]/g, '\\$&')}' was ignored`));

test('R2: a prompt beside a storyboard is told', () => {
	const given = { prompt: 'The whole story', shots: SHOTS, duration: 5 };
	expect(warningsOf(OMNI, { given, references: [PICTURE] })).toContainEqual(away('Prompt'));
});

test('R2: duration and ratio together with a video that is changed are told', () => {
	const given = { prompt: 'p', videoUse: 'edit', duration: 10, aspectRatio: '9:16' };
	const warnings = warningsOf(OMNI, { given, video: CLIP });
	expect(warnings).toContainEqual(away('Duration (Seconds)'));
	expect(warnings).toContainEqual(away('Aspect Ratio'));
});

test('R2: a ratio beside a first frame is told', () => {
	const given = { prompt: 'p', aspectRatio: '9:16' };
	expect(warningsOf(OMNI, { given, images: { firstFrame: PICTURE } })).toContainEqual(away('Aspect Ratio'));
});

test('what the form fills in by itself is no reason for a warning', () => {
	const given = { prompt: 'p', videoUse: 'edit', duration: 5, aspectRatio: '16:9', quality: '720p' };
	expect(warningsOf(OMNI, { given, video: CLIP })).toEqual([]);
});

/** A value that the form may hold and that is not its default. */
function another(setting: Setting): unknown {
	switch (setting.kind) {
		case 'choice':
			return (setting.values as readonly unknown[]).filter((value) => value !== setting.default).at(-1);
		case 'number':
			return setting.max === setting.default ? setting.min : setting.max;
		case 'switch':
			return !setting.default;
		case 'text':
			return 'Seen from afar';
		case 'several':
			return setting.values.slice(0, 1);
		case 'ids':
			return ['829836802793406551'];
		case 'shots':
			return { row: [{ prompt: 'One', duration: Math.max(setting.min, 5) }] };
	}
}

/** These end up in a call of their own or in what is found in the video. */
const ELSEWHERE: readonly SettingName[] = ['face', 'audioStart', 'audioEnd', 'insertAt'];

/** Quality may be part of the address. */
const leaves = ({ call: { url, body = '' } }: Sent) => `${url} ${body}`;

function silent(row: Row, title: string, base: BodyCase): string[] {
	const { settings } = row.model.operations[row.operation]!;
	return (Object.entries(settings) as Array<[SettingName, Setting]>).flatMap(([name, setting]) => {
		if (ELSEWHERE.includes(name)) return [];
		const value = another(setting);
		if (value === undefined) return [];
		const without = sentFor(row, { ...base, given: { ...base.given, [name]: undefined } });
		const outcome = sentFor(row, { ...base, given: { ...base.given, [name]: value } });
		if (isRefused(outcome)) return [];
		const isTold = outcome.plan.warnings.some((warning) => warning.includes(`'${fieldLabels[name]}'`));
		const isSent = isRefused(without) || leaves(without) !== leaves(outcome);
		return isTold || isSent ? [] : [`${nameOf(row)}, ${title}: ${fieldLabels[name]} falls away in silence`];
	});
}

test.each(rows.map((row) => [nameOf(row), row] as const))('%s: every setting is sent, told or refused', (_, row) => {
	const cases = Object.entries(expected[row.backend.id][row.operation][row.model.id]!);
	expect(cases.flatMap(([title, base]) => silent(row, title, base))).toEqual([]);
});
