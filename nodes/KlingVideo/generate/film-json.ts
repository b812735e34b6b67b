// A film as an item: flat like that of a single video, with what is known of each scene.
import type { IDataObject } from 'n8n-workflow';
import type { Film } from '../../shared/editing/edit';
import type { Failure } from '../../shared/errors';
import type { CreateRequest } from '../operations/request';
import { isObject } from '../../shared/json';
import type { Item } from './read-items';

/** A scene that was made, as the film's item tells of it. */
export interface MadeScene {
	/** From 1. */
	readonly number: number;
	readonly json: IDataObject;
}

/** What a scene's own item would say, shortened to what is of use in a film. */
export function sceneJson(number: number, json: IDataObject, { given }: CreateRequest): IDataObject {
	const { status, taskId, externalTaskId, operation, model, videoUrl, durationSeconds, cost } = json;
	const { createdAt, finishedAt, urlExpiresAt, videos, warnings } = json;
	return {
		scene: number,
		status,
		videoUrl,
		taskId,
		...(externalTaskId === undefined ? {} : { externalTaskId }),
		operation,
		model,
		prompt: typeof given.prompt === 'string' ? given.prompt : null,
		durationSeconds,
		cost,
		createdAt,
		finishedAt,
		urlExpiresAt,
		videos,
		warnings,
	};
}

/** A scene that could not be made. */
export const brokenSceneJson = (number: number, { kind, message, task }: Failure): IDataObject => ({
	scene: number,
	status: kind === 'timeLimit' ? 'running' : 'failed',
	videoUrl: null,
	taskId: task?.taskId ?? null,
	reason: message,
	cost: null,
	warnings: [],
});

interface FilmOutcome {
	readonly item: Item;
	readonly scenes: readonly IDataObject[];
	/** Absent where there was nothing to join. */
	readonly film: Film | undefined;
	readonly warnings: readonly string[];
	readonly isWhole: boolean;
}

/** The film's item. Never has a key `error` at the top: n8n would take it for a failure. */
export function filmJson({ item, scenes, film, warnings, isWhole }: FilmOutcome): IDataObject {
	const [first] = scenes;
	const made = scenes.filter(({ status }) => status === 'succeeded');
	return {
		status: isWhole ? 'succeeded' : 'partial',
		videoUrl: made.length === 1 ? (first?.videoUrl ?? null) : null,
		taskId: null,
		backend: item.backend.id,
		operation: 'longVideo',
		model: first?.model ?? null,
		durationSeconds: film?.seconds ?? first?.durationSeconds ?? null,
		cost: costOf(scenes),
		createdAt: first?.createdAt ?? null,
		finishedAt: made.at(-1)?.finishedAt ?? null,
		urlExpiresAt: earliest(scenes.map((scene) => scene.urlExpiresAt)),
		videos: made.flatMap(({ videos }) => (Array.isArray(videos) ? (videos as IDataObject[]) : [])),
		scenes: scenes.map((scene, index) => withoutVideos(scene, film?.starts[index])),
		warnings: [...warnings, ...(film?.warnings ?? [])],
	};
}

/** The film tells of all videos at one place. */
function withoutVideos({ videos, ...scene }: IDataObject, start: number | undefined): IDataObject {
	void videos;
	return start === undefined ? scene : { ...scene, startsAtSeconds: start };
}

/** The sum, where all scenes that were made tell what they cost, and in one unit. */
function costOf(scenes: readonly IDataObject[]): IDataObject | null {
	const costs = scenes.filter(({ status }) => status === 'succeeded').map(({ cost }) => cost);
	const known = costs.filter(
		(cost): cost is { amount: number; unit: string; usd?: number } => isObject(cost) && typeof cost.amount === 'number',
	);
	const [first] = known;
	if (!first || known.length < costs.length || known.some(({ unit }) => unit !== first.unit)) return null;
	const usd = known.every((cost) => typeof cost.usd === 'number') ? sum(known.map((cost) => cost.usd ?? 0)) : undefined;
	return { amount: sum(known.map(({ amount }) => amount)), unit: first.unit, ...(usd === undefined ? {} : { usd }) };
}

/** Without binary dust. */
const sum = (amounts: readonly number[]) => Math.round(amounts.reduce((all, one) => all + one, 0) * 1e6) / 1e6;

const earliest = (times: readonly unknown[]) =>
	times.filter((time): time is string => typeof time === 'string').sort()[0] ?? null;
