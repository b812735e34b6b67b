// What is said about files: pictures, sounds, videos and their addresses.
import { fieldLabels } from '../vocabulary';
import type { FailureMessage } from './message';

const PREPARE = `Set '${fieldLabels.picturesFromUrl}' to 'Automatically', so that the picture is prepared and sent along`;

export const mediaFailures = {
	addressHoldsLogin: {
		kind: 'input',
		message: "'{field}': the address holds a login, which is not for {service}",
		nextStep: `Give an address without user name and password, or set '${fieldLabels.picturesFromUrl}' to 'Automatically'`,
	},
	formatNotTakenByAddress: {
		kind: 'input',
		message: "'{field}' is a {format} picture, which {service} does not take",
		nextStep: PREPARE,
	},
} as const satisfies Record<string, FailureMessage>;
