// A film of several scenes: each is a task of its own, begins with a frame of the one before, and is remembered by itself. What was
// paid for is never paid again: a run that was broken off goes on at its scene.
import { readFile } from 'node:fs/promises';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { checkPrice, type Estimate } from '../../shared/backends/pricing';
import { canEdit, joinClips, takeFrame, type ClipFile, type Film } from '../../shared/editing/edit';
import { WorkFolder } from '../../shared/editing/work-folder';
import { Err, isCancelled, throwCancelled, unwrap, type Failure } from '../../shared/errors';
import type { MediaSource } from '../../shared/media/media-source';
import { filmDetails, filmLog, filmWarnings, filmWraps } from '../../shared/messages/film';
import { say, wrap } from '../../shared/messages/message';
import { fetchVideo } from '../../shared/results/deliver';
import { keepFilm } from '../../shared/results/keep-file';
import { lastFrameOf } from '../../shared/results/last-frame';
import { toFailure } from '../../shared/results/node-errors';
import { filmDigest, lastFrameField } from '../../shared/stored';
import { markDelivered, type IdempotencyRecord } from '../../shared/tasks/idempotency-record';
import type { CreateRequest, FilmRequest } from '../operations/request';
import type { Made } from './cancel-on-stop';
import { openRequest, recallRequest, sceneClaim, storeOf } from './claim-request';
import { createEnvFor } from './create-job';
import { brokenSceneJson, filmJson, sceneJson, type MadeScene } from './film-json';
import { followTask } from './follow-task';
import { createOrResume, digestOf } from './generate';
import { fingerprintInputs } from './inputs';
import type { Item, Work } from './read-items';
import { priceNowOf } from './request-price';
import type { Plan } from './validate-request';

export type FilmWork = Extract<Work, { kind: 'film' }>;

/** A scene that was made, in a file. */
interface Take extends MadeScene {
	readonly clip: ClipFile;
	readonly record: IdempotencyRecord | undefined;
}

/** What a scene is made from. */
interface Scene {
	/** From 1. */
	readonly number: number;
	readonly item: Item;
	readonly request: CreateRequest;
	readonly plan: Plan;
}

/** One film of an item's scenes. Throws FailureError and CancelledError. */
export async function makeFilm(item: Item, { request, plans }: FilmWork, made: Made[]): Promise<INodeExecutionData> {
	const scenes = scenesOf(item, request, plans);
	const film = recallRequest(item) ?? openRequest(item, await digestOfFilm(scenes, request));
	const priced = await checkWhole(item, request, scenes, film);
	// Nobody should pay for the first scene where the second cannot begin.
	if (scenes.length > 1) unwrap(await canEdit(item.signal));
	return await WorkFolder.use(async (folder) => {
		const takes: Take[] = [];
		let broken: Failure | undefined;
		for (const scene of scenes) {
			try {
				takes.push(await shoot(scene, request, film, takes.at(-1), folder, made));
			} catch (error) {
				if (isCancelled(error) || item.signal.aborted) throwCancelled();
				broken = failureOfScene(scene, error, takes);
				if (request.atSceneFailure === 'fail' || takes.length === 0) unwrap(new Err(broken));
				break;
			}
		}
		return await premiere(item, request, { film, takes, broken, warnings: priced }, folder);
	});
}

/** The scenes as items of their own. */
export const scenesOf = (item: Item, { scenes }: FilmRequest, plans: readonly Plan[]): Scene[] =>
	scenes.map((request, index) => ({
		number: index + 1,
		item: { ...item, scene: index + 1, work: { kind: 'create', request, plan: plans[index]! } },
		request,
		plan: plans[index]!,
	}));

/** A scene without the stand-in for the frame with which it begins. */
export function withoutStandIn({ number, request }: Pick<Scene, 'number' | 'request'>): CreateRequest {
	if (number === 1) return request;
	const { firstFrame, ...images } = request.images;
	void firstFrame;
	return { ...request, images };
}

async function digestOfFilm(scenes: readonly Scene[], { continueFrom }: FilmRequest): Promise<string> {
	const digests: string[] = [];
	for (const scene of scenes) {
		const request = withoutStandIn(scene);
		digests.push(digestOf(request, scene.plan, await fingerprintInputs(scene.item, request, scene.plan)));
	}
	return filmDigest(digests, continueFrom);
}

/** Holds the price of all scenes against the limit, unless all of them are paid; gives warnings. */
async function checkWhole(
	item: Item,
	{ stopAboveUsd }: FilmRequest,
	scenes: readonly Scene[],
	film: IdempotencyRecord,
): Promise<readonly string[]> {
	const paid = storeOf(item)
		.scenesOf(film)
		.filter(({ state }) => state === 'task');
	if (stopAboveUsd === undefined || paid.length >= scenes.length) return [];
	const prices: Array<Estimate | undefined> = [];
	for (const scene of scenes) prices.push(await priceNowOf(scene.item, { ...scene.request, stopAboveUsd }, scene.plan));
	return unwrap(checkPrice(stopAboveUsd, sumOf(prices), 'video'));
}

/** What all scenes cost together; undefined where a price is not known. */
export function sumOf(estimates: ReadonlyArray<Estimate | undefined>): Estimate | undefined {
	const known = estimates.filter((one) => one !== undefined);
	const [first] = known;
	if (!first || known.length < estimates.length || known.some(({ unit }) => unit !== first.unit)) return undefined;
	const total = (key: 'amount' | 'usd') => Math.round(known.reduce((sum, one) => sum + one[key], 0) * 1e6) / 1e6;
	const arithmetic = known.map((one) => one.arithmetic).join(' + ');
	return { ...first, amount: total('amount'), usd: total('usd'), arithmetic };
}

/** Makes one scene, or takes up the one that is paid, and brings its video into the folder. */
async function shoot(
	scene: Scene,
	{ scenes, continueFrom }: FilmRequest,
	film: IdempotencyRecord,
	before: Take | undefined,
	folder: WorkFolder,
	made: Made[],
): Promise<Take> {
	const { number, item, plan } = scene;
	const { note } = createEnvFor(item);
	const about = { number, count: scenes.length };
	note(say(filmLog.begins, about), {});
	const claim = sceneClaim(item, film, number);
	// A scene that is paid needs no picture any more.
	const isPaid = claim.recall()?.state === 'task';
	const begun = isPaid || !before ? scene.request : beginningWith(scene.request, await pictureOf(before, folder, item));
	const task = await createOrResume(item, begun, plan, claim);
	made.push({ item, task });
	const delivery = { ...item.delivery, wait: true, atTimeLimit: 'fail', download: false, lastFrame: false } as const;
	const { result, asked } = await followTask(item, task, delivery);
	const path = await fetchVideo(asked, task, result.json, folder);
	const clip = { name: say(filmDetails.scene, { number }), path };
	const cut = number < scenes.length && continueFrom === 'sharpest' ? await sharpestOf(clip, folder, item) : {};
	note(say(filmLog.made, about), { taskId: result.json.taskId });
	return {
		number,
		json: sceneJson(number, result.json, scene.request),
		clip: { ...clip, ...cut },
		record: task.record,
	};
}

const beginningWith = (request: CreateRequest, firstFrame: MediaSource): CreateRequest => ({
	...request,
	images: { ...request.images, firstFrame },
});

/** The picture with which the next scene begins, as a file of n8n's. */
async function pictureOf({ clip, number }: Take, folder: WorkFolder, { signal }: Item): Promise<MediaSource> {
	const at = clip.until ?? 'last';
	const { path } = unwrap(await takeFrame(clip, { at, format: 'png', field: '' }, folder, signal));
	const data = (await readFile(path)).toString('base64');
	return { from: 'field', field: { data, mimeType: 'image/png', fileName: `scene-${number}-last.png` } };
}

/** Where a clip is cut, in seconds. */
async function sharpestOf(clip: ClipFile, folder: WorkFolder, { signal }: Item): Promise<Pick<ClipFile, 'until'>> {
	const { seconds } = unwrap(await takeFrame(clip, { at: 'sharpest', format: 'png', field: '' }, folder, signal));
	// Times are told in thousandths.
	return { until: seconds + 0.0006 };
}

/** Why a film cannot go on, and what there is of it. */
function failureOfScene({ number }: Scene, error: unknown, takes: readonly Take[]): Failure {
	const failure = wrap(toFailure(error), filmWraps.scene, { number });
	if (takes.length === 0) return failure;
	return { ...failure, nextStep: [failure.nextStep, paidIn(takes)].filter(Boolean).join('. ') };
}

/** The scenes that are paid, for a message. */
function paidIn(takes: readonly Take[]): string {
	const tasks = takes.map(({ number, json }) => say(filmDetails.paidScene, { number, id: String(json.taskId) }));
	return say(filmDetails.paidScenes, { scenes: tasks.join(', ') });
}

interface Shot {
	readonly film: IdempotencyRecord;
	readonly takes: readonly Take[];
	/** Why there is no more of it. */
	readonly broken: Failure | undefined;
	readonly warnings: readonly string[];
}

/** Joins what was made and gives it out. */
async function premiere(
	item: Item,
	{ scenes }: FilmRequest,
	{ film, takes, broken, warnings }: Shot,
	folder: WorkFolder,
): Promise<INodeExecutionData> {
	const told = [...warnings];
	const joined = await joinTakes(item, takes, folder);
	const [lastTake] = takes.slice(-1);
	const frame = await lastFrameIn(item, lastTake);
	if (frame.warning !== undefined) told.push(frame.warning);
	if (broken)
		told.push(say(filmWarnings.brokenOff, { made: takes.length, count: scenes.length, reason: broken.message }));
	const all = [...takes.map(({ json }) => json), ...(broken ? [brokenSceneJson(takes.length + 1, broken)] : [])];
	// What may still come of a scene is not over: the item may come back.
	if (broken?.kind !== 'timeLimit') {
		for (const { record } of takes) if (record) markDelivered(record);
		markDelivered(film);
	}
	const binary = {
		[item.delivery.outputField]: joined.file,
		...(frame.picture ? { [lastFrameField]: frame.picture } : {}),
	};
	const json = filmJson({ item, scenes: all, film: joined.film, warnings: told, isWhole: broken === undefined });
	return { json, binary, pairedItem: { item: item.index } };
}

/** The last frame of the film, where it is asked for. */
async function lastFrameIn(
	item: Item,
	take: Take | undefined,
): Promise<{ readonly picture?: IBinaryData; readonly warning?: string }> {
	if (!take || !item.delivery.lastFrame) return {};
	return await lastFrameOf(item, { path: take.clip.path }, String(take.json.taskId));
}

/** All takes as one film in n8n's store. What goes wrong here costs nothing but time: the scenes are paid and stay so. */
async function joinTakes(
	item: Item,
	takes: readonly Take[],
	folder: WorkFolder,
): Promise<{ readonly film: Film | undefined; readonly file: IBinaryData }> {
	const { context, signal } = item;
	try {
		const clips = takes.map(({ clip }) => clip);
		const [only] = clips;
		const film =
			clips.length === 1
				? undefined
				: unwrap(await joinClips(clips, { size: 'first', dropRepeats: true }, folder, signal));
		const file = await keepFilm(context, signal, film?.path ?? only!.path);
		createEnvFor(item).note(say(filmLog.joined, { count: takes.length }), {});
		return { film, file };
	} catch (error) {
		if (isCancelled(error) || signal.aborted) throwCancelled();
		const failure = wrap(toFailure(error), filmWraps.notJoined);
		return unwrap(new Err({ ...failure, nextStep: [failure.nextStep, paidIn(takes)].filter(Boolean).join('. ') }));
	}
}
