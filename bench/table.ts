// One line of the results: a figure, what it is compared to, and the aim.

export interface Row {
	/** What was done. */
	readonly what: string;
	/** The figure with its unit; a ratio where it can be one. */
	readonly figure: string;
	readonly comparedTo: string;
	/** Undefined where the figure is for information. */
	readonly aim?: Aim;
	readonly note?: string;
}

export interface Aim {
	/** The aim with its unit. */
	readonly words: string;
	readonly met: boolean;
	/** What sets the limit where the aim is missed; a sentence, printed under the table. */
	readonly why: string;
}

/** The rows as a Markdown table, and under it why aims were missed. */
export function tableOf(rows: readonly Row[]): string {
	const lines = rows.map(({ what, figure, comparedTo, aim, note = '' }) => [
		what,
		figure,
		comparedTo,
		aim ? `${aim.words}${aim.met ? '' : ': missed'}` : '',
		note,
	]);
	const head = ['what', 'figure', 'compared to', 'aim', 'note'];
	const table = [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
	const missed = reasons(rows);
	return missed.length > 0 ? `${table}\n\nWhy aims were missed:\n\n${missed.join('\n')}` : table;
}

/** One line for each reason, with the rows that it explains. */
function reasons(rows: readonly Row[]): string[] {
	const byReason = new Map<string, string[]>();
	for (const { what, aim } of rows) {
		if (aim && !aim.met) byReason.set(aim.why, [...(byReason.get(aim.why) ?? []), what]);
	}
	return [...byReason].map(([why, whats]) => `* ${whats.join('; ')}: ${why}`);
}

/** A row for what could not be measured here; `why` is a sentence. */
export function unmeasured(what: string, why: string): Row {
	return { what, figure: 'not measured', comparedTo: '-', note: why };
}

/** A number with two digits after the point. */
export const ratio = (value: number) => value.toFixed(2);

export const median = (values: readonly number[]): number => {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? NaN;
};
