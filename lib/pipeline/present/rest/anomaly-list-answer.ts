import type { AnomalyContract } from "@/lib/contracts/anomaly";
import type { MissingFigureContract } from "@/lib/contracts/envelope";
import {
  ANOMALY_METRIC_DEFINITIONS,
  ANOMALY_STEP_MS,
  anomalyRange,
  type Anomaly,
  type Suspect,
} from "@/lib/domain/anomaly";
import { HOUR_MS } from "@/lib/domain/window";
import type { RestAnswer } from "./rest-answer";
import { isoOf, isoOrNull } from "./rest-value";

/** A page of anomalies, and the regions of which none can be told. @param last where the next page goes on; null: on the last */
export function anomalyListAnswer(page: {
  readonly anomalies: readonly Anomaly[];
  readonly run: {
    readonly detectedMs: number;
    readonly waiting: readonly { readonly region: string; readonly windows: number | null }[];
  } | null;
  readonly last: { readonly startedMs: number; readonly id: string } | null;
}): RestAnswer<AnomalyContract[]> {
  const { anomalies, run, last } = page;
  return {
    data: anomalies.map(presentAnomaly),
    asOfMs: run?.detectedMs ?? null,
    demo: anomalies.some(({ demo }) => demo),
    missing: (run?.waiting ?? []).map(({ region, windows }) => waits(region, windows)),
    meta: { next_cursor: last === null ? null : `${last.startedMs}.${last.id}` },
  };
}

function waits(region: string, windows: number | null): MissingFigureContract {
  if (windows === null)
    return {
      ...{ field: "anomalies", reason: "stale", region },
      remedy:
        "Nothing of what is judged arrived from it in the newest 5 minutes; the ingest page shows what does.",
    };
  const hours = Math.ceil((windows * ANOMALY_STEP_MS) / HOUR_MS);
  const remedy = `Waits for ${hours} more ${hours === 1 ? "hour" : "hours"} of history; it can be imported.`;
  return { field: "anomalies", reason: "insufficient-history", remedy, region };
}

function presentAnomaly(anomaly: Anomaly): AnomalyContract {
  const { lower, upper } = anomalyRange(anomaly);
  const { endedMs, moves } = anomaly;
  return {
    id: anomaly.id,
    metric: anomaly.metric,
    unit: ANOMALY_METRIC_DEFINITIONS[anomaly.metric].unit,
    region: anomaly.region,
    service: anomaly.service,
    state: endedMs === null ? "open" : "ended",
    started_at: isoOf(anomaly.startedMs),
    opened_at: isoOf(anomaly.openedMs),
    ended_at: isoOrNull(endedMs),
    ending: anomaly.ending,
    direction: anomaly.direction,
    against: [...anomaly.against],
    farthest_at: isoOf(anomaly.farthestMs),
    observed: anomaly.observed,
    expected: Math.max(0, anomaly.expected),
    expected_lower: lower,
    expected_upper: upper,
    distance: anomaly.distance,
    siblings: moves && { compared: moves.compared, alike: moves.alike },
    suspects: anomaly.suspects.map(presentSuspect),
    judged_at: isoOf(anomaly.judgedMs),
    demo: anomaly.demo,
  };
}

function presentSuspect({ deployedAtMs, ...suspect }: Suspect): AnomalyContract["suspects"][number] {
  return { ...suspect, deployed_at: isoOf(deployedAtMs) };
}
