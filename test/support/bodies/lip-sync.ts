// Lip sync: kling-official.md 2.7 and piapi.md 2.7.
import { CALLBACK, CLIP, INLINE, VOICE, type ModelCases } from './case';

const speaking = { sessionId: 's-1', faceId: '0', startMs: 0, endMs: 3000, insertMs: 0 };
const part = { sessionId: 's-2', faceId: 'face "2"', startMs: 1500, endMs: 4250, insertMs: 60 };
const needed = [
	'session_id',
	'face_choose',
	'face_choose.0.face_id',
	'face_choose.0.sound_start_time',
	'face_choose.0.sound_end_time',
	'face_choose.0.sound_insert_time',
];

export const klingLipSync: ModelCases = {
	'lip-sync': {
		smallest: {
			given: {},
			video: CLIP,
			audio: { file: INLINE },
			speaking,
			body: {
				session_id: 's-1',
				face_choose: [
					{
						face_id: '0',
						sound_file: INLINE,
						sound_start_time: 0,
						sound_end_time: 3000,
						sound_insert_time: 0,
					},
				],
			},
			needed: [...needed, 'face_choose.0.sound_file'],
		},
		fullest: {
			given: {
				face: 2,
				audioStart: 1.5,
				audioEnd: '4.25',
				insertAt: 0.06,
				audioVolume: 1.5,
				originalVolume: '0',
				watermark: true,
			},
			video: CLIP,
			audio: { file: VOICE },
			speaking: part,
			callbackUrl: CALLBACK,
			body: {
				session_id: 's-2',
				face_choose: [
					{
						face_id: 'face "2"',
						sound_file: VOICE,
						sound_start_time: 1500,
						sound_end_time: 4250,
						sound_insert_time: 60,
						sound_volume: 1.5,
						original_audio_volume: 0,
					},
				],
				watermark_info: { enabled: true },
				callback_url: CALLBACK,
			},
		},
		'a video made before, with speech': {
			given: {},
			videoId: '829836802793406551',
			audio: { speechId: '9001' },
			speaking,
			body: {
				session_id: 's-1',
				face_choose: [
					{ face_id: '0', audio_id: '9001', sound_start_time: 0, sound_end_time: 3000, sound_insert_time: 0 },
				],
			},
			needed: ['face_choose.0.audio_id'],
		},
	},
};

const lipSync = { model: 'kling', task_type: 'lip_sync' };

export const piapiLipSync: ModelCases = {
	'lip-sync': {
		smallest: {
			given: {},
			video: CLIP,
			audio: { file: VOICE },
			body: { ...lipSync, input: { video_url: CLIP, local_dubbing_url: VOICE } },
			needed: ['model', 'task_type', 'input.video_url', 'input.local_dubbing_url'],
		},
		'fullest, a task made before speaks a text': {
			given: {},
			videoId: '00000000-0000-4000-8000-000000000001',
			audio: { speech: { text: 'Good morning', voice: 'Narrator', language: 'en', speed: 1.2 } },
			callbackUrl: CALLBACK,
			body: {
				...lipSync,
				input: {
					origin_task_id: '00000000-0000-4000-8000-000000000001',
					tts_text: 'Good morning',
					tts_timbre: 'Narrator',
					tts_speed: 1.2,
				},
				config: { webhook_config: { endpoint: CALLBACK, secret: '' } },
			},
			needed: ['input.origin_task_id', 'input.tts_text', 'input.tts_timbre'],
		},
	},
};
