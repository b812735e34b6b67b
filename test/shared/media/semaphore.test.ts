// No more pictures in work than there are places, in their order, and nobody stays at the gate.
import { Semaphore } from '../../../nodes/shared/media/semaphore';

const soon = () => new Promise((resolve) => setImmediate(resolve));

test('as many at once as there are places, the others by their order', async () => {
	const gate = new Semaphore(2);
	const order: number[] = [];
	let [inside, most] = [0, 0];
	await Promise.all(
		Array.from({ length: 7 }, async (_, index) => {
			await gate.run(async () => {
				order.push(index);
				most = Math.max(most, ++inside);
				await soon();
				inside--;
			}, undefined);
		}),
	);
	expect({ order, most }).toEqual({ order: [0, 1, 2, 3, 4, 5, 6], most: 2 });
});

test('what is heavy waits for room, what weighs nothing does not, and more than all the room is all of it', async () => {
	const gate = new Semaphore(10);
	let [inside, most] = [0, 0];
	const enter = async (weight: number) =>
		await gate.run(
			async () => {
				most = Math.max(most, (inside += weight));
				await soon();
				inside -= weight;
			},
			undefined,
			weight,
		);
	await Promise.all([4, 4, 4, 0, 7, 3, 10].map(enter));
	expect(most).toBeLessThanOrEqual(10);
	await Promise.all([25, 1].map(enter));
	expect(most).toBe(25);
});

test('work that fails leaves its place', async () => {
	const gate = new Semaphore(1);
	await expect(gate.run(async () => await Promise.reject(new Error('no')), undefined)).rejects.toThrow('no');
	expect(await gate.run(async () => await Promise.resolve('next'), undefined)).toBe('next');
});

test('whoever is stopped while waiting never begins, and the next one does', async () => {
	const gate = new Semaphore(1);
	const stop = new AbortController();
	let begun = false;
	const first = gate.run(soon, undefined);
	const stopped = gate.run(async () => await Promise.resolve((begun = true)), stop.signal);
	const third = gate.run(async () => await Promise.resolve('third'), undefined);
	const told = expect(stopped).rejects.toThrow('stopped');
	stop.abort();
	// At once, not when there would have been room.
	await told;
	await first;
	expect([await third, begun]).toEqual(['third', false]);
});

test('what weighs nothing waits for nobody, not even behind others in line', async () => {
	const gate = new Semaphore(10);
	let release: () => void = () => undefined;
	const holder = gate.run(async () => await new Promise<void>((done) => (release = done)), undefined, 10);
	const waiting = gate.run(async () => await Promise.resolve('waited'), undefined, 10);
	// As the speech of an avatar, which is made while the avatar's picture holds its place.
	expect(await gate.run(async () => await Promise.resolve('spoken'), undefined, 0)).toBe('spoken');
	release();
	await holder;
	expect(await waiting).toBe('waited');
});

test('a Stop of the first in line lets the others in', async () => {
	const gate = new Semaphore(10);
	const stop = new AbortController();
	let release: () => void = () => undefined;
	const holder = gate.run(async () => await new Promise<void>((done) => (release = done)), undefined, 5);
	const heavy = expect(gate.run(async () => await Promise.resolve(), stop.signal, 10)).rejects.toThrow('stopped');
	const light = gate.run(async () => await Promise.resolve('light'), undefined, 5);
	stop.abort();
	await heavy;
	expect(await light).toBe('light');
	release();
	await holder;
});
