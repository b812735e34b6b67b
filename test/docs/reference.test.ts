// The generated pages are those of the present catalogue.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parameterReference } from './reference';

test('docs/parameters.md is current; if not, run `npm run docs`', () => {
	expect(readFileSync(join(__dirname, '..', '..', 'docs', 'parameters.md'), 'utf8')).toBe(parameterReference());
});
