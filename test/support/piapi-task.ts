// A PiAPI task as piapi.md 3.4 shows it, and the ways to read it.
import { piapi } from '../../nodes/shared/backends/piapi';
import type { Reply } from '../../nodes/shared/http/types';
import { answered } from './replies';

export const ID = '00000000-0000-4000-8000-000000000001';
const UNSET = '0001-01-01T00:00:00Z';
const connection = { account: 'mine', apiUrl: 'https://h', uploadUrl: 'https://u', hasApiKey: true };
const [question] = piapi.statusQueries({ backend: 'piapi', operation: 'imageToVideo', taskId: ID }, connection);
export const read = (reply: Reply) => question!.read(reply);
export const envelope = (data: unknown) => answered({ code: 200, message: 'success', data });

export const created = {
	task_id: ID,
	model: 'kling',
	task_type: 'video_generation',
	status: 'pending',
	config: { service_mode: 'public', webhook_config: { endpoint: '', secret: '' } },
	input: { duration: 5, prompt: 'A paper boat', image_url: 'https://example.com/in.png' },
	output: { type: '', status: 0, works: null },
	meta: {
		created_at: '2026-09-01T10:00:00.000000001Z',
		started_at: UNSET,
		ended_at: UNSET,
		usage: { type: 'point', frozen: 2000000, consume: 0 },
	},
	detail: null,
	logs: null,
	error: { code: 0, raw_message: '', message: '', detail: null },
};
export const CREATED = Date.UTC(2026, 8, 1, 10);
