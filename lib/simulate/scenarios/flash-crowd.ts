import type { Scenario } from "@/lib/simulate/scenario";

const MINUTE_MS = 60_000;
const MORE_BY = 0.55;

/** Everybody comes at once, faster than servers can be added. */
export const flashCrowd: Scenario = {
  title: "Flash crowd",
  scope: "region",
  needs: null,
  growMs: 12 * MINUTE_MS,
  holdMs: 35 * MINUTE_MS,
  mendMs: 40 * MINUTE_MS,
  growth: "smooth",
  mendedBy: [],
  regrows: false,
  press: () => undefined, // people alone
  demand: (level) => 1 + MORE_BY * level,
};
