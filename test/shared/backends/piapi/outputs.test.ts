// The three places where a finished PiAPI task has its video (piapi.md 3.2).
import { CREATED, created, envelope, ID, read } from '../../../support/piapi-task';

const completed = (output: unknown) => ({
	...created,
	status: 'completed',
	output,
	meta: { ...created.meta, ended_at: '2026-09-01T10:02:18.5Z', usage: { type: 'point', frozen: 0, consume: 5850000 } },
});
const succeeded = {
	taskId: ID,
	word: 'completed',
	status: 'succeeded',
	createdAt: CREATED,
	finishedAt: CREATED + 138_500,
	cost: { amount: 5850000, unit: 'points', usd: 0.585 },
};
const work = {
	content_type: 'video',
	status: 99,
	cover: { resource: 'https://cdn.example.com/c.png', resource_without_watermark: '' },
	video: {
		resource: 'https://cdn.example.com/wm.mp4',
		resource_without_watermark: 'https://storage.example.com/clean.mp4',
		width: 1920,
		height: 1080,
		duration: 5100,
	},
};
const firstWork = {
	url: 'https://storage.example.com/clean.mp4',
	watermarkUrl: 'https://cdn.example.com/wm.mp4',
	coverUrl: 'https://cdn.example.com/c.png',
	durationSeconds: 5.1,
};

describe('the three output shapes of a finished task', () => {
	test.each<[string, unknown, unknown]>([
		[
			'1.x to 2.6, with video_url',
			{ type: 'm2v_txt2video_hq', status: 99, video_url: 'https://storage.example.com/clean.mp4', works: [work] },
			firstWork,
		],
		['1.x to 2.6, without video_url', { type: 'm2v_txt2video_hq', status: 99, works: [work] }, firstWork],
		[
			'no clean file among the works',
			{
				video_url: 'https://storage.example.com/u.mp4',
				works: [{ ...work, video: { ...work.video, resource_without_watermark: '' } }],
			},
			{ ...firstWork, url: 'https://storage.example.com/u.mp4' },
		],
		[
			'only a watermarked file',
			{ works: [{ ...work, video: { ...work.video, resource_without_watermark: '' } }] },
			{ url: 'https://cdn.example.com/wm.mp4', coverUrl: 'https://cdn.example.com/c.png', durationSeconds: 5.1 },
		],
		[
			'motion control',
			{ type: 'm2v_motion_control', status: 99, video_url: 'https://storage.example.com/clean.mp4', works: [work] },
			firstWork,
		],
		[
			'2025, video_url alone',
			{ video_url: 'https://storage.example.com/u.mp4', works: null },
			{ url: 'https://storage.example.com/u.mp4' },
		],
		[
			'3.0, omni, turbo',
			{ video: 'https://storage.example.com/v3.mp4' },
			{ url: 'https://storage.example.com/v3.mp4' },
		],
	])('%s', (_, output, video) => {
		expect(read(envelope(completed(output)))).toEqual({ is: 'state', state: { ...succeeded, videos: [video] } });
	});

	test.each<[string, unknown]>([
		['works null', { type: '', status: 0, works: null }],
		['an empty video_url', { video_url: '' }],
		['an empty video', { video: '' }],
		['video that is an object without a URL', { video: { resource: '' } }],
		['works without a video', { works: [{ cover: { resource: 'https://h/c.png' } }] }],
		['works with empty resources', { works: [{ video: { resource: '', resource_without_watermark: '' } }] }],
		['no output', undefined],
		['output null', null],
	])('completed without a URL is never a success: %s', (_, output) => {
		expect(read(envelope(completed(output)))).toMatchObject({
			is: 'state',
			state: { status: 'running', word: 'completed' },
		});
	});
});
