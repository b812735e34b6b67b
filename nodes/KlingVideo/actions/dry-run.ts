// Preview Only: everything but the create. Nothing is uploaded, nothing is spoken, nothing is paid.
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Item } from '../generate/read-items';
import { isObject, parseJson } from '../../shared/json';
import { callbackSecretOf, buildJob, modelOf, withPictures } from '../generate/generate';
import { inlineBytes } from '../generate/image-inputs';
import { fingerprintInputs } from '../generate/inputs';
import { uploadBytes } from '../../shared/media/semaphore';
import type { CreateRequest } from '../operations/request';
import { audioUrl } from '../../shared/results/to-json';
import type { Plan } from '../generate/validate-request';
import { previewDetails } from '../../shared/messages/generate';
import { say } from '../../shared/messages/message';

/** Longer texts are media: the longest prompt has 5000 characters. */
const LONGEST_TEXT = 6_000;

/** What would be sent, with what it would cost by the price list, as an item. */
export async function dryRun(item: Item, request: CreateRequest, plan: Plan): Promise<INodeExecutionData> {
	const { backend, connection, run, index } = item;
	const inputs = await fingerprintInputs(item, request, plan);
	const built = await buildJob(item, request, plan, inputs);
	const { warnings, estimate, pictures } = built;
	const job = await uploadBytes.run(async () => await withPictures(item, built), run.signal, inlineBytes(pictures));
	const callbackSecret =
		(await callbackSecretOf(item, request)) === undefined ? undefined : previewDetails.webhookSecret;
	const externalTaskId = plan.findable ? request.externalTaskId : undefined;
	const { method, url, body = '' } = backend.create({ ...job, externalTaskId, callbackSecret }, connection);
	const json: IDataObject = {
		status: 'checked',
		videoUrl: null,
		...audioUrl(request),
		taskId: null,
		backend: backend.id,
		operation: request.operation,
		model: modelOf(request, plan),
		request: { method, url, body: shortened(parseJson(body)) as IDataObject },
		estimatedCost: estimate ? { ...estimate } : null,
		warnings: [...plan.warnings, ...warnings],
	};
	return { json, pairedItem: { item: index } };
}

/** Media in the body would fill the screen. */
function shortened(value: unknown): unknown {
	if (typeof value === 'string') {
		if (value.length <= LONGEST_TEXT) return value;
		return say(previewDetails.longText, { start: value.slice(0, 40), length: value.length });
	}
	if (Array.isArray(value)) return value.map(shortened);
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shortened(part)]));
}
