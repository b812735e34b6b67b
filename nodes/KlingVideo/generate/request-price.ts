// What a request costs, as far as anybody can tell before it is sent: by the backend's list, or by its price of the moment.
import { sentModel, speechPriceOf } from '../../shared/backends/catalogue';
import { estimateFor, priceNow, type Estimate } from '../../shared/backends/pricing';
import type { CreateRequest } from '../operations/request';
import type { PreparedInputs } from './inputs';
import type { Item } from './read-items';
import type { Plan } from './validate-request';

/** The model id as this request is sent with it. */
export const modelOf = ({ video, audio }: CreateRequest, { spec, checked, modelId }: Plan): string =>
	sentModel(modelId, spec, {
		settings: checked.settings,
		hasVideo: video !== undefined && spec.video !== undefined,
		speaks: audio?.from === 'speech' && spec.audio?.spoken !== undefined,
	});

/** The price of the moment where the backend tells one and somebody wants to know; otherwise that of the list. */
export async function priceNowOf(
	item: Item,
	request: CreateRequest,
	plan: Plan,
	prepared?: PreparedInputs,
): Promise<Estimate | undefined> {
	const { backend, connection, run, query, clock } = item;
	const { livePrices } = backend;
	const isAsked = request.checkOnly || request.stopAboveUsd !== undefined;
	if (!livePrices || !isAsked || request.additionalBody) return priceOf(item, request, plan, prepared);
	const model = modelOf(request, plan);
	const ask = async () => livePrices.read(await query(livePrices.call(model, connection)), model);
	const unit = await run.priceOf(`${connection.account} ${model}`, ask);
	if (!unit) return priceOf(item, request, plan, prepared);
	const { spec, checked } = plan;
	const text = request.speech?.text ?? (request.audio?.from === 'speech' ? request.audio.speech.text : undefined);
	const price = priceNow(spec.price, checked.settings.quality, unit, text?.length);
	const told = priceOf(item, request, { ...plan, spec: { ...spec, price } }, prepared);
	return told && { ...told, asOf: new Date(clock.now()).toISOString().slice(0, 10) };
}

/** The documented price; undefined where no page names one, or what decides about it is not known. */
export function priceOf(
	{ backend }: Item,
	{ additionalBody, references, video, audio }: CreateRequest,
	{ spec, checked: { settings } }: Plan,
	prepared?: PreparedInputs,
): Estimate | undefined {
	// What the user lays over the body may change anything.
	if (additionalBody) return undefined;
	const hasVideo = video !== undefined && spec.video !== undefined;
	const follows =
		spec.settings.duration === undefined ||
		(hasVideo && spec.durationFromInput?.({ settings, references: references.length }) === true);
	const driver = spec.durationFromInput ? prepared?.video : (prepared?.audio ?? prepared?.video);
	const driven = follows ? (driver?.[1].seconds ?? 'unknown') : undefined;
	const speaks = audio?.from === 'speech' && spec.audio !== undefined && !spec.audio.spoken;
	const { price, alwaysAudio } = spec;
	const speechPrice = speaks ? speechPriceOf(backend.models) : undefined;
	const videoSeconds = secondsOf(prepared);
	return estimateFor(backend.prices, { price, settings, hasVideo, alwaysAudio, driven, videoSeconds, speechPrice });
}

/** All videos of a request together; unknown before they were looked at, and where a header does not tell. */
function secondsOf(prepared: PreparedInputs | undefined): number | 'unknown' {
	if (!prepared?.video) return 'unknown';
	const lengths = [prepared.video, ...prepared.moreVideos].map(([, { seconds }]) => seconds ?? NaN);
	const sum = lengths.reduce((total, seconds) => total + seconds, 0);
	return Number.isNaN(sum) ? 'unknown' : sum;
}
