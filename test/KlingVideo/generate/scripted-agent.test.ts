// A10: an agent that gives a value which is none reads the refusal and gives what it names: that must work, for every choice
// of every model and every option, in the words of the refusal.
import { planFor } from '../../../nodes/KlingVideo/generate/validate-request';
import { readCreationOptions } from '../../../nodes/KlingVideo/operations/fields/options';
import { readFrame } from '../../../nodes/KlingVideo/operations/fields/image-source';
import { readPictureHandling } from '../../../nodes/KlingVideo/operations/fields/image-options';
import { readAudio } from '../../../nodes/KlingVideo/operations/fields/speech-source';
import { readVideo } from '../../../nodes/KlingVideo/operations/fields/video-source';
import { operations } from '../../../nodes/KlingVideo/operations';
import { readDelivery } from '../../../nodes/shared/delivery-options';
import { Err } from '../../../nodes/shared/errors';
import type { Form } from '../../../nodes/shared/node-parameters';
import type { Setting } from '../../../nodes/shared/backends/catalogue';
import { fieldLabels, type SettingName } from '../../../nodes/shared/vocabulary';
import { expected } from '../../support/bodies';
import { nameOf, requestFor, rows, type Row } from '../../support/contract';

const NONSENSE = 'whatever you like';

/** The values that a refusal names, as somebody would read them. */
function namedIn({ failure }: Err): string[] {
	const text = /^(?:Choose one of:|Choose from:|Choose|Enter one of:)\s*(.*)$/.exec(failure.nextStep ?? '')?.[1];
	return text?.split(/, | or /).map((word) => word.replace(/\.$/, '')) ?? [];
}

/** What becomes of a form with one value changed, in any case and with blanks around it. */
function follows(field: string, attempt: (value: unknown) => unknown): string[] {
	const refused = attempt(NONSENSE);
	if (!(refused instanceof Err)) return [`${field}: nonsense is taken`];
	if (!refused.failure.message.includes(`'${field}'`)) return [`${field}: ${refused.failure.message}`];
	const values = namedIn(refused);
	if (values.length === 0) return [`${field}: the refusal names no value: ${refused.failure.nextStep ?? ''}`];
	const tried = values.flatMap((value) => [value, value.toUpperCase(), ` ${value.toLowerCase()} `, [value]]);
	return tried.flatMap((value) => {
		const outcome = attempt(value);
		const isStill = outcome instanceof Err && outcome.failure.message.startsWith(`'${field}' can't be`);
		return isStill ? [`${field}: ${JSON.stringify(value)} is refused again: ${outcome.failure.message}`] : [];
	});
}

const smallestOf = ({ backend, operation, model }: Row) => {
	const cases = expected[backend.id][operation][model.id]!;
	return cases.smallest ?? Object.values(cases)[0]!;
};

const isChoice = (setting: Setting) => setting.kind === 'choice' || setting.kind === 'several';

test.each(rows.map((row) => [nameOf(row), row] as const))('%s: every choice', (_, row) => {
	const spec = row.model.operations[row.operation]!;
	const smallest = smallestOf(row);
	const wrong = (Object.entries(spec.settings) as Array<[SettingName, Setting]>)
		.filter(([, setting]) => isChoice(setting))
		.flatMap(([name]) =>
			follows(fieldLabels[name], (value) =>
				planFor(row.backend, requestFor(row, { ...smallest, given: { ...smallest.given, [name]: value } })),
			),
		);
	expect(wrong).toEqual([]);
});

const formWith = (values: Record<string, unknown>, options: Record<string, unknown> = {}): Form => ({
	value: (name) => values[name],
	text: (name) => (typeof values[name] === 'string' ? values[name].trim() : ''),
	option: (name) => options[name],
});

test.each<[string, (value: unknown) => unknown]>([
	[fieldLabels.fitPicture, (value) => readPictureHandling(formWith({}, { fitPicture: value }))],
	[fieldLabels.picturesFromUrl, (value) => readPictureHandling(formWith({}, { preparePictureFromUrl: value }))],
	['On Timeout', (value) => readDelivery(formWith({}, { atTimeLimit: value }))],
	['On Download Failure', (value) => readDelivery(formWith({}, { atDownloadFailure: value }))],
	[fieldLabels.file, (value) => readDelivery(formWith({}, { file: value }))],
	[fieldLabels.firstFrame, (value) => readFrame(formWith({ imageSource: value }), 'firstFrame')],
	[fieldLabels.lastFrame, (value) => readFrame(formWith({ lastFrameSource: value }), 'lastFrame')],
	[fieldLabels.video, (value) => readVideo(formWith({ videoSource: value }))],
	[fieldLabels.audio, (value) => readAudio(formWith({ voiceSource: value }))],
	[
		'Language',
		(value) =>
			readAudio(formWith({ voiceSource: 'speech', speechText: 'Hi', speechVoice: 'v', speechLanguage: value })),
	],
])('%s', (field, attempt) => {
	expect(follows(field, attempt)).toEqual([]);
});

const files = { files: [], odd: [], kindOf: async () => undefined };
const item = (form: Form) => ({ form, backend: 'kling' as const, files, json: {}, timeZone: 'UTC' });

test.each<[string, (value: unknown) => unknown]>([
	['Look Up By', (value) => operations.queryTask.read(item(formWith({ lookUpBy: value, taskId: '1' })))],
	[fieldLabels.madeBy, (value) => operations.queryTask.read(item(formWith({ taskId: '1' }, { madeBy: value })))],
	[fieldLabels.madeBy, (value) => operations.getTasks.read(item(formWith({}, { listMadeBy: value })))],
	[fieldLabels.status, (value) => operations.getTasks.read(item(formWith({}, { statuses: value })))],
	[fieldLabels.owner, (value) => operations.getVoices.read(item(formWith({ libraryOwner: value })))],
])('%s of a free operation', (field, attempt) => {
	expect(follows(field, attempt)).toEqual([]);
});

test.each(['checkOnly', 'createAgain', 'cancelOnStop'] as const)('the switch %s', (name) => {
	const read = (value: unknown) => readCreationOptions(formWith({}, { [name]: value }));
	for (const value of ['True', 'TRUE', 'yes', ' on ', 1, [true]]) expect(read(value)).toMatchObject({ [name]: true });
	for (const value of ['False', 'no', 'Off', 0, ['false']]) expect(read(value)).toMatchObject({ [name]: false });
	expect(read(NONSENSE)).toBeInstanceOf(Err);
});
