// Runs npm, tar and n8n's own tools, and turns a failure into an error that says what they printed.
import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';

export interface CommandOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
	/** The user to run as; only root may choose. */
	uid?: number;
	gid?: number;
}

/** How much of a failed command's output its error repeats, in characters. */
const SHOWN_OUTPUT = 3000;

/** Runs a command to its end and returns what it wrote to stdout; a non-zero exit is an error. */
export async function runCommand(
	command: string,
	args: string[],
	{ cwd, env = process.env, ...user }: CommandOptions,
): Promise<string> {
	return await new Promise((resolve, reject) => {
		const child = spawn(command, args, { cwd, env, ...user, stdio: ['ignore', 'pipe', 'pipe'] });
		let stdout = '';
		let printed = '';
		child.stdout.on('data', (chunk: Buffer) => {
			stdout += chunk.toString();
			printed += chunk.toString();
		});
		child.stderr.on('data', (chunk: Buffer) => {
			printed += chunk.toString();
		});
		child.on('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
		child.on('close', (code) => {
			if (code === 0) return resolve(stdout);
			const tail = printed.slice(-SHOWN_OUTPUT).trim();
			reject(new Error(`"${command} ${args.join(' ')}" ended with code ${code}:\n${tail}`));
		});
	});
}

/** The environment in which `node`, and so npm and every script it starts, is this executable. */
export function environmentWithNode(executable: string): NodeJS.ProcessEnv {
	const path = [dirname(executable), process.env.PATH ?? ''].join(delimiter);
	return { ...process.env, PATH: path };
}
