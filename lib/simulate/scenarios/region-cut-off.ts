import type { Scenario } from "@/lib/simulate/scenario";

const MINUTE_MS = 60_000;
/** Of the traffic that cannot get in, what finds another region; the rest gives up. */
const MOVED_SHARE = 0.6;
const SILENT_FROM = 0.5;

/** Nothing gets into the region or out of it, telemetry included; the others take over what can move. */
export const regionCutOff: Scenario = {
  title: "Region cut off",
  scope: "region",
  needs: null,
  growMs: 2 * MINUTE_MS,
  holdMs: 15 * MINUTE_MS,
  mendMs: 6 * MINUTE_MS,
  growth: "smooth",
  mendedBy: [],
  regrows: false,
  press(pressure, { level }) {
    pressure.silent ||= level > SILENT_FROM;
  },
  demand: (level) => 1 - level,
  divertedShare: (level) => MOVED_SHARE * level,
};
