import type { ObjectiveBody, ObjectiveContract, ObjectiveStandingContract } from "@/lib/contracts/objective";
import type { Objective, StoredObjective } from "@/lib/domain/objective";
import type { ObjectiveStanding, ObjectiveState } from "@/lib/domain/objective-standing";
import { SECOND_MS } from "@/lib/domain/window";
import { contractTarget, kindCode, kindOfCode, targetOfContract, targetUnit } from "./objective-target";
import { ratioOf } from "./rest-value";

/** An objective and how it stands, as the verbs return it. */
export interface AssessedObjectiveSource extends StoredObjective {
  readonly standing: ObjectiveStanding | null;
  readonly parts: readonly ObjectiveStanding[];
}

/** A body of the contract as the domain has it. */
export function objectiveOfBody(body: ObjectiveBody): Omit<Objective, "builtIn"> {
  const { kind, region, service, target, window_days: windowDays } = body;
  return { kind: kindOfCode(kind), region, service, target: targetOfContract(kind, target), windowDays };
}

/** @param etag of its version */
export function presentObjective(objective: AssessedObjectiveSource, etag: string): ObjectiveContract {
  const kind = kindCode(objective.kind);
  return {
    id: objective.id,
    kind,
    region: objective.region,
    service: objective.service,
    target: contractTarget(objective.kind, objective.target),
    target_unit: targetUnit(kind),
    window_days: objective.windowDays,
    built_in: objective.builtIn,
    etag,
    standing: objective.standing && presentStanding(objective.standing),
    parts: objective.parts.map(presentStanding),
  };
}

function presentStanding(standing: ObjectiveStanding): ObjectiveStandingContract {
  const { region, service, budget } = standing;
  return {
    region,
    service,
    state: stateCode(standing.state),
    bad_ratio: ratioOf(standing.badRatio),
    covered_seconds: secondsOf(standing.coveredMs),
    budget: budget && {
      allowed_ratio: budget.allowedRatio,
      spent_ratio: budget.spentRatio,
      remaining_ratio: budget.remainingRatio,
      outage_minutes_left: budget.outageMinutesLeft,
    },
    burn_rates: standing.burns.map(({ spanMs, burn }) => ({ window_seconds: spanMs / SECOND_MS, burn })),
    firing: standing.firing.map(({ speed, threshold, longMs, shortMs, burn }) => ({
      speed,
      threshold,
      long_window_seconds: longMs / SECOND_MS,
      short_window_seconds: shortMs / SECOND_MS,
      burn,
    })),
    time_to_exhaustion_seconds: secondsOf(standing.exhaustionMs),
  };
}

function stateCode(state: ObjectiveState): ObjectiveStandingContract["state"] {
  switch (state) {
    case "met":
    case "missed":
    case "unknown":
      return state;
    case "slow-burn":
      return "slow_burn";
    case "fast-burn":
      return "fast_burn";
    default:
      return state satisfies never;
  }
}

function secondsOf(ms: number | null): number | null {
  return ms === null ? null : ms / SECOND_MS;
}
