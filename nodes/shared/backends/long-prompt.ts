// How long a prompt of Kling 4.0 may be is told differently by each seller, so what some of them refuse is only warned of.
import { fieldLabels } from '../vocabulary';
import { modelWarnings } from '../messages/models';
import { say } from '../messages/message';
import type { RequestFacts } from './catalogue';

/** The shortest limit that any seller names, in characters (kling-official.md 11.20). */
const SOME_TAKE = 8_000;

/** A warning where some sellers of the model would refuse the prompt. */
export function warnOfLongPrompt({ settings: { prompt = '' } }: RequestFacts): readonly string[] {
	const length = [...prompt].length;
	return length > SOME_TAKE
		? [say(modelWarnings.longPrompt, { field: fieldLabels.prompt, length, limit: SOME_TAKE })]
		: [];
}
