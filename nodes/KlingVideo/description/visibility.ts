// When a field is shown. n8n shows everything as soon as a `show` condition meets an expression, so what depends on the
// model is written as `hide` conditions, which treat an expression like any other value.
import type { DisplayCondition, IDisplayOptions, NodeParameterValue } from 'n8n-workflow';
import { backendIds } from '../../shared/backends';
import { operations } from '../operations';
import { behavesLikeParameter, modelParameter } from '../operations/fields/model-parameters';
import type { BackendSlot } from '../operations/operation';
import type { BackendId, GeneratingOperation, OperationId } from '../../shared/vocabulary';

type Conditions = Record<string, Array<NodeParameterValue | DisplayCondition>>;

export const backendSlots: readonly BackendSlot[] = [...backendIds, 'expression'];

/** Hides the field on every backend that is not listed. */
export function onBackends(slots: Iterable<BackendSlot>, root = ''): Conditions {
	const shown = new Set(slots);
	const hidden = backendSlots.filter((slot) => !shown.has(slot));
	return hidden.length === 0 ? {} : { [`${root}backend`]: hidden };
}

/** Hides the field unless one of these known models is picked. */
export function forPicked(
	backend: BackendId,
	operation: GeneratingOperation,
	ids: readonly string[],
	root = '',
): Conditions {
	return { ...onBackends([backend], root), [`${root}${modelParameter(backend, operation)}`]: anythingBut(ids) };
}

/** Hides the field where a known model is picked. */
export function forUnknown(backend: BackendId, operation: GeneratingOperation, known: readonly string[]): Conditions {
	return { ...onBackends([backend]), [modelParameter(backend, operation)]: [...known] };
}

/** Hides the field unless the model is typed, and behaves like one of these. */
export function forTyped(
	backend: BackendId,
	operation: GeneratingOperation,
	ids: readonly string[],
	known: readonly string[],
	root = '',
): Conditions {
	return {
		...onBackends([backend], root),
		[`${root}${modelParameter(backend, operation)}`]: [...known, ...COMPUTED],
		...(ids.length === known.length
			? {}
			: { [`${root}${behavesLikeParameter(backend, operation)}`]: anythingBut(ids) }),
	};
}

/**
 * Hides the field unless the model is an expression. Which row counts is known only in the run then, and the editor shows
 * the fields of the expression's present result; so in a run everything has a place that any row could show.
 */
export function forComputed(backend: BackendId, operation: GeneratingOperation, root = ''): Conditions {
	return { ...onBackends([backend], root), [`${root}${modelParameter(backend, operation)}`]: PLAIN };
}

/** Shows the field for an operation, less what the conditions hide, and keeps the field's own conditions. */
export function within(operation: OperationId, hide: Conditions, own: IDisplayOptions | undefined): IDisplayOptions {
	const allHide = { ...hide, ...own?.hide };
	return {
		show: { resource: [operations[operation].resource], operation: [operation], ...own?.show },
		...(Object.keys(allHide).length === 0 ? {} : { hide: allHide }),
	};
}

/** The same inside a collection, which is itself shown for its operation only. */
export function withinOptions(hide: Conditions): { displayOptions?: IDisplayOptions } {
	return Object.keys(hide).length === 0 ? {} : { displayOptions: { hide } };
}

/** Texts that are expressions, and no text at all, as the editor sees an expression without a result. */
const COMPUTED: DisplayCondition[] = [{ _cnd: { eq: '' } }, { _cnd: { between: { from: '=', to: '=\uffff' } } }];
/** All others. */
const PLAIN: DisplayCondition[] = [{ _cnd: { between: { from: ' ', to: '<\uffff' } } }, { _cnd: { gte: '>' } }];

/**
 * Conditions that hold for every text but these: what lies before, between and after them. A regular expression would
 * say it in one line, but n8n runs each in a sandbox that gives up after 250 ms, and on a busy host the node then fails.
 */
function anythingBut(ids: readonly string[]): DisplayCondition[] {
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
