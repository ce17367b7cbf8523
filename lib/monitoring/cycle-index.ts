import { isOfPresent } from "@/lib/domain/open-prediction";
import type { Prediction } from "@/lib/domain/prediction";
import { objectivesFor } from "@/lib/domain/objective";
import { scopeKey, type RollupRow } from "@/lib/domain/rollup-row";
import type { LastWeekFigures } from "@/lib/domain/snapshot";
import type { Verdict } from "@/lib/domain/status";
import { judgedSpan } from "@/lib/pipeline/aggregate/error-spans";
import { errorRatioOf, mergeJudged, unnamedOf, type Judged } from "@/lib/pipeline/aggregate/judged-requests";
import { lastWeekFigures, lastWeekWindowMs } from "@/lib/pipeline/aggregate/last-week";
import { signalsByScope, type ScopeSignals } from "@/lib/pipeline/aggregate/scope-signals";
import { statusSince } from "@/lib/pipeline/aggregate/status-since";
import { usualTraffic } from "@/lib/pipeline/aggregate/usual-traffic";
import type { SpanErrorRatios } from "@/lib/pipeline/detect/burn-rate";
import { incidentsByScope, type IncidentHere } from "@/lib/pipeline/detect/incident-risk";
import { SCORED_HORIZON_MS } from "@/lib/pipeline/detect/predicted-risk";
import type { CycleInputs } from "./cycle-inputs";

/** Rows and sums of the inputs, by scopeKey. */
export interface Indexed {
  readonly inputs: CycleInputs;
  readonly rows: ReadonlyMap<string, readonly RollupRow[]>;
  readonly signals: ReadonlyMap<string, ScopeSignals>;
  readonly spans: ReadonlyMap<number, ReadonlyMap<string, Judged | null>>;
  readonly traffic: ReadonlyMap<string, number>;
  /** Open ones, where they are felt. */
  readonly incidents: ReadonlyMap<string, readonly IncidentHere[]>;
  /** Open ones that say something of the hours that the health score looks at. */
  readonly predictions: ReadonlyMap<string, readonly Prediction[]>;
}

export function indexInputs(inputs: CycleInputs): Indexed {
  const { windows, latencies, hours, spans, asOfMs } = inputs;
  const windowed = [windows.regions, windows.services, latencies.regions, latencies.services].flat();
  return {
    inputs,
    rows: byScope(windowed),
    signals: signalsByScope(inputs.signals, asOfMs),
    spans: new Map(
      [...spans].map(([ms, sums]) => [ms, judgedSpan(sums, (region) => unnamedOf(inputs.signals, region))]),
    ),
    traffic: usualTraffic([...hours.regions, ...hours.services], asOfMs),
    incidents: incidentsByScope(inputs.incidents),
    predictions: byScope(
      inputs.predictions.filter(({ assessedMs }) =>
        isOfPresent({ assessedMs, horizonMs: SCORED_HORIZON_MS }, asOfMs),
      ),
    ),
  };
}

function byScope<T extends { readonly region: string | null; readonly service: string | null }>(
  all: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const key = scopeKey(each.region, each.service);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}

export function spanRatios({ spans }: Indexed, keys: readonly string[]): SpanErrorRatios {
  return new Map(
    [...spans].map(([ms, sums]) => [ms, errorRatioOf(mergeJudged(keys.map((key) => sums.get(key))))]),
  );
}

export function sinceOf({ inputs }: Indexed, key: string, { status }: Verdict): number | null {
  return statusSince(status, inputs.asOfMs, inputs.before.get(key));
}

/** `region` null: all regions together. */
export function lastWeekOf({ inputs }: Indexed, region: string | null): LastWeekFigures | null {
  const rows = region === null ? inputs.lastWeek : inputs.lastWeek.filter((row) => row.region === region);
  const { latencyP99Ms } = objectivesFor(inputs.objectives, region, null);
  return lastWeekFigures(rows, lastWeekWindowMs(inputs.asOfMs), latencyP99Ms);
}
