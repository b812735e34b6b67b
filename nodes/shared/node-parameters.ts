// Reads the form of one item. A parameter that the form hides is read as its fallback.
import type { IExecuteFunctions } from 'n8n-workflow';
import { single } from './choices';
import { isObject } from './json';

export interface Form {
	/** Anything; undefined where the form hides it. */
	value(name: string): unknown;
	/** Text, trimmed; numbers are taken as text; '' where there is none. */
	text(name: string): string;
	/** An entry of the 'Options' collection; undefined where the user did not add it. */
	option(name: string): unknown;
}

/** The form as it stands for one item, expressions resolved. */
export function formOf(context: IExecuteFunctions, itemIndex: number): Form {
	const value = (name: string) => {
		const found: unknown = context.getNodeParameter(name, itemIndex, null);
		// A resource locator: what was picked or typed stands in `value`.
		return (isObject(found) && found.__rl === true ? found.value : found) ?? undefined;
	};
	let options: Record<string, unknown> | undefined;
	return {
		value,
		text(name) {
			const found = single(value(name));
			return typeof found === 'string' || typeof found === 'number' ? String(found).trim() : '';
		},
		option(name) {
			if (!options) {
				const found: unknown = context.getNodeParameter('options', itemIndex, {});
				options = isObject(found) ? found : {};
			}
			return options[name];
		},
	};
}
