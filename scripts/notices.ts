// Writes THIRD_PARTY_NOTICES.md from the lockfile; a test holds the file against it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noticesPage } from '../test/docs/notices';

writeFileSync(join(__dirname, '..', 'THIRD_PARTY_NOTICES.md'), noticesPage());
