// Holds lists against a row: storyboards and ids, as the form or an expression gives them.
import { Err, type Result } from '../errors';
import { listFailures } from '../messages/backends';
import { fail } from '../messages/message';
import { isObject, rowsOf } from '../json';
import { findChoice, numberIn } from '../choices';
import { choiceLabels, type Shot } from '../vocabulary';
import type { IdsSetting, SeveralSetting, ShotsSetting } from './catalogue';

/** The storyboard, or undefined where there is none. Rows come as the form's `{ row: [...] }` or as a bare list. */
export function checkShots(who: string, setting: ShotsSetting, value: unknown): Result<Shot[] | undefined> {
	const rows = rowsOf(value);
	if (!Array.isArray(rows)) return fail(listFailures.notShots);
	if (rows.length === 0) return undefined;
	if (rows.length > setting.most) {
		const { most } = setting;
		return fail(listFailures.tooManyShots, { count: rows.length, model: who, most, extra: rows.length - most });
	}
	const shots: Shot[] = [];
	for (const [index, row] of rows.entries()) {
		const shot = checkShot(index + 1, setting, row);
		if (shot instanceof Err) return shot;
		shots.push(shot);
	}
	return shots;
}

function checkShot(number: number, { promptMax, min, max }: ShotsSetting, row: unknown): Result<Shot> {
	const prompt = isObject(row) && typeof row.prompt === 'string' ? row.prompt.trim() : '';
	if (prompt === '') return fail(listFailures.shotWithoutPrompt, { number });
	const length = [...prompt].length;
	if (length > promptMax) {
		const extra = length - promptMax;
		return fail(listFailures.shotPromptTooLong, { number, length, most: promptMax, extra });
	}
	const duration = isObject(row) ? Number(numberIn(row.duration)) : NaN;
	if (!Number.isInteger(duration) || duration < min || duration > max) {
		const value = isObject(row) ? String(row.duration) : '';
		return fail(listFailures.shotLength, { number, value, least: min, most: max });
	}
	return { prompt, duration };
}

/** Values of a list, as the form's list or as text with commas; each counts once. */
export function checkSeveral(
	label: string,
	{ values }: SeveralSetting,
	value: unknown,
): Result<readonly string[] | undefined> {
	const parts = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [value ?? ''];
	const given = parts.map((part) => String(part).trim()).filter((part) => part !== '');
	if (given.length === 0) return undefined;
	const choices = values.map((one) => ({ value: one, name: choiceLabels[one] ?? one }));
	const found = given.map((part) => findChoice(part, choices));
	const wrong = given.find((_, index) => found[index] === 'unknown');
	if (wrong === undefined) return [...new Set(found.flatMap((one) => (one && one !== 'unknown' ? [one.value] : [])))];
	return fail(listFailures.notOneOf, { field: label, value: wrong.slice(0, 40), choices: values.join(', ') });
}

/** What the form's rows hold, `{ row: [{ id }] }`, each picked from a list, typed, or given by an expression. */
function idsIn(value: unknown): unknown[] {
	if (typeof value === 'string') return value.split(/[\s,]+/);
	if (Array.isArray(value)) return value.flatMap(idsIn);
	if (!isObject(value)) return [value ?? ''];
	if ('row' in value) return idsIn(value.row);
	if ('id' in value) return idsIn(value.id);
	if ('__rl' in value) return idsIn(value.value);
	return Object.keys(value).length === 0 ? [] : [value];
}

/**
 * Ids as rows of the form, as a list, or as text with commas; they stay text, because a number would lose their last
 * digits.
 */
export function checkIds(
	who: string,
	label: string,
	setting: IdsSetting,
	value: unknown,
): Result<readonly string[] | undefined> {
	const parts = idsIn(value);
	const lossy = parts.find((part) => typeof part === 'number' && !Number.isSafeInteger(part));
	if (lossy !== undefined) {
		return fail(listFailures.idTooLong, { field: label });
	}
	if (parts.some((part) => typeof part === 'object' && part !== null)) {
		return fail(listFailures.idIsObject, { field: label });
	}
	const ids = parts.map((part) => String(part).trim()).filter((id) => id !== '');
	if (ids.length === 0) return undefined;
	if (ids.length > setting.most) {
		const { most } = setting;
		return fail(listFailures.tooManyIds, {
			field: label,
			count: ids.length,
			model: who,
			most,
			extra: ids.length - most,
		});
	}
	const wrong = setting.digitsOnly ? ids.find((id) => !/^[1-9]\d{0,18}$/.test(id)) : undefined;
	if (wrong === undefined) return ids;
	return fail(listFailures.noId, { field: label, value: wrong.slice(0, 40) });
}
