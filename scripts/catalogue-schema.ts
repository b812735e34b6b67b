// Writes the published format of the catalogue file.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backendIds } from '../nodes/shared/backends';
import { catalogueFormat } from '../nodes/shared/backends/catalogue-format';

const page = join(__dirname, '..', 'docs', 'catalogue.schema.json');
writeFileSync(page, `${JSON.stringify(catalogueFormat(backendIds), undefined, '\t')}\n`);
