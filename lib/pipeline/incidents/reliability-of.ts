import type { Incident } from "@/lib/domain/incident";
import { median } from "@/lib/domain/median";
import type { ReliabilityMeasure, ReliabilitySpan } from "@/lib/domain/reliability";
import { DAY_MS } from "@/lib/domain/window";
import type { IncidentTotals } from "./incident-cost-store";

/** What the figures need of an incident. */
export type ReviewedIncident = Pick<
  Incident,
  "id" | "severity" | "detectedMs" | "impactStartMs" | "impactEndMs" | "acknowledgedMs" | "demo"
>;

export interface SpanInput {
  readonly fromMs: number;
  readonly toMs: number;
  /** Until when what is not over has lasted. */
  readonly nowMs: number;
}

/** The figures of the incidents that were detected in [fromMs, toMs). */
export function reliabilityOf(
  all: readonly ReviewedIncident[],
  totals: ReadonlyMap<string, IncidentTotals>,
  { fromMs, toMs, nowMs }: SpanInput,
): ReliabilitySpan {
  const incidents = all.filter(({ detectedMs }) => detectedMs >= fromMs && detectedMs < toMs);
  const lastedMs = ({ impactStartMs, impactEndMs }: ReviewedIncident) =>
    impactStartMs === null ? 0 : Math.max(0, (impactEndMs ?? nowMs) - impactStartMs);
  return {
    fromMs,
    toMs,
    incidents: incidents.length,
    critical: incidents.filter(({ severity }) => severity === "critical").length,
    impactMs: sum(incidents.map(lastedMs)),
    ...moneyOf(incidents.flatMap((each) => costOf(totals.get(each.id), lastedMs(each)))),
    detection: measureOf(incidents, ({ detectedMs }) => detectedMs),
    acknowledgement: measureOf(incidents, ({ acknowledgedMs }) => acknowledgedMs),
    mitigation: measureOf(incidents, ({ impactEndMs }) => impactEndMs),
  };
}

const WEEK_MS = 7 * DAY_MS;
/** The epoch was a Thursday. */
const MONDAY_MS = 4 * DAY_MS;

/** The weeks of a span, from Monday in UTC; the first and the last are cut to it. */
export function weeksOf(fromMs: number, toMs: number): { readonly fromMs: number; readonly toMs: number }[] {
  const weeks: { fromMs: number; toMs: number }[] = [];
  for (let atMs = fromMs; atMs < toMs;) {
    const mondayMs = Math.floor((atMs - MONDAY_MS) / WEEK_MS) * WEEK_MS + MONDAY_MS;
    const endMs = Math.min(mondayMs + WEEK_MS, toMs);
    weeks.push({ fromMs: atMs, toMs: endMs });
    atMs = endMs;
  }
  return weeks;
}

/** What happened before anybody felt it took no time. */
function measureOf(
  incidents: readonly ReviewedIncident[],
  when: (incident: ReviewedIncident) => number | null,
): ReliabilityMeasure {
  const felt = incidents.flatMap((incident) =>
    incident.impactStartMs === null ? [] : [{ startMs: incident.impactStartMs, atMs: when(incident) }],
  );
  const times = felt.flatMap(({ startMs, atMs }) => (atMs === null ? [] : [Math.max(0, atMs - startMs)]));
  return {
    incidents: times.length,
    meanMs: times.length === 0 ? null : sum(times) / times.length,
    medianMs: median(times),
    notFelt: incidents.length - felt.length,
    notDone: felt.length - times.length,
  };
}

/** Only of the time that is impact as it is known now. */
function costOf(totals: IncidentTotals | undefined, lastedMs: number): IncidentTotals[] {
  return totals === undefined || lastedMs === 0 ? [] : [{ ...totals, knownMs: Math.min(totals.knownMs, lastedMs) }]; // prettier-ignore
}

/** In the newest currency; what was counted in others cannot be added, and is not known. */
function moneyOf(all: readonly IncidentTotals[]): Pick<ReliabilitySpan, "knownMs" | "money" | "currency"> {
  const currency = all.find((each) => each.currency !== null)?.currency ?? null;
  const known = all.flatMap(({ money, knownMs, ...each }) =>
    money !== null && each.currency === currency ? [{ ...money, knownMs }] : [],
  );
  if (known.length === 0) return { knownMs: 0, money: null, currency: null };
  const money = { low: sum(known.map(({ low }) => low)), high: sum(known.map(({ high }) => high)) };
  return { knownMs: sum(known.map(({ knownMs }) => knownMs)), money, currency };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
