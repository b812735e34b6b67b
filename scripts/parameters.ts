// Writes docs/parameters.md and the README's table of models from the catalogue; a test holds the files against it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parameterReference, readmeWithModels } from '../test/docs/reference';

const root = join(__dirname, '..');
const readme = join(root, 'README.md');
writeFileSync(join(root, 'docs', 'parameters.md'), parameterReference());
writeFileSync(readme, readmeWithModels(readFileSync(readme, 'utf8')));
