// What the coded pixels of a HEIC say of their colours (ITU-T H.265, 7.3.2.2 and annex E): it counts where the file around
// them says nothing.
import type { Cicp } from './cicp';

/** What a decoder's configuration tells. */
export interface HevcFacts {
	/** Bits of a sample of brightness. */
	readonly bits: number;
	/** Undefined where nothing is said, or where too much stands in front of it. */
	readonly colours?: Cicp;
}

/** Kind of unit with the parameters of a sequence. */
const SPS = 33;
const UNSPECIFIED = 2;

/** @param hvcC the content of the box (ISO 14496-15, 8.3.3.1) */
export function readHevc(hvcC: Buffer): HevcFacts | undefined {
	if (hvcC.length < 23) return undefined;
	const bits = 8 + (hvcC[17]! & 7);
	const sps = unitOf(hvcC, SPS);
	const colours = sps && coloursOf(sps);
	return colours && colours.transfer !== UNSPECIFIED ? { bits, colours } : { bits };
}

function unitOf(hvcC: Buffer, kind: number): Buffer | undefined {
	let at = 23;
	for (let array = 0; array < hvcC[22]! && at + 3 <= hvcC.length; array++) {
		const [type, count] = [hvcC[at]! & 63, hvcC.readUInt16BE(at + 1)];
		at += 3;
		for (let unit = 0; unit < count && at + 2 <= hvcC.length; unit++) {
			const end = at + 2 + hvcC.readUInt16BE(at);
			if (type === kind && end <= hvcC.length) return withoutEmulation(hvcC.subarray(at + 2, end));
			at = end;
		}
	}
	return undefined;
}

/** A 3 that only keeps two zeros from looking like a start code is taken out (7.3.1.1). */
function withoutEmulation(unit: Buffer): Buffer {
	const bytes: number[] = [];
	let zeros = 0;
	for (const byte of unit.subarray(0, 1_000)) {
		if (zeros >= 2 && byte === 3) {
			zeros = 0;
			continue;
		}
		zeros = byte === 0 ? zeros + 1 : 0;
		bytes.push(byte);
	}
	return Buffer.from(bytes);
}

/** Bits from the left; behind the end there are zeros. */
class Bits {
	private at = 0;
	constructor(private readonly bytes: Buffer) {}

	take(count: number): number {
		let value = 0;
		for (let bit = 0; bit < count; bit++, this.at++) {
			value = value * 2 + (((this.bytes[this.at >> 3] ?? 0) >> (7 - (this.at & 7))) & 1);
		}
		return value;
	}

	skip(count: number): void {
		this.at += count;
	}

	flag(): boolean {
		return this.take(1) === 1;
	}

	/** An Exp-Golomb number (9.2). */
	number(): number {
		let zeros = 0;
		while (zeros < 32 && !this.flag()) zeros++;
		return 2 ** zeros - 1 + this.take(zeros);
	}

	numbers(count: number): void {
		for (let index = 0; index < count; index++) this.number();
	}
}

/** Goes through the parameters in their order; those that need a parser of their own stand in no still picture. */
function coloursOf(sps: Buffer): Cicp | undefined {
	const bits = new Bits(sps);
	bits.skip(16 + 4);
	const layers = bits.take(3);
	bits.skip(1 + 96);
	if (layers > 0) return undefined;
	bits.number();
	if (bits.number() === 3) bits.skip(1);
	bits.numbers(2);
	if (bits.flag()) bits.numbers(4);
	bits.numbers(3);
	bits.skip(1);
	bits.numbers(3 + 6);
	if (bits.flag() && bits.flag()) return undefined;
	bits.skip(2);
	if (bits.flag()) {
		bits.skip(8);
		bits.numbers(2);
		bits.skip(1);
	}
	if (bits.number() > 0 || bits.flag()) return undefined;
	bits.skip(2);
	return bits.flag() ? usability(bits) : undefined;
}

/** The beginning of the "video usability information" (E.2.1). */
function usability(bits: Bits): Cicp | undefined {
	if (bits.flag() && bits.take(8) === 255) bits.skip(32);
	if (bits.flag()) bits.skip(1);
	if (!bits.flag()) return undefined;
	bits.skip(4);
	return bits.flag() ? { primaries: bits.take(8), transfer: bits.take(8) } : undefined;
}
