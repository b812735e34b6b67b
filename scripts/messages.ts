// Writes docs/messages.md from the sources; a test holds the file against it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messagesPage } from '../test/docs/messages';

writeFileSync(join(__dirname, '..', 'docs', 'messages.md'), messagesPage());
