import type { AnomalyContract } from "@/lib/contracts/anomaly";
import type { HistoryMetric } from "@/lib/domain/metric-history";
import { HOUR_MS } from "@/lib/domain/window";
import type { TimeRange } from "./time-range";
import type { UnusualSpan } from "./time-series";

const METRICS: Partial<Record<HistoryMetric, AnomalyContract["metric"]>> = {
  ...{ requests_per_second: "requests", error_rate: "error_ratio", latency_p99: "latency_p99", cpu: "cpu" },
  ...{ memory: "memory", disk: "disk", connection_utilization: "connection_utilization" },
};
/** More are not told one by one. */
const MOST_TOLD = 3;

/** What of a chart is judged; null: nothing. The world is not, only regions and the services in them. */
export function judgedOfChart({
  metric,
  region,
}: {
  metric: HistoryMetric;
  region: string | null;
}): AnomalyContract["metric"] | null {
  return region === null ? null : (METRICS[metric] ?? null);
}

/** The hours that hold a range: asked for anew once an hour at most. */
export function hoursOf({ fromMs, toMs }: TimeRange): TimeRange {
  return {
    fromMs: Math.floor(fromMs / HOUR_MS) * HOUR_MS,
    toMs: Math.ceil(toMs / HOUR_MS) * HOUR_MS,
  };
}

/**
 * The times at which what a chart shows was unusual, oldest first, as far as they are inside.
 * @param nowMs what goes on lasts until now
 */
export function unusualSpans(
  anomalies: readonly AnomalyContract[],
  of: {
    readonly metric: AnomalyContract["metric"];
    readonly region: string;
    readonly service: string | null;
  },
  { fromMs, toMs }: TimeRange,
  nowMs: number,
): readonly UnusualSpan[] {
  return anomalies
    .filter(
      ({ metric, region, service }) => metric === of.metric && region === of.region && service === of.service,
    )
    .map(({ started_at: started, ended_at: ended, direction }) => {
      const [startMs, endMs] = [Date.parse(started), ended === null ? nowMs : Date.parse(ended)];
      return {
        ...{ fromMs: Math.max(fromMs, startMs), toMs: Math.min(toMs, endMs), direction },
        ...{ cutBefore: startMs < fromMs, cutAfter: ended === null || endMs > toMs },
      };
    })
    .filter((span) => span.toMs > span.fromMs)
    .sort((a, b) => a.fromMs - b.fromMs);
}

/** Those times in words; null: there are none. */
export function unusualWords(
  spans: readonly UnusualSpan[],
  moment: (timeMs: number) => string,
): string | null {
  if (spans.length === 0) return null;
  const told = spans.slice(-MOST_TOLD).map(({ fromMs, toMs, direction, cutBefore, cutAfter }) => {
    const what = `${direction} what was to be expected`;
    if (cutBefore && cutAfter) return `${what} all the time`;
    if (cutBefore) return `${what} until ${moment(toMs)}`;
    return cutAfter
      ? `${what} from ${moment(fromMs)} on`
      : `${what} from ${moment(fromMs)} to ${moment(toMs)}`;
  });
  const earlier = spans.length - told.length;
  const more = earlier === 0 ? "" : `${earlier} earlier ${earlier === 1 ? "time" : "times"}, then `;
  return `Unusual (shaded): ${more}${told.join("; ")}.`;
}
