// Holds the rows of 'Elements' against the model's row: how many, of what, and how much of a video.
import type { VideoPart, ElementsSlot } from '../../shared/backends/catalogue';
import type { Err } from '../../shared/errors';
import type { ElementInput } from '../operations/request';
import { requestDetails, requestFailures } from '../../shared/messages/request';
import { fail, say } from '../../shared/messages/message';

/** How many subjects are too many, or the first one that is not made as the model wants it. */
export function validateElements(who: string, slot: ElementsSlot, elements: readonly ElementInput[]): Err | undefined {
	if (elements.length > slot.most) {
		return fail(requestFailures.tooManyElements, { count: elements.length, model: who, max: slot.most });
	}
	const { filmed } = countElements(elements);
	if (filmed > slot.mostVideos) {
		return fail(requestFailures.tooManyFilmedElements, { count: filmed, model: who, max: slot.mostVideos });
	}
	for (const subject of elements) {
		const wrong = validateElement(say(requestDetails.element, { name: subject.name }), who, slot, subject);
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
	const { pictures, video, part, voices = [] } = subject;
	if (voices.length > 0 && !slot.voice)
		return fail(requestFailures.elementVoiceNotTaken, { element: which, model: who });
	const { min, max } = slot;
	if (!video) {
		if (part) return fail(requestFailures.elementPartWithoutVideo, { element: which });
		if (pictures.length >= min && pictures.length <= max) return undefined;
		return fail(requestFailures.elementPictureCount, { element: which, count: pictures.length, min, max });
	}
	if (pictures.length > 0) return fail(requestFailures.elementOfBoth, { element: which });
	return part && checkPart(which, who, slot, part);
}

function checkPart(which: string, who: string, { video }: ElementsSlot, part: VideoPart): Err | undefined {
	if (!video.part) return fail(requestFailures.elementPartNotTaken, { element: which, model: who });
	const length = part.endMs - part.startMs;
	if (length >= video.part.min && length <= video.part.max) return undefined;
	return fail(requestFailures.elementPartLength, {
		element: which,
		seconds: length / 1000,
		min: video.part.min / 1000,
		max: video.part.max / 1000,
	});
}
