// Says beside jest's own report what a run needs to be repeated and to be kept fast: its seed, its slowest files, and
// what came of the cases that people have reported.
const { tableOf } = require('./case-table');

module.exports = class Reporter {
	onRunStart() {
		process.stdout.write(`Property tests: seed ${process.env.PROPERTY_SEED}\n`);
	}

	onRunComplete(_contexts, { testResults }) {
		const tests = testResults.flatMap(({ testResults: ones }) => ones);
		const cases = tableOf(tests.map(({ fullName: title, status }) => ({ title, status }))).filter(Boolean);
		if (cases.length > 0) process.stdout.write(`\nTests of reported cases and measured faults:\n${cases.join('\n')}\n`);
		const seconds = ({ perfStats }) => perfStats.runtime / 1000;
		const slowest = [...testResults].sort((a, b) => seconds(b) - seconds(a)).slice(0, 5);
		process.stdout.write('\nThe slowest files:\n');
		for (const result of slowest)
			process.stdout.write(
				`${seconds(result).toFixed(1).padStart(7)} s  ${result.testFilePath.replace(/^.*\/test\//, 'test/')}\n`,
			);
	}
};
