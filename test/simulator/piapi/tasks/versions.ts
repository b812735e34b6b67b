/** The versions of model `kling` on PiAPI: abilities and prices (piapi.md 2.1, 8.3, 9). */

export interface PiVersion {
	modes: readonly string[];
	audio: boolean;
	/** Elements: several reference pictures in one video. */
	elements: boolean;
	/** The one page of its own: other fields, other result shape. */
	ownPage: boolean;
	/** Points for five seconds, or for each second on 3.0; 10,000,000 points are one dollar. */
	prices: Record<string, { silent: number; audio?: number }>;
}

const dollar = 10_000_000;

function older(std: number, pro: number, elements = false): PiVersion {
	return {
		modes: ['std', 'pro'],
		audio: false,
		elements,
		ownPage: false,
		prices: { std: { silent: std * dollar }, pro: { silent: pro * dollar } },
	};
}

export const versions: Readonly<Record<string, PiVersion>> = {
	'1.5': older(0.26, 0.46),
	'1.6': older(0.26, 0.46, true),
	'2.1': older(0.26, 0.46),
	'2.1-master': { ...older(0.96, 0.96), modes: ['pro'] },
	'2.5': older(0.2, 0.33),
	'2.6': {
		...older(0.2, 0.33),
		audio: true,
		prices: {
			std: { silent: 0.2 * dollar },
			pro: { silent: 0.33 * dollar, audio: 0.66 * dollar },
		},
	},
	'3.0': {
		modes: ['std', 'pro'],
		audio: true,
		elements: false,
		ownPage: true,
		prices: {
			std: { silent: 0.1 * dollar, audio: 0.15 * dollar },
			pro: { silent: 0.15 * dollar, audio: 0.2 * dollar },
		},
	},
};

/** piapi.md 2.1: what runs when no version is sent. */
export const defaultVersion = '2.6';
