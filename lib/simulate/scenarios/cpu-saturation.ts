import { AUTOSCALE_MOST } from "@/lib/simulate/autoscaling";
import type { Scenario } from "@/lib/simulate/scenario";

const MINUTE_MS = 60_000;
/** CPU time asked for ÷ CPU time there is, at the end and with all servers that the autoscaler may add. */
const OVERLOAD = 1.05;

/** Requests cost more and more CPU time (in the evening on top of the peak) until the autoscaler is at its limit. */
export const cpuSaturation: Scenario = {
  title: "CPU saturation",
  scope: "service",
  needs: null,
  growMs: 150 * MINUTE_MS,
  holdMs: 30 * MINUTE_MS,
  mendMs: 30 * MINUTE_MS,
  growth: "smooth",
  mendedBy: [],
  regrows: false,
  press(pressure, { level, quiet }) {
    const worst = (OVERLOAD * (1 + AUTOSCALE_MOST)) / quiet.cpu;
    pressure.work *= 1 + level * (worst - 1);
  },
};
