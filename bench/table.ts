// One line of the results: a figure, what it is compared to, and the aim.

export interface Row {
	/** What was done. */
	readonly what: string;
	/** The figure with its unit; a ratio where it can be one. */
	readonly figure: string;
	readonly comparedTo: string;
	/** Undefined where the figure is for information. */
	readonly aim?: string;
	readonly note?: string;
}

/** The rows as a Markdown table. */
export function tableOf(rows: readonly Row[]): string {
	const lines = rows.map(({ what, figure, comparedTo, aim = '', note = '' }) => [what, figure, comparedTo, aim, note]);
	const head = ['what', 'figure', 'compared to', 'aim', 'note'];
	return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A number with two digits after the point. */
export const ratio = (value: number) => value.toFixed(2);

export const median = (values: readonly number[]): number => {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? NaN;
};
