// Lets the backend fetch a file of the item from this n8n by a signed link. Only where the user chose so: whether the
// backend can reach this n8n cannot be proven from inside.
import { Err, type Result } from '../../shared/errors';
import type { Item } from './read-items';
import { isPublicHost } from '../../shared/http/public-host';
import { find } from '../../shared/media/load-image';
import type { VideoFile } from '../operations/request';
import { generateFailures } from '../../shared/messages/generate';
import { fail } from '../../shared/messages/message';

/** An address of the file that lives as long as both time limits together. */
export async function signedUrlFor(item: Item, label: string, source: VideoFile): Promise<Result<string>> {
	const { context, index, http, timeouts, delivery, work } = item;
	if (source.from !== 'field') return fail(generateFailures.noFileToServe, { field: label });
	const found = await find(context, index, label, source.field, Infinity);
	if (found instanceof Err) return found;
	const { file } = found;
	if (!file.id || typeof context.helpers.createBinarySignedUrl !== 'function') {
		return fail(generateFailures.noSignedLinks, { field: label });
	}
	const slotLimitMs = work.kind === 'create' ? work.request.slotLimitMs : 0;
	const seconds = Math.ceil((delivery.timeLimitMs + slotLimitMs) / 1000) + 600;
	const address = context.helpers.createBinarySignedUrl(file, `${seconds}s`);
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (!url || !isPublicHost(url)) {
		return fail(generateFailures.n8nNotPublic, { field: label, address: url?.host ?? address });
	}
	const probe = await http.open(url.href, timeouts.download, [0, 0]);
	if ('kind' in probe || probe.status > 299) {
		if (!('kind' in probe)) probe.body.destroy();
		const reason = 'kind' in probe ? probe.words : `HTTP ${probe.status}`;
		return fail(generateFailures.signedLinkBroken, { field: label, reason });
	}
	probe.body.destroy();
	return url.href;
}
