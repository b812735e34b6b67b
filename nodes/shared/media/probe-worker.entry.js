// Runs as a worker of its own, which can be ended at any time: MediaInfo over a file of which the main thread brings the parts
// that it asks for. Some files lead it in circles for ever. Plain JavaScript, so that the same file runs from the sources
// and from the package.
'use strict';
const { parentPort, workerData } = require('node:worker_threads');
const { limitWasmMemory } = require('./wasm-memory.entry.js');

const { size, maxMemory } = workerData;
limitWasmMemory(maxMemory);

let given = () => undefined;
parentPort.on('message', (bytes) => given(bytes));

const read = (length, offset) =>
	new Promise((resolve) => {
		given = resolve;
		parentPort.postMessage({ read: { length, offset } });
	});

async function probe() {
	const { default: factory } = require('mediainfo.js');
	const info = await factory({ format: 'object', coverData: false });
	return { report: await info.analyzeData(size, read) };
}

probe()
	.catch((error) => ({
		trouble: /^(MODULE_NOT_FOUND|ENOENT)$/.test(error?.code) ? 'missing' : 'damaged',
		words: String(error?.message ?? error),
	}))
	.then((answer) => {
		parentPort.postMessage(answer);
		parentPort.close();
	});
