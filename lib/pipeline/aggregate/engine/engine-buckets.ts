import type { EngineSeries } from "@/lib/domain/engine-series";

/** The cumulative buckets of one scope at one time, in ms; the last bound is Infinity. */
export interface EngineHistogram {
  readonly timeMs: number;
  readonly boundsMs: readonly number[];
  readonly cumulative: readonly number[];
}

/**
 * The `le` series of one scope as histograms by time. A bound that a moment lacks holds as many as the one below it:
 * cumulative counts never fall. null where a series has no `le`, or none is +Inf.
 */
export function bucketHistograms(series: readonly EngineSeries[], unitMs: number): EngineHistogram[] | null {
  const bounds = series.map(({ labels }) => boundMs(labels.le, unitMs));
  if (bounds.includes(null) || !bounds.includes(Infinity)) return null;
  const boundsMs = [...new Set(bounds as number[])].sort((a, b) => a - b);
  const position = new Map(boundsMs.map((bound, index) => [bound, index]));
  const byTime = new Map<number, number[]>();
  series.forEach(({ points }, index) => {
    for (const { timeMs, value } of points) {
      if (value === null) continue;
      let counts = byTime.get(timeMs);
      if (!counts) byTime.set(timeMs, (counts = boundsMs.map(() => 0)));
      counts[position.get(bounds[index]!)!]! += value;
    }
  });
  return [...byTime].map(([timeMs, counts]) => ({ timeMs, boundsMs, cumulative: rising(counts) }));
}

/** What the values add up to if each lies in the middle of its bucket, and those above the last bound at it. */
export function estimatedSum({ boundsMs, cumulative }: EngineHistogram): number {
  let sum = 0;
  let below = 0;
  let lowMs = 0;
  boundsMs.forEach((highMs, index) => {
    const middleMs = highMs === Infinity ? lowMs : (lowMs + highMs) / 2;
    sum += (cumulative[index]! - below) * middleMs;
    below = cumulative[index]!;
    lowMs = highMs;
  });
  return sum;
}

function rising(counts: readonly number[]): number[] {
  let most = 0;
  return counts.map((count) => (most = Math.max(most, count)));
}

function boundMs(le: string | undefined, unitMs: number): number | null {
  if (le === undefined || le === "") return null;
  const bound = le === "+Inf" ? Infinity : Number(le);
  return Number.isNaN(bound) || bound < 0 ? null : bound * unitMs;
}
