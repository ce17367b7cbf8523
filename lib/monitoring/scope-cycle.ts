import { SCORED_BURN_SPAN_MS } from "@/lib/domain/burn-rate";
import { knownUtilizations } from "@/lib/domain/health";
import { objectivesFor, type Objective, type ScopeObjectives } from "@/lib/domain/objective";
import type { ScopeFigures, ScopeHealth } from "@/lib/domain/snapshot";
import type { Verdict } from "@/lib/domain/status";
import {
  latencyAgainstObjective,
  type LatencyAgainstObjective,
} from "@/lib/pipeline/aggregate/latency-against-objective";
import { scopeFigures } from "@/lib/pipeline/aggregate/scope-figures";
import type { ScopePresent } from "@/lib/pipeline/aggregate/scope-present";
import type { ScopeSignals } from "@/lib/pipeline/aggregate/scope-signals";
import { burnOver, type SpanErrorRatios } from "@/lib/pipeline/detect/burn-rate";
import { healthScore } from "@/lib/pipeline/detect/health-score";
import type { IncidentRisk } from "@/lib/pipeline/detect/incident-risk";
import type { PredictedRisk } from "@/lib/pipeline/detect/predicted-risk";
import { objectiveStatus, type ObjectiveEvidence } from "@/lib/pipeline/detect/objective-status";

/** What a scope is judged by. */
const JUDGED = ["requests", "latency"] as const;

export interface ScopeCycleInput {
  /** null, null: the world. */
  readonly region: string | null;
  readonly service: string | null;
  readonly present: ScopePresent;
  readonly spanErrorRatios: SpanErrorRatios;
  readonly minuteSuccessRatios: readonly number[];
  readonly objectives: readonly Objective[];
}

/** A scope's figures, and its status by them alone. */
export interface ScopeCycle {
  readonly figures: ScopeFigures;
  readonly signals: ScopeSignals;
  readonly own: Verdict;
  readonly objectives: ScopeObjectives;
  readonly latency: LatencyAgainstObjective | null;
  readonly hourBurn: number | null;
}

export function scopeCycle(input: ScopeCycleInput): ScopeCycle {
  const { region, service, present, spanErrorRatios, minuteSuccessRatios } = input;
  const objectives = objectivesFor(input.objectives, region, service);
  const figures = scopeFigures(present);
  const evidence: ObjectiveEvidence = {
    ...telemetryOf(present.signals),
    errorRatio: figures.errorRatio,
    latencyP99Ms: figures.latencyP99Ms,
    latencyP95Ms: figures.latencyP95Ms,
    spanErrorRatios,
    minuteSuccessRatios,
    objectives,
  };
  return {
    figures,
    signals: present.signals,
    own: objectiveStatus(evidence),
    objectives,
    latency: latencyAgainstObjective(present.latency, objectives.latencyP99Ms, figures.errorRatio),
    hourBurn: burnOver(spanErrorRatios, SCORED_BURN_SPAN_MS, objectives.availabilityRatio),
  };
}

/** What is not of the scope's own figures. */
export interface ScopeOutlook {
  /** The verdict that counts: its own, or the one of its parts. */
  readonly verdict: Verdict;
  /** Whether its figures are. */
  readonly isKnown: boolean;
  readonly statusSinceMs: number | null;
  readonly incident: IncidentRisk | null;
  readonly predicted: PredictedRisk | null;
  readonly assessed: boolean;
}

/** A scope's health. Unknown has no score. */
export function scopeHealth(
  cycle: ScopeCycle,
  { verdict, isKnown, statusSinceMs, incident, predicted, assessed }: ScopeOutlook,
): ScopeHealth {
  const performanceScore = cycle.latency?.performanceScore ?? null;
  const { status, because: statusBecause } = verdict;
  const shared = { status, statusBecause, statusSinceMs, performanceScore };
  if (!isKnown) return { ...shared, healthScore: null, penalties: [] };
  const score = healthScore({
    hourBurn: cycle.hourBurn,
    latencyObjectiveMs: cycle.objectives.latencyP99Ms,
    slowerRatio: cycle.latency?.slowerRatio ?? null,
    utilizations: knownUtilizations(cycle.figures),
    ...{ incident, predicted, assessed },
  });
  return { ...shared, ...score };
}

function telemetryOf(signals: ScopeSignals): Pick<ObjectiveEvidence, "telemetry" | "newestSampleMs"> {
  const judged = JUDGED.flatMap((metric) => signals.get(metric) ?? []);
  if (judged.length === 0) return { telemetry: "none", newestSampleMs: null };
  return {
    telemetry: judged.some((signal) => signal.fresh) ? "fresh" : "stale",
    newestSampleMs: Math.max(...judged.map((signal) => signal.newestSampleMs)),
  };
}
