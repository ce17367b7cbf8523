import type { Scenario } from "@/lib/simulate/scenario";

const MINUTE_MS = 60_000;
const LOST_SHARE = 0.75;

/** The cache is suddenly empty: everybody asks the database for the same, until it has filled again. */
export const cacheStampede: Scenario = {
  title: "Cache stampede",
  scope: "service",
  needs: "cache",
  growMs: 1 * MINUTE_MS,
  holdMs: 12 * MINUTE_MS,
  mendMs: 10 * MINUTE_MS,
  growth: "smooth",
  mendedBy: [],
  regrows: false,
  press(pressure, { level }) {
    pressure.hits *= 1 - LOST_SHARE * level;
  },
};
