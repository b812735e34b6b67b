// Lets the backend fetch a file of the item from this n8n by a signed link. Only where the user chose so: whether the
// backend can reach this n8n cannot be proven from inside.
import { err, type Result } from '../../shared/errors';
import type { Item } from './read-items';
import { isPublicHost } from '../../shared/media/media-source';
import type { VideoFile } from '../operations/request';

/** An address of the file that lives as long as both time limits together. */
export async function signedUrlFor(item: Item, label: string, source: VideoFile): Promise<Result<string>> {
	const { context, index, http, timeouts, delivery, work } = item;
	if (source.from !== 'field')
		return err('input', `'${label}' names no file of the item`, {
			nextStep: 'Give the name of the field that holds the file',
		});
	const file = context.helpers.assertBinaryData(index, source.field);
	if (!file.id || typeof context.helpers.createBinarySignedUrl !== 'function') {
		return err(
			'setup',
			`'${label}' cannot be fetched from this n8n: it keeps files in memory, or is too old for signed links`,
			{
				nextStep: 'Set N8N_DEFAULT_BINARY_DATA_MODE to filesystem, or give a URL',
			},
		);
	}
	const slotLimitMs = work.kind === 'create' ? work.request.slotLimitMs : 0;
	const seconds = Math.ceil((delivery.timeLimitMs + slotLimitMs) / 1000) + 600;
	const address = context.helpers.createBinarySignedUrl(file, `${seconds}s`);
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (!url || !isPublicHost(url)) {
		return err(
			'setup',
			`'${label}' cannot be fetched from this n8n: its own address is ${url?.host ?? address}, which no backend can reach`,
			{
				nextStep: 'Set N8N_EDITOR_BASE_URL or WEBHOOK_URL to the public address of this n8n, or give a URL',
			},
		);
	}
	const probe = await http.open(url.href, timeouts.download, [0, 0]);
	if ('kind' in probe || probe.status > 299) {
		if (!('kind' in probe)) probe.body.destroy();
		const why = 'kind' in probe ? probe.words : `HTTP ${probe.status}`;
		return err('setup', `'${label}' cannot be fetched from this n8n: the link to it does not work (${why})`, {
			nextStep: 'Check the public address of this n8n, or give a URL',
		});
	}
	probe.body.destroy();
	return url.href;
}
