// Lint: n8n's two plugins where they apply, typescript-eslint everywhere. Exceptions are explained in docs/architecture.md.
import communityNodes from '@n8n/eslint-plugin-community-nodes';
import nodesBase from 'eslint-plugin-n8n-nodes-base';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

const base = (set) => ({ plugins: { 'n8n-nodes-base': nodesBase }, rules: nodesBase.configs[set].rules });
const community = communityNodes.configs.recommendedWithoutN8nCloudSupport;

/**
 * The order of floors: messages <- http <- tasks, media <- backends <- session <- results <- the nodes. Whoever stands on one imports
 * from its own room and from below, types too; tasks and media do not know each other, nor does a node another one.
 *
 * Loose files of nodes/shared stand on the ground, below all rooms, if they are listed here, and otherwise on the floor of
 * the session, over the backends: run-context, delivery-options, read-options, task-makers.
 */
const GROUND = [
	'choices',
	'clock',
	'errors',
	'json',
	'node-parameters',
	'recent-map',
	'secrets',
	'stored',
	'time-zone',
	'vocabulary',
];
const ROOMS = {
	messages: [],
	http: ['messages'],
	tasks: ['messages', 'http'],
	media: ['messages', 'http'],
	editing: ['messages', 'http', 'media'],
	backends: ['messages', 'http', 'tasks', 'media'],
	results: ['messages', 'http', 'tasks', 'media', 'editing', 'backends'],
};
const BELOW_SESSION = ROOMS.results;

/** One block of the rule: from these files, relative imports that match are refused. */
const restricted = (files, regex, message) => ({
	files,
	rules: { 'no-restricted-imports': ['error', { patterns: [{ regex, message: `${message} (the order of floors)` }] }] },
});

// Four words in a row; the name that a browser gives itself is none.
const SENTENCE = '^(?!Mozilla).*(\\S+ ){3}\\S';
const SENTENCES =
	"A sentence that a user may read is a record in nodes/shared/messages or in the backend's messages.ts";

/** Rooms of code without a form: whatever reads like a sentence there is a message. */
const messagesAreData = {
	files: [
		'nodes/shared/{http,media,editing,tasks,results}/**/*.ts',
		'nodes/KlingVideo/{generate,actions}/**/*.ts',
		'nodes/KlingVideo/clips/run-clips.ts',
		'nodes/KlingVideo/execute.ts',
		'nodes/KlingVideoTrigger/!(description|*.node).ts',
	],
	// The invariants of a record are read by tests only, the names of proofs by the compiler.
	ignores: ['nodes/shared/tasks/idempotency-record.ts', 'nodes/shared/tasks/proof.ts'],
	rules: {
		'no-restricted-syntax': [
			'error',
			...[`Literal[value=/${SENTENCE}/]`, `TemplateElement[value.raw=/${SENTENCE}/]`].map((selector) => ({
				selector,
				message: SENTENCES,
			})),
		],
	},
};

/** A file that stands so many folders deep goes up so many times before it leaves them. */
const up = (depth) => '\\.\\./'.repeat(depth);
const folders = (depth) => '*/'.repeat(depth - 1);
const anyOf = (names) => names.join('|') || '(?!)';

const floors = [
	restricted(
		['nodes/shared/*/**/*.ts'],
		'^\\.\\./',
		'A room or folder without a floor: give it one in eslint.config.mjs',
	),
	...Object.entries(ROOMS).flatMap(([room, below]) => {
		const loose = room === 'results' ? '[\\w-]+' : anyOf(GROUND);
		const allowed = `(?:${anyOf(below)})(?:/|$)|(?:${loose})$`;
		const message = `nodes/shared/${room} may import: ${[...below, room === 'results' ? 'loose files' : GROUND.join(', ')].join(', ')}`;
		return [1, 2].map((depth) =>
			restricted([`nodes/shared/${room}/${folders(depth)}*.ts`], `^${up(depth)}(?!${allowed})`, message),
		);
	}),
	restricted(
		['nodes/shared/*.ts'],
		`^(?!\\./(?:(?:${anyOf(BELOW_SESSION)})(?:/|$)|(?!results$)[\\w-]+$))\\.`,
		`Loose files of nodes/shared may import each other, ${BELOW_SESSION.join(', ')}`,
	),
	restricted(
		GROUND.map((name) => `nodes/shared/${name}.ts`),
		// The ids follow from the registry of backends: a type, of which nothing is left at run time.
		`^(?!\\./(?:(?:${anyOf(GROUND)})|backends/ids)$)\\.`,
		`The ground of nodes/shared may import: ${GROUND.join(', ')}, and the type in backends/ids`,
	),
	...[1, 2, 3, 4].map((depth) =>
		restricted(
			[`nodes/!(shared)/${folders(depth)}*.ts`],
			`^${up(depth)}(?!shared/)`,
			'A node may import nodes/shared, and no other node',
		),
	),
];

export default tseslint.config(
	{ ignores: ['dist/', 'node_modules/', 'demo-output/', '**/package-lock.json'] },
	{
		files: ['**/*.ts'],
		extends: [...tseslint.configs.recommended, ...tseslint.configs.stylistic],
		languageOptions: {
			parserOptions: { projectService: false, project: './test/tsconfig.json', tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/consistent-type-imports': [
				'error',
				{ fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
			],
			'@typescript-eslint/array-type': ['error', { default: 'array-simple' }],
			'no-console': 'error',
		},
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'package.json'],
		extends: Array.isArray(community) ? community : [community],
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
	},
	{ files: ['nodes/**/*.ts'], ...base('nodes') },
	{ files: ['credentials/**/*.ts'], ...base('credentials') },
	{
		files: ['nodes/**/*.ts'],
		rules: {
			// Wants the literal ['main']; the other plugin wants NodeConnectionTypes.Main.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			// Reads literals, but our defaults come from rows; test/KlingVideo/description checks the built form.
			'n8n-nodes-base/node-param-default-missing': 'off',
		},
	},
	{
		// What comes in may be megabytes long and made on purpose: the time of every expression grows with its input and no faster.
		files: ['nodes/**/*.ts', 'nodes/**/*.js', 'credentials/**/*.ts'],
		plugins: { regexp },
		rules: {
			'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
			'regexp/no-super-linear-move': ['error', { report: 'potential', ignoreSticky: false, ignorePartial: false }],
		},
	},
	...floors,
	messagesAreData,
	{
		files: ['nodes/KlingVideo/operations/fields/input-fields.ts'],
		// n8n is written with a small n.
		rules: { 'n8n-nodes-base/node-param-display-name-miscased': 'off' },
	},
	{
		files: ['credentials/**/*.ts'],
		rules: {
			// Wants a camelCase name of a page in n8n's own docs; ours is a URL.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			// Wants the access key masked, which the other plugin forbids: it is a name, its secret is the secret key.
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['credentials/PiApi.credentials.ts'],
		// The service is called PiAPI; "PiAPI API" would be said by nobody.
		rules: { 'n8n-nodes-base/cred-class-field-display-name-missing-api': 'off' },
	},
	{
		files: ['nodes/shared/editing/editing-process.ts'],
		// Decoders of video are native code; only a process of their own keeps a crash from n8n. It runs one file of this
		// package, with no shell and no word of the user's among its arguments.
		rules: { '@n8n/community-nodes/no-dangerous-functions': 'off' },
	},
	{
		files: ['package.json'],
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
		...base('community'),
	},
	{
		files: ['package.json'],
		rules: {
			// sharp is what makes any picture work; the package is for self-hosted n8n.
			'@n8n/community-nodes/no-runtime-dependencies': 'off',
		},
	},
	{
		files: ['test/**/*.ts', 'bench/**/*.ts'],
		rules: { 'no-console': 'off', '@typescript-eslint/no-empty-function': 'off' },
	},
);
