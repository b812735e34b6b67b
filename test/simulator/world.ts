/** What the hosts of one simulator share: clock, book, media reach, results and ids. */
import type { KeyObject } from 'node:crypto';
import type { HostName, RecordedRequest } from './contract';
import type { FaultQueue } from './http/faults';
import type { Reach } from './media/obtain';
import type { ResultStore } from './results/store';
import type { Book } from './tasks/book';

export interface World {
	now: () => number;
	book: Book;
	reach: Reach;
	results: ResultStore;
	faults: FaultQueue;
	requests: RecordedRequest[];
	settings: { retiredModels: boolean; tasksListsLegacy: boolean };
	/** What fal signs its callbacks with. */
	falSigner: KeyObject;
	/** The base URL of a host; known once all hosts listen. */
	urlOf(host: HostName): string;
}
