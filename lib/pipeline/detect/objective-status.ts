import { SCORED_BURN_SPAN_MS } from "@/lib/domain/burn-rate";
import type { ScopeObjectives } from "@/lib/domain/objective";
import {
  plainAvailability,
  plainMs,
  plainPercent,
  plainSpan,
  plainTime,
  plainTimes,
} from "@/lib/domain/plain-figure";
import type { Verdict } from "@/lib/domain/status";
import { burnOver, firingBurns, type FiringBurn, type SpanErrorRatios } from "./burn-rate";

/** Under this share of answers without a server error, in every minute of the last two, a scope is down. */
export const DOWN_SUCCESS_RATIO = 0.5;

/** What a scope's own figures say of its objectives. */
export interface ObjectiveEvidence {
  /** Whether requests or latencies arrive: "none" were ever sent, they are "stale", or "fresh". */
  readonly telemetry: "none" | "stale" | "fresh";
  /** Newest sample of them; null when there never was one. */
  readonly newestSampleMs: number | null;
  readonly errorRatio: number | null;
  readonly latencyP99Ms: number | null;
  readonly latencyP95Ms: number | null;
  readonly spanErrorRatios: SpanErrorRatios;
  /** Success ratio of each of the last two minutes that had requests; empty when they cover less than two minutes. */
  readonly minuteSuccessRatios: readonly number[];
  readonly objectives: ScopeObjectives;
}

/**
 * A scope's status by its own figures: unknown without telemetry; down when hardly anything succeeds; critical while a
 * fast burn fires; degraded while an objective is missed now or a slow burn fires; healthy otherwise.
 */
export function objectiveStatus(evidence: ObjectiveEvidence): Verdict {
  if (evidence.telemetry === "none")
    return {
      status: "unknown",
      because: "No requests or latencies are sent, so no objective can be judged.",
    };
  if (evidence.telemetry === "stale")
    return { status: "unknown", because: staleSentence(evidence.newestSampleMs) };
  const { minuteSuccessRatios: minutes } = evidence;
  if (minutes.length > 0 && minutes.every((ratio) => ratio < DOWN_SUCCESS_RATIO))
    return {
      status: "down",
      because: `Only ${plainPercent(Math.max(...minutes))} of requests succeeded for 2 min (down under ${plainPercent(DOWN_SUCCESS_RATIO)}).`,
    };
  const burns = firingBurns(evidence.spanErrorRatios, evidence.objectives.availabilityRatio);
  const fast = burns.find(({ rule }) => rule.speed === "fast");
  if (fast) return { status: "critical", because: burnSentence(fast, evidence.objectives) };
  const missed = missedNow(evidence);
  if (missed.length > 0) return { status: "degraded", because: missed.join(" ") };
  const slow = burns[0];
  if (slow) return { status: "degraded", because: burnSentence(slow, evidence.objectives) };
  return { status: "healthy", because: metSentence(evidence) };
}

/**
 * The objectives missed now. The one for availability is over its whole window (30 d): it is missed *now* only while the
 * last hour burns more than the budget as well, or an outage would leave a scope degraded for a month after its mending.
 */
function missedNow(evidence: ObjectiveEvidence): string[] {
  const { errorRatio, spanErrorRatios, objectives } = evidence;
  const missed = [
    ...slower("p99", evidence.latencyP99Ms, objectives.latencyP99Ms),
    ...slower("p95", evidence.latencyP95Ms, objectives.latencyP95Ms),
  ];
  if (errorRatio !== null && errorRatio > objectives.errorRatio)
    missed.push(
      `${plainPercent(errorRatio)} of requests fail, the objective is ${plainPercent(objectives.errorRatio)}.`,
    );
  const { availabilityRatio: target, availabilityWindowMs: windowMs } = objectives;
  const whole = burnOver(spanErrorRatios, windowMs, target);
  const lastHour = burnOver(spanErrorRatios, SCORED_BURN_SPAN_MS, target);
  if (whole !== null && lastHour !== null && whole > 1 && lastHour > 1) {
    const ratio = 1 - (spanErrorRatios.get(windowMs) ?? 0);
    missed.push(
      `Availability over ${plainSpan(windowMs)} is ${plainAvailability(ratio)}, the objective is ${plainAvailability(target)}.`,
    );
  }
  return missed;
}

function slower(percentile: string, actualMs: number | null, objectiveMs: number): string[] {
  if (actualMs === null || actualMs <= objectiveMs) return [];
  return [`${percentile} is ${plainMs(actualMs)}, the objective is ${plainMs(objectiveMs)}.`];
}

function burnSentence({ rule, burn }: FiringBurn, { availabilityRatio }: ScopeObjectives): string {
  const spans = `${plainSpan(rule.longMs)} and ${plainSpan(rule.shortMs)}`;
  return (
    `Errors burn the budget of ${plainAvailability(availabilityRatio)} ${plainTimes(burn)} as fast as it allows ` +
    `(over ${spans}; fires at ${plainTimes(rule.burn)}).`
  );
}

function metSentence({ errorRatio, latencyP99Ms }: ObjectiveEvidence): string {
  const judged = [
    latencyP99Ms === null ? null : `p99 ${plainMs(latencyP99Ms)}`,
    errorRatio === null ? null : `${plainPercent(errorRatio)} errors`,
  ].filter((part) => part !== null);
  if (judged.length === 0) return "There are no requests to judge, and nothing is firing.";
  const unjudged =
    latencyP99Ms === null ? " Latency is not known." : errorRatio === null ? " Errors are not known." : "";
  return `Every objective that is known is met (${judged.join(", ")}) and nothing is firing.${unjudged}`;
}

function staleSentence(newestSampleMs: number | null): string {
  return newestSampleMs === null
    ? "No telemetry arrives."
    : `No telemetry since ${plainTime(newestSampleMs)}.`;
}
