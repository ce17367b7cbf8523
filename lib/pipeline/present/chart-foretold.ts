import type { MissingFigureContract } from "@/lib/contracts/envelope";
import type { ForecastAccuracyContract } from "@/lib/contracts/forecast-accuracy";
import { FORECAST_STEP_MS, type ForecastStep } from "@/lib/domain/forecast";
import { SECOND_MS } from "@/lib/domain/window";
import { knotsInside, type Knot } from "./chart-knots";
import { formatPercent, plainText } from "./format-number";
import type { TimeRange } from "./time-range";
import type { ForetoldPoint } from "./time-series";

/** So many steps are judged at least, however short a chart is. */
const LEAST_STEPS = 24;
const HALF = 0.5;

/** Of which steps a chart asks what had been forecast of them: what it shows of the past, a day at least; null: nothing of it is over. */
export function foretoldSpan(
  { fromMs, toMs }: TimeRange,
  step: ForecastStep,
  nowMs: number,
): TimeRange | null {
  if (fromMs >= nowMs) return null;
  const stepMs = FORECAST_STEP_MS[step];
  const endMs = Math.ceil(Math.min(toMs, nowMs) / stepMs) * stepMs;
  return {
    fromMs: Math.min(Math.floor(fromMs / stepMs) * stepMs, endMs - LEAST_STEPS * stepMs),
    toMs: endMs,
  };
}

/**
 * What had been forecast a day before, as a chart draws it: a value stands in the middle of its step, a run reaches to the edges
 * of its first and last step, and between runs is a gap. null: nothing of it is inside.
 */
export function chartForetold(
  { from, step_seconds, median, lower_80: low, upper_80: high }: ForecastAccuracyContract,
  range: TimeRange,
): readonly ForetoldPoint[] | null {
  if (from === null) return null;
  const [startMs, stepMs] = [Date.parse(from), step_seconds * SECOND_MS];
  const runs: Knot[][] = [];
  for (const [step, value] of median.entries()) {
    const [lowest, highest] = [low[step], high[step]];
    if (value === null || lowest === null || highest === null) continue;
    const middle = { timeMs: startMs + (step + HALF) * stepMs, values: [value, lowest, highest] };
    const run = runs.at(-1);
    if (run?.at(-1)?.timeMs === middle.timeMs - stepMs) run.push(middle);
    else runs.push([middle]);
  }
  const drawn = runs.map((run) => knotsInside(withEdges(run, stepMs), range)).filter((run) => run.length > 1);
  if (drawn.length === 0) return null;
  return drawn.flatMap((run, index) => [
    ...(index === 0 ? [] : [{ timeMs: run[0].timeMs, value: null, low: null, high: null }]),
    ...run.map(({ timeMs, values }) => ({ timeMs, value: values[0], low: values[1], high: values[2] })),
  ]);
}

/** Half a step more at both ends, on the way that the line comes from there. */
function withEdges(middles: readonly Knot[], stepMs: number): readonly Knot[] {
  const edge = (end: Knot, next: Knot, timeMs: number): Knot => {
    const on = end.values.map((value, index) => Math.max(0, value + (value - next.values[index]) * HALF));
    const [value, low, high] = on;
    // Each of the three goes its own way: where a band widens fast they would cross.
    return { timeMs, values: [value, Math.min(value, low), Math.max(value, high)] };
  };
  const [first, last] = [middles[0], middles[middles.length - 1]];
  return [
    edge(first, middles[1] ?? first, first.timeMs - HALF * stepMs),
    ...middles,
    edge(last, middles[middles.length - 2] ?? last, last.timeMs + HALF * stepMs),
  ];
}

const STEP_WORD: Readonly<Record<ForecastStep, string>> = { "1h": "hour", "1d": "day" };

/** How what had been forecast came true, or that nothing is old enough to say so; null: there is nothing to say. */
export function foretoldWords(
  { score, step }: ForecastAccuracyContract,
  missing: readonly MissingFigureContract[],
): string | null {
  if (score === null)
    return missing.some(({ reason }) => reason === "insufficient-history")
      ? "No forecast of this time was made a day before it yet."
      : null;
  const { steps, replayed, inside_80: inside, mean_error_percent: percent } = score;
  const which = replayed === steps ? "" : `${replayed} `;
  const again = replayed === 0 ? "" : ` (${which}replayed from history)`;
  const error = percent === null ? "" : `; mean error ${plainText(formatPercent(percent))}`;
  const word = `${STEP_WORD[step]}${steps === 1 ? "" : "s"}`;
  return `Of ${steps} ${word} forecast a day before${again}, ${inside} lay in the 80 % band${error}.`;
}
