import type { Scenario } from "@/lib/simulate/scenario";

const MINUTE_MS = 60_000;
const FAILING_SHARE = 0.06;
const SLOWER_BY = 0.9;
const DEARER_BY = 0.12;

/** A release that fails some requests and is slower for all; its operators roll it back in the end. */
export const badDeploy: Scenario = {
  title: "Bad deploy",
  scope: "service",
  needs: null,
  growMs: 5 * MINUTE_MS,
  holdMs: 25 * MINUTE_MS,
  mendMs: 5 * MINUTE_MS,
  growth: "smooth",
  mendedBy: ["roll-back"],
  regrows: false,
  press(pressure, { level }) {
    pressure.errors += FAILING_SHARE * level;
    pressure.latency *= 1 + SLOWER_BY * level;
    pressure.work *= 1 + DEARER_BY * level;
  },
};
