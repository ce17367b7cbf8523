import { FORECAST_STEP_MS } from "@/lib/domain/forecast";
import { foretoldOf, type Foretold } from "@/lib/domain/foretold";
import { MINUTE_MS, SECOND_MS, windowStart } from "@/lib/domain/window";
import type { Counterfactual } from "./counterfactual";

const STEP_MS = FORECAST_STEP_MS["1h"];
const SECONDS_PER_MINUTE = MINUTE_MS / SECOND_MS;
const HALF = 0.5;

/** Which hours the expectation of a minute is made of: its own and its neighbours. */
export function foretoldRevenueSpan(asOfMs: number): { readonly fromMs: number; readonly toMs: number } {
  const hourMs = windowStart(minuteOf(asOfMs), STEP_MS);
  return { fromMs: hourMs - STEP_MS, toMs: hourMs + 2 * STEP_MS };
}

/** The middle of the newest minute that the figures contain. */
function minuteOf(asOfMs: number): number {
  return asOfMs - MINUTE_MS * HALF;
}

/**
 * What the newest minute should bring by the forecast of the day before, which nothing that began since has taught. A forecast
 * is money per second as the mean of an hour; here it is per minute, on the line between the middles of the hour and of the
 * neighbour that is nearer, because at a full hour nothing jumps. null: nothing was forecast a day before.
 * @param known of one region, or of the world
 */
export function foretoldRevenue(known: readonly Foretold[], asOfMs: number): Counterfactual | null {
  const minuteMs = minuteOf(asOfMs);
  const hourMs = windowStart(minuteMs, STEP_MS);
  const own = foretoldOf(known, hourMs);
  if (own === null) return null;
  const fromMiddle = (minuteMs - hourMs) / STEP_MS - HALF;
  const near = foretoldOf(known, hourMs + Math.sign(fromMiddle) * STEP_MS) ?? own;
  const share = Math.abs(fromMiddle);
  const perMinute = (of: "median" | "lower80" | "upper80") =>
    (own.point[of] * (1 - share) + near.point[of] * share) * SECONDS_PER_MINUTE;
  return {
    perMinute: perMinute("median"),
    lowPerMinute: perMinute("lower80"),
    highPerMinute: perMinute("upper80"),
    weeks: null,
    forecastAsOfMs: own.asOfMs,
  };
}
