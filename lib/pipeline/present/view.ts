import { HOUR_MS } from "@/lib/domain/window";
import { addUnits, readRange, type TimeRange } from "./time-range";
import { isTimeZone } from "@/lib/domain/zone-time";

/** With what a chart compares its range. */
export const COMPARES = ["none", "previous", "day", "week"] as const;
export type Compare = (typeof COMPARES)[number];

/** How often a range that ends now is read again; `live`: with the figures themselves. */
export const REFRESHES = ["live", "10s", "30s", "1m", "5m", "off"] as const;
export type Refresh = (typeof REFRESHES)[number];

/** What an address says of the view; null: nothing. */
export interface ViewParams {
  readonly from: string | null;
  readonly to: string | null;
  readonly tz: string | null;
  readonly compare: string | null;
  readonly refresh: string | null;
}
export const VIEW_PARAMS = [
  "from",
  "to",
  "tz",
  "compare",
  "refresh",
] as const satisfies readonly (keyof ViewParams)[];

export const DEFAULT_FROM = "now-1h";
export const DEFAULT_TO = "now";
/** The value of `tz` that stands for the browser's zone; so does none. */
export const BROWSER_ZONE = "browser";

/** What the pages of a visitor look at. */
export interface ViewModel {
  readonly fromText: string;
  readonly toText: string;
  readonly range: TimeRange;
  /** The range reaches the present: what it shows goes on. */
  readonly live: boolean;
  /** IANA name. */
  readonly timeZone: string;
  /** What was chosen: `browser`, or an IANA name. */
  readonly zoneChoice: string;
  readonly compare: Compare;
  readonly refresh: Refresh;
  /** What of the address could not be read; the default stands in for it. */
  readonly problem: string | null;
}

/** The view of an address. What cannot be read is said and replaced by its default: a page never fails by its address. */
export function viewOf(
  params: ViewParams,
  { nowMs, browserZone }: { readonly nowMs: number; readonly browserZone: string },
): ViewModel {
  const zone = zoneOf(params.tz, browserZone);
  const span = spanOf(params, { nowMs, timeZone: zone.timeZone });
  const compare = COMPARES.find((each) => each === (params.compare ?? "none"));
  const refresh = REFRESHES.find((each) => each === (params.refresh ?? "live"));
  const problems = [
    span.problem,
    zone.problem,
    compare === undefined ? `“${params.compare}” is no comparison.` : null,
    refresh === undefined ? `“${params.refresh}” is no refresh interval.` : null,
  ].filter((problem) => problem !== null);
  return {
    fromText: span.fromText,
    toText: span.toText,
    range: span.range,
    live: span.range.toMs >= nowMs,
    timeZone: zone.timeZone,
    zoneChoice: zone.choice,
    compare: compare ?? "none",
    refresh: refresh ?? "live",
    problem: problems.length === 0 ? null : problems.join(" "),
  };
}

function spanOf(params: ViewParams, reading: { nowMs: number; timeZone: string }) {
  const fromText = params.from ?? DEFAULT_FROM;
  const toText = params.to ?? DEFAULT_TO;
  const read = readRange(fromText, toText, reading);
  if (read.kind === "range") {
    return { fromText, toText, range: { fromMs: read.fromMs, toMs: read.toMs }, problem: null };
  }
  return {
    fromText: DEFAULT_FROM,
    toText: DEFAULT_TO,
    range: { fromMs: reading.nowMs - HOUR_MS, toMs: reading.nowMs },
    problem: read.message,
  };
}

/** The zone that times are shown in: what the address chooses, else the browser's. */
export function shownZone(choice: string | null, browserZone: string): string {
  return zoneOf(choice, browserZone).timeZone;
}

function zoneOf(choice: string | null, browserZone: string) {
  if (choice === null || choice === BROWSER_ZONE)
    return { timeZone: browserZone, choice: BROWSER_ZONE, problem: null };
  if (isTimeZone(choice)) return { timeZone: choice, choice, problem: null };
  return { timeZone: browserZone, choice: BROWSER_ZONE, problem: `“${choice}” is no time zone.` };
}

/**
 * How much earlier the span lies that a range is compared with; null: there is none. 'Same time' is by the zone's clock at the
 * range's end: across a DST change a day is 23 or 25 hours ago.
 */
export function compareShiftMs({
  compare,
  range,
  timeZone,
}: Pick<ViewModel, "compare" | "range" | "timeZone">): number | null {
  switch (compare) {
    case "none":
      return null;
    case "previous":
      return range.toMs - range.fromMs;
    case "day":
      return range.toMs - addUnits(range.toMs, "d", -1, timeZone);
    case "week":
      return range.toMs - addUnits(range.toMs, "w", -1, timeZone);
    default:
      return compare satisfies never;
  }
}

/** The parameters of a view that an address needs: defaults are left out. */
export function viewSearch(params: ViewParams): string {
  const search = new URLSearchParams();
  for (const name of VIEW_PARAMS) {
    const value = params[name];
    if (value !== null) search.set(name, value);
  }
  return search.toString();
}

/** A path of ours with these parameters added: before its fragment, after its own. */
export function withSearch(path: string, search: string): string {
  if (search === "") return path;
  const [page, fragment] = path.split("#");
  const added = `${page}${page.includes("?") ? "&" : "?"}${search}`;
  return fragment === undefined ? added : `${added}#${fragment}`;
}
