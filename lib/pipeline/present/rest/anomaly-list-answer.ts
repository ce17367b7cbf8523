import type { AnomalyContract } from "@/lib/contracts/anomaly";
import type { MissingFigureContract } from "@/lib/contracts/envelope";
import {
  ANOMALY_METRIC_DEFINITIONS,
  ANOMALY_STEP_MS,
  anomalyRange,
  type ListedAnomaly,
  type Suspect,
} from "@/lib/domain/anomaly";
import { HOUR_MS } from "@/lib/domain/window";
import type { RestAnswer } from "./rest-answer";
import { isoOf, isoOrNull } from "./rest-value";

interface WaitingPlace {
  readonly region: string;
  readonly service: string | null;
  readonly windows: number | null;
}

interface AnomalyPage {
  readonly anomalies: readonly ListedAnomaly[];
  readonly run: {
    readonly detectedMs: number;
    readonly waiting: readonly WaitingPlace[];
    readonly leftOutFrom: string | null;
  } | null;
  /** Where the next page goes on; null: on the last. */
  readonly last: { readonly startedMs: number; readonly id: string } | null;
}

/**
 * A page of anomalies, and the places of which none can be told: regions as a whole, or of one service those in which it is not
 * judged.
 */
export function anomalyListAnswer(
  page: AnomalyPage,
  service: string | null = null,
): RestAnswer<AnomalyContract[]> {
  const { anomalies, run, last } = page;
  return {
    data: anomalies.map(presentAnomaly),
    asOfMs: run?.detectedMs ?? null,
    demo: anomalies.some(({ demo }) => demo),
    missing: run === null ? [] : [...leftOut(run.leftOutFrom, service), ...waitingHere(run.waiting, service)],
    meta: { next_cursor: last === null ? null : `${last.startedMs}.${last.id}` },
  };
}

/** Which services are not watched; of one that is, nothing. */
function leftOut(from: string | null, service: string | null): MissingFigureContract[] {
  if (from === null || (service !== null && service < from)) return [];
  const which = service === null ? `Services from ${from} on, by name, are` : "It is";
  const remedy = `${which} not watched: there are more services in regions than the worker has room for.`;
  const of = service === null ? {} : { service };
  return [{ field: "anomalies", reason: "not-configured", remedy, ...of }];
}

/** Where a service is not judged; or the regions that are not as a whole, and how many services in regions are not. */
function waitingHere(waiting: readonly WaitingPlace[], service: string | null): MissingFigureContract[] {
  const here = waiting.filter((each) => each.service === service).map(waits);
  const others = service === null ? waiting.length - here.length : 0;
  if (others === 0) return here;
  const which = others === 1 ? "1 service in a region is" : `${others} services in regions are`;
  const remedy = `${which} not judged: too little of it is known yet, or nothing arrives. The page of a service says where.`;
  return [...here, { field: "anomalies", reason: "insufficient-history", remedy }];
}

function waits({ region, service, windows }: WaitingPlace): MissingFigureContract {
  const place = { region, ...(service === null ? {} : { service }) };
  if (windows === null)
    return {
      ...{ field: "anomalies", reason: "stale", ...place },
      remedy:
        "Nothing of what is judged arrived from it in the newest 5 minutes; the ingest page shows what does.",
    };
  const hours = Math.ceil((windows * ANOMALY_STEP_MS) / HOUR_MS);
  const remedy = `Waits for ${hours} more ${hours === 1 ? "hour" : "hours"} of history; it can be imported.`;
  return { field: "anomalies", reason: "insufficient-history", remedy, ...place };
}

function presentAnomaly(anomaly: ListedAnomaly): AnomalyContract {
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
    part_of: anomaly.causeId,
    parts: anomaly.parts.map(({ id, service }) => ({ id, service })),
    judged_at: isoOf(anomaly.judgedMs),
    demo: anomaly.demo,
  };
}

function presentSuspect({ deployedAtMs, ...suspect }: Suspect): AnomalyContract["suspects"][number] {
  return { ...suspect, deployed_at: isoOf(deployedAtMs) };
}
