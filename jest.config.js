// Every random draw of the tests follows from this seed; `PROPERTY_SEED=<seed> npm test` takes another.
process.env.PROPERTY_SEED ??= '20261128';
// Every worker has one core; threads for small pictures only get into each other's way.
process.env.VIPS_CONCURRENCY ??= '1';
// With little room for young objects a worker spends a fifth of its time collecting garbage.
process.env.NODE_OPTIONS ??= '--max-semi-space-size=64';

/** @type {import('jest').Config} */
module.exports = {
	maxWorkers: 2,
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/n8n/'],
	transform: { '^.+\\.ts$': '<rootDir>/test/support/transform.js' },
	setupFiles: ['<rootDir>/test/support/env.ts'],
	reporters: ['default', '<rootDir>/test/support/reporter.js'],
	testTimeout: 30_000,
};
