// What n8n, users and services keep, word for word.
//
// A change here makes a running n8n forget paid tasks or breaks saved workflows: raise STORED_VERSION and write a migration
// instead of a new value.
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { FalApi } from '../../credentials/FalApi.credentials';
import { KieApi } from '../../credentials/KieApi.credentials';
import { KlingApi } from '../../credentials/KlingApi.credentials';
import { PiApi } from '../../credentials/PiApi.credentials';
import { KlingVideo } from '../../nodes/KlingVideo/KlingVideo.node.ts';
import { KlingVideoTrigger } from '../../nodes/KlingVideoTrigger/KlingVideoTrigger.node.ts';
import { failureKinds, FailureError } from '../../nodes/shared/errors';
import { toErrorItem } from '../../nodes/shared/results/node-errors';
import * as stored from '../../nodes/shared/stored';
import type { Forerunner, IdempotencyRecord } from '../../nodes/shared/tasks/idempotency-record';
import type { SentRequest } from '../../nodes/shared/tasks/lost-create';
import type { Cost, Face, AudioResult, TaskHandle, TaskState, TaskUrls, Video } from '../../nodes/shared/tasks/task';

const SPEECH = { text: 'Good morning', voice: 'oversea_male1', language: 'zh', speed: 1.3 };
const ACCOUNT = 'https://api.example.com abc';

test('version and keys', () => {
	expect(stored.STORED_VERSION).toBe(1);
	expect(stored.contextKeys).toEqual({ tasks: 'klingVideoTasks', deletions: 'klingVideoDeletions' });
	expect(stored.staticDataKeys).toEqual({ endedTasks: 'endedTasks', unprovenTasks: 'unprovenTasks' });
	expect(stored.endedTaskName('kie', 'a')).toBe('kie:a');
	expect(stored.recordName(2, 0)).toBe('2:0');
	expect(stored.recordName(2, 7, 'speech')).toBe('2:7:speech');
	expect(stored.readRecordName('2:7:faces')).toEqual({ runIndex: 2, itemIndex: 7, isPart: true });
	expect(stored.readRecordName('2:7').isPart).toBe(false);
	expect(stored.partName('2:7#2', 'speech')).toBe('2:7#2:speech');
	expect(stored.readRecordName('2:7#2:speech')).toEqual({ runIndex: 2, itemIndex: 7, isPart: true });
	expect(stored.nextRecordName('2:7', 2)).toBe('2:7#2');
	expect(stored.readRecordName('2:7#2')).toEqual({ runIndex: 2, itemIndex: 7, isPart: false });
	expect(stored.readRecordName('2:7:replaced')).toEqual({ runIndex: 2, itemIndex: 7, isPart: false });
	expect(stored.readRecordName('2:7:faces#2').isPart).toBe(true);
	expect(stored.sceneName('2:7#2', 3)).toBe('2:7#2:scene3');
	expect(stored.readRecordName('2:7#2:scene3#2')).toEqual({ runIndex: 2, itemIndex: 7, isPart: true, scene: 3 });
	expect(stored.lastFrameField).toBe('lastFrame');
});

type KeysOf<T> = T extends unknown ? keyof T : never;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** Fails to compile when a property is renamed: what is stored under it needs the old name. */
const same = <A, B>(is: Same<A, B>): void => expect(is).toBe(true);

test('the properties of what is stored as it is have the stored names', () => {
	same<keyof IdempotencyRecord, (typeof stored.recordKeys)[number]>(true);
	same<keyof Forerunner, (typeof stored.forerunnerKeys)[number]>(true);
	same<keyof NonNullable<IdempotencyRecord['reason']>, (typeof stored.reasonKeys)[number]>(true);
	same<keyof TaskUrls, (typeof stored.urlKeys)[number]>(true);
	same<keyof SentRequest, (typeof stored.sentKeys)[number]>(true);
	same<IdempotencyRecord['state'], (typeof stored.recordStates)[number]>(true);
	same<keyof TaskHandle, (typeof stored.handleKeys)[number]>(true);
	same<KeysOf<TaskState>, (typeof stored.finishedKeys)[number]>(true);
	same<keyof Face, (typeof stored.faceKeys)[number]>(true);
	same<keyof Video, (typeof stored.resultKeys.videos)[number]>(true);
	same<keyof AudioResult, (typeof stored.resultKeys.sounds)[number]>(true);
	same<keyof Cost, (typeof stored.resultKeys.cost)[number]>(true);
});

test('digests and identities', () => {
	expect(stored.contentDigest('a')).toBe('ca978112ca1bbdcafac231b39a23dc4d');
	expect(stored.speechDigest(SPEECH, ACCOUNT)).toBe('6f35a55cb2892d379cabdd64e1655bd6');
	expect(stored.facesDigest('0123456789abcdef0123456789abcdef', ACCOUNT)).toBe('39a62d59837f33c59a7aa200678d2104');
	expect(stored.madeVideoIdentity('829836802793406552')).toBe('ea6a77211b01bf8638697f63347ebbc5');
	expect(stored.spokenIdentity(SPEECH)).toBe('4c498c309a5deef6f32920ed15be5525');
	expect(stored.madeSpeechIdentity('829836802793406553')).toBe('49a1bb46d02ab2ed5d593cfc88c1f25f');
	expect(stored.accountIdentity('https://api.example.com', 'key')).toBe('5c7d137749ea1c220efde59d383ac0bd');
});

test('what makes a request the same: the form as written, the item, and their key', () => {
	const form = {
		prompt: '={{ $now }}',
		backend: 'kie',
		options: { timeLimit: 5, createAgain: true, externalTaskId: 'a', subjects: { row: [{ name: 'b', a: 1 }] } },
	};
	const digest = '388f93927159396d43069167d45bdc26';
	expect(stored.writtenDigest(form)).toBe(digest);
	const reordered = { backend: 'kie', options: { subjects: { row: [{ a: 1, name: 'b' }] }, externalTaskId: 'a' } };
	expect(stored.writtenDigest({ ...reordered, prompt: '={{ $now }}' })).toBe(digest);
	expect(stored.writtenDigest({ ...form, prompt: '={{ $today }}' })).not.toBe(digest);
	expect(stored.inputDigest({ b: 1, a: 2 }, { data: ['filesystem:1', 'a.png'] })).toBe(
		'73fe5ec4d2a611bb99757f4db7c4d0d7',
	);
	expect(stored.requestIdentity('w', 'i', undefined)).toBe('af72edd3c2efa89d75eccab4124cad81');
	expect(stored.requestIdentity('w', 'i', 'words')).toBe('de54e88c07ec7fdf5bde39b827c02d95');
	expect(stored.requestKey('7', 'node', '0:1')).toBe('fd7628e512a87976');
});

test('external task ids', () => {
	const place = stored.idempotencyKey({
		instance: 'instance',
		workflow: 'workflow',
		execution: '7',
		node: 'node',
		runIndex: 0,
		itemIndex: 2,
		digest: '331ce85ce25f5b05e7c7f7ec82b3a4c0',
	});
	const made = (attempt: number) => stored.externalId(stored.placeUuid(place, attempt));
	expect(made(1)).toBe('n8n-3bd32e36-5043-6608-ce01-6ac4019af094');
	expect(made(2)).toBe('n8n-6e01f7b8-4a2e-76c3-e94b-3178a0e8d682');
	expect(stored.ownExternalId('my-id', 1)).toBe('my-id');
	expect(stored.ownExternalId('my-id', 2)).toBe('my-id-2');
});

test('settings and pictures', () => {
	expect(Object.values(stored.storedSettingName).sort()).toEqual([
		'asmr',
		'aspectRatio',
		'background',
		'cfgScale',
		'characterOrientation',
		'description',
		'duration',
		'effect',
		'elements',
		'face',
		'insertAt',
		'keepOriginalSound',
		'madeFrom',
		'music',
		'name',
		'negativePrompt',
		'originTaskId',
		'originalVolume',
		'preferMultiShots',
		'presetMotion',
		'professionalMode',
		'prompt',
		'quality',
		'shots',
		'sound',
		'soundEffects',
		'soundEnd',
		'soundStart',
		'soundVolume',
		'subject',
		'tags',
		'videoId',
		'videoUse',
		'voices',
		'watermark',
	]);
	expect(Object.values(stored.storedFrameName)).toEqual(['firstFrame', 'lastFrame', 'image', 'secondImage', 'frontal']);
});

test('node and credential types', () => {
	expect([new KlingVideo(), new KlingVideoTrigger()].map(({ description }) => description.name)).toEqual([
		'klingVideo',
		'klingVideoTrigger',
	]);
	expect([new KlingApi(), new KieApi(), new PiApi(), new FalApi()].map(({ name }) => name)).toEqual([
		'klingApi',
		'kieApi',
		'piApi',
		'falApi',
	]);
	expect(
		[new KlingApi(), new KieApi(), new PiApi()].map(({ properties }) => properties.map(({ name }) => name)),
	).toEqual([
		['authentication', 'apiKey', 'accessKey', 'secretKey', 'region', 'baseUrl', 'webhookSecret'],
		['apiKey', 'baseUrl', 'uploadBaseUrl', 'webhookSecret'],
		['apiKey', 'baseUrl', 'uploadBaseUrl', 'webhookSecret'],
	]);
});

test('the words and the fields of an error', () => {
	expect(failureKinds).toEqual([
		...['input', 'credential', 'credit', 'busy', 'policy', 'refused', 'notFound', 'taskFailed', 'timeLimit'],
		...['uncertain', 'network', 'unreadable', 'setup'],
	]);
	const task = { taskId: '1', backend: 'kling', operation: 'avatar', externalTaskId: 'a', itemIndex: 0 };
	const failure = { kind: 'busy' as const, message: 'm', nextStep: 'n', code: '1', words: 'w', task };
	expect(toErrorItem(new FailureError(failure), 0).json).toEqual({
		error: { message: 'm', description: 'n', kind: 'busy', code: '1', words: 'w', ...task },
		message: 'm',
	});
	expect(toErrorItem(new FailureError({ kind: 'busy', message: 'm' }), 0, { request: 'a1' }).json).toEqual({
		error: { message: 'm', description: null, kind: 'busy', request: 'a1' },
		message: 'm',
	});
	expect(Object.keys(task)).toEqual(['taskId', 'backend', 'operation', 'externalTaskId', 'itemIndex']);
});

/** All parameters, with those inside of collections as `options.timeLimit` and `options.shots.row.prompt`. */
function parametersOf(fields: readonly Field[], before = ''): string[] {
	return fields.flatMap((field) => {
		const name = `${before}${field.name}`;
		if ('values' in field) return parametersOf(field.values, `${name}.`);
		if (!('type' in field)) return [];
		const isCollection = field.type === 'collection' || field.type === 'fixedCollection';
		return [name, ...(isCollection ? parametersOf(field.options ?? [], `${name}.`) : [])];
	});
}
type Field = INodeProperties | INodePropertyOptions | INodePropertyCollection;

const named = (fields: readonly Field[]) => [...new Set(parametersOf(fields))].sort();

/** The values of a choice, which saved workflows hold, too. */
const valuesOf = (name: string) =>
	[
		...new Set(
			new KlingVideo().description.properties
				.filter((field) => field.name === name)
				.flatMap(({ options = [] }) => options.flatMap((option) => ('value' in option ? [String(option.value)] : []))),
		),
	].sort();

test('the parameters of Kling Video', () => {
	expect(named(new KlingVideo().description.properties)).toEqual([
		'aspectRatio',
		'backend',
		'backendId',
		'backendsLeftOut',
		'background',
		'characterOrientation',
		'clip',
		'clips',
		'description',
		'duration',
		'effect',
		'elementId',
		'falAvatarBehavesLike',
		'falAvatarModel',
		'falCreateVoiceBehavesLike',
		'falCreateVoiceModel',
		'falEffectsBehavesLike',
		'falEffectsModel',
		'falExtendVideoBehavesLike',
		'falExtendVideoModel',
		'falImageToVideoBehavesLike',
		'falImageToVideoModel',
		'falLipSyncBehavesLike',
		'falLipSyncModel',
		'falMotionControlBehavesLike',
		'falMotionControlModel',
		'falMultiImageToVideoBehavesLike',
		'falMultiImageToVideoModel',
		'falTextToSpeechBehavesLike',
		'falTextToSpeechModel',
		'falTextToVideoBehavesLike',
		'falTextToVideoModel',
		'falVideoToSoundBehavesLike',
		'falVideoToSoundModel',
		'firstFrameBase64',
		'firstFrameField',
		'firstFrameSource',
		'firstFrameUrl',
		'frame',
		'frameAt',
		'frontalBase64',
		'frontalField',
		'frontalSource',
		'frontalUrl',
		'imageBase64',
		'imageField',
		'imageSource',
		'imageUrl',
		'images',
		'joinWhat',
		'kieAvatarBehavesLike',
		'kieAvatarModel',
		'kieExtendVideoBehavesLike',
		'kieExtendVideoModel',
		'kieImageToVideoBehavesLike',
		'kieImageToVideoModel',
		'kieMotionControlBehavesLike',
		'kieMotionControlModel',
		'kieMultiImageToVideoBehavesLike',
		'kieMultiImageToVideoModel',
		'kieTextToVideoBehavesLike',
		'kieTextToVideoModel',
		'klingExtendVideoBehavesLike',
		'klingExtendVideoModel',
		'klingImageToVideoBehavesLike',
		'klingImageToVideoModel',
		'klingMotionControlBehavesLike',
		'klingMotionControlModel',
		'klingMultiImageToVideoBehavesLike',
		'klingMultiImageToVideoModel',
		'klingTextToVideoBehavesLike',
		'klingTextToVideoModel',
		'lastFrameBase64',
		'lastFrameField',
		'lastFrameSource',
		'lastFrameUrl',
		'libraryOwner',
		'limit',
		'lookUpBy',
		'madeFrom',
		'middleFrames',
		'model',
		'music',
		'name',
		'noLastFrame',
		'notOffered',
		'operation',
		'options',
		'options.additionalBody',
		'options.asmr',
		'options.atDownloadFailure',
		'options.atSceneFailure',
		'options.atTimeLimit',
		'options.backgroundColor',
		'options.callbackUrl',
		'options.cancelOnStop',
		'options.cfgScale',
		'options.checkOnly',
		'options.continueFrom',
		'options.createAgain',
		'options.createdAfter',
		'options.createdBefore',
		'options.downloadVideo',
		'options.dropRepeats',
		'options.elements',
		'options.elements.row.id',
		'options.externalTaskId',
		'options.face',
		'options.file',
		'options.filmSize',
		'options.fitPicture',
		'options.format',
		'options.ifIdExists',
		'options.insertAt',
		'options.itemsAtOnce',
		'options.keepOriginalSound',
		'options.listMadeBy',
		'options.madeBy',
		'options.negativePrompt',
		'options.newerStandard',
		'options.originalVolume',
		'options.outputField',
		'options.preferMultiShots',
		'options.preparePictureFromUrl',
		'options.resultLifetime',
		'options.returnLastFrame',
		'options.shortestPollInterval',
		'options.shots',
		'options.shots.row.duration',
		'options.shots.row.prompt',
		'options.slotLimit',
		'options.soundAt',
		'options.soundEnd',
		'options.soundFadeOut',
		'options.soundFile',
		'options.soundStart',
		'options.soundVolume',
		'options.sounds',
		'options.statuses',
		'options.stopAbove',
		'options.subjects',
		'options.subjects.row.description',
		'options.subjects.row.end',
		'options.subjects.row.images',
		'options.subjects.row.name',
		'options.subjects.row.start',
		'options.subjects.row.video',
		'options.subjects.row.voices',
		'options.tags',
		'options.timeLimit',
		'options.voices',
		'options.voices.row.id',
		'options.wait',
		'options.watermark',
		'options.withoutExternalId',
		'originTaskId',
		'piapiImageToVideoBehavesLike',
		'piapiImageToVideoModel',
		'piapiMotionControlBehavesLike',
		'piapiMotionControlModel',
		'piapiMultiImageToVideoBehavesLike',
		'piapiMultiImageToVideoModel',
		'piapiTextToVideoBehavesLike',
		'piapiTextToVideoModel',
		'presetMotion',
		'professionalMode',
		'prompt',
		'quality',
		'queryExternalTaskId',
		'recordingField',
		'recordingSource',
		'recordingUrl',
		'recordingVideoId',
		'resource',
		'returnAll',
		'scenes',
		'scenes.row.lastFrame',
		'scenes.row.prompt',
		'scenes.row.seconds',
		'scenesFrom',
		'scenesList',
		'secondImageBase64',
		'secondImageField',
		'secondImageSource',
		'secondImageUrl',
		'sound',
		'soundEffects',
		'speechId',
		'speechLanguage',
		'speechSpeed',
		'speechText',
		'speechVoice',
		'subject',
		'taskId',
		'videoField',
		'videoId',
		'videoSource',
		'videoUrl',
		'videoUse',
		'voiceBase64',
		'voiceField',
		'voiceId',
		'voiceSource',
		'voiceUrl',
		'withoutOptions',
	]);
});

test('the parameters of Kling Video Trigger', () => {
	expect(named(new KlingVideoTrigger().description.properties)).toEqual([
		'backend',
		'events',
		'howTo',
		'options',
		'options.acceptUnsigned',
		'options.atDownloadFailure',
		'options.downloadVideo',
		'options.madeBy',
		'options.outputField',
		'options.returnLastFrame',
		'options.timeLimit',
	]);
});

test('backends, resources and operations', () => {
	expect(valuesOf('backend')).toEqual(['expression', 'fal', 'kie', 'kling', 'piapi']);
	expect(valuesOf('resource')).toEqual(['account', 'audio', 'clip', 'element', 'video', 'voice']);
	expect(valuesOf('operation')).toEqual([
		'avatar',
		'cancelTask',
		'createElement',
		'createVoice',
		'deleteElement',
		'deleteVoice',
		'effects',
		'extendVideo',
		'getBalance',
		'getElement',
		'getElements',
		'getFrame',
		'getTasks',
		'getVoice',
		'getVoices',
		'imageToVideo',
		'joinClips',
		'lipSync',
		'longVideo',
		'motionControl',
		'multiImageToVideo',
		'queryTask',
		'textToSound',
		'textToSpeech',
		'textToVideo',
		'videoToSound',
	]);
});
