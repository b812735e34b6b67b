// The reply to a search for faces (kling-official.md 2.7 and 3.2): it carries them at once, or nothing is sure.
import fc from '../../../support/property';
import { kling } from '../../../../nodes/shared/backends/kling';

const route = kling.faces!;
const read = (body: unknown, status = 200) =>
	route.read({ status, text: typeof body === 'string' ? body : JSON.stringify(body) });

const session = (faces: unknown) => ({
	code: 0,
	message: 'ok',
	data: { session_id: 'fake-session-1', final_unit_deduction: '0.05', face_data: faces },
});
const first = { face_id: '0', face_image: 'https://cdn.example.com/f.png', start_time: 0, end_time: 5200 };

test('a session comes with everybody who was found, and when', () => {
	expect(read(session([first, { face_id: 7, start_time: '1500', end_time: '4000' }]))).toEqual({
		is: 'accepted',
		taskId: 'fake-session-1',
		faces: [
			{ id: '0', imageUrl: 'https://cdn.example.com/f.png', startMs: 0, endMs: 5200 },
			{ id: '7', imageUrl: undefined, startMs: 1500, endMs: 4000 },
		],
	});
});

test.each([
	['nobody was found', [], 0],
	['the list is missing', undefined, 0],
	['a face has no id, another one no end', [{ end_time: 5 }, { face_id: '1' }, first], 1],
	['the list is none', { face_id: '1' }, 0],
])('a session is one, whoever is in it: %s', (_, faces, count) => {
	const creation = read(session(faces));
	expect(creation).toMatchObject({ is: 'accepted', taskId: 'fake-session-1' });
	expect(creation.is === 'accepted' && creation.faces).toHaveLength(count);
});

test.each([
	['success without a session', { code: 0, data: { face_data: [first] } }, 200],
	['a task, which nobody can ask for', { code: 0, data: { task_id: '1', task_status: 'submitted' } }, 200],
	['a server error', { code: 5000, message: 'internal' }, 500],
	['a page of HTML', '<html>Bad Gateway</html>', 502],
])('%s leaves it unclear, because there is no query for sessions', (_, body, status) => {
	expect(read(body, status).is).toBe('unclear');
});

test('a video that cannot be used is a refusal in the words of the service', () => {
	const creation = read({ code: 1201, message: 'video_url: video is too long' }, 400);
	expect(creation).toMatchObject({ is: 'refused', again: 'never', failure: { words: 'video_url: video is too long' } });
});

test('whatever comes, nothing is thrown and nothing accepted without a session', () => {
	fc.assert(
		fc.property(fc.json(), fc.integer({ min: 200, max: 599 }), (text, status) => {
			const creation = read(text, status);
			if (creation.is === 'accepted') expect(text).toContain(creation.taskId);
		}),
		{ numRuns: 500 },
	);
});

test('the request names the video by its address or by its id, never by both', () => {
	const connection = { account: 'mine', apiUrl: 'https://api.example.com', uploadUrl: '', hasApiKey: true };
	const url = 'https://api.example.com/v1/videos/identify-face';
	const sent = (film: Parameters<typeof route.call>[0]) => {
		const { body = '', ...call } = route.call(film, connection);
		return { ...call, body: JSON.parse(body) as unknown };
	};
	expect(sent({ url: 'https://example.com/a.mp4' })).toEqual({
		method: 'POST',
		url,
		body: { video_url: 'https://example.com/a.mp4' },
	});
	expect(sent({ id: '829836802793406551' })).toEqual({ method: 'POST', url, body: { video_id: '829836802793406551' } });
});
