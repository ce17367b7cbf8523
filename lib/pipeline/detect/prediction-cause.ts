import {
  PREDICTION_KIND_DEFINITIONS,
  subjectKey,
  type Prediction,
  type PredictionKind,
  type PredictionSeries,
} from "@/lib/domain/prediction";
import type { RegularSeries } from "@/lib/domain/regular-series";
import { HOUR_MS } from "@/lib/domain/window";

/** Over so long the series of a region are compared. */
const COMPARED_MS = 3 * HOUR_MS;
/** From which correlation on two series are said to have one cause. */
const SAME_CAUSE = 0.6;

/**
 * One alert a cause: of the predictions of a region that are open, those that move together are one. The first one to open
 * stays the alert for as long as it is open; the others are its parts. It names the bottleneck, the first resource of them to
 * saturate. Returns those that changed. `elsewhere`: alerts of the whole platform, of which they may be parts (foldPlatform).
 */
export function foldCauses(
  open: readonly Prediction[],
  seriesOf: (prediction: Prediction) => PredictionSeries | undefined,
  nowMs: number,
  elsewhere: ReadonlySet<string> = new Set(),
): Prediction[] {
  const byRegion = new Map<string | null, Prediction[]>();
  for (const each of open) byRegion.set(each.region, [...(byRegion.get(each.region) ?? []), each]);
  const together = (a: Prediction, b: Prediction) => {
    const [one, other] = [seriesOf(a), seriesOf(b)];
    return one !== undefined && other !== undefined && moveTogether(one.series, other.series, nowMs);
  };
  return [...byRegion.values()].flatMap((here) => foldRegion(here, together, nowMs, elsewhere));
}

function foldRegion(
  open: readonly Prediction[],
  together: (a: Prediction, b: Prediction) => boolean,
  nowMs: number,
  elsewhere: ReadonlySet<string>,
): Prediction[] {
  const isOpen = new Set(open.map(({ id }) => id));
  const isElsewhere = (id: string) => elsewhere.has(id) && !isOpen.has(id);
  const causes = new Map<string, string | null>();
  const leads: Prediction[] = [];
  for (const each of [...open].sort(firstOpened)) {
    const { causeId } = each;
    const kept = causeId !== null && (isOpen.has(causeId) || isElsewhere(causeId)) ? causeId : null;
    // One that opens in this very step may still become a part: until now nobody was told.
    const wasLead = each.causeId === null && each.openedMs !== nowMs;
    const lead = kept !== null || wasLead ? undefined : leads.find((known) => together(known, each));
    const cause = kept ?? (lead === undefined ? null : (causes.get(lead.id) ?? lead.id));
    causes.set(each.id, cause);
    // What goes with a part of the platform's alert is a part of that too.
    if (cause === null || isElsewhere(cause)) leads.push(each);
  }
  return open.flatMap((each) => {
    const causeId = causes.get(each.id) ?? null;
    const leadId = causeId ?? each.id;
    const parts = open.filter(({ id }) => id === leadId || causes.get(id) === leadId);
    const bottleneck = bottleneckOf(parts);
    return causeId === each.causeId && bottleneck === each.bottleneck
      ? []
      : [{ ...each, causeId, bottleneck }];
  });
}

/** Of those that open at once the one that crosses first. */
export function firstOpened(a: Prediction, b: Prediction): number {
  return a.openedMs - b.openedMs || crossingMs(a) - crossingMs(b) || a.id.localeCompare(b.id);
}

function crossingMs({ latestCrossing }: Prediction): number {
  return latestCrossing?.medianMs ?? Infinity;
}

export function bottleneckOf(parts: readonly Prediction[]): PredictionKind | null {
  const resources = parts.filter(({ kind }) => PREDICTION_KIND_DEFINITIONS[kind].resource);
  if (resources.length === 0) return null;
  return resources.reduce((first, each) => (crossingMs(each) < crossingMs(first) ? each : first)).kind;
}

/** Whether two series rose and fell together of late. */
function moveTogether(a: RegularSeries, b: RegularSeries, nowMs: number): boolean {
  const windows = COMPARED_MS / a.stepMs;
  const valueAt = ({ startMs, stepMs, values }: RegularSeries, back: number) =>
    values[Math.floor((nowMs - startMs) / stepMs) - 1 - back] ?? NaN;
  const pairs = Array.from({ length: windows }, (_, back) => [valueAt(a, back), valueAt(b, back)] as const);
  const known = pairs.filter(([x, y]) => !Number.isNaN(x) && !Number.isNaN(y));
  return known.length >= windows / 2 && correlation(known) >= SAME_CAUSE;
}

/** Pearson's; 0 where one of them does not move. */
function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (of: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[of], 0) / pairs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (const [x, y] of pairs) {
    xy += (x - meanX) * (y - meanY);
    xx += (x - meanX) ** 2;
    yy += (y - meanY) ** 2;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

/** Series by their subject. */
export function seriesBySubject(all: readonly PredictionSeries[]): ReadonlyMap<string, PredictionSeries> {
  return new Map(all.map((each) => [subjectKey(each.subject), each]));
}
