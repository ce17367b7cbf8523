import type { Anomaly, AnomalyMetric } from "@/lib/domain/anomaly";
import { crossingPlace, crossingWords } from "@/lib/domain/crossing-words";
import type { IncidentCategory, NewSignal } from "@/lib/domain/incident";
import type { ObjectiveKind, StoredObjective } from "@/lib/domain/objective";
import type { FiringRule, ObjectiveAssessment } from "@/lib/domain/objective-standing";
import { isOfPresent } from "@/lib/domain/open-prediction";
import { plainAvailability, plainMs, plainPercent, plainTimes } from "@/lib/domain/plain-figure";
import { subjectKey, type Prediction, type PredictionKind } from "@/lib/domain/prediction";
import type { RegionalMetrics } from "@/lib/domain/snapshot";
import { DAY_MS } from "@/lib/domain/window";

/** What the product itself sees to be wrong, as signals of the moment: their starts are when it was first seen. */
const BARE = { labels: {}, url: null, groupKey: null, endedMs: null } as const;

const PREDICTED: Readonly<Record<PredictionKind, IncidentCategory>> = {
  cpu_saturation_prediction: "capacity",
  memory_pressure_prediction: "capacity",
  disk_exhaustion_prediction: "capacity",
  connection_exhaustion_prediction: "capacity",
  latency_degradation_prediction: "performance",
  error_budget_exhaustion_prediction: "availability",
};

/** One a cause: what is a part of another prediction is told with it. */
export function predictionSignals(predictions: readonly Prediction[], nowMs: number): NewSignal[] {
  return predictions
    .filter((each) => each.causeId === null && isOfPresent(each, nowMs))
    .map((each) => {
      const said = { ...each, probability: each.confidence };
      const [title] = crossingWords(said, crossingPlace(each)).split(":");
      return {
        ...BARE,
        ...{ source: "prediction", subject: subjectKey(each), key: each.id, title: title! },
        ...{ description: each.description, severity: each.severity, category: PREDICTED[each.kind] },
        ...{ region: each.region, service: each.service, startedMs: each.openedMs, demo: each.demo },
      };
    });
}

const ANOMALOUS: Readonly<Record<AnomalyMetric, readonly [words: string, category: IncidentCategory]>> = {
  requests: ["Requests", "availability"],
  error_ratio: ["Error rate", "availability"],
  latency_p99: ["p99 latency", "performance"],
  cpu: ["CPU", "capacity"],
  memory: ["Memory", "capacity"],
  disk: ["Disk", "capacity"],
  connection_utilization: ["Database connections", "capacity"],
};

/** Unusual is not bad by itself: of low severity, until something else says more. What is a part of another is told with it. */
export function anomalySignals(anomalies: readonly Anomaly[]): NewSignal[] {
  const causes = anomalies.filter(({ causeId }) => causeId === null);
  return causes.map(({ id, metric, region, service, direction, startedMs, demo }) => {
    const [words, category] = ANOMALOUS[metric];
    const place = service === null ? region : `${service} in ${region}`;
    return {
      ...BARE,
      ...{ source: "anomaly", subject: JSON.stringify([metric, region, service]), key: id },
      ...{
        title: `${words} of ${place} unusually ${direction === "above" ? "high" : "low"}`,
        description: null,
      },
      ...{ severity: "low", category, region, service, startedMs, demo },
    };
  });
}

/** Burn rules that fire: a fast burn pages, a slow one is a ticket. (SRE Workbook, ch. 5) */
export function objectiveSignals(
  assessment: ObjectiveAssessment | null,
  objectives: readonly StoredObjective[],
): NewSignal[] {
  const byId = new Map(objectives.map((each) => [each.id, each]));
  return (assessment?.standings ?? []).flatMap(({ objectiveId, region, service, firing }): NewSignal[] => {
    const objective = byId.get(objectiveId);
    const fastest = [...firing].sort((a, b) => b.burn - a.burn)[0];
    if (!objective || !fastest) return [];
    const subject = JSON.stringify([objectiveId, region, service]);
    const isFast = firing.some(({ speed }) => speed === "fast");
    return [
      {
        ...BARE,
        ...{ source: "objective", subject, key: `${subject}@${assessment!.asOfMs}` },
        ...{ title: `${placeName(region, service)} burns its error budget for ${promise(objective)}` },
        ...{ description: burnText(fastest), severity: isFast ? "critical" : "medium" },
        ...{ category: CATEGORIES[objective.kind], region, service },
        ...{ startedMs: assessment!.asOfMs, demo: assessment!.demo },
      },
    ];
  });
}

const CATEGORIES: Readonly<Record<ObjectiveKind, IncidentCategory>> = {
  availability: "availability",
  "error-ratio": "availability",
  "latency-p99": "performance",
  "latency-p95": "performance",
};

function promise({ kind, target }: StoredObjective): string {
  switch (kind) {
    case "availability":
      return `${plainAvailability(target)} availability`;
    case "error-ratio":
      return `an error rate of ${plainPercent(target)}`;
    case "latency-p99":
      return `99 % within ${plainMs(target)}`;
    case "latency-p95":
      return `95 % within ${plainMs(target)}`;
    default:
      return kind satisfies never;
  }
}

function burnText({ burn, threshold, longMs }: FiringRule): string {
  const hours = Math.round(longMs / 3_600_000);
  return `Over ${hours} h it burns ${plainTimes(burn)} as fast as allowed; the rule fires at ${plainTimes(threshold)}.`;
}

function placeName(region: string | null, service: string | null): string {
  if (region === null) return service ?? "The platform";
  return service === null ? region : `${service} in ${region}`;
}

/** One that is silent for longer was probably taken out of use. */
const FORGET_MS = 7 * DAY_MS;

/** A region that has told something before and tells nothing now. */
export function silenceSignals(regions: readonly RegionalMetrics[]): NewSignal[] {
  return regions
    .filter(
      ({ stale, newestSampleMs, asOfMs }) =>
        stale && newestSampleMs !== null && asOfMs - newestSampleMs <= FORGET_MS,
    )
    .map(({ region, newestSampleMs, demo }) => ({
      ...BARE,
      ...{ source: "silence", subject: region, key: `${region}@${newestSampleMs}`, region, service: null },
      ...{
        title: `No telemetry from ${region}`,
        description: null,
        severity: "high",
        category: "availability",
      },
      ...{ startedMs: newestSampleMs!, demo },
    }));
}
