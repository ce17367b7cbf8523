import type { Scenario } from "@/lib/simulate/scenario";

const MINUTE_MS = 60_000;
const SLOWER_BY = 5;
const TIMED_OUT_SHARE = 0.01;

/** The service answers slowly and now and then not at all; everyone who calls it waits. */
export const slowDependency: Scenario = {
  title: "Slow dependency",
  scope: "service",
  needs: null,
  growMs: 5 * MINUTE_MS,
  holdMs: 30 * MINUTE_MS,
  mendMs: 5 * MINUTE_MS,
  growth: "smooth",
  mendedBy: ["restart"],
  regrows: false,
  press(pressure, { level }) {
    pressure.latency *= 1 + SLOWER_BY * level;
    pressure.errors += TIMED_OUT_SHARE * level;
  },
};
