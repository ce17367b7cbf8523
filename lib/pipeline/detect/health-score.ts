import { WORST_SCORED_BURN } from "@/lib/domain/burn-rate";
import { FULL_SCORE, MAX_PENALTY, TARGET_UTILIZATION, type Utilization } from "@/lib/domain/health";
import { crossingPlace, crossingWords } from "@/lib/domain/crossing-words";
import { incidentName } from "@/lib/domain/open-incident";
import { plainMs, plainPercent, plainProbability, plainTimes } from "@/lib/domain/plain-figure";
import type { HealthPenalty } from "@/lib/domain/snapshot";
import type { IncidentRisk } from "./incident-risk";
import { SCORED_HORIZON_MS, type PredictedRisk } from "./predicted-risk";

/** A p99 objective lets one request in a hundred be slower. */
export const SLOWER_ALLOWANCE = 0.01;
/** Points have one decimal. */
const TENTHS = 10;

export interface HealthEvidence {
  /** Burn of the error budget over the last hour; null where errors are not known. */
  readonly hourBurn: number | null;
  readonly latencyObjectiveMs: number;
  /** Share of requests slower than the objective; null where latencies are not known. */
  readonly slowerRatio: number | null;
  readonly utilizations: readonly Utilization[];
  /** null: no incident is open and felt. */
  readonly incident: IncidentRisk | null;
  /** null: nothing is predicted. */
  readonly predicted: PredictedRisk | null;
  /** Whether that means anything: something could be predicted lately. */
  readonly assessed: boolean;
}

export interface HealthScore {
  readonly healthScore: number;
  readonly penalties: readonly HealthPenalty[];
}

/** 100 minus named penalties; each has one decimal, so that the parts add up to the score exactly. */
export function healthScore(evidence: HealthEvidence): HealthScore {
  const penalties = [availability(evidence), latency(evidence), saturation(evidence), incidents(evidence)];
  const tenths = penalties.reduce((sum, penalty) => sum + Math.round(penalty.points * TENTHS), 0);
  return { healthScore: (FULL_SCORE * TENTHS - tenths) / TENTHS, penalties };
}

function penalty(name: HealthPenalty["name"], share: number, because: string): HealthPenalty {
  const maxPoints = MAX_PENALTY[name];
  const points = Math.round(Math.min(1, Math.max(0, share)) * maxPoints * TENTHS) / TENTHS;
  return { name, points, maxPoints, because };
}

function availability({ hourBurn }: HealthEvidence): HealthPenalty {
  if (hourBurn === null) return penalty("availability", 0, "Errors are not known: nothing is deducted.");
  const because = `Over the last hour errors burn the budget ${plainTimes(hourBurn)} as fast as it allows; ${plainTimes(WORST_SCORED_BURN)} takes all points.`;
  return penalty("availability", hourBurn / WORST_SCORED_BURN, because);
}

function latency({ slowerRatio, latencyObjectiveMs }: HealthEvidence): HealthPenalty {
  if (slowerRatio === null) return penalty("latency", 0, "Latencies are not known: nothing is deducted.");
  const because = `${plainPercent(slowerRatio)} of requests are slower than ${plainMs(latencyObjectiveMs)}; ${plainPercent(SLOWER_ALLOWANCE)} may be.`;
  return penalty("latency", (slowerRatio - SLOWER_ALLOWANCE) / (1 - SLOWER_ALLOWANCE), because);
}

function saturation({ utilizations }: HealthEvidence): HealthPenalty {
  if (utilizations.length === 0)
    return penalty("saturation", 0, "No utilisation is known: nothing is deducted.");
  const above = ({ resource, ratio }: Utilization) =>
    (ratio - TARGET_UTILIZATION[resource]) / (1 - TARGET_UTILIZATION[resource]);
  const worst = utilizations.reduce((most, one) => (above(one) > above(most) ? one : most));
  const because = `${worst.resource} is at ${plainPercent(worst.ratio)}, its target is ${plainPercent(TARGET_UTILIZATION[worst.resource])}.`;
  return penalty("saturation", above(worst), because);
}

/** The larger of what open incidents and the risk of the next 4 h take: mostly they are of one cause. */
function incidents({ incident, predicted, assessed }: HealthEvidence): HealthPenalty {
  const because = [
    incident === null ? NO_INCIDENT : incidentWords(incident),
    outlookWords(predicted, assessed),
  ];
  const share = Math.max(incident?.share ?? 0, predicted?.share ?? 0);
  const both = incident !== null && predicted !== null ? ["The larger of the two counts."] : [];
  return penalty("incidents", share, [...because, ...both].join(" "));
}

const NO_INCIDENT = "No incident is open here.";

function incidentWords({ share, most, mostShare }: IncidentRisk): string {
  const weighed = share < mostShare ? `, all parts by traffic ${plainPercent(share)}` : "";
  return `${incidentName(most)} is open (${most.severity}: ${most.title}): it takes ${plainPercent(mostShare)} of the points${weighed}.`;
}

function outlookWords(predicted: PredictedRisk | null, assessed: boolean): string {
  if (predicted !== null) return predictionWords(predicted);
  return assessed ? "Nothing is predicted of the next 4 h." : "Nothing could be predicted lately.";
}

function predictionWords({ share, most, mostProbability }: PredictedRisk): string {
  const said = { ...most, horizonMs: SCORED_HORIZON_MS, probability: mostProbability };
  const what = crossingWords(said, crossingPlace(most));
  const weighed = share < mostProbability ? `; all parts by traffic make ${plainProbability(share)}` : "";
  return `${what}${weighed}. Certainty takes all points.`;
}
