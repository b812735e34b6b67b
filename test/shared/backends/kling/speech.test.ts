// The reply to a text that is to be spoken (kling-official.md 2.9 and 3.2): it carries the sound at once, or nothing is sure.
import fc from '../../../support/property';
import { kling } from '../../../../nodes/shared/backends/kling';

const read = (body: unknown, status = 200) =>
	kling.speech!.read({ status, text: typeof body === 'string' ? body : JSON.stringify(body) });

const spoken = {
	code: 0,
	message: 'ok',
	data: {
		task_id: '900000000000000020',
		task_status: 'succeed',
		task_result: { audios: [{ id: '900000000000000021', url: 'https://cdn.example.com/t.mp3', duration: '11.3' }] },
	},
};

test("the sound's id is what other requests need, not the task's", () => {
	expect(read(spoken)).toMatchObject({ is: 'accepted', taskId: '900000000000000021' });
});

test('its length is remembered, because a lip sync needs it', () => {
	const sounds = [{ id: '900000000000000021', durationSeconds: 11.3 }];
	expect(read(spoken)).toMatchObject({ finished: { status: 'succeeded', sounds } });
});

test('an id that is a long number keeps its digits', () => {
	const text = JSON.stringify(spoken).replace('"900000000000000021"', '900000000000000021');
	expect(read(text)).toMatchObject({ is: 'accepted', taskId: '900000000000000021' });
});

test.each([
	['a task without a sound', { code: 0, data: { task_id: '1', task_result: {} } }, 200],
	['success without anything', { code: 0, data: {} }, 200],
	['a server error', { code: 5000, message: 'internal' }, 500],
	['a page of HTML', '<html>Bad Gateway</html>', 502],
])('%s leaves it unclear, because there is no query for speech', (_, body, status) => {
	expect(read(body, status).is).toBe('unclear');
});

test('a voice that does not exist is a refusal in the words of the service', () => {
	const creation = read({ code: 1201, message: 'Voice id not found' }, 400);
	expect(creation).toMatchObject({ is: 'refused', again: 'never', failure: { words: 'Voice id not found' } });
});

test('whatever comes, nothing is thrown and nothing accepted without an id', () => {
	fc.assert(
		fc.property(fc.json(), fc.integer({ min: 200, max: 599 }), (text, status) => {
			const creation = read(text, status);
			if (creation.is === 'accepted') expect(text).toContain(creation.taskId);
		}),
		{ numRuns: 500 },
	);
});

test('the request holds the text, the voice, the language and the speed', () => {
	const connection = { account: 'mine', apiUrl: 'https://api.example.com', uploadUrl: '', hasApiKey: true };
	const call = kling.speech!.call({ text: 'Hello', voice: 'oversea_male1', language: 'en', speed: 1 }, connection);
	expect({ ...call, body: JSON.parse(call.body ?? '') as unknown }).toEqual({
		method: 'POST',
		url: 'https://api.example.com/v1/audio/tts',
		body: { text: 'Hello', voice_id: 'oversea_male1', voice_language: 'en', voice_speed: 1 },
	});
});
