/** The one real MP4 that every task yields, marked with the task's id so that files differ. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

let base: Buffer | undefined;

/** The file with a `free` box at its end (ISO/IEC 14496-12, 8.1.2): players skip it. */
export function markedVideo(mark: string): Buffer {
	base ??= readFileSync(join(__dirname, '..', 'result.mp4'));
	const payload = Buffer.from(mark, 'utf8');
	const head = Buffer.alloc(8);
	head.writeUInt32BE(head.length + payload.length, 0);
	head.write('free', 4, 'latin1');
	return Buffer.concat([base, head, payload]);
}
