import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import { formatClock, formatDate, formatMonth, formatShortClock, formatShortDate } from "./format-time";
import { addUnits, type TimeRange } from "./time-range";
import { instantOf, offsetChanges, offsetMsAt, offsetText, wallOf } from "@/lib/domain/zone-time";

export interface TimeTick {
  readonly timeMs: number;
  readonly label: string;
}

/** The clock is put forward or back inside the range. */
export interface ClockChange {
  readonly timeMs: number;
  readonly label: string;
}

/** How a chart tells its times. */
export interface TimeAxis {
  /** At round times of the zone's clock, at most so many. */
  readonly ticks: (most: number) => readonly TimeTick[];
  /** Every so many days, round or not. */
  readonly days: (count: number) => readonly TimeTick[];
  readonly clockChanges: readonly ClockChange[];
  /** A moment in running text: no more of it than the range needs. */
  readonly moment: (timeMs: number) => string;
}

const SECONDS = [1, 2, 5, 10, 15, 30].map((count) => count * SECOND_MS);
const MINUTES = [1, 2, 5, 10, 15, 20, 30].map((count) => count * MINUTE_MS);
const HOURS = [1, 2, 3, 4, 6, 8, 12].map((count) => count * HOUR_MS);
/** Steps that divide a day. */
const CLOCK_STEPS_MS = [...SECONDS, ...MINUTES, ...HOURS];
const DAY_STEPS = [1, 2, 7, 14];
const MONTH_STEPS = [1, 2, 3, 6, 12];
const MOST_TICKS = 8;
/** About what a character of a label takes, and what stands between two labels. */
const CHARACTER_PX = 6.6;
const GAP_PX = 22;
const DAYS_A_MONTH = 30;
/** A range this long is told by clock alone; a longer one needs its days. */
const CLOCK_ONLY_MS = 20 * HOUR_MS;
/** In one this long a day of a month comes twice, or nearly. */
const WITH_YEAR_MS = 330 * DAY_MS;
/** 5 January 1970 was a Monday. */
const FIRST_MONDAY_DAYS = 4;

/**
 * The time axis of a range. Ticks stand at round times of the zone's own clock, each exactly where the clock shows it. In a range in
 * which the clock changes every clock time bears its offset: 02:30 may come twice.
 */
export function timeAxis({ fromMs, toMs }: TimeRange, timeZone: string): TimeAxis {
  const changes = offsetChanges(fromMs, toMs, timeZone);
  const spanMs = toMs - fromMs;
  const date = (timeMs: number) => (spanMs > WITH_YEAR_MS ? formatDate : formatShortDate)(timeMs, timeZone);
  const withOffset = (text: string, timeMs: number) =>
    changes.length === 0 ? text : `${text} ${offsetText(timeMs, timeZone)}`;
  const clock = (timeMs: number) => {
    const whole = timeMs % MINUTE_MS === 0;
    return withOffset(whole ? formatShortClock(timeMs, timeZone) : formatClock(timeMs, timeZone), timeMs);
  };
  return {
    ticks: (most) => ticksOf({ fromMs, toMs }, timeZone, { changes, clock, most }),
    days: (count) =>
      dayTicks({ fromMs, toMs }, timeZone, count).map((timeMs) => ({ timeMs, label: date(timeMs) })),
    clockChanges: changes.map((timeMs) => ({ timeMs, label: changeLabel(timeMs, timeZone) })),
    moment: (timeMs) => (spanMs <= CLOCK_ONLY_MS ? clock(timeMs) : `${date(timeMs)}, ${clock(timeMs)}`),
  };
}

function changeLabel(timeMs: number, timeZone: string): string {
  const differenceMs = offsetMsAt(timeMs, timeZone) - offsetMsAt(timeMs - 1, timeZone);
  const hours = Math.abs(differenceMs) / HOUR_MS;
  return `Clock ${differenceMs > 0 ? "forward" : "back"} ${hours} h`;
}

interface Room {
  readonly widthPx: number;
  /** How far the last label may stand out at the right. */
  readonly overhangPx: number;
}

/** As many ticks as there is room for: round ones, unless of these fewer than two fit, from which no scale is read. */
export function ticksThatFit(axis: TimeAxis, range: TimeRange, room: Room): readonly TimeTick[] {
  const counts = Array.from({ length: MOST_TICKS - 1 }, (_, index) => MOST_TICKS - index);
  const spanDays = (range.toMs - range.fromMs) / DAY_MS;
  const round = counts.map((most) => () => axis.ticks(most));
  const even = counts.map((most) => () => (spanDays < 2 ? [] : axis.days(Math.ceil(spanDays / most))));
  let single: readonly TimeTick[] | null = null;
  for (const candidate of [...round, ...even]) {
    const ticks = thoseThatFit(candidate(), range, room);
    if (ticks.length > 1) return ticks;
    single ??= ticks.length === 1 ? ticks : null;
  }
  return single ?? axis.ticks(1);
}

/** None where there is no room for all labels; without the last, where it alone would be cut at the edge. */
function thoseThatFit(
  ticks: readonly TimeTick[],
  { fromMs, toMs }: TimeRange,
  { widthPx, overhangPx }: Room,
): readonly TimeTick[] {
  const labelPx = Math.max(0, ...ticks.map(({ label }) => label.length)) * CHARACTER_PX;
  if (ticks.length * (labelPx + GAP_PX) > widthPx) return [];
  const endPx = (timeMs: number) => ((timeMs - fromMs) / (toMs - fromMs)) * widthPx + labelPx / 2;
  return ticks.filter(({ timeMs }) => endPx(timeMs) <= widthPx + overhangPx);
}

interface TickOptions {
  readonly changes: readonly number[];
  readonly clock: (timeMs: number) => string;
  readonly most: number;
}

function ticksOf(
  range: TimeRange,
  timeZone: string,
  { changes, clock, most }: TickOptions,
): readonly TimeTick[] {
  const spanMs = range.toMs - range.fromMs;
  const stepMs = CLOCK_STEPS_MS.find((step) => spanMs / step <= most);
  if (stepMs !== undefined) {
    const dated = spanMs > CLOCK_ONLY_MS;
    return clockTicks(range, timeZone, { changes, stepMs }).map((timeMs) => {
      const midnight = wallOf(timeMs, timeZone) % DAY_MS === 0;
      return { timeMs, label: dated && midnight ? formatShortDate(timeMs, timeZone) : clock(timeMs) };
    });
  }
  const days = DAY_STEPS.find((step) => spanMs / (step * DAY_MS) <= most);
  if (days !== undefined)
    return dayTicks(range, timeZone, days).map((timeMs) => ({
      timeMs,
      label: formatShortDate(timeMs, timeZone),
    }));
  const months =
    MONTH_STEPS.find((step) => spanMs / (step * DAYS_A_MONTH * DAY_MS) <= most) ??
    Math.ceil(spanMs / (DAYS_A_MONTH * DAY_MS) / most);
  return monthTicks(range, timeZone, months).map((timeMs) => ({
    timeMs,
    label: formatMonth(timeMs, timeZone),
  }));
}

/** Where the zone's clock shows whole steps: between two changes of the clock these are evenly apart. */
function clockTicks(
  { fromMs, toMs }: TimeRange,
  timeZone: string,
  { changes, stepMs }: { readonly changes: readonly number[]; readonly stepMs: number },
): readonly number[] {
  const ticks: number[] = [];
  const edges = [fromMs, ...changes, toMs + 1];
  for (let part = 0; part + 1 < edges.length; part++) {
    const offsetMs = offsetMsAt(edges[part], timeZone);
    let wallMs = Math.ceil((edges[part] + offsetMs) / stepMs) * stepMs;
    for (; wallMs - offsetMs < edges[part + 1]; wallMs += stepMs) ticks.push(wallMs - offsetMs);
  }
  return ticks;
}

/** Every so many days, at the start of the zone's day; weeks begin on Monday. */
function dayTicks({ fromMs, toMs }: TimeRange, timeZone: string, days: number): readonly number[] {
  const firstDay = Math.ceil((wallOf(fromMs, timeZone) / DAY_MS - FIRST_MONDAY_DAYS) / days);
  const ticks: number[] = [];
  for (let index = firstDay; ; index++) {
    const timeMs = instantOf((index * days + FIRST_MONDAY_DAYS) * DAY_MS, timeZone);
    if (timeMs > toMs) return ticks;
    if (timeMs >= fromMs) ticks.push(timeMs);
  }
}

function monthTicks({ fromMs, toMs }: TimeRange, timeZone: string, months: number): readonly number[] {
  const wall = new Date(wallOf(fromMs, timeZone));
  const firstMonth = Math.floor(wall.getUTCMonth() / months) * months;
  let timeMs = instantOf(Date.UTC(wall.getUTCFullYear(), firstMonth, 1), timeZone);
  const ticks: number[] = [];
  for (; timeMs <= toMs; timeMs = addUnits(timeMs, "M", months, timeZone))
    if (timeMs >= fromMs) ticks.push(timeMs);
  return ticks;
}
