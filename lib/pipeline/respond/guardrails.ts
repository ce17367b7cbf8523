import {
  ACTING_STATES,
  RATE_WINDOW_MS,
  targetName,
  type FreezeWindow,
  type PolicyLimits,
  type RateLimit,
  type ResponseAction,
  type ResponseRun,
  type ResponseSettings,
  type ResponseTarget,
} from "@/lib/domain/response";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/window";

const WEEK_MS = 7 * DAY_MS;

export type Limit =
  | "stopped"
  | "freeze"
  | "one-region"
  | "unknown-capacity"
  | "capacity-share"
  | "action-cooldown"
  | "action-rate"
  | "scope-cooldown"
  | "scope-rate";

export interface GuardQuery extends ResponseTarget {
  readonly action: ResponseAction;
  readonly limits: PolicyLimits;
  /** Of all servers, how many it would touch; null: nobody knows. */
  readonly capacityShare: number | null;
  /** Every run that acts, and those that were claimed within the longest cooldown. Never the one that is asked about. */
  readonly runs: readonly ResponseRun[];
  readonly settings: ResponseSettings;
  readonly nowMs: number;
}

/** What would be left of the limits after it. */
export interface Remaining {
  readonly actionRuns: number;
  readonly scopeRuns: number;
  readonly capacityShare: number;
}

export type Verdict =
  | { readonly kind: "allowed"; readonly remaining: Remaining }
  | { readonly kind: "refused"; readonly limit: Limit; readonly text: string };

/** Whether an action may start now; the first limit that it would break is named. */
export function guard(query: GuardQuery): Verdict {
  const { settings, nowMs, region, runs, limits, action } = query;
  if (settings.stopped) return refused("stopped", "All automated responses are stopped.");
  const freeze = settings.freezes.find((each) => freezes(each, region, nowMs));
  if (freeze) return refused("freeze", `Nothing is changed in ${region} during “${freeze.name}”.`);
  const acting = runs.filter(({ state }) => ACTING_STATES.some((each) => each === state));
  const elsewhere = acting.find((run) => run.region !== region);
  if (elsewhere)
    return refused("one-region", `An action in ${elsewhere.region} is not over: one region at a time.`);
  const share = checkShare(query, acting);
  if (typeof share !== "number") return share;
  const sameAction = runs.filter((run) => run.action.kind === action.kind);
  const samePlace = runs.filter((run) => overlaps(run, query));
  const broken =
    checkRate("action", `“${action.kind}”`, sameAction, limits.action, nowMs) ??
    checkRate("scope", targetName(query), samePlace, limits.scope, nowMs);
  if (broken) return broken;
  return {
    kind: "allowed",
    remaining: {
      actionRuns: limits.action.perHour - recent(sameAction, nowMs).length - 1,
      scopeRuns: limits.scope.perHour - recent(samePlace, nowMs).length - 1,
      capacityShare: limits.capacityShare - share,
    },
  };
}

/** The share that acting runs and this one touch together, or why it is too much. */
function checkShare({ capacityShare, limits }: GuardQuery, acting: readonly ResponseRun[]): number | Verdict {
  if (capacityShare === null)
    return refused("unknown-capacity", "How much of all servers it would touch is not known.");
  const touched = acting.reduce((sum, run) => sum + (run.capacityShare ?? 1), capacityShare);
  if (touched <= limits.capacityShare) return touched;
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return refused(
    "capacity-share",
    `It would touch ${percent(touched)} of all servers; ${percent(limits.capacityShare)} are allowed at a time.`,
  );
}

function checkRate(
  of: "action" | "scope",
  name: string,
  runs: readonly ResponseRun[],
  { perHour, cooldownMs }: RateLimit,
  nowMs: number,
): Verdict | null {
  const last = Math.max(-Infinity, ...runs.map(({ claimedMs }) => claimedMs ?? -Infinity));
  const minutes = Math.ceil((last + cooldownMs - nowMs) / MINUTE_MS);
  if (minutes > 0) return refused(`${of}-cooldown`, `${name} was acted on lately: wait ${minutes} min.`);
  if (recent(runs, nowMs).length < perHour) return null;
  return refused(`${of}-rate`, `${name} has used up its ${perHour} an hour.`);
}

function recent(runs: readonly ResponseRun[], nowMs: number): ResponseRun[] {
  return runs.filter(({ claimedMs }) => claimedMs !== null && claimedMs > nowMs - RATE_WINDOW_MS);
}

function overlaps(one: ResponseTarget, other: ResponseTarget): boolean {
  if (one.region !== other.region) return false;
  return one.service === null || other.service === null || one.service === other.service;
}

function freezes({ fromMs, toMs, weekly, regions }: FreezeWindow, region: string, nowMs: number): boolean {
  if (regions.length > 0 && !regions.includes(region)) return false;
  if (!weekly || nowMs < fromMs) return fromMs <= nowMs && nowMs < toMs;
  return (nowMs - fromMs) % WEEK_MS < toMs - fromMs;
}

function refused(limit: Limit, text: string): Verdict {
  return { kind: "refused", limit, text };
}
