// What loading the package costs n8n at its start, and how large it is on disk.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, type Row } from './table';

const ROUNDS = 9;
const NODE = join(__dirname, '..', 'dist', 'nodes', 'KlingVideo', 'KlingVideo.node.js');

const EMPTY = `
const { NodeConnectionTypes } = require('n8n-workflow');
exports.Empty = class { description = { name: 'empty', inputs: [NodeConnectionTypes.Main], properties: [] }; };
`;

/** Milliseconds that a fresh process needs to require a file, after n8n-workflow is there, as in n8n. */
function requireMs(file: string): number {
	const script = `
		require('n8n-workflow');
		const start = process.hrtime.bigint();
		const loaded = require(${JSON.stringify(file)});
		new (Object.values(loaded)[0])();
		console.log(Number(process.hrtime.bigint() - start) / 1e6);
	`;
	return Number(execFileSync(process.execPath, ['-e', script], { cwd: join(__dirname, '..'), encoding: 'utf8' }));
}

/** Needs `dist/`. */
export function startupRows(): Row[] {
	const folder = mkdtempSync(join(__dirname, '..', 'node_modules', '.bench-'));
	const empty = join(folder, 'empty.js');
	writeFileSync(empty, EMPTY);
	const ours: number[] = [];
	const theirs: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		ours.push(requireMs(NODE));
		theirs.push(requireMs(empty));
	}
	rmSync(folder, { recursive: true });
	const extra = median(ours) - median(theirs);
	return [
		{
			what: 'loading the node',
			figure: `${extra.toFixed(0)} ms more`,
			comparedTo: 'an empty node',
			note: 'sharp, MediaInfo and the decoders are loaded on first need',
		},
		...sizeRows(),
	];
}

function sizeRows(): Row[] {
	const target = mkdtempSync(join(tmpdir(), 'kling-video-size-'));
	try {
		const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', target], {
			cwd: join(__dirname, '..'),
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		const [{ filename, size }] = JSON.parse(packed) as [{ filename: string; size: number }];
		writeFileSync(join(target, 'package.json'), '{"private":true}');
		const quiet = ['--ignore-scripts', '--omit=peer', '--legacy-peer-deps', '--no-audit', '--no-fund', '--silent'];
		execFileSync('npm', ['install', join(target, filename), ...quiet], { cwd: target, stdio: 'ignore' });
		const installed = Number(
			execFileSync('du', ['-sk', join(target, 'node_modules')], { encoding: 'utf8' }).split('\t')[0],
		);
		return [
			{ what: 'tarball', figure: `${(size / 1000).toFixed(0)} kB`, comparedTo: '-' },
			{ what: 'installed with its dependencies', figure: `${(installed / 1024).toFixed(0)} MB`, comparedTo: '-' },
		];
	} finally {
		rmSync(target, { recursive: true, force: true });
	}
}
