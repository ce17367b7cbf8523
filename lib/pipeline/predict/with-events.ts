import type { ForecastPoint } from "@/lib/domain/forecast";
import type { KnownEvent } from "@/lib/domain/known-event";

/** Points of a forecast that learned from usual steps, with what events do in theirs; `most`: what can never be exceeded. */
export function withEvents(
  points: readonly ForecastPoint[],
  events: readonly Pick<KnownEvent, "fromMs" | "toMs" | "trafficChangeRatio">[],
  { stepMs, most }: { readonly stepMs: number; readonly most: number | null },
): readonly ForecastPoint[] {
  if (events.length === 0) return points;
  return points.map((point) => {
    const factor = events.reduce((product, { fromMs, toMs, trafficChangeRatio }) => {
      const sharedMs = Math.min(toMs, point.timeMs + stepMs) - Math.max(fromMs, point.timeMs);
      return product * (1 + (trafficChangeRatio * Math.max(0, sharedMs)) / stepMs);
    }, 1);
    const times = (value: number) => Math.min(value * factor, most ?? Infinity);
    return factor === 1
      ? point
      : {
          timeMs: point.timeMs,
          median: times(point.median),
          lower80: times(point.lower80),
          upper80: times(point.upper80),
          lower95: times(point.lower95),
          upper95: times(point.upper95),
        };
  });
}
