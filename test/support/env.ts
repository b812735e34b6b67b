// n8n-core reads these when it is loaded, so they must stand before.
import 'reflect-metadata';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

process.env.N8N_USER_FOLDER = mkdtempSync(join(tmpdir(), 'n8n-jest-'));
process.env.N8N_ENCRYPTION_KEY = 'unit-test-key';
process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'filesystem';
process.env.N8N_LOG_LEVEL = 'silent';
// Meant for jest's own processes; those that a test starts, and measures, are as a user's.
delete process.env.NODE_OPTIONS;
