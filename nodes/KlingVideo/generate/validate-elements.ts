// Holds the rows of 'Elements' against the model's row: how many, of what, and how much of a video.
import type { VideoPart, ElementsSlot } from '../../shared/backends/catalogue';
import { err, type Err } from '../../shared/errors';
import type { ElementInput } from '../operations/request';
import { fieldLabels } from '../../shared/vocabulary';

/** How many subjects are too many, or the first one that is not made as the model wants it. */
export function validateElements(who: string, slot: ElementsSlot, elements: readonly ElementInput[]): Err | undefined {
	const label = fieldLabels.elements;
	if (elements.length > slot.most) {
		return err('input', `'${label}' has ${elements.length} rows, ${who} takes ${slot.most} at most`, {
			nextStep: 'Take some of them away',
		});
	}
	const { filmed } = countElements(elements);
	if (filmed > slot.mostVideos) {
		return err('input', `'${label}' has ${filmed} rows made of a video, ${who} takes ${slot.mostVideos} at most`, {
			nextStep: 'Take some of them away, or make them of pictures',
		});
	}
	for (const subject of elements) {
		const wrong = validateElement(`'${label}': '${subject.name}'`, who, slot, subject);
		if (wrong) return wrong;
	}
	return undefined;
}

/** Subjects known from pictures, and from a video. */
export function countElements(elements: readonly ElementInput[]): { pictured: number; filmed: number } {
	const filmed = elements.filter(({ video }) => video !== undefined).length;
	return { pictured: elements.length - filmed, filmed };
}

function validateElement(which: string, who: string, slot: ElementsSlot, subject: ElementInput): Err | undefined {
	const { pictures, video, part } = subject;
	const { min, max } = slot;
	if (!video) {
		if (part) {
			return err('input', `${which} has a start or an end, but no video`, {
				nextStep: "Clear 'Start (Seconds)' and 'End (Seconds)', or give a video",
			});
		}
		if (pictures.length >= min && pictures.length <= max) return undefined;
		return err('input', `${which} has ${pictures.length} pictures, ${min} to ${max} or one video are needed`, {
			nextStep: 'Name the fields or addresses of its pictures',
		});
	}
	if (pictures.length > 0) {
		return err('input', `${which} has pictures and a video`, { nextStep: 'Give either pictures or a video' });
	}
	return part && checkPart(which, who, slot, part);
}

function checkPart(which: string, who: string, { video }: ElementsSlot, part: VideoPart): Err | undefined {
	if (!video.part) {
		return err('input', `${which} has a start or an end, but ${who} takes the whole video`, {
			nextStep: "Clear 'Start (Seconds)' and 'End (Seconds)'",
		});
	}
	const length = part.endMs - part.startMs;
	if (length >= video.part.min && length <= video.part.max) return undefined;
	return err(
		'input',
		`${which} takes ${length / 1000} s of its video, ${video.part.min / 1000} to ${video.part.max / 1000} s are needed`,
		{ nextStep: "Change 'Start (Seconds)' or 'End (Seconds)'" },
	);
}
