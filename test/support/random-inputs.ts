// Any input that the form could give for a row of the catalogue, within its limits and just beyond them.
import fc from './property';
import type { Speech } from '../../nodes/shared/backends/backend';
import type { Given } from '../../nodes/shared/backends/validate-settings';
import type {
	FacesSlot,
	ModelOperation,
	UploadedElement,
	Setting,
	ShotsSetting,
} from '../../nodes/shared/backends/catalogue';
import type { FrameName } from '../../nodes/shared/vocabulary';
import { CAT, CLIP, DOG, FIRST, VOICE } from './bodies/case';
import type { Input } from './contract';

const LETTERS = ['a', 'Z', ' ', '\n', '"', ';', ',', 'ü', '雨', '3', '<', '\\'];

/** Words of a length up to a limit; now and then exactly of it. */
export const words = (max: number) =>
	fc.oneof(
		{ weight: 4, arbitrary: fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: Math.min(max, 40) }) },
		{ weight: 1, arbitrary: fc.constant('x'.repeat(max)) },
	);

const shotsOf = ({ most, promptMax, min, max }: ShotsSetting) =>
	fc.oneof(
		{ weight: 3, arbitrary: fc.constant([]) },
		{
			weight: 4,
			arbitrary: fc.array(
				fc.record({ prompt: words(promptMax), duration: fc.integer({ min, max: Math.min(max, 5) }) }),
				{ minLength: 1, maxLength: most },
			),
		},
		// As much as fits: every shot with its longest prompt.
		{ weight: 1, arbitrary: fc.constant(Array(most).fill({ prompt: 'x'.repeat(promptMax), duration: min })) },
	);

const elementId = fc.bigInt({ min: 1n, max: 9007199254740991n }).map(String);

/** The plain case three times, the rich one once. */
const mostly = <T>(plain: fc.Arbitrary<T>, rich: fc.Arbitrary<T>) =>
	fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: rich });

/** Values of a setting as the row allows them, some as the text that an expression gives. */
function valueOf(setting: Setting): fc.Arbitrary<unknown> {
	switch (setting.kind) {
		case 'text':
			return setting.suggestions
				? fc.constantFrom(...setting.suggestions.map(({ value }) => value))
				: words(setting.max);
		case 'choice': {
			const values: ReadonlyArray<string | number> = setting.values;
			return fc.constantFrom<unknown>(...values, ...values.map(String));
		}
		case 'number':
			return setting.whole
				? fc.integer({ min: setting.min, max: setting.max })
				: fc.integer({ min: setting.min * 100, max: setting.max * 100 }).map((hundredths) => hundredths / 100);
		case 'switch':
			return fc.constantFrom<unknown>(true, false, 'true', 'false');
		case 'ids':
			return mostly(
				fc.array(elementId, { maxLength: 1 }),
				fc.array(elementId, { maxLength: setting.most + 1, size: 'max' }),
			);
		case 'several':
			return fc.subarray([...setting.values]);
		case 'shots':
			return shotsOf(setting);
	}
}

/** Settings, where the shots of a storyboard mostly fill the video exactly. */
function givenFor(spec: ModelOperation): fc.Arbitrary<Given> {
	const settings = Object.entries(spec.settings) as Array<[string, Setting]>;
	const needed = settings
		.filter(([name, { kind }]) => kind === 'text' && name !== 'negativePrompt')
		.map(([name]) => name);
	return fc
		.tuple(
			fc.record(Object.fromEntries(settings.map(([name, setting]) => [name, valueOf(setting)])), {
				requiredKeys: needed,
			}),
			fc.integer({ min: 0, max: 9 }),
		)
		.map(([given, luck]) => {
			const shots = given.shots as Array<{ duration: number }> | undefined;
			if (!shots?.length || luck === 0) return given;
			return { ...given, duration: shots.reduce((sum, shot) => sum + shot.duration, 0) };
		});
}

/** Elements of pictures and of videos, the latter whole or cut. */
function subjectsFor({ elements: slot }: ModelOperation): fc.Arbitrary<UploadedElement[]> {
	if (!slot) return fc.constant<UploadedElement[]>([]);
	const pictured = fc
		.integer({ min: slot.min, max: slot.max })
		.map((count) => ({ pictures: DOG.pictures.concat(DOG.pictures).slice(0, count) }));
	const filmed = fc
		.option(fc.integer({ min: 2900, max: 8100 }), { nil: undefined })
		.map((length) => ({ ...CAT, part: length === undefined ? undefined : { startMs: 500, endMs: 500 + length } }));
	const one = fc.oneof({ weight: 2, arbitrary: pictured }, { weight: 1, arbitrary: filmed });
	return mostly(
		fc.constant<Array<Partial<UploadedElement>>>([]),
		fc.array<Partial<UploadedElement>>(one, { maxLength: slot.most + 1, size: 'max' }),
	).map((list) =>
		list.map((files, index) => ({ pictures: [], ...files, name: `somebody${index}`, description: 'somebody' })),
	);
}

const SPEECH = { text: 'Good morning', voice: 'Narrator', language: 'en', speed: 1 } as const;

/** Times as they come out of what is known of the video and the sound. */
const speakingFor = ({ leastMs }: FacesSlot) =>
	fc
		.record({
			faceId: fc.constantFrom('0', '1'),
			startMs: fc.integer({ min: 0, max: 58_000 }),
			heardMs: fc.integer({ min: leastMs, max: 60_000 }),
			insertMs: fc.integer({ min: 0, max: 58_000 }),
		})
		.map(({ heardMs, ...rest }) => ({ sessionId: 's-1', ...rest, endMs: rest.startMs + heardMs }));

const maybe = <T>(there: boolean, value: fc.Arbitrary<T>) =>
	there ? fc.option(value, { nil: undefined, freq: 2 }) : fc.constant(undefined);

/** A text as the form hands it on: checked already. */
const speech: fc.Arbitrary<Speech> = fc.record({
	text: words(1000).filter((text) => text.trim() !== ''),
	voice: fc.constantFrom('oversea_male1', 'uk_man2'),
	language: fc.constantFrom('en', 'zh'),
	speed: fc.integer({ min: 8, max: 20 }).map((tenths) => tenths / 10),
});

/** Settings, frames, lists, videos and sounds in any combination. */
export function inputFor(spec: ModelOperation): fc.Arbitrary<Input> {
	const frames = Object.keys(spec.images) as FrameName[];
	const { references, audio, video } = spec;
	const address = fc.integer({ min: 0, max: 99 }).map((number) => `https://example.com/${number}.png`);
	const pictures = (names: FrameName[]) =>
		fc.record(Object.fromEntries(names.map((name) => [name, fc.constant(FIRST)])), {
			requiredKeys: names.filter((name) => spec.images[name]?.required),
		});
	return fc
		.record({
			given: givenFor(spec),
			images: mostly(pictures(frames.filter((name) => spec.images[name]?.required)), pictures(frames)),
			references: references
				? mostly(
						fc.array(address, { minLength: references.min, maxLength: references.min + 2 }),
						fc.array(address, { maxLength: references.max + 1, size: 'max' }),
					)
				: fc.constant<string[]>([]),
			elements: subjectsFor(spec),
			film: maybe(
				video !== undefined,
				fc.constantFrom({ video: CLIP }, video?.existing ? { videoId: '9002' } : { video: CLIP }),
			),
			speech: spec.speech ? speech : fc.constant(undefined),
			audio: maybe(
				audio !== undefined,
				fc.constantFrom(
					{ file: VOICE },
					audio?.speechKey ? { speechId: '9001' } : { file: VOICE },
					audio?.spoken ? { speech: SPEECH } : { file: VOICE },
				),
			),
			speaking: spec.faces ? speakingFor(spec.faces) : fc.constant(undefined),
			callbackUrl: maybe(true, fc.constant('https://example.com/hook')),
			externalTaskId: maybe(true, fc.constant('n8n-1')),
		})
		.map(({ film, ...input }) => ({ ...input, ...film }));
}
