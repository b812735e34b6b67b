// Sets a ceiling to the memory of every WebAssembly module that this worker loads from now on. A worker's resource limits count
// only what V8 itself allocates, and a module grows by an instruction that no JavaScript sees: so the ceiling is written
// into its memory section (WebAssembly core specification, 5.5.8) before it is compiled. Plain JavaScript, see its users.
'use strict';

const PAGE = 65_536;
const MEMORY_SECTION = 5;

/** Memories of the modules that run here, and how many bytes one may have. */
const memories = new Set();
let ceiling = Infinity;

/** Whether a module has grown so far that half of its memory or more is in use: what it asked for then was too much. */
exports.isWasmMemoryFull = () => [...memories].some(({ buffer }) => buffer.byteLength >= ceiling / 2);

/** @param {number} maxBytes of one module */
exports.limitWasmMemory = (maxBytes) => {
	const pages = Math.floor(maxBytes / PAGE);
	ceiling = pages * PAGE;
	const { compile, instantiate, Instance, Memory, Module } = WebAssembly;
	const limited = (source) =>
		ArrayBuffer.isView(source) || source instanceof ArrayBuffer ? withCeiling(source, pages) : source;
	WebAssembly.compile = (source) => compile(limited(source));
	WebAssembly.instantiate = async (source, imports) => watched(await instantiate(limited(source), imports));
	WebAssembly.Instance = new Proxy(Instance, { construct: (target, given) => watched(new target(...given)) });
	WebAssembly.Module = new Proxy(Module, { construct: (target, [source]) => new target(limited(source)) });
	WebAssembly.Memory = new Proxy(Memory, {
		construct(target, [wanted]) {
			const memory = new target({ ...wanted, maximum: Math.min(wanted.maximum ?? pages, pages) });
			memories.add(memory);
			return memory;
		},
	});
	/** An instance, or what `instantiate` gives; its memory is looked at when something goes wrong. */
	const watched = (given) => {
		for (const value of Object.values((given.instance ?? given).exports))
			if (value instanceof Memory) memories.add(value);
		return given;
	};
	// These two take an answer of a server, and there is none here.
	WebAssembly.compileStreaming = WebAssembly.instantiateStreaming = undefined;
};

/** The module's bytes with a maximum of so many pages; a lower one of its own stays. */
function withCeiling(source, pages) {
	const bytes = ArrayBuffer.isView(source)
		? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
		: new Uint8Array(source);
	let at = 8;
	while (at < bytes.length) {
		const [size, content] = numberAt(bytes, at + 1);
		const end = content + size;
		if (bytes[at] === MEMORY_SECTION) return replaced(bytes, at, end, ceilingsOf(bytes, content, pages));
		at = end;
	}
	return bytes;
}

/** The memories of the section, each with its ceiling. */
function ceilingsOf(bytes, from, pages) {
	let [count, at] = numberAt(bytes, from);
	const content = [...written(count)];
	for (let memory = 0; memory < count; memory++) {
		const flags = bytes[at];
		let least;
		let most = Infinity;
		[least, at] = numberAt(bytes, at + 1);
		if (flags & 1) [most, at] = numberAt(bytes, at);
		content.push(flags | 1, ...written(least), ...written(Math.max(least, Math.min(most, pages))));
	}
	return content;
}

function replaced(bytes, from, to, content) {
	const section = Uint8Array.from([MEMORY_SECTION, ...written(content.length), ...content]);
	const all = new Uint8Array(from + section.length + bytes.length - to);
	all.set(bytes.subarray(0, from));
	all.set(section, from);
	all.set(bytes.subarray(to), from + section.length);
	return all;
}

/** A number as LEB128, and where the next thing begins. */
function numberAt(bytes, at) {
	let [value, factor] = [0, 1];
	for (; bytes[at] & 128; at++, factor *= 128) value += (bytes[at] & 127) * factor;
	return [value + bytes[at] * factor, at + 1];
}

function written(value) {
	const bytes = [];
	for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
	return [...bytes, value];
}
