// Holds what the user gave against a model's row: what fits is made exact, what cannot work is refused in one sentence
// before anything is paid, what the model does not know is left out and named.
import { Err, type Result } from '../errors';
import { settingFailures, settingWarnings } from '../messages/backends';
import { modelWarnings } from '../messages/models';
import { fail, say } from '../messages/message';
import {
	choiceLabels,
	fieldLabels,
	qualityLabels,
	qualityWords,
	type FrameName,
	type Quality,
	type SettingName,
	type Settings,
	type Shot,
} from '../vocabulary';
import { findChoice, isNothing, numberIn, single, switchIn } from '../choices';
import { checkIds, checkSeveral, checkShots } from './validate-lists';
import type { ListName, Constraint, ModelOperation, Setting, ShotsSetting, Condition } from './catalogue';

/** Values as the form or an expression gave them; nothing is known of their types. */
export type Given = Partial<Record<SettingName, unknown>>;

export interface Checked {
	readonly settings: Settings;
	/** Pictures that will be sent. */
	readonly frames: readonly FrameName[];
	readonly warnings: readonly string[];
}

/** Values that mean nothing when a model lacks the field, because the form fills them in by itself. */
const UNTOUCHED: Given = {
	duration: 5,
	quality: '720p',
	generateAudio: false,
	aspectRatio: '16:9',
	videoUse: 'reference',
	characterOrientation: 'video',
	background: 'video',
	keepOriginalSound: true,
	preferMultiShots: false,
	watermark: false,
	asmr: false,
	madeFrom: 'pictures',
};

/** Leaves it to the backend or to the video, and so means nothing where the model lacks the field. */
const AUTO = 'auto';

/** What becomes of a rule of the row that a request breaks. */
export interface Rules {
	/** The broken rule, or undefined where it is only told. */
	readonly rule: (broken: Err | undefined) => Err | undefined;
	/** What was let pass, for `warnings`. */
	readonly passed: readonly string[];
	readonly isLenient: boolean;
}

/** For a model of the catalogue: its row is the law. */
export const strict: Rules = { rule: (broken) => broken, passed: [], isLenient: false };

/** For a model that is in no catalogue: what its model row would refuse goes out as it was given, and is told. */
export function lenient(): Rules {
	const passed: string[] = [];
	return {
		rule(broken) {
			if (broken) passed.push(say(modelWarnings.sentAllTheSame, { reason: broken.failure.message }));
			return undefined;
		},
		passed,
		isLenient: true,
	};
}

/**
 * @param who the model as it is named in messages, such as "Kling 2.6 on Kie.ai"
 * @param frames the pictures that the user gave
 */
export function check(
	who: string,
	spec: ModelOperation,
	given: Given,
	frames: readonly FrameName[],
	rules: Rules = strict,
): Result<Checked> {
	const settings = checkSettings(who, spec, given, rules);
	if (settings instanceof Err) return settings;
	for (const name of Object.keys(spec.images) as FrameName[]) {
		if (!spec.images[name]?.required || frames.includes(name)) continue;
		const broken = rules.rule(fail(settingFailures.pictureMissing, { field: fieldLabels[name], model: who }));
		if (broken) return broken;
	}
	const taken = frames.filter((name) => spec.images[name] !== undefined);
	for (const need of spec.constraints ?? []) {
		const broken = rules.rule(brokenBy(need, who, settings, taken));
		if (broken) return broken;
	}
	const unknown = [
		...(Object.keys(given) as SettingName[]).filter(
			(name) =>
				!(name in spec.settings) && isTouched(name, given[name]) && !(spec.alwaysAudio && name === 'generateAudio'),
		),
		...frames.filter((name) => !taken.includes(name)),
	];
	return {
		settings,
		frames: taken,
		warnings: [
			...unknown.map((name) => say(settingWarnings.notSent, { field: fieldLabels[name], model: who })),
			...(spec.alwaysAudio && String(given.generateAudio) === 'false'
				? [say(settingWarnings.alwaysSound, { model: who })]
				: []),
		],
	};
}

/** Whether the user gave something under a field, and not only what the form fills in by itself. */
export function isTouched(name: SettingName, value: unknown): boolean {
	if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
	if (value === undefined || value === null || value === '' || value === AUTO) return false;
	return String(value) !== String(UNTOUCHED[name]);
}

function checkSettings(who: string, spec: ModelOperation, given: Given, rules: Rules): Result<Settings> {
	const shots = spec.settings.shots
		? underRules(rules, spec.settings.shots, given.shots, (setting) => checkShots(who, setting, given.shots))
		: undefined;
	if (shots instanceof Err) return shots;
	const besideShots = shots ? spec.settings.shots?.prompt : undefined;
	const settings: Record<string, unknown> = {};
	for (const [name, setting] of Object.entries(spec.settings) as Array<[SettingName, Setting]>) {
		if (name === 'prompt' && besideShots !== undefined && besideShots !== 'needed') {
			if (besideShots === 'empty') settings.prompt = '';
			continue;
		}
		const value =
			setting.kind === 'shots'
				? shots
				: underRules(rules, setting, given[name], (own) => checkOne(who, fieldLabels[name], own, given[name]));
		if (value instanceof Err) return value;
		if (value !== undefined) settings[name] = value;
	}
	return shots ? (rules.rule(checkSum(shots, spec, settings)) ?? settings) : settings;
}

/** A value that breaks a range, a choice or a count is taken as it is where the rules are lenient. */
function underRules<S extends Setting, V>(
	{ rule, isLenient }: Rules,
	setting: S,
	given: unknown,
	checkBy: (setting: S) => Result<V>,
): Result<V> {
	const value = checkBy(setting);
	if (!(value instanceof Err) || !isLenient) return value;
	const wider = checkBy(widened(setting, given));
	if (!(wider instanceof Err)) rule(value);
	return wider;
}

/** A setting without its ranges, choices and counts; what a value has to be at all stays. */
function widened<S extends Setting>(setting: S, given: unknown): S {
	const unbounded = { min: -Infinity, max: Infinity };
	switch (setting.kind) {
		case 'text':
			return { ...setting, max: Infinity, required: false };
		case 'number':
			return { ...setting, ...unbounded, whole: false };
		case 'shots':
			return { ...setting, ...unbounded, most: Infinity, promptMax: Infinity };
		case 'ids':
			return { ...setting, most: Infinity };
		case 'several':
			return { ...setting, values: [...setting.values, ...(Array.isArray(given) ? given.map(String) : [])] };
		case 'choice': {
			if (typeof given !== 'string' && typeof given !== 'number') return setting;
			const isNumber = typeof setting.values[0] === 'number' && Number.isFinite(Number(given));
			return { ...setting, values: [isNumber ? Number(given) : String(given).trim()] };
		}
		case 'switch':
			return setting;
	}
}

/** The storyboard's seconds are the video's, or the backend would refuse one of them. */
function checkSum(shots: readonly Shot[], spec: ModelOperation, settings: Record<string, unknown>): Err | undefined {
	const sum = shots.reduce((total, shot) => total + shot.duration, 0);
	if (spec.settings.shots?.durationLeftOut) {
		delete settings.duration;
		return undefined;
	}
	if (settings.duration === undefined || settings.duration === sum) return undefined;
	return fail(settingFailures.shotsLastOtherwise, { sum, duration: String(settings.duration) });
}

function checkOne(
	who: string,
	label: string,
	setting: Exclude<Setting, ShotsSetting>,
	value: unknown,
): Result<string | number | boolean | readonly string[] | undefined> {
	if (setting.kind === 'text') return checkText(who, label, setting, value);
	if (setting.kind === 'ids') return checkIds(who, label, setting, value);
	if (setting.kind === 'several') return checkSeveral(label, setting, value);
	if (isNothing(single(value))) {
		return setting.kind === 'number' && setting.optional ? undefined : setting.default;
	}
	if (setting.kind === 'switch') return checkSwitch(label, value);
	if (setting.kind === 'number') return checkNumber(who, label, setting, value);
	const values: ReadonlyArray<string | number> = setting.values;
	const choices = values.map((allowed) => ({
		value: allowed,
		name: labelOf(allowed),
		also: qualityWords[allowed as Quality] ?? [],
	}));
	const found = findChoice(typeof values[0] === 'number' ? numberIn(value) : value, choices);
	if (found !== 'unknown') return found?.value ?? setting.default;
	const shown = values.map(labelOf);
	return fail(settingFailures.notAChoice, { field: label, value: show(value), model: who, choices: either(shown) });
}

const labelOf = (value: string | number) => qualityLabels[value as Quality] ?? choiceLabels[value] ?? String(value);

function checkText(
	who: string,
	label: string,
	setting: Extract<Setting, { kind: 'text' }>,
	list: unknown,
): Result<string | undefined> {
	const value = single(list);
	if (typeof value === 'object' && value !== null) {
		return fail(settingFailures.notText, { field: label, value: show(value) });
	}
	const given = value === undefined || value === null ? '' : String(value);
	const text = setting.name ? nameIn(given) : given;
	if (text.trim() === '') {
		if (setting.required === undefined || setting.required === false) return setting.sendEmpty ? '' : undefined;
		return fail(settingFailures.empty, { field: label, model: who });
	}
	const length = [...text].length;
	if (length <= setting.max) return text;
	const { max: most } = setting;
	return fail(settingFailures.tooLong, { field: label, length, model: who, most, extra: length - most });
}

/** Expressions like to give "undefined" where there is nothing. */
function nameIn(given: string): string {
	const name = given.trim();
	return name === 'undefined' || name === 'null' ? '' : name;
}

function checkNumber(
	who: string,
	label: string,
	setting: Extract<Setting, { kind: 'number' }>,
	value: unknown,
): Result<number> {
	const number = numberIn(value);
	const { min, max, whole, decimals } = setting;
	if (typeof number === 'number' && number >= min && number <= max && (!whole || Number.isInteger(number)))
		return decimals === undefined ? number : Number(number.toFixed(decimals));
	const record = whole ? settingFailures.notAWholeNumber : settingFailures.notInRange;
	return fail(record, { field: label, value: show(value), model: who, least: min, most: max });
}

/** A boolean, also one that an expression or an agent gave as a word. */
export function checkSwitch(label: string, value: unknown): Result<boolean> {
	return switchIn(value) ?? fail(settingFailures.notASwitch, { field: label, value: show(value) });
}

function brokenBy(need: Constraint, who: string, settings: Settings, frames: readonly FrameName[]): Err | undefined {
	const cause = triggered(need.if, settings, frames);
	if (cause === undefined) return undefined;
	for (const [name, wanted] of Object.entries(need.then ?? {}) as Array<[SettingName, string | boolean]>) {
		if (settings[name] === wanted) continue;
		const values = { field: cause, other: fieldLabels[name], model: who };
		if (wanted === true) return fail(settingFailures.needsSwitchOn, values);
		if (wanted === false) return fail(settingFailures.needsSwitchOff, values);
		const value = qualityLabels[wanted as Quality] ?? choiceLabels[wanted] ?? wanted;
		return fail(settingFailures.needsValue, { ...values, value });
	}
	for (const name of need.never ?? []) {
		const there = isList(name) ? (settings[name]?.length ?? 0) > 0 : frames.includes(name);
		if (!there) continue;
		return fail(settingFailures.notTogether, { field: cause, other: fieldLabels[name], model: who });
	}
	return undefined;
}

const isList = (name: FrameName | ListName): name is ListName =>
	name === 'shots' || name === 'elementIds' || name === 'voiceIds';

/** The label of the field that calls for the rule, where it does. */
function triggered(trigger: Condition, settings: Settings, frames: readonly FrameName[]): string | undefined {
	if ('image' in trigger) return frames.includes(trigger.image) ? fieldLabels[trigger.image] : undefined;
	if ('given' in trigger) return (settings[trigger.given]?.length ?? 0) > 0 ? fieldLabels[trigger.given] : undefined;
	return settings.generateAudio === true ? fieldLabels.generateAudio : undefined;
}

function show(value: unknown): string {
	const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
	return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** "5 or 10", "a, b or c". */
function either(values: string[]): string {
	return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values[values.length - 1]}`;
}
