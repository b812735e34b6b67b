// In which order n8n works through the form. It takes the properties as they stand, and puts off each whose conditions look
// at something that comes later, once for each such name: with some hundred fields that takes 30 times as long as a form in
// which everything comes after what it looks at. All properties of one name count as one there.
import type { INodeProperties } from 'n8n-workflow';

/**
 * The blocks one after another, those first of which others need to know values. A block stays whole and in its own order;
 * where no order is without gaps, they stay as they are.
 */
export function conditionsFirst(blocks: readonly INodeProperties[][]): INodeProperties[] {
	const lookedAt = namesLookedAt(blocks.flat());
	const known = new Set<string>();
	const ordered: INodeProperties[] = [];
	const left = [...blocks];
	while (left.length > 0) {
		const next = Math.max(
			0,
			left.findIndex((block) => isResolvable(block, known, lookedAt)),
		);
		const [block = []] = left.splice(next, 1);
		for (const property of block) known.add(property.name);
		ordered.push(...block);
	}
	return ordered;
}

/** For each name, what the conditions of all properties of that name look at. */
export function namesLookedAt(properties: readonly INodeProperties[]): Map<string, Set<string>> {
	const names = new Map<string, Set<string>>();
	for (const { name, displayOptions } of properties) {
		const found = names.get(name) ?? new Set<string>();
		for (const conditions of Object.values(displayOptions ?? {}))
			for (const one of Object.keys(conditions as object)) found.add(one);
		names.set(name, found);
	}
	return names;
}

function isResolvable(
	block: readonly INodeProperties[],
	before: ReadonlySet<string>,
	lookedAt: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
	const known = new Set(before);
	return block.every(({ name }) => {
		const ready = [...(lookedAt.get(name) ?? [])].every((one) => one.startsWith('@') || known.has(one));
		known.add(name);
		return ready;
	});
}
