// Reads what the official API answers, in both of its standards, into neutral words. Total: any text gives a result.
import { replyDetails } from '../../messages/backends';
import { failureOf, say } from '../../messages/message';
import { klingFailures, klingWarnings } from './messages';
import { sanitize } from '../../errors';
import { isNetworkFailure, type Reply } from '../../http/types';
import { at, isObject, listAt, numberAt, textAt, urlAt } from '../../json';
import type { BalanceAnswer, Pack } from '../../tasks/balance';
import type { LibraryEntry } from '../../tasks/library-entry';
import {
	ended,
	type StatusResult,
	type Cost,
	type Creation,
	type Face,
	type AudioResult,
	type TaskState,
	type Video,
} from '../../tasks/task';
import {
	answerByRule,
	answerWithoutReply,
	balanceAs,
	balanceTold,
	synchronousCreation,
	creationByRule,
	creationWithoutReply,
	jsonOf,
	rounded,
} from '../parse-response';
import { filesIn, reasonIn, startOf, taskIn } from '../second-places';
import { klingRule } from './error-codes';

const LABEL = 'Kling';
/** One unit of a video pack costs USD 0.14 (kling-official.md 8, prices of Sept 2026). */
const USD_PER_UNIT = 0.14;
/** Result files are removed after 30 days (kling-official.md 5). */
const RESULT_LIFE_MS = 30 * 24 * 3600 * 1000;

/** The reply to a create: `data.task_id` (legacy) or `data.id` (newer). */
export function readCreation(reply: Reply): Creation {
	if (isNetworkFailure(reply)) return creationWithoutReply(LABEL, reply);
	const json = jsonOf(reply);
	const sound = textAt(json, 'data.task_result.audios.0.id');
	const taskId = textAt(json, 'data.task_id') ?? textAt(json, 'data.id') ?? sound;
	// Whoever gives a task id has a task, whatever else the reply says; asking for it tells its fate.
	if (taskId) return { is: 'accepted', taskId, ...finishedIn(json) };
	const code = numberAt(json, 'code');
	if (code === undefined) return creationWithoutReply(LABEL, reply);
	const words = reasonOf(json);
	if (code !== 0) {
		const creation = creationByRule(LABEL, klingRule(code, reply.status), String(code), words, reply);
		// "already exists" is how a used external id is refused (kling-official.md 7, code 1201).
		const duplicate = code === 1201 && /already exist/i.test(words ?? '');
		return creation.is === 'refused' && duplicate ? { ...creation, duplicate } : creation;
	}
	return creationWithoutReply(LABEL, { ...reply, status: 200 });
}

/** Calls that answer at once bring the result with the reply (kling-official.md 2.9 and 3.2). */
function finishedIn(json: unknown): { finished?: TaskState } {
	const state = stateOf(at(json, 'data'));
	return state.status === 'succeeded' || state.status === 'failed' ? { finished: state } : {};
}

/** The reply to a text that is to be spoken comes with the finished sound (kling-official.md 2.9 and 3.2). */
export function readSpeech(reply: Reply): Creation {
	if (isNetworkFailure(reply)) return creationWithoutReply(LABEL, reply);
	const json = jsonOf(reply);
	const soundId = textAt(json, 'data.task_result.audios.0.id');
	if (soundId) return { is: 'accepted', taskId: soundId, ...finishedIn(json) };
	const creation = synchronousCreation(LABEL, readCreation(reply));
	// A task without a sound cannot be asked for: there is no query for speech.
	return creation.is === 'accepted' ? creationWithoutReply(LABEL, { ...reply, status: 200 }) : creation;
}

/** The reply to a video whose people are looked for comes with them (kling-official.md 2.7 and 3.2); there may be none. */
export function readFaces(reply: Reply): Creation {
	if (isNetworkFailure(reply)) return creationWithoutReply(LABEL, reply);
	const json = jsonOf(reply);
	const sessionId = textAt(json, 'data.session_id');
	if (sessionId) return { is: 'accepted', taskId: sessionId, faces: listAt(json, 'data.face_data').flatMap(faceOf) };
	const creation = readCreation(reply);
	// Whatever else was accepted cannot be asked for: there is no query for sessions.
	return creation.is === 'accepted' ? creationWithoutReply(LABEL, { ...reply, status: 200 }) : creation;
}

/** None where its id or its time is missing: without them nobody can speak. */
function faceOf(face: unknown): Face[] {
	const [id, endMs] = [textAt(face, 'face_id'), numberAt(face, 'end_time')];
	if (id === undefined || endMs === undefined) return [];
	return [{ id, imageUrl: urlAt(face, 'face_image'), startMs: numberAt(face, 'start_time') ?? 0, endMs }];
}

/** `GET /tasks`: a list; the entry we asked for may be absent. */
export function readTasks(reply: Reply, id: string): StatusResult {
	if (isNetworkFailure(reply)) return answerWithoutReply(LABEL, reply);
	// The old host has no such path (kling-official.md 1.1), so the next way of asking is tried.
	if (reply.status === 404) return unknown(id);
	const json = jsonOf(reply);
	const code = numberAt(json, 'code');
	const entry = listAt(json, 'data').find((one) => textAt(one, 'id') === id || textAt(one, 'external_id') === id);
	const told = code === 0 ? entry : (taskNamed(json, id) ?? (entry && hasState(entry) ? entry : undefined));
	if (told !== undefined) return { is: 'state', state: stateOf(told) };
	if (code === undefined) return answerWithoutReply(LABEL, reply);
	if (code !== 0) return answerByRule(LABEL, klingRule(code, reply.status), String(code), reasonOf(json), reply);
	if (Array.isArray(at(json, 'data'))) return unknown(id);
	const elsewhere = taskNamed(json, id);
	return elsewhere ? { is: 'state', state: stateOf(elsewhere) } : answerWithoutReply(LABEL, reply);
}

/** `GET <create path>/{id}`: one object. */
export function readTask(reply: Reply, id: string): StatusResult {
	if (isNetworkFailure(reply)) return answerWithoutReply(LABEL, reply);
	const json = jsonOf(reply);
	const code = numberAt(json, 'code');
	const named = code === 0 ? undefined : taskNamed(json, id);
	if (named) return { is: 'state', state: stateOf(named) };
	if (code === undefined) return answerWithoutReply(LABEL, reply);
	const words = reasonOf(json);
	// An unknown id is 1201 "Task not found by id/external id", not 1203 (kling-official.md 4).
	if (code === 1201 && /not found|not exist/i.test(words ?? '')) return unknown(id);
	if (code !== 0) return answerByRule(LABEL, klingRule(code, reply.status), String(code), words, reply);
	const data = at(json, 'data');
	const entry = Array.isArray(data) ? data[0] : data;
	if (isObject(entry) && idOf(entry) !== undefined) return { is: 'state', state: stateOf(entry) };
	const elsewhere = taskNamed(json, id);
	if (elsewhere) return { is: 'state', state: stateOf(elsewhere) };
	return !isObject(entry) && Array.isArray(data) ? unknown(id) : answerWithoutReply(LABEL, reply);
}

const idOf = (entry: unknown) => textAt(entry, 'task_id') ?? textAt(entry, 'id');
const hasState = (entry: unknown) => (textAt(entry, 'task_status') ?? textAt(entry, 'status')) !== undefined;

/** The task that was asked for, with its state, wherever it stands and whatever the code beside it says. */
function taskNamed(json: unknown, id: string): Record<string, unknown> | undefined {
	return taskIn(json, (entry) => {
		const names = [idOf(entry), textAt(entry, 'external_id'), textAt(entry, 'task_info.external_task_id')];
		return names.includes(id) && hasState(entry);
	});
}

/** Why a request was refused. */
const reasonOf = (json: unknown) => textAt(json, 'message') ?? reasonIn(json);

function unknown(id: string): StatusResult {
	return { is: 'unknown', failure: failureOf(klingFailures.unknownTask, { id: sanitize(id) }) };
}

/** Words for an end without a result; the pages know `failed` only, other services of the vendor the others. */
const LOST = ['failed', 'fail', 'canceled', 'cancelled', 'expired', 'timeout', 'error', 'rejected'];

/** One task in either standard: `status`/`outputs` or `task_status`/`task_result` (kling-official.md 3.1). */
export function stateOf(entry: unknown): TaskState {
	const word = (textAt(entry, 'task_status') ?? textAt(entry, 'status') ?? '').toLowerCase();
	const finishedAt = numberAt(entry, 'updated_at') ?? numberAt(entry, 'update_time');
	const known = {
		taskId: textAt(entry, 'task_id') ?? textAt(entry, 'id') ?? '',
		word,
		externalTaskId: textAt(entry, 'task_info.external_task_id') ?? textAt(entry, 'external_id'),
		createdAt: numberAt(entry, 'created_at') ?? numberAt(entry, 'create_time'),
		cost: costOf(entry),
	};
	if (LOST.includes(word)) {
		const told = textAt(entry, 'task_status_msg') ?? textAt(entry, 'message') ?? reasonIn(entry);
		const words = told ?? (word === 'failed' ? replyDetails.noReason : say(replyDetails.endedAs, { word }));
		return { ...known, status: 'failed', words, finishedAt };
	}
	if (word === 'succeed' || word === 'succeeded') {
		const [elements, voices] = [elementsOf(entry), voicesOf(entry)];
		const documented = { videos: videosOf(entry), sounds: soundsOf(entry) };
		const isEmpty = [documented.videos, documented.sounds, elements, voices].every((list) => list.length === 0);
		const { videos, sounds = [] } = isEmpty ? filesIn(entry, true) : documented;
		const url = videos[0]?.url ?? sounds[0]?.url;
		const results = { videos, sounds, elements, voices };
		const output = at(entry, 'task_result') ?? at(entry, 'outputs') ?? entry;
		return ended({ ...known, finishedAt }, results, endOfUrl(url, finishedAt), () => startOf(output));
	}
	return { ...known, status: word === 'submitted' ? 'queued' : 'running' };
}

function videosOf(entry: unknown): Video[] {
	const outputs = listAt(entry, 'outputs').filter((output) => textAt(output, 'type') === 'video');
	return [...listAt(entry, 'task_result.videos'), ...outputs].flatMap((video) => {
		const url = urlAt(video, 'url');
		if (!url) return [];
		const [id, watermarkUrl] = [textAt(video, 'id'), urlAt(video, 'watermark_url')];
		return [{ ...(id ? { id } : {}), url, watermarkUrl, durationSeconds: numberAt(video, 'duration') }];
	});
}

/** Sounds have other keys in each standard, and in speech (kling-official.md 3.1). */
function soundsOf(entry: unknown): AudioResult[] {
	const outputs = listAt(entry, 'outputs').filter((output) => textAt(output, 'type') === 'audio');
	return [...listAt(entry, 'task_result.audios'), ...outputs].flatMap((sound) => {
		const wavUrl = urlAt(sound, 'url_wav') ?? urlAt(sound, 'wav_url');
		const url = urlAt(sound, 'url') ?? urlAt(sound, 'url_mp3') ?? urlAt(sound, 'mp3_url') ?? wavUrl;
		if (!url) return [];
		const seconds = numberAt(sound, 'duration') ?? numberAt(sound, 'duration_mp3') ?? numberAt(sound, 'mp3_duration');
		return [{ id: textAt(sound, 'id'), url, ...(wavUrl ? { wavUrl } : {}), durationSeconds: seconds }];
	});
}

/** Elements have other keys in each standard, and in callbacks (kling-official.md 3.3). */
export function elementsOf(entry: unknown): LibraryEntry[] {
	return [...listAt(entry, 'task_result.elements'), ...outputsOf(entry, 'element')].flatMap((element) => {
		const id = textAt(element, 'element_id') ?? textAt(element, 'id');
		if (id === undefined) return [];
		const materials = [...listAt(element, 'references'), ...listAt(element, 'materials')];
		const urlsOf = (type: string) =>
			materials.filter((one) => textAt(one, 'type') === type).flatMap((one) => urlAt(one, 'url') ?? []);
		const kind = textAt(element, 'reference_type') ?? textAt(element, 'element_type') ?? '';
		const pictures = [
			...[urlAt(element, 'element_image_list.frontal_image') ?? []].flat(),
			...listAt(element, 'element_image_list.refer_images').flatMap((one) => urlAt(one, 'image_url') ?? []),
			...urlsOf('image'),
		];
		const voice = materials.find((one) => textAt(one, 'type') === 'voice');
		return [
			{
				id,
				name: textAt(element, 'element_name') ?? textAt(element, 'name'),
				description: textAt(element, 'element_description') ?? textAt(element, 'description'),
				owner: ownerOf(element),
				status: textAt(element, 'status'),
				...(kind === '' ? {} : { madeFrom: /^video/.test(kind) ? ('video' as const) : ('pictures' as const) }),
				pictures,
				videoUrl: urlAt(element, 'element_video_list.refer_videos.0.video_url') ?? urlsOf('video')[0],
				voiceId: textAt(element, 'element_voice_info.voice_id') ?? textAt(voice, 'id'),
			},
		];
	});
}

/** kling-official.md 2.12 and 3.1. */
export function voicesOf(entry: unknown): LibraryEntry[] {
	return [...listAt(entry, 'task_result.voices'), ...outputsOf(entry, 'voice')].flatMap((voice) => {
		const id = textAt(voice, 'voice_id') ?? textAt(voice, 'id');
		if (id === undefined) return [];
		return [
			{
				id,
				name: textAt(voice, 'voice_name') ?? textAt(voice, 'name'),
				owner: ownerOf(voice),
				status: textAt(voice, 'status'),
				trialUrl: urlAt(voice, 'trial_url') ?? urlAt(voice, 'url'),
			},
		];
	});
}

const outputsOf = (entry: unknown, type: string) =>
	listAt(entry, 'outputs').filter((output) => textAt(output, 'type') === type);

/** "kling" is the vendor's own library, anything else is the number of whoever made it. */
function ownerOf(one: unknown): LibraryEntry['owner'] {
	const owner = textAt(one, 'owned_by');
	return owner === undefined ? undefined : owner.toLowerCase() === 'kling' ? 'preset' : 'own';
}

/** Until when a file can be fetched; elements and voices have none. */
function endOfUrl(url: string | undefined, finishedAt: number | undefined): number | undefined {
	if (url === undefined) return undefined;
	return expiryOf(url) ?? (finishedAt === undefined ? undefined : finishedAt + RESULT_LIFE_MS);
}

/** `Expires` in a signed URL is in seconds since 1970. */
function expiryOf(url: string): number | undefined {
	const seconds = /[?&]Expires=(\d{9,11})(?:&|$)/i.exec(url)?.[1];
	return seconds === undefined ? undefined : Number(seconds) * 1000;
}

/** Who made an entry of a library, and when, as its task tells. */
export function legacyTimes(task: unknown): Pick<LibraryEntry, 'taskId' | 'createdAt'> {
	return { taskId: textAt(task, 'task_id'), createdAt: numberAt(task, 'created_at') };
}

/** Units of a pack, or money; legacy and newer fields (kling-official.md 3.1). */
function costOf(entry: unknown): Cost | undefined {
	const units = numberAt(entry, 'final_unit_deduction');
	if (units !== undefined && units > 0) return inUnits(units);
	const bills = listAt(entry, 'billing');
	const inPacks = bills.filter((bill) => textAt(bill, 'charge_type') === 'unit');
	if (inPacks.length > 0) return inUnits(sum(inPacks));
	const inCash = bills.filter((bill) => textAt(bill, 'charge_type') === 'cash');
	if (inCash.length > 0) return money(sum(inCash), textAt(inCash[0], 'currency'));
	const quota = numberAt(entry, 'final_balance_deduction.quota');
	if (quota !== undefined && quota > 0) return { amount: quota, unit: 'balance' };
	return units === undefined ? undefined : inUnits(units);
}

function sum(bills: unknown[]): number {
	return rounded(bills.reduce((total: number, bill) => total + (numberAt(bill, 'amount') ?? 0), 0));
}

function inUnits(amount: number): Cost {
	return { amount, unit: 'units', usd: rounded(amount * USD_PER_UNIT) };
}

function money(amount: number, currency: string | undefined): Cost {
	return currency === undefined || currency === 'USD'
		? { amount, unit: 'USD', usd: amount }
		: { amount, unit: currency };
}

const PACKS = 'resource_pack_subscribe_infos';
/** kling-official.md 2.14: packs only, and what remains of them is up to 12 hours old. */

/** The reply to account/costs: an envelope in an envelope, the inner one with `msg`; without packs their list is missing. */
export function readBalance(reply: Reply): BalanceAnswer {
	if (isNetworkFailure(reply)) return balanceAs(answerWithoutReply(LABEL, reply));
	const json = jsonOf(reply);
	const inner = at(json, 'data');
	const outerCode = numberAt(json, 'code');
	const code = outerCode === 0 ? numberAt(inner, 'code') : outerCode;
	if (code !== undefined && code !== 0) {
		const words = textAt(inner, 'msg') ?? textAt(json, 'message') ?? textAt(json, 'msg');
		return balanceAs(answerByRule(LABEL, klingRule(code, reply.status), String(code), words, reply));
	}
	if (code === undefined) return balanceAs(answerWithoutReply(LABEL, reply));
	const infos = at(inner, PACKS) ?? [];
	if (!isObject(inner) || !Array.isArray(infos)) return balanceAs(answerWithoutReply(LABEL, reply));
	const packs = infos.flatMap((info) => (isObject(info) ? [packOf(info)] : []));
	const online = packs.filter(({ status }) => status === 'online');
	const amount = rounded(online.reduce((total, { remaining }) => total + (remaining ?? 0), 0));
	const warnings =
		packs.length === 0
			? [klingWarnings.noPacks]
			: [klingWarnings.packsLate, ...(online.length > 1 ? [klingWarnings.severalPacks] : [])];
	return balanceTold(LABEL, reply, { amount, unit: 'units', packs, warnings });
}

function packOf(info: Record<string, unknown>): Pack {
	return {
		name: textAt(info, 'resource_pack_name') ?? textAt(info, 'resource_pack_id') ?? '',
		kind: textAt(info, 'resource_pack_type'),
		status: textAt(info, 'status'),
		remaining: numberAt(info, 'remaining_quantity'),
		total: numberAt(info, 'total_quantity'),
		startsAt: numberAt(info, 'effective_time'),
		expiresAt: numberAt(info, 'invalid_time'),
	};
}
