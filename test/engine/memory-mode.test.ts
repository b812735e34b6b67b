// A coarse guard: a large clip passes through, it does not lie in memory. `bench/memory.ts` measures finely.
import { measure } from '../../bench/memory';

test('a clip of 95 MB takes much less memory than its size', async () => {
	const [measured] = await measure([{ backend: 'kie', what: 'clip', count: 1, bytes: 95_000_000, tidy: true }]);
	expect(measured!.most - measured!.before).toBeLessThan(75_000_000);
}, 240_000);
