/** The multi-shot syntax of the NEW standard: `shot n, seconds, words;` (kling-official.md 2.0). */

const opening = /^\s*shot\s*\d+\s*,/i;
const one = /^shot\s*(\d+)\s*,\s*(\d+)\s*,\s*(.*)$/is;

/** What is wrong with a prompt that is written in shots; `seconds` is absent where the video decides. */
export function brokenShotPrompt(prompt: string, seconds: number | undefined): string | undefined {
	if (!opening.test(prompt)) return undefined;
	if (/；\s*shot\s*\d+/i.test(prompt)) return 'shots are separated by half-width semicolons';
	const shots = prompt
		.trim()
		.replace(/;$/, '')
		.split(/;\s*(?=shot\s*\d+\s*,)/i)
		.map((text) => one.exec(text.trim()));
	if (shots.length > 6) return 'at most 6 shots';
	let total = 0;
	for (const [place, shot] of shots.entries()) {
		const [, number, length, words = ''] = shot ?? [];
		if (shot === null) return 'a shot reads: shot n, seconds, words;';
		if (Number(number) !== place + 1) return 'the shots must be numbered from 1 on';
		if (Number(length) < 1) return 'a shot lasts at least 1 second';
		if (words.trim() === '') return 'a shot has no words';
		if ([...words].length > 512) return 'a shot has at most 512 characters';
		total += Number(length);
	}
	return seconds === undefined || total === seconds ? undefined : 'the shots must add up to duration';
}
