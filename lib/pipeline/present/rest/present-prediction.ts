import type { PredictionContract } from "@/lib/contracts/prediction";
import {
  PREDICTION_KIND_DEFINITIONS,
  type CrossingRange,
  type HorizonProbability,
  type Prediction,
  type PredictionKind,
} from "@/lib/domain/prediction";
import { PROVEN_OUTCOMES, type TrackRecord } from "@/lib/domain/prediction-record";
import { SECOND_MS } from "@/lib/domain/window";
import { isoOf, isoOrNull, ratioOf } from "./rest-value";

/** A prediction with its parts and the record of its like, as the verbs return it. */
export interface ToldPredictionSource {
  readonly prediction: Prediction;
  readonly parts: readonly Prediction[];
  readonly trackRecord: TrackRecord | null;
}

export function thresholdUnit(kind: PredictionKind): "ratio" | "ms" {
  return PREDICTION_KIND_DEFINITIONS[kind].metric === "latency_p99" ? "ms" : "ratio";
}

export function presentPrediction({
  prediction,
  parts,
  trackRecord,
}: ToldPredictionSource): PredictionContract {
  const { crossing, latestCrossing, region } = prediction;
  const resolved = trackRecord?.resolved ?? 0;
  return {
    id: prediction.id,
    timestamp: isoOf(prediction.openedMs),
    alert_type: prediction.kind,
    severity: prediction.severity,
    region,
    service: prediction.service,
    objective_id: prediction.objectiveId,
    threshold: prediction.threshold,
    threshold_unit: thresholdUnit(prediction.kind),
    predicted_failure_time: isoOrNull(crossing?.medianMs ?? null),
    predicted_failure_window: presentWindow(crossing),
    confidence: probabilityOf(prediction.confidence),
    horizon_seconds: prediction.horizonMs / SECOND_MS,
    probabilities: prediction.probabilities.map(presentProbability),
    latest_probabilities: prediction.latest.map(presentProbability),
    assessed_at: isoOf(prediction.assessedMs),
    latest_failure_time: isoOrNull(latestCrossing?.medianMs ?? null),
    latest_failure_window: presentWindow(latestCrossing),
    bottleneck: prediction.bottleneck,
    cause_id: prediction.causeId,
    parts: parts.map(presentPart),
    contributions: [...prediction.contributions],
    affected_systems: [...(region === null ? [] : [region]), ...prediction.affected],
    recommended_actions: [...prediction.actions],
    description: prediction.description,
    ...presentEnd(prediction),
    replayed: prediction.replayed,
    demo: prediction.demo,
    track_record: { resolved, hits: trackRecord?.hits ?? 0, proven: resolved >= PROVEN_OUTCOMES },
  };
}

function presentWindow(crossing: CrossingRange | null): PredictionContract["predicted_failure_window"] {
  return crossing && { from: isoOf(crossing.fromMs), to: isoOf(crossing.toMs) };
}

function presentPart({
  id,
  kind,
  region,
  service,
  confidence,
  latestCrossing,
  closedMs,
}: Prediction): PredictionContract["parts"][number] {
  return {
    ...{ id, alert_type: kind, region, service, confidence: probabilityOf(confidence) },
    open: closedMs === null,
    predicted_failure_time: isoOrNull(latestCrossing?.medianMs ?? null),
  };
}

function presentEnd({ closedMs, ending, outcome, resolvedMs, breachMs }: Prediction) {
  return {
    ...{ state: closedMs === null ? ("open" as const) : ("closed" as const), closed_at: isoOrNull(closedMs) },
    ...{ ending, outcome, resolved_at: isoOrNull(resolvedMs), breach_at: isoOrNull(breachMs) },
  };
}

function presentProbability({ horizonMs, raw, calibrated }: HorizonProbability) {
  return {
    horizon_seconds: horizonMs / SECOND_MS,
    probability: probabilityOf(calibrated),
    raw_probability: probabilityOf(raw),
  };
}

/** Kept within 0–1, whatever rounding left. */
function probabilityOf(value: number): number {
  return ratioOf(value) ?? 0;
}
