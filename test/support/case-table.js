// The cases that people have reported and the faults that were measured, by their numbers in the titles of tests: `A1: ...`,
// `R5 and M6: ...`, `A11 to A18: ...`. A test holds that each has one; the reporter prints what came of them.

/** How many there are of each kind: reports of users, hostile input, reading and telling, money. */
const KINDS = { A: 27, H: 15, R: 18, M: 21 };

const idsOf = (kind) => Array.from({ length: KINDS[kind] }, (_, index) => `${kind}${index + 1}`);

/** The numbers in a title. */
function idsIn(title) {
	const ids = new Set(title.match(/\b[AHRM]\d{1,2}\b/g) ?? []);
	for (const [, kind, from, to] of title.matchAll(/\b([AHRM])(\d{1,2}) to \1(\d{1,2})\b/g))
		for (let number = Number(from); number <= Number(to); number++) ids.add(`${kind}${number}`);
	return [...ids].filter((id) => Number(id.slice(1)) >= 1 && Number(id.slice(1)) <= (KINDS[id[0]] ?? 0));
}

/** Lines of a table: each number with how many of its tests passed and failed. */
function tableOf(tests) {
	const counts = new Map();
	for (const { title, status } of tests) {
		for (const id of idsIn(title)) {
			const count = counts.get(id) ?? { passed: 0, failed: 0 };
			if (status === 'passed') count.passed++;
			if (status === 'failed') count.failed++;
			counts.set(id, count);
		}
	}
	return Object.keys(KINDS).map((kind) => {
		const cells = idsOf(kind)
			.filter((id) => counts.has(id))
			.map((id) => {
				const { passed, failed } = counts.get(id);
				return `${id} ${failed > 0 ? `FAILED ${failed} of ${passed + failed}` : passed}`;
			});
		return cells.length > 0 ? `  ${cells.join('  ')}` : undefined;
	});
}

module.exports = { KINDS, idsOf, idsIn, tableOf };
