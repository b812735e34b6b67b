// Writes docs/parameters.md from the catalogue; a test holds the file against it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parameterReference } from '../test/docs/reference';

writeFileSync(join(__dirname, '..', 'docs', 'parameters.md'), parameterReference());
