// What all prices of the official API have in common; each stands in its model's row.
import type { PriceList } from '../pricing';

/** kling-official.md 8, "Prices, units per second": the vendor's list of September 2026. */
export const klingPrices: PriceList = { asOf: '2026-09', unit: 'units', usdPerUnit: 0.14 };
