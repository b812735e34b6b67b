// When a field is shown. n8n shows everything as soon as a `show` condition meets an expression, so what depends on the
// backend or the model is written as `hide` conditions, which treat an expression like any other value.
import type { DisplayCondition, INodeProperties, NodeParameterValue } from 'n8n-workflow';
import { backendIds } from '../../shared/backends';
import type { BackendSlot } from '../operations/operation';

export type Conditions = Record<string, Array<NodeParameterValue | DisplayCondition>>;

export const backendSlots: readonly BackendSlot[] = [...backendIds, 'expression'];

/** Hides the field on every backend that is not listed. */
export function onBackends(slots: Iterable<BackendSlot>): Conditions {
	const shown = new Set(slots);
	const hidden = backendSlots.filter((slot) => !shown.has(slot));
	return hidden.length === 0 ? {} : { backend: hidden };
}

/** Texts that are expressions, and no text at all, as the editor sees an expression without a result. */
export const COMPUTED: DisplayCondition[] = [{ _cnd: { eq: '' } }, { _cnd: { between: { from: '=', to: '=\uffff' } } }];
/** All others. */
export const PLAIN: DisplayCondition[] = [{ _cnd: { between: { from: ' ', to: '<\uffff' } } }, { _cnd: { gte: '>' } }];

/**
 * Conditions that hold for every text but these: what lies before, between and after them. A regular expression would
 * say it in one line, but n8n runs each in a sandbox that gives up after 250 ms, and on a busy host the node then fails.
 */
export function anythingBut(ids: readonly string[]): DisplayCondition[] {
	const sorted = [...ids].sort();
	const between = sorted.slice(1).map((id, index): DisplayCondition => {
		return { _cnd: { between: { from: `${sorted[index]!} `, to: justBefore(id) } } };
	});
	return [{ _cnd: { lt: sorted[0]! } }, ...between, { _cnd: { gt: sorted.at(-1)! } }];
}

/** The last text that sorts before another one, as far as ids go. */
function justBefore(text: string): string {
	return `${text.slice(0, -1)}${String.fromCharCode(text.charCodeAt(text.length - 1) - 1)}~`;
}

/** The names that conditions look at, those of a collection's entries too. */
export function namesLookedAt(properties: readonly INodeProperties[]): Set<string> {
	const own = properties.flatMap(({ displayOptions }) =>
		Object.values(displayOptions ?? {}).flatMap((conditions) => Object.keys(conditions as object)),
	);
	const inner = properties.flatMap(({ options = [] }) =>
		options.filter((one): one is INodeProperties => 'type' in one),
	);
	const deeper = inner.length > 0 ? namesLookedAt(inner) : [];
	return new Set([...own, ...deeper].map((name) => name.replace('/', '')));
}
