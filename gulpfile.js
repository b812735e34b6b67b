// Builds dist/: TypeScript to CommonJS, then the files that n8n reads beside it (icons and codex).
const { spawnSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const { dest, parallel, series, src } = require('gulp');

async function clean() {
	rmSync('dist', { recursive: true, force: true });
}

async function compile() {
	const { status } = spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.json'], {
		stdio: 'inherit',
	});
	if (status !== 0) throw new Error('The TypeScript compiler found mistakes');
}

const icons = () => src('icons/*.svg').pipe(dest('dist/icons'));
/** What runs in workers of its own and is plain JavaScript. */
const workers = () => src('nodes/shared/media/*.entry.js').pipe(dest('dist/nodes/shared/media'));
const codex = () => src('nodes/**/*.node.json').pipe(dest('dist/nodes'));

exports.build = series(clean, parallel(compile, icons, codex, workers));
