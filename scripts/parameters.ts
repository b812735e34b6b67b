// Writes docs/parameters.md and the tables of other pages from the catalogue; a test holds the files against it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parameterReference } from '../test/docs/reference';
import { pagesWithTables, withTables } from '../test/docs/tables';

const docs = join(__dirname, '..', 'docs');
writeFileSync(join(docs, 'parameters.md'), parameterReference());
for (const page of pagesWithTables) {
	const file = join(docs, page);
	writeFileSync(file, withTables(page, readFileSync(file, 'utf8')));
}
