import type { ObjectiveKind } from "@/lib/domain/objective";
import type { Prediction } from "@/lib/domain/prediction";
import { MINUTE_MS } from "@/lib/domain/window";
import { bottleneckOf, firstOpened } from "./prediction-cause";
import type { PredictionRoundResult } from "./prediction-round";

/** So near to each other two budgets are said to have begun to go together. */
const OPENED_WITH_MS = 30 * MINUTE_MS;

/** Of the whole platform's budgets. */
export interface PlatformSpending {
  /** null: there is no such objective. */
  kindOf(objectiveId: string | null): ObjectiveKind | null;
  /** The region that spent most of one of late; null: none spends it, or it is not known. */
  spenderOf(objectiveId: string | null, atMs: number): string | null;
}

export const NO_SPENDING: PlatformSpending = { kindOf: () => null, spenderOf: () => null };

/**
 * One alert where a region spends the platform's budget: beside the platform's alert the region's own, of the same kind of
 * objective, is a part of it with all that is a part of that, and so are those of regions that opened with it. As long as the
 * platform's is open; then each region's are one alert again. Where a region's budget is a part of an alert of something else
 * (its CPU), that alert stays. What was closed before `fromMs` stays as it is. Returns those that changed.
 */
export function foldPlatform(
  predictions: readonly Prediction[],
  { kindOf, spenderOf }: PlatformSpending,
  fromMs: number,
): Prediction[] {
  const now = new Map(predictions.map((each) => [each.id, each]));
  const leadOf = ({ id, causeId }: Prediction) => now.get(causeId ?? id);
  freeLeft(now);
  const ofRegions = (each: Prediction) => each.region !== null;
  const budgets = predictions.filter((each) => isBudget(each, fromMs) && kindOf(each.objectiveId) !== null);
  for (const platform of budgets.filter((each) => !ofRegions(each)))
    for (const { id } of budgets.filter(ofRegions)) {
      const region = now.get(id)!;
      const [into, lead] = [leadOf(platform), leadOf(region)];
      if (into?.region !== null || !lead || lead.region === null || lead.kind !== platform.kind) continue;
      if (kindOf(region.objectiveId) !== kindOf(platform.objectiveId)) continue;
      if (!areOpenTogether(platform, region) || closedMs(lead) > closedMs(into)) continue;
      const atMs = Math.max(platform.openedMs, region.openedMs, fromMs);
      const isWith = Math.abs(platform.openedMs - region.openedMs) <= OPENED_WITH_MS;
      if (!isWith && spenderOf(platform.objectiveId, atMs) !== region.region) continue;
      for (const each of now.values())
        if (each.id === lead.id || each.causeId === lead.id) now.set(each.id, { ...each, causeId: into.id });
    }
  nameBottlenecks(now);
  return predictions.flatMap((each) => (now.get(each.id) === each ? [] : now.get(each.id)!));
}

/** A round of all regions, with causes beyond them. */
export function withPlatformCauses(
  round: PredictionRoundResult,
  spending: PlatformSpending,
  fromMs: number,
): PredictionRoundResult {
  const all = new Map([...round.pending, ...round.changed].map((each) => [each.id, each]));
  const folded = new Map(foldPlatform([...all.values()], spending, fromMs).map((each) => [each.id, each]));
  const asFolded = (each: Prediction) => folded.get(each.id) ?? each;
  const changed = new Set(round.changed.map(({ id }) => id));
  return {
    ...round,
    pending: round.pending.map(asFolded),
    opened: round.opened.map(asFolded),
    changed: [...round.changed.map(asFolded), ...[...folded.values()].filter(({ id }) => !changed.has(id))],
  };
}

/** What outlives its alert of the platform: of each region the first that opened leads again. */
function freeLeft(now: Map<string, Prediction>): void {
  const leads = new Map<string, string>();
  for (const each of [...now.values()].sort(firstOpened)) {
    const cause = each.causeId === null ? undefined : now.get(each.causeId);
    if (each.region === null || cause?.region !== null || closedMs(each) <= closedMs(cause)) continue;
    const key = JSON.stringify([cause.id, each.region]);
    now.set(each.id, { ...each, causeId: leads.get(key) ?? null });
    if (!leads.has(key)) leads.set(key, each.id);
  }
}

/** An alert of the platform names the bottleneck of all its parts, wherever they are. */
function nameBottlenecks(now: Map<string, Prediction>): void {
  const open = [...now.values()].filter((each) => each.closedMs === null);
  for (const lead of open.filter(({ region, causeId }) => region === null && causeId === null)) {
    const parts = open.filter(({ causeId }) => causeId === lead.id);
    if (parts.every(({ region }) => region === null)) continue;
    const bottleneck = bottleneckOf([lead, ...parts]);
    if (bottleneck !== lead.bottleneck) now.set(lead.id, { ...lead, bottleneck });
  }
}

/** Of a place as a whole, and open at some time since then. */
function isBudget(each: Prediction, fromMs: number): boolean {
  return each.objectiveId !== null && each.service === null && closedMs(each) > fromMs;
}

function areOpenTogether(a: Prediction, b: Prediction): boolean {
  return a.openedMs < closedMs(b) && b.openedMs < closedMs(a);
}

function closedMs(each: Prediction): number {
  return each.closedMs ?? Infinity;
}
