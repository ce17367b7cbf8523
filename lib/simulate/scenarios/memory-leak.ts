import type { Scenario } from "@/lib/simulate/scenario";

const MINUTE_MS = 60_000;
const FULL = 1;

/** Memory fills steadily; near the end collections pause the service, then processes are killed. */
export const memoryLeak: Scenario = {
  title: "Memory leak",
  scope: "service",
  needs: null,
  growMs: 180 * MINUTE_MS,
  holdMs: 15 * MINUTE_MS,
  mendMs: 5 * MINUTE_MS,
  growth: "steady",
  mendedBy: ["restart", "roll-back"],
  regrows: true,
  press(pressure, { level, quiet }) {
    pressure.memory += level * (FULL - quiet.memory);
  },
};
