// Holds lists against a row: storyboards and ids, as the form or an expression gives them.
import { err, Err, type Result } from '../errors';
import { isObject, rowsOf } from '../json';
import { fieldLabels, type Shot } from '../vocabulary';
import type { IdsSetting, SeveralSetting, ShotsSetting } from './catalogue';

/** The storyboard, or undefined where there is none. Rows come as the form's `{ row: [...] }` or as a bare list. */
export function checkShots(who: string, setting: ShotsSetting, value: unknown): Result<Shot[] | undefined> {
	const label = fieldLabels.shots;
	const rows = rowsOf(value);
	if (!Array.isArray(rows))
		return err('input', `'${label}' is not a list of shots`, { nextStep: 'Add its rows in the form' });
	if (rows.length === 0) return undefined;
	if (rows.length > setting.most) {
		return err('input', `'${label}' has ${rows.length} shots, ${who} takes ${setting.most} at most`, {
			nextStep: `Take ${rows.length - setting.most} of them away`,
		});
	}
	const shots: Shot[] = [];
	for (const [index, row] of rows.entries()) {
		const shot = checkShot(`Shot ${index + 1} of '${label}'`, setting, row);
		if (shot instanceof Err) return shot;
		shots.push(shot);
	}
	return shots;
}

function checkShot(name: string, { promptMax, min, max }: ShotsSetting, row: unknown): Result<Shot> {
	const prompt = isObject(row) && typeof row.prompt === 'string' ? row.prompt.trim() : '';
	if (prompt === '') return err('input', `${name} has no prompt`, { nextStep: 'Say what happens in it' });
	const length = [...prompt].length;
	if (length > promptMax) {
		return err('input', `${name} has a prompt of ${length} characters, ${promptMax} are allowed`, {
			nextStep: `Shorten it by ${length - promptMax} characters`,
		});
	}
	const duration = isObject(row) ? Number(row.duration) : NaN;
	if (!Number.isInteger(duration) || duration < min || duration > max) {
		return err('input', `${name} can't last '${isObject(row) ? String(row.duration) : ''}' seconds`, {
			nextStep: `Give a whole number from ${min} to ${max}`,
		});
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
	const given = [...new Set(parts.map((part) => String(part).trim()).filter((part) => part !== ''))];
	if (given.length === 0) return undefined;
	const wrong = given.find((one) => !values.includes(one));
	if (wrong === undefined) return given;
	return err('input', `'${label}' can't be '${wrong.slice(0, 40)}'`, {
		nextStep: `Use any of: ${values.join(', ')}`,
	});
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
		return err('input', `'${label}' got an id as a number that is too long to be exact`, {
			nextStep: 'Let the expression give the id as text',
		});
	}
	if (parts.some((part) => typeof part === 'object' && part !== null)) {
		return err('input', `'${label}' holds an object, which is no id`, {
			nextStep: 'Give the ids as text, separated by commas',
		});
	}
	const ids = parts.map((part) => String(part).trim()).filter((id) => id !== '');
	if (ids.length === 0) return undefined;
	if (ids.length > setting.most) {
		return err('input', `'${label}' has ${ids.length} ids, ${who} takes ${setting.most} at most`, {
			nextStep: `Take ${ids.length - setting.most} of them away`,
		});
	}
	const wrong = setting.digitsOnly ? ids.find((id) => !/^[1-9]\d{0,18}$/.test(id)) : undefined;
	if (wrong === undefined) return ids;
	return err('input', `'${label}' holds '${wrong.slice(0, 40)}', which is no id`, {
		nextStep: 'An id has digits only',
	});
}
