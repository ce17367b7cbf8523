/** What is asked of the plan, as the page's address has it; null: the default, and not in the address. */
export interface CapacityParams {
  readonly days: string | null;
  readonly traffic: string | null;
  readonly lost: string | null;
  readonly start: string | null;
}
export const CAPACITY_PARAMS = [
  "days",
  "traffic",
  "lost",
  "start",
] as const satisfies readonly (keyof CapacityParams)[];

export const DAYS_AHEAD = [30, 90, 180, 365] as const;
const DEFAULT_DAYS = DAYS_AHEAD[0];
const LEAST_CHANGE = -99;
const MOST_CHANGE = 1_000;
const DATE = /^\d{4}-\d\d-\d\d$/;

export interface CapacityView {
  readonly days: number;
  /** Per cent; 0: as expected. */
  readonly traffic: number;
  /** null: none. */
  readonly lost: string | null;
  /** A day, "2026-12-24"; null: today. */
  readonly start: string | null;
}

/** What an address asks for; what cannot be read is the default. */
export function capacityView({ days, traffic, lost, start }: CapacityParams): CapacityView {
  const change = Number(traffic ?? 0);
  return {
    days: DAYS_AHEAD.find((each) => String(each) === days) ?? DEFAULT_DAYS,
    traffic: Number.isFinite(change) ? Math.min(MOST_CHANGE, Math.max(LEAST_CHANGE, change)) : 0,
    lost: lost === "" ? null : lost,
    start: start !== null && isDay(start) ? start : null,
  };
}

/** What is wrong with a change of traffic as it was typed; null: nothing, and none at all is as expected. */
export function trafficProblem(text: string): string | null {
  const change = Number(text);
  const fits = change >= LEAST_CHANGE && change <= MOST_CHANGE;
  return fits ? null : `must be a number from −${-LEAST_CHANGE} to ${MOST_CHANGE}`;
}

/** 30 February is read as a day of March by some, and is none. */
function isDay(text: string): boolean {
  const timeMs = DATE.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(timeMs) && new Date(timeMs).toISOString().startsWith(text);
}

export function isSupposing({ traffic, lost }: CapacityView): boolean {
  return traffic !== 0 || lost !== null;
}

/** The query of `/capacity/forecast`. */
export function capacitySearch(view: CapacityView): string {
  const search = new URLSearchParams({ days_ahead: String(view.days) });
  if (view.traffic !== 0) search.set("traffic_change", String(view.traffic));
  if (view.lost !== null) search.set("lost_region", view.lost);
  if (isSupposing(view) && view.start !== null) search.set("what_if_from", view.start);
  return search.toString();
}
