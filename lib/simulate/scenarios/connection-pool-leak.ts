import type { Scenario } from "@/lib/simulate/scenario";

const MINUTE_MS = 60_000;
const FULL = 1.02;

/** Connections are taken and not given back until nobody gets one. */
export const connectionPoolLeak: Scenario = {
  title: "Connection-pool leak",
  scope: "service",
  needs: "database",
  growMs: 120 * MINUTE_MS,
  holdMs: 15 * MINUTE_MS,
  mendMs: 3 * MINUTE_MS,
  growth: "steady",
  mendedBy: ["restart", "roll-back"],
  regrows: true,
  press(pressure, { level, quiet }) {
    if (quiet.connections === null) return;
    pressure.connections += level * (FULL - quiet.connections.used / quiet.connections.limit);
  },
};
