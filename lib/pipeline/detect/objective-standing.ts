import { BURN_SPANS_MS, SCORED_BURN_SPAN_MS } from "@/lib/domain/burn-rate";
import { goodRatioOf, type StoredObjective } from "@/lib/domain/objective";
import type {
  ErrorBudget,
  FiringRule,
  ObjectiveStanding,
  ObjectiveState,
} from "@/lib/domain/objective-standing";
import { DAY_MS } from "@/lib/domain/window";
import { burnOver, firingBurns, type SpanErrorRatios } from "./burn-rate";
import { errorBudget, timeToExhaustionMs } from "./error-budget";

export interface StandingInput {
  readonly objective: StoredObjective;
  /** Where it is judged; null: everywhere. */
  readonly region: string | null;
  readonly service: string | null;
  /** Share of bad requests by span: the standard ones and the objective's window. */
  readonly badRatios: SpanErrorRatios;
  /** Start of the oldest window with data of it; null: there never was any. */
  readonly firstMs: number | null;
  readonly asOfMs: number;
}

/** How an objective stands in one place. */
export function objectiveStanding(input: StandingInput): ObjectiveStanding {
  const { objective, region, service, badRatios, firstMs, asOfMs } = input;
  const goodRatio = goodRatioOf(objective);
  const windowMs = objective.windowDays * DAY_MS;
  const badRatio = badRatios.get(windowMs) ?? null;
  const coveredMs = firstMs === null ? null : Math.min(windowMs, Math.max(0, asOfMs - firstMs));
  const budget = errorBudget({ badRatio, goodRatio, windowMs, coveredMs });
  const firing = firingBurns(badRatios, goodRatio).map(
    ({ rule: { burn: threshold, ...rule }, burn }): FiringRule => {
      return { threshold, ...rule, burn };
    },
  );
  const hourBurn = burnOver(badRatios, SCORED_BURN_SPAN_MS, goodRatio);
  return {
    objectiveId: objective.id,
    objectiveVersion: objective.version,
    region,
    service,
    state: stateOf(budget, firing),
    badRatio,
    coveredMs,
    budget,
    burns: BURN_SPANS_MS.map((spanMs) => ({ spanMs, burn: burnOver(badRatios, spanMs, goodRatio) })),
    firing,
    exhaustionMs: timeToExhaustionMs(budget, hourBurn, windowMs),
  };
}

/** The worst that is true: a fast burn goes before a budget that is spent, that before a slow burn. */
function stateOf(budget: ErrorBudget | null, firing: readonly FiringRule[]): ObjectiveState {
  if (firing.some(({ speed }) => speed === "fast")) return "fast-burn";
  if (budget !== null && budget.remainingRatio <= 0) return "missed";
  if (firing.length > 0) return "slow-burn";
  return budget === null ? "unknown" : "met";
}
