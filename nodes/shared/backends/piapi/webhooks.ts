// Callbacks of PiAPI: at the end, sometimes before; the secret of the create comes back as it is, in a header.
import { piapiDetails } from './messages';
import { listAt, textAt } from '../../json';
import { endOf, headerAt, timingSafeEqualText, taskIdAt, type WebhookSpec, type TaskEnd } from '../webhook';

const ENDS: Readonly<Record<string, TaskEnd>> = {
	completed: 'succeeded',
	failed: 'failed',
	cancelled: 'failed',
	canceled: 'failed',
};

/** piapi.md 6. */
export const piapiWebhooks: WebhookSpec = {
	secretLabel: 'Webhook Secret',
	secretPerTask: true,

	read(json) {
		const taskId = taskIdAt(json, 'data.task_id');
		// Capitalised in the schema, lower case in real replies (piapi.md 3.1).
		const status = textAt(json, 'data.status')?.toLowerCase();
		return taskId === undefined || status === undefined ? undefined : { taskId, end: endOf(ENDS, status) };
	},

	// No time is signed: `timestamp` in the body only tells repetitions apart.
	verifySignature({ headers }, _told, secret) {
		const given = headerAt(headers, 'x-webhook-secret');
		if (given === undefined) return 'missing';
		return timingSafeEqualText(given, secret) ? 'valid' : { invalid: piapiDetails.otherSecret };
	},

	// piapi.md 2; the names of pictures differ from version to version (piapi.md 10.10).
	madeBy(answer) {
		const has = (key: string) => textAt(answer, `data.input.${key}`) !== undefined;
		const pictures = listAt(answer, 'data.input.images').length + listAt(answer, 'data.input.elements').length;
		switch (textAt(answer, 'data.task_type')) {
			case 'motion_control':
				return 'motionControl';
			case 'avatar':
				return 'avatar';
			case 'lip_sync':
				return 'lipSync';
			case 'sound':
				return 'textToSound';
			case 'extend_video':
				return 'extendVideo';
			case 'effects':
				return 'effects';
			case 'omni_video_generation':
				if (pictures > 0) return 'multiImageToVideo';
				return textAt(answer, 'data.input.version') === 'o1' ? 'textToVideo' : undefined;
			case 'video_generation':
				if (pictures > 0) return 'multiImageToVideo';
				return has('image_url') || has('start_image_url') ? 'imageToVideo' : 'textToVideo';
			default:
				return undefined;
		}
	},
};
