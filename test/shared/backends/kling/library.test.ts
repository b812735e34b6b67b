// Elements, voices and lists of the official API, in both standards and wherever a page leaves room (kling-official.md 3.3, 4).
import { kling } from '../../../../nodes/shared/backends/kling';
import type { Reply } from '../../../../nodes/shared/http/types';
import { Err, unwrap } from '../../../../nodes/shared/errors';
import type { TaskFilter } from '../../../../nodes/shared/tasks/task-filter';
import { answered, htmlPage, lost } from '../../../support/replies';

const connection = { account: 'mine', apiUrl: 'https://h', uploadUrl: 'https://h', hasApiKey: true };
const ID = '829836802793406551';
const [newer, legacy] = kling.statusQueries({ backend: 'kling', operation: 'createElement', taskId: '7' }, connection);
const own = { id: ID, name: 'Grandpa', description: 'An old man', owner: 'own', madeFrom: 'pictures' };

const legacyElement = `{"element_id":${ID},"element_name":"Grandpa","element_description":"An old man",
	"reference_type":"image_refer","element_image_list":{"frontal_image":"https://h/f.png","refer_images":[{"image_url":"https://h/s.png"}]},
	"element_video_list":{},"element_voice_info":{"voice_id":829836802793406553},"owned_by":70012345,"status":"succeed","tag_list":[]}`;
const legacyTask = `{"task_id":"7","task_status":"succeed","task_result":{"elements":[${legacyElement}]},"created_at":1790000000000}`;
const reply = (data: string, code = 0) => answered(`{"code":${code},"message":"m","data":${data}}`);

describe('an element', () => {
	test('in the legacy reply: the id is a bare integer and keeps its digits', () => {
		expect(legacy!.read(reply(legacyTask))).toMatchObject({
			is: 'state',
			state: {
				status: 'succeeded',
				videos: [],
				elements: [
					{
						...own,
						pictures: ['https://h/f.png', 'https://h/s.png'],
						voiceId: '829836802793406553',
						status: 'succeed',
					},
				],
			},
		});
	});

	test('has no link that could expire', () => {
		const dated = legacyTask.replace('"created_at"', '"updated_at":1790000005000,"created_at"');
		const answer = legacy!.read(reply(dated));
		expect(answer).toMatchObject({ state: { finishedAt: 1790000005000 } });
		expect((answer as { state: { urlExpiresAt?: number } }).state.urlExpiresAt).toBeUndefined();
	});

	test.each(['references', 'materials'])('in the newer reply, its materials under %s', (key) => {
		const element = {
			type: 'element',
			id: ID,
			name: 'Grandpa',
			description: 'An old man',
			element_type: 'video_character_elements',
			owned_by: 'kling',
			[key]: [
				{ type: 'video', role: 'refer', url: 'https://h/v.mp4' },
				{ type: 'voice', role: 'refer', id: '5', url: 'https://h/v.mp3' },
			],
		};
		const answer = newer!.read(answered({ code: 0, data: [{ id: '7', status: 'succeeded', outputs: [element] }] }));
		expect(answer).toMatchObject({
			state: {
				elements: [{ ...own, owner: 'preset', madeFrom: 'video', videoUrl: 'https://h/v.mp4', voiceId: '5' }],
			},
		});
	});

	test('without an id is none: one may follow', () => {
		const data = [{ id: '7', status: 'succeeded', outputs: [{ type: 'element', name: 'Grandpa' }] }];
		expect(newer!.read(answered({ code: 0, data }))).toMatchObject({ state: { endedWithoutResult: true } });
	});
});

test('a voice, in both', () => {
	const told = {
		state: { status: 'succeeded', voices: [{ id: '5', name: 'V', trialUrl: 'https://h/t.mp3', owner: 'own' }] },
	};
	const old = { voice_id: '5', voice_name: 'V', trial_url: 'https://h/t.mp3', owned_by: 'me' };
	const data = { task_id: '7', task_status: 'succeed', task_result: { voices: [old] } };
	expect(legacy!.read(answered({ code: 0, data }))).toMatchObject(told);
	const output = { type: 'voice', id: '5', name: 'V', url: 'https://h/t.mp3', owned_by: 'me' };
	expect(newer!.read(answered({ code: 0, data: [{ id: '7', status: 'succeeded', outputs: [output] }] }))).toMatchObject(
		told,
	);
});

describe('the library', () => {
	const { element, voice } = kling.library!;
	const pages = element.list('own', connection);

	test('is asked page by page', () => {
		expect(pages.call(undefined)).toEqual({
			method: 'GET',
			url: 'https://h/v1/general/advanced-custom-elements?pageNum=1&pageSize=100',
		});
		expect(pages.call('3').url).toMatch(/pageNum=3&/);
		expect(voice.list('preset', connection).call(undefined).url).toMatch(/\/v1\/general\/presets-voices\?/);
	});

	test.each<[string, string]>([
		['tasks with what they made', `[${legacyTask}]`],
		['elements by themselves', `[${legacyElement}]`],
		[
			'unfinished, failed and deleted ones beside it',
			`[{"task_id":"8","task_status":"processing"},{"task_id":"9","task_status":"failed","task_result":{}},${legacyTask},${legacyTask.replace(ID, '1').replace('"status":"succeed"', '"status":"deleted"')}]`,
		],
	])('%s are read', (_, data) => {
		const answer = pages.read(reply(data), undefined);
		expect(answer).toMatchObject({ is: 'page', page: { entries: [own] } });
		expect(answer).not.toHaveProperty('page.next');
	});

	test('a full page has a next one, up to the last that the API allows', () => {
		const full = answered({ code: 0, data: Array.from({ length: 100 }, (_, index) => ({ task_id: String(index) })) });
		expect(pages.read(full, undefined)).toMatchObject({ page: { entries: [], next: '2' } });
		expect(pages.read(full, '1000')).not.toHaveProperty('page.next');
	});

	test.each<[string, Reply, string]>([
		['silence', lost, 'transient'],
		['a page of a gateway', answered(htmlPage, 502), 'transient'],
		['too many requests', answered({ code: 1302, message: 'slow' }, 429), 'transient'],
		['a wrong key', answered({ code: 1002, message: 'no' }, 401), 'refused'],
		['something else', answered({ code: 0, data: { task_id: '7' } }), 'transient'],
	])('%s is no page', (_, answer, is) => {
		expect(pages.read(answer, undefined).is).toBe(is);
	});

	test('a deletion names the id as text', () => {
		expect(element.remove(ID, connection)).toEqual({
			method: 'POST',
			url: 'https://h/v1/general/delete-advanced-elements',
			body: `{"element_id":"${ID}"}`,
		});
		expect(voice.remove('5', connection)).toMatchObject({
			url: 'https://h/v1/general/delete-voices',
			body: '{"voice_id":"5"}',
		});
	});

	test.each<[string, Reply, string]>([
		['done', answered({ code: 0, data: { task_id: '7', task_status: 'succeed' } }), 'deleted'],
		['a task that failed', answered({ code: 0, data: { task_id: '7', task_status: 'failed' } }), 'refused'],
		['no such element', answered({ code: 1201, message: 'element not found: 5' }, 400), 'unknown'],
		['not allowed', answered({ code: 1201, message: 'only custom elements can be deleted' }, 400), 'refused'],
		['silence', lost, 'transient'],
		['a server error', answered({ code: 5000, message: 'internal' }, 500), 'transient'],
		['a page of a gateway', answered(htmlPage, 200), 'transient'],
	])('the reply to it: %s', (_, answer, is) => {
		expect(element.readDelete(answer, '5').is).toBe(is);
	});
});

describe('the list of tasks', () => {
	const listOf = (filter: Partial<TaskFilter>, hasApiKey = true) =>
		kling.listTasks!({ statuses: [], ...filter }, { ...connection, hasApiKey }, 0);

	test('with an API key: states in the words of the newer standard, times as numbers, then the cursor alone', () => {
		const pages = unwrap(listOf({ statuses: ['queued', 'running', 'succeeded', 'failed'], since: 5, until: 9 }));
		const filters = [{ key: 'status', values: ['submitted', 'processing', 'succeeded', 'failed'] }];
		expect(JSON.parse(pages.call(undefined).body!)).toEqual({ limit: 100, start_time: 5, end_time: 9, filters });
		expect(JSON.parse(pages.call('next').body!)).toEqual({ limit: 100, cursor: 'next', filters });
	});

	test('an end without a start begins 30 days before it: by itself the API would begin 30 days ago', () => {
		const until = Date.UTC(2026, 0, 31);
		expect(JSON.parse(unwrap(listOf({ until })).call(undefined).body!)).toMatchObject({
			start_time: Date.UTC(2026, 0, 1),
		});
	});

	test('a page leads on where there is more, and a cursor that is no text ends it', () => {
		const pages = unwrap(listOf({}));
		const data = { result: [{ id: '1', status: 'processing' }, { odd: true }], next_cursor: 'c', has_more: true };
		expect(pages.read(answered({ code: 0, data }), undefined)).toMatchObject({
			page: { entries: [{ state: { taskId: '1', status: 'running' } }], rows: ['1'], next: 'c' },
		});
		for (const end of [{ has_more: false }, { next_cursor: '' }, { has_more: undefined }])
			expect(pages.read(answered({ code: 0, data: { ...data, ...end } }), undefined)).not.toHaveProperty('page.next');
		expect(pages.read(answered({ code: 0, data: {} }), undefined).is).toBe('transient');
	});

	test('with access keys one operation at a time, by its create path', () => {
		expect(listOf({}, false)).toBeInstanceOf(Err);
		const pages = unwrap(listOf({ madeBy: 'createVoice' }, false));
		expect(pages.call(undefined).url).toBe('https://h/v1/general/custom-voices?pageNum=1&pageSize=100');
		expect(pages.read(reply(`[${legacyTask}]`), undefined)).toMatchObject({
			page: { entries: [{ operation: 'createVoice', state: { taskId: '7' } }] },
		});
	});
});
