import type {
  CapacityForecastContract,
  CapacityRegionContract,
  RunwayContract,
} from "@/lib/contracts/capacity-forecast";
import type { Resource } from "@/lib/domain/health";
import { DAY_MS, windowStart } from "@/lib/domain/window";
import { RESOURCE_WORDS } from "./capacity-words";

/** How a resource ends, from worst to best. */
export type RunwayState = "full" | "ends" | "may-end" | "lasts" | "unknown";

export interface RunwayRow {
  readonly id: string;
  readonly region: string;
  readonly resource: Resource;
  readonly label: string;
  readonly newest: number | null;
  readonly target: number;
  readonly passes: string | null;
  readonly passesAtEarliest: string | null;
  /** Days from today until the upper end passes; null: it does not, as far as is known. */
  readonly daysLeft: number | null;
  readonly knownDays: number;
  readonly state: RunwayState;
}

const RANK: Readonly<Record<RunwayState, number>> = { full: 0, ends: 1, "may-end": 2, lasts: 3, unknown: 4 };

/** Every resource of every region, what ends first first; then those that last, the fullest first. */
export function runwayRows({ regions }: CapacityForecastContract, nowMs: number): readonly RunwayRow[] {
  const rows = regions.flatMap(({ region, runway }) => runway.map((each) => rowOf(region, each, nowMs)));
  const left = ({ daysLeft }: RunwayRow) => daysLeft ?? Infinity;
  return rows.sort((one, other) => {
    if (left(one) !== left(other)) return left(one) - left(other);
    if (RANK[one.state] !== RANK[other.state]) return RANK[one.state] - RANK[other.state];
    return (other.newest ?? 0) / other.target - (one.newest ?? 0) / one.target;
  });
}

function rowOf(region: string, runway: RunwayContract, nowMs: number): RunwayRow {
  const { resource, newest, target, passes, passes_at_earliest: earliest, known_days: knownDays } = runway;
  const todayMs = windowStart(nowMs, DAY_MS);
  const state = stateOf(runway);
  return {
    id: `${region} ${resource}`,
    ...{ region, resource, newest, target, passes, passesAtEarliest: earliest, knownDays, state },
    label: RESOURCE_WORDS[resource],
    daysLeft: earliest === null ? null : Math.max(0, Math.round((Date.parse(earliest) - todayMs) / DAY_MS)),
  };
}

function stateOf({ newest, target, passes, passes_at_earliest: earliest, known_days }: RunwayContract) {
  if (known_days === 0) return "unknown";
  if (newest !== null && newest > target && earliest !== null) return "full";
  if (passes !== null) return "ends";
  return earliest === null ? "lasts" : "may-end";
}

/** How a runway is told: by when its end is expected, and how early it may be. */
export function runwayWords({ state, daysLeft, knownDays }: RunwayRow): string {
  const days = (count: number) => (count === 1 ? "1 day" : `${count} days`);
  switch (state) {
    case "full":
      return "above its target now";
    case "ends":
    case "may-end":
      return daysLeft === 0 ? "today at the earliest" : `in ${days(daysLeft ?? 0)} at the earliest`;
    case "lasts":
      return `lasts the ${days(knownDays)} that are known`;
    case "unknown":
      return "not known";
    default:
      return state satisfies never;
  }
}

/** The page's first sentence: what ends first, or that nothing does as far as is known. */
export function capacityHeadline(
  rows: readonly RunwayRow[],
  { days, nameOf }: { readonly days: number; readonly nameOf: (region: string) => string },
): string {
  const first = rows[0];
  if (first === undefined || rows.every(({ state }) => state === "unknown"))
    return "Capacity is not known yet";
  const what = `${capitalised(first.label)} in ${nameOf(first.region)}`;
  if (first.state === "full") return `${what} is above its target`;
  if (first.daysLeft !== null)
    return `${what} may pass its target ${first.daysLeft === 0 ? "today" : `in ${count(first.daysLeft)}`}`;
  const known = rows.filter(({ state }) => state !== "unknown");
  const fewest = Math.min(...known.map(({ knownDays }) => knownDays));
  return `No resource passes its target in ${count(Math.min(days, fewest))}`;
}

/** Servers and money, by region. */
export function needRows({ regions }: CapacityForecastContract): readonly CapacityRegionContract[] {
  return [...regions].sort((one, other) => (other.required_servers ?? 0) - (one.required_servers ?? 0));
}

function count(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
