// Get Balance: what is left on the account that pays.
import type { Operation } from './operation';

export const getBalance: Operation = {
	id: 'getBalance',
	resource: 'account',
	name: 'Get Balance',
	action: 'Get balance',
	description: 'Get the remaining credit of your account; free',
	offeredBy: ({ balance }) => balance !== undefined,
	fields: [],
	options: [],
	read: ({ backend }) => ({ kind: 'account', backend }),
};
