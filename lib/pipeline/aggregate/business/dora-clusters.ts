import type { DeliveryKeyName, DoraCluster } from "@/lib/domain/delivery";
import { DAY_MS, HOUR_MS } from "@/lib/domain/window";

const MONTH_DAYS = 30;
const WEEK_DAYS = 7;
const WEEK_MS = WEEK_DAYS * DAY_MS;
const MONTH_MS = MONTH_DAYS * DAY_MS;
const SCORE: Readonly<Record<DoraCluster, number>> = { elite: 100, high: 75, medium: 50, low: 25 };
const CLUSTERS = ["elite", "high", "medium", "low"] as const satisfies readonly DoraCluster[];

/** Which values are in a cluster: large ones of a frequency, small ones of the others. */
type Bound =
  | { readonly over: number }
  | { readonly atLeast: number }
  | { readonly atMost: number }
  | { readonly under: number };

/**
 * The clusters as published (DORA, Accelerate State of DevOps 2024), best first. Frequency, per day: on demand (several a
 * day); daily to weekly; weekly to monthly; monthly to every six months. Lead time: under a day; a week; a month; six months.
 * Change failure rate: 5 %; 20 %; 10 %; 40 % (that year's medium cluster failed less often than its high one, so no value is
 * medium). Recovery: under an hour; under a day; under a day; a month.
 */
const PUBLISHED: Readonly<Record<DeliveryKeyName, readonly [Bound, Bound, Bound, Bound]>> = {
  "deployment-frequency": [
    { over: 1 },
    { atLeast: 1 / WEEK_DAYS },
    { atLeast: 1 / MONTH_DAYS },
    { atLeast: 1 / (6 * MONTH_DAYS) },
  ],
  "lead-time": [{ under: DAY_MS }, { atMost: WEEK_MS }, { atMost: MONTH_MS }, { atMost: 6 * MONTH_MS }],
  "change-failure-rate": [{ atMost: 0.05 }, { atMost: 0.2 }, { atMost: 0.1 }, { atMost: 0.4 }],
  "recovery-time": [{ under: HOUR_MS }, { under: DAY_MS }, { under: DAY_MS }, { atMost: MONTH_MS }],
};

/** The best cluster whose published figure a value meets, and its score 0–100; none: null and 0. */
export function doraCluster(
  key: DeliveryKeyName,
  value: number,
): { readonly cluster: DoraCluster | null; readonly score: number } {
  const cluster = CLUSTERS.find((_name, index) => meets(value, PUBLISHED[key][index])) ?? null;
  return { cluster, score: cluster === null ? 0 : SCORE[cluster] };
}

function meets(value: number, bound: Bound): boolean {
  if ("over" in bound) return value > bound.over;
  if ("atLeast" in bound) return value >= bound.atLeast;
  return "under" in bound ? value < bound.under : value <= bound.atMost;
}
