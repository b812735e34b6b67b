/** What the simulator's own tests need: a clock to turn, pictures to send, JSON over plain fetch. */
import { createHmac } from 'node:crypto';
import sharp from 'sharp';
import { startSimulator } from './index';
import type { Simulator } from './index';

export interface Clock {
	now: () => number;
	forward(ms: number): void;
}

export function clock(start = Date.parse('2026-11-01T12:00:00Z')): Clock {
	let time = start;
	return {
		now: () => time,
		forward(ms) {
			time += ms;
		},
	};
}

export async function simulatorAt(time: Clock): Promise<Simulator> {
	return startSimulator({
		now: time.now,
		life: { queuedMs: 10_000, runningMs: 60_000, freshMs: 2_000 },
	});
}

export async function picture(format: 'png' | 'jpeg' | 'webp', width = 400, height = 320): Promise<Buffer> {
	return sharp({ create: { width, height, channels: 3, background: '#3478c9' } })
		.toFormat(format)
		.toBuffer();
}

export interface Reply {
	status: number;
	body: ReturnType<typeof JSON.parse>;
}

export async function call(
	method: string,
	url: string,
	headers: Record<string, string>,
	body?: unknown,
): Promise<Reply> {
	const response = await fetch(url, {
		method,
		headers: {
			...headers,
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	return { status: response.status, body: await response.json() };
}

/** kling-official.md 1.2. */
export function jwt(accessKey: string, secretKey: string, exp: number, nbf: number): string {
	const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
	const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: accessKey, exp, nbf })}`;
	return `${text}.${createHmac('sha256', secretKey).update(text).digest('base64url')}`;
}
