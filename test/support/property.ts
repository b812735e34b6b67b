// fast-check with a seed that is known: a failure can be repeated, and a green run stays green.
import fc from 'fast-check';

/** Set by jest.config.js: the same in every `npm test`, a new one in each `npm run test:random`. */
export const seed = Number(process.env.PROPERTY_SEED);

if (!Number.isSafeInteger(seed)) throw new Error(`PROPERTY_SEED is '${process.env.PROPERTY_SEED}', not a whole number`);
fc.configureGlobal({ seed });

export default fc;
