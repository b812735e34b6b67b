// Preview Only: everything but the create. Nothing is uploaded, nothing is spoken, nothing is paid.
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Item } from '../generate/read-items';
import { checkPrice, type Estimate } from '../../shared/backends/pricing';
import { unwrap } from '../../shared/errors';
import { isObject, parseJson } from '../../shared/json';
import { filmDetails } from '../../shared/messages/film';
import type { FrameName } from '../../shared/vocabulary';
import { scenesOf, sumOf, withoutStandIn, type FilmWork } from '../generate/film';
import { callbackSecretOf, buildJob, withPictures } from '../generate/generate';
import { modelOf } from '../generate/request-price';
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
	const { json } = await preview(item, request, plan);
	return { json, pairedItem: { item: item.index } };
}

/** What would be sent for each scene of a film, and what all of them would cost together. Throws where that is too dear. */
export async function dryRunFilm(item: Item, { request, plans }: FilmWork): Promise<INodeExecutionData> {
	const previews: Preview[] = [];
	for (const scene of scenesOf(item, request, plans)) {
		const before = say(filmDetails.frameOfBefore, { number: scene.number - 1 });
		const standIns = scene.number === 1 ? {} : { firstFrame: before };
		previews.push(await preview(scene.item, withoutStandIn(scene), scene.plan, standIns));
	}
	const whole = sumOf(previews.map(({ estimate }) => estimate));
	const priced = unwrap(checkPrice(request.stopAboveUsd, whole, 'video'));
	const json: IDataObject = {
		status: 'checked',
		videoUrl: null,
		taskId: null,
		backend: item.backend.id,
		operation: 'longVideo',
		model: previews[0]?.json.model ?? null,
		scenes: previews.map(({ json: { operation, model, request: sent, estimatedCost, warnings } }, index) => {
			return { scene: index + 1, operation, model, request: sent, estimatedCost, warnings };
		}),
		estimatedCost: whole ? { ...whole } : null,
		warnings: priced,
	};
	return { json, pairedItem: { item: item.index } };
}

interface Preview {
	readonly json: IDataObject;
	readonly estimate: Estimate | undefined;
}

/** @param standIns what is shown in place of pictures that are not made yet */
async function preview(
	item: Item,
	request: CreateRequest,
	plan: Plan,
	standIns: Partial<Record<FrameName, string>> = {},
): Promise<Preview> {
	const { backend, connection, run } = item;
	const inputs = await fingerprintInputs(item, request, plan);
	const built = await buildJob(item, request, plan, inputs);
	const { warnings, estimate, pictures } = built;
	const job = await uploadBytes.run(async () => await withPictures(item, built), run.signal, inlineBytes(pictures));
	const callbackSecret =
		(await callbackSecretOf(item, request)) === undefined ? undefined : previewDetails.webhookSecret;
	const images = { ...job.images, ...standIns };
	const externalTaskId = plan.findable ? request.externalTaskId : undefined;
	const { method, url, body = '' } = backend.create({ ...job, images, externalTaskId, callbackSecret }, connection);
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
	return { json, estimate };
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
