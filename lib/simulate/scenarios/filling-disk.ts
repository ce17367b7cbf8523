import type { Scenario } from "@/lib/simulate/scenario";

const MINUTE_MS = 60_000;
const FULL = 1;

/** Something writes and nobody deletes; a full disk fails every write. */
export const fillingDisk: Scenario = {
  title: "Filling disk",
  scope: "service",
  needs: null,
  growMs: 360 * MINUTE_MS,
  holdMs: 20 * MINUTE_MS,
  mendMs: 10 * MINUTE_MS,
  growth: "steady",
  mendedBy: ["clean-up"],
  regrows: true,
  press(pressure, { level, quiet }) {
    pressure.disk += level * (FULL - quiet.disk);
  },
};
