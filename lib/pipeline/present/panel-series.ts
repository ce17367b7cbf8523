import type { MetricsHistoriesContract } from "@/lib/contracts/metrics-histories";
import { SECOND_MS } from "@/lib/domain/window";
import type { RegionNames } from "./region-name";
import { COMPARE_WORDS } from "./series-summary";
import type { SeriesInput } from "./time-series";
import type { Compare } from "./view";

interface PanelAnswers {
  readonly now: MetricsHistoriesContract;
  /** Of the span that is compared with, once it is there. */
  readonly then: MetricsHistoriesContract | null;
  readonly compare: Compare;
  readonly shiftMs: number | null;
  /** null: the whole platform, or only the siblings. */
  readonly region: string | null;
  readonly nameOf: RegionNames;
}

/** The answers of the API as the lines of a chart: the place itself, its siblings, and itself at an earlier time. */
export function panelSeries(answers: PanelAnswers): readonly SeriesInput[] {
  const { now, then, compare, shiftMs, region, nameOf } = answers;
  const lines = now.series.map(({ region: place, values }) => ({
    id: place ?? "world",
    label: place === null ? "World" : nameOf(place),
    role: place === region ? ("main" as const) : ("sibling" as const),
    ...scaleOf(now),
    values,
    shiftMs: 0,
  }));
  if (then === null || compare === "none" || shiftMs === null) return lines;
  const words = COMPARE_WORDS[compare];
  const compared = then.series.slice(0, 1).map(({ values }) => ({
    id: "comparison",
    label: words.charAt(0).toUpperCase() + words.slice(1),
    role: "comparison" as const,
    ...scaleOf(then),
    values,
    shiftMs,
  }));
  return [...lines, ...compared];
}

function scaleOf({ from, step_seconds: seconds }: MetricsHistoriesContract) {
  return { fromMs: Date.parse(from), stepMs: seconds * SECOND_MS };
}
