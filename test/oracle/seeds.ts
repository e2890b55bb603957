/** `npm test` runs a tenth of the long random runs, `npm run test:full` all of them. */
const FULL = process.env.LOOKTHROUGH_FULL === "1";

/** The seeds 0, 1, 2 … of a long random run; a failing one is named in the message and runs alone just as well. */
export const seeds = (count: number): number[] => allSeeds(FULL ? count : Math.ceil(count / 10));

/** The same without leaving any out, for runs that count how often something happens. */
export const allSeeds = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
