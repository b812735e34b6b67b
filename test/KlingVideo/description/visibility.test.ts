// For every backend, model and operation that can be picked, typed or computed, n8n shows each field once and the right ones.
import { backendIds, backends, catalogue } from '../../../nodes/shared/backends';
import type { ModelOperation } from '../../../nodes/shared/backends/catalogue';
import { localOperations } from '../../../nodes/KlingVideo/clips/description';
import { operations } from '../../../nodes/KlingVideo/operations';
import { frameFields } from '../../../nodes/KlingVideo/operations/fields/image-source';
import {
	behavesLikeParameter,
	hasModelChoice,
	modelParameter,
} from '../../../nodes/KlingVideo/operations/fields/model-parameters';
import type { Operation } from '../../../nodes/KlingVideo/operations/operation';
import {
	resourceLabels,
	type BackendId,
	type FrameName,
	type GeneratingOperation,
	type SettingName,
} from '../../../nodes/shared/vocabulary';
import { parameterName } from '../../../nodes/shared/stored';
import { BY_EXPRESSION, choices, type Choice } from '../../support/choices';
import { choicesOf, completed, credentialsShown, description, generations, shown } from '../../support/form';
import { looksLike } from '../../support/field-appearance';

const twice = (names: string[]) => names.filter((name, index) => names.indexOf(name) !== index);
/** The parameter that stands for a picture in the form: where it comes from. */
const sourceOf = (frame: FrameName, optional?: boolean) => frameFields(frame, optional)[0]!.name;
const MATERIALS = {
	middleFrames: 'middleFrames',
	sounds: 'sounds',
	references: 'images',
	video: 'videoSource',
	audio: 'voiceSource',
	elements: 'subjects',
	speech: 'speechText',
	recording: 'recordingSource',
} as const;

/** Settings, pictures and other materials that an operation has a place for, as parameters of the form. */
function fieldsOf(
	operation: GeneratingOperation,
): Array<{ parameter: string; taken: (spec: ModelOperation) => boolean }> {
	const { fields, options } = operations[operation];
	return [...fields, ...options].flatMap((entry) => {
		// What belongs to another choice than the form begins with.
		if ('only' in entry && entry.only?.madeFrom?.includes('pictures') === false) return [];
		if ('setting' in entry) {
			return [
				{ parameter: parameterName(entry.setting), taken: ({ settings }) => settings[entry.setting] !== undefined },
			];
		}
		if ('frame' in entry) {
			const parameter = sourceOf(entry.frame, entry.optional);
			return [{ parameter, taken: ({ images }) => images[entry.frame] !== undefined }];
		}
		if (!('material' in entry)) return [];
		const slot = entry.material === 'recording' ? 'audio' : entry.material;
		return [{ parameter: MATERIALS[entry.material], taken: (spec) => spec[slot] !== undefined }];
	});
}

function modelFieldsOf(operation: GeneratingOperation, backend: BackendId | undefined, isTyped: boolean): string[] {
	if (!backend) return ['model'];
	if (!hasModelChoice(backend, operation)) return [];
	return [modelParameter(backend, operation), ...(isTyped ? [behavesLikeParameter(backend, operation)] : [])];
}

/** Choices of one backend and operation are tried together: a test of each by itself takes longer than what it looks at. */
const groups = [...new Set(choices.map(groupOf))].map(
	(title) => [title, choices.filter((choice) => groupOf(choice) === title)] as const,
);

function groupOf({ backend, operation }: Choice): string {
	return `${operation} on ${backend ?? BY_EXPRESSION}`;
}

/** The rows whose fields a choice shows: its own; all of the backend's, where the model is not in the catalogue. */
function rowsFor({ spec, backend, operation, typed }: Choice): ModelOperation[] {
	if (spec && !typed) return [spec];
	return (backend ? [backend] : backendIds).flatMap((id) =>
		catalogue(id, operation).flatMap((model) => model.operations[operation] ?? []),
	);
}

describe.each(generations)('%s', (_, helpers) => {
	test.each(groups)('%s: every field once, and exactly those that the models take', (__, group) => {
		const found = group.map((choice) => [choice.title, fieldsShown(choice)]);
		expect(found).toEqual(group.map((choice) => [choice.title, fieldsWanted(choice)]));
	});

	function fieldsShown({ values, operation }: Choice) {
		const { main, options } = shown(helpers, values);
		const names = [...main, ...options].map(({ name }) => name);
		const places = fieldsOf(operation).map(({ parameter }) => parameter);
		return {
			twice: [...twice(main.map(({ name }) => name)), ...twice(options.map(({ name }) => name))],
			fields: names.filter((name) => places.includes(name)).sort(),
			models: names.filter((name) => name === 'model' || /Model$|BehavesLike$/.test(name)),
		};
	}

	function fieldsWanted(choice: Choice) {
		const { operation, backend, typed: isTyped } = choice;
		const offers = rowsFor(choice);
		const places = fieldsOf(operation).filter(({ taken }) => offers.some(taken));
		return {
			twice: [],
			fields: places.map(({ parameter }) => parameter).sort(),
			models: modelFieldsOf(operation, backend, isTyped),
		};
	}

	test.each(groups)('%s: choices and defaults are those of the model', (__, group) => {
		for (const { title, values, spec, typed: isTyped } of group) {
			if (!spec) continue;
			const { main, options } = shown(helpers, values);
			const fields = new Map([...main, ...options].map((field) => [field.name, field]));
			for (const [settingName, setting] of Object.entries(spec.settings)) {
				const name = parameterName(settingName as SettingName);
				const field = fields.get(name);
				// Of a model that nobody knows only the default is its likeness's.
				if (isTyped) {
					if ('default' in setting) expect([title, name, field?.default]).toEqual([title, name, setting.default]);
					continue;
				}
				expect({ title, field }).toMatchObject({ title, field: looksLike(setting) });
				if (setting.kind === 'choice') expect([title, field?.options?.length]).toEqual([title, setting.values.length]);
				// A prompt that a storyboard can replace may be empty in the form.
				const required = setting.kind === 'text' && setting.required === true;
				expect([title, name, field?.required ?? false]).toEqual([title, name, required]);
			}
		}
	});

	test('no list offers a value twice', () => {
		const broken = choices.flatMap(({ title, values }) => {
			const { main, options } = shown(helpers, values);
			return [...main, ...options].flatMap((field) => {
				const again = twice(choicesOf(field).map(({ value }) => String(value)));
				return again.length > 0 ? [`${title}: ${field.name} ${again.join()}`] : [];
			});
		});
		expect(broken).toEqual([]);
	});

	test('a number whose range is narrower with some models says so', () => {
		const field = shown(helpers, { backend: 'kling', operation: 'multiImageToVideo' }).main.find(
			({ name, type }) => name === 'duration' && type === 'number',
		);
		expect(field?.description).toContain('(3 to 15; 3 to 10 with Kling O1; 3 to 30 with Kling 4.0; ');
	});

	test.each([...backendIds, BY_EXPRESSION])('Query Task on %s: every field once, one field for the id', (backend) => {
		for (const lookUpBy of ['taskId', 'externalTaskId']) {
			const { main, options } = shown(helpers, { resource: 'video', operation: 'queryTask', backend, lookUpBy });
			expect(twice([...main.map(({ name }) => name)])).toEqual([]);
			expect(twice(options.map(({ name }) => name))).toEqual([]);
			const external = (backend === 'kling' || backend === BY_EXPRESSION) && lookUpBy === 'externalTaskId';
			expect(main.map(({ name }) => name).filter((name) => /taskId$/i.test(name))).toEqual([
				external ? 'queryExternalTaskId' : 'taskId',
			]);
		}
	});

	const klingsOwn = ({ options }: Operation) =>
		['madeBy', 'listMadeBy', 'externalTaskId'].find((name) =>
			options.some((one) => 'field' in one && one.field.name === name),
		);

	test.each(
		Object.values<Operation>(operations).flatMap((one) => {
			const own = klingsOwn(one);
			return own ? [[one.id, one.resource, own] as const] : [];
		}),
	)('%s: what only the official API knows is hidden elsewhere and there by expression', (operation, resource, own) => {
		const has = (backend: string) =>
			shown(helpers, { resource, operation, backend }).options.some(({ name }) => name === own);
		expect(['kling', 'kie', 'piapi', BY_EXPRESSION].map(has)).toEqual([true, false, false, true]);
	});

	test('speech, which comes with the reply, shows nothing for waiting but for a free slot; nobody has it but the official API', () => {
		const of = (backend: string) => shown(helpers, { resource: 'audio', operation: 'textToSpeech', backend });
		const names = (list: Array<{ name: string }>) => list.map(({ name }) => name);
		expect(names(of('kling').main)).toEqual([
			'backend',
			'resource',
			'operation',
			'speechText',
			'speechVoice',
			'speechLanguage',
			'speechSpeed',
			'options',
		]);
		expect(names(of('kling').options).sort()).toEqual([
			'additionalBody',
			'atDownloadFailure',
			'checkOnly',
			'createAgain',
			'downloadVideo',
			'itemsAtOnce',
			'outputField',
			'slotLimit',
			'stopAbove',
		]);
		for (const backend of ['kie', 'piapi'])
			expect(names(of(backend).main)).toEqual(['backend', 'resource', 'operation', 'notOffered']);
		for (const { options } of [of('kling'), of('piapi')]) expect(JSON.stringify(options)).not.toMatch(/\bvideo\b/);
	});

	test('each resource has its own operations; Get Balance asks for the backend and nothing else', () => {
		const choicesFor = (resource: string) =>
			shown(helpers, { resource })
				.main.filter(({ name }) => name === 'operation')
				.map(choicesOf);
		for (const resource of Object.keys(resourceLabels)) {
			const made = Object.values<Operation>(operations).filter((operation) => operation.resource === resource);
			const own = resource === 'clip' ? localOperations : made;
			const [offered, ...others] = choicesFor(resource);
			expect(others).toEqual([]);
			expect(offered!.map(({ value }) => value).sort()).toEqual(own.map(({ id }) => id as string).sort());
		}
		const local = shown(helpers, { resource: 'clip', operation: 'joinClips' }).main.map(({ name }) => name);
		expect(local).toEqual(['resource', 'operation', 'joinWhat', 'clips', 'options']);
		for (const backend of [...backendIds, BY_EXPRESSION]) {
			const { main } = shown(helpers, { resource: 'account', operation: 'getBalance', backend });
			const besides = backend === BY_EXPRESSION ? ['backendId', 'backendsLeftOut'] : [];
			// Where no account tells what is left, the form says so.
			const notes = backendIds.some((id) => id === backend && !backends[id].balance) ? ['notOffered'] : [];
			expect(main.map(({ name }) => name)).toEqual(['backend', ...besides, 'resource', 'operation', ...notes]);
		}
		expect(completed(helpers, { resource: 'account' }).operation).toBe('getBalance');
	});

	test("only the chosen backend's credential is asked for; by expression all but those that are left out", () => {
		for (const backend of backendIds)
			expect(credentialsShown(helpers, { backend })).toEqual([backends[backend].credential]);
		for (const leftOut of [[], ['kie'], ['kling', 'piapi']]) {
			expect(credentialsShown(helpers, { backend: BY_EXPRESSION, backendsLeftOut: leftOut })).toEqual(
				backendIds.filter((id) => !leftOut.includes(id)).map((id) => backends[id].credential),
			);
		}
		expect(description.credentials?.every(({ required }) => required)).toBe(true);
	});

	test('credentials are hidden, not shown, by the backend: n8n takes a field that they are shown by out of the form', () => {
		expect(description.credentials?.map(({ displayOptions }) => Object.keys(displayOptions ?? {}))).toEqual([
			['hide'],
			['hide'],
			['hide'],
			['hide'],
		]);
	});

	test('switching the backend keeps what was typed into fields that both have', () => {
		const written = {
			resource: 'video',
			operation: 'imageToVideo',
			prompt: 'A boat',
			duration: 10,
			sound: true,
			imageSource: 'url',
			imageUrl: 'https://h/a.png',
		};
		for (const backend of backendIds) expect(completed(helpers, { ...written, backend })).toMatchObject(written);
	});

	test('a new node is ready: every parameter has a value that its field can have', () => {
		const fresh = completed(helpers, {});
		expect(fresh).toMatchObject({
			backend: 'kling',
			resource: 'video',
			operation: 'imageToVideo',
			imageSource: 'binary',
			imageField: 'data',
		});
		const { main } = shown(helpers, {});
		expect(main.filter(({ name }) => fresh[name] === undefined).map(({ name }) => name)).toEqual([]);
	});
});
