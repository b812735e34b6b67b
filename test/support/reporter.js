// Says beside jest's own report what a run needs to be repeated and to be kept fast: its seed and its slowest files.
module.exports = class Reporter {
	onRunStart() {
		process.stdout.write(`Property tests: seed ${process.env.PROPERTY_SEED}\n`);
	}

	onRunComplete(_contexts, { testResults }) {
		const seconds = ({ perfStats }) => perfStats.runtime / 1000;
		const slowest = [...testResults].sort((a, b) => seconds(b) - seconds(a)).slice(0, 5);
		process.stdout.write('\nThe slowest files:\n');
		for (const result of slowest)
			process.stdout.write(
				`${seconds(result).toFixed(1).padStart(7)} s  ${result.testFilePath.replace(/^.*\/test\//, 'test/')}\n`,
			);
	}
};
