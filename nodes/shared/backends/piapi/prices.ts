// What all prices of PiAPI have in common; each stands in its model's row.
import type { PriceList } from '../pricing';

/** piapi.md 8.3, "Prices (USD)", of which most rows are of October and November 2026. */
export const piapiPrices: PriceList = { asOf: '2026-11', unit: 'USD', usdPerUnit: 1 };

/** A second's price where the page names that of five. */
export const forFive = (usd: number) => usd / 5;
