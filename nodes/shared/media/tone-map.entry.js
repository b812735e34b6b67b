// Part of the decode worker: brings pictures of high dynamic range (PQ, HLG) to sRGB about as a viewer on a usual screen
// shows them. Diffuse white is 203 nits (ITU-R BT.2408); what is brighter is rolled off by BT.2390's curve, from the
// brightest that the picture has, so that a picture without highlights keeps all its colours.
'use strict';

const WHITE_NITS = 203;
/** ITU-R BT.2100, table 5: a screen for HLG of the usual brightness, and the exponent of its rendering. */
const HLG_NITS = 1000;
const HLG_GAMMA = 1.2;
const HLG = 18;

// SMPTE ST 2084.
const [M1, M2, C1, C2, C3] = [2610 / 16384, (2523 / 4096) * 128, 3424 / 4096, (2413 / 4096) * 32, (2392 / 4096) * 32];
function nitsOfPq(signal) {
	const power = Math.pow(signal, 1 / M2);
	return 10_000 * Math.pow(Math.max(0, power - C1) / (C2 - C3 * power), 1 / M1);
}
function pqOfNits(nits) {
	const power = Math.pow(Math.max(0, nits) / 10_000, M1);
	return Math.pow((C1 + C2 * power) / (1 + C3 * power), M2);
}

/** Scene light of an HLG sample, 0 to 1 (BT.2100, table 5). */
function lightOfHlg(signal) {
	const [a, b, c] = [0.17883277, 0.28466892, 0.55991073];
	return signal <= 0.5 ? (signal * signal) / 3 : (Math.exp((signal - c) / a) + b) / 12;
}

/** Linear RGB of these primaries (ITU-T H.273) to that of BT.709; both have the white D65. */
const TO_BT_709 = {
	1: [1, 0, 0, 0, 1, 0, 0, 0, 1],
	9: [1.660491, -0.5876411, -0.0728499, -0.1245505, 1.1328999, -0.0083494, -0.0181508, -0.1005789, 1.1187297],
	12: [1.2249402, -0.2249402, 0, -0.042057, 1.042057, 0, -0.0196376, -0.0786361, 1.0982736],
};
/** The share of each colour in brightness. */
const BRIGHTNESS = {
	1: [0.2126, 0.7152, 0.0722],
	9: [0.2627, 0.678, 0.0593],
	12: [0.22897, 0.69174, 0.07929],
};

/** Steps of the tables; they are even in the square root of light, so that shadows have enough of them. */
const STEPS = 8192;
const table = (make) => Float32Array.from({ length: STEPS + 1 }, (_, step) => make(Math.pow(step / STEPS, 2)));
const stepOf = (share) => Math.round(Math.sqrt(Math.min(1, share)) * STEPS);

/**
 * 8 bits a sample, from samples of `bits` bits; alpha is kept.
 *
 * @param samples RGB or RGBA side by side
 * @param stride samples from the beginning of a row to that of the next
 * @param colours primaries and transfer by number; unknown primaries are BT.2020's
 */
module.exports = function toneMap(samples, { width, height, channels, stride, bits, primaries, transfer }) {
	const most = 2 ** bits - 1;
	const matrix = TO_BT_709[primaries] ?? TO_BT_709[primaries === 11 ? 12 : 9];
	const shares = BRIGHTNESS[primaries] ?? BRIGHTNESS[primaries === 11 ? 12 : 9];
	const light = Float32Array.from({ length: most + 1 }, (_, sample) =>
		transfer === HLG ? lightOfHlg(sample / most) : nitsOfPq(sample / most) / WHITE_NITS,
	);
	const rendering = transfer === HLG ? table((y) => (HLG_NITS / WHITE_NITS) * Math.pow(y, HLG_GAMMA - 1)) : undefined;
	const linear = new Float32Array(3);
	/** Linear light of a pixel in BT.709, 1 is white; gives the strongest of its colours. */
	const read = (at) => {
		let [red, green, blue] = [light[samples[at]], light[samples[at + 1]], light[samples[at + 2]]];
		if (rendering) {
			const by = rendering[stepOf(shares[0] * red + shares[1] * green + shares[2] * blue)];
			[red, green, blue] = [red * by, green * by, blue * by];
		}
		linear[0] = Math.max(0, matrix[0] * red + matrix[1] * green + matrix[2] * blue);
		linear[1] = Math.max(0, matrix[3] * red + matrix[4] * green + matrix[5] * blue);
		linear[2] = Math.max(0, matrix[6] * red + matrix[7] * green + matrix[8] * blue);
		return Math.max(linear[0], linear[1], linear[2]);
	};
	const each = (visit) => {
		for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) visit(y * stride + x * channels);
	};
	const peak = brightest(width * height, (count) => each((at) => count(read(at))));
	const roll = rollOff(peak);
	const encoded = table(
		(value) => 255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1 / 2.4) - 0.055),
	);
	const data = new Uint8Array(width * height * channels);
	let to = 0;
	each((at) => {
		const by = roll[stepOf(read(at) / peak)];
		for (let channel = 0; channel < 3; channel++) data[to++] = Math.round(encoded[stepOf(linear[channel] * by)]);
		if (channels === 4) data[to++] = Math.round((samples[at + 3] * 255) / most);
	});
	return data;
};

/** The brightest light but that of the brightest 0.1 %: sparks do not darken a picture. White at least. */
function brightest(pixels, visit) {
	const counts = new Uint32Array(1025);
	visit((light) => counts[Math.ceil(pqOfLight(light) * 1024)]++);
	let [step, above] = [1024, 0];
	while (step > 0 && above + counts[step] <= pixels / 1000) above += counts[step--];
	return Math.max(1, nitsOfPq(Math.min(1, step / 1024)) / WHITE_NITS);
}

const PQ_OF_LIGHT = table((share) => pqOfNits(share * 10_000));
const pqOfLight = (value) => PQ_OF_LIGHT[stepOf((value * WHITE_NITS) / 10_000)];

/** By how much light is multiplied, for shares of the brightest: BT.2390-9, 5.4.1, with white as the screen's brightest. */
function rollOff(peak) {
	const top = pqOfNits(peak * WHITE_NITS);
	const target = pqOfNits(WHITE_NITS) / top;
	const knee = 1.5 * target - 0.5;
	return table((share) => {
		const value = pqOfNits(share * peak * WHITE_NITS) / top;
		if (peak <= 1 || value <= knee || share === 0) return 1;
		const t = (value - knee) / (1 - knee);
		const [t2, t3] = [t * t, t * t * t];
		const rolled = (2 * t3 - 3 * t2 + 1) * knee + (t3 - 2 * t2 + t) * (1 - knee) + (-2 * t3 + 3 * t2) * target;
		return nitsOfPq(rolled * top) / (share * peak * WHITE_NITS);
	});
}
