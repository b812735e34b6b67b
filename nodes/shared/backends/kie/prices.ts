// What all prices of Kie.ai have in common; each stands in its model's row.
import { flat, type PriceList } from '../pricing';

/** kie.md 8, "Price hints": they drift from month to month. One credit is half a cent (kie.md 3.3). */
export const kiePrices: PriceList = { asOf: '2026-09', unit: 'credits', usdPerUnit: 0.005 };

/** Credits for dollars a second. */
export const credits = (usd: number) => Math.round(usd * 200 * 100) / 100;
/** The same with sound and without, in dollars a second. */
export const flatUsd = (usd: number) => flat(credits(usd));
