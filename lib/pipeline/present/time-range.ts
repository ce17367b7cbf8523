import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import { instantOf, wallOf } from "@/lib/domain/zone-time";

/** A span of time; `toMs` is its end and not part of it. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Against what a time's text is understood. */
export interface TimeReading {
  readonly nowMs: number;
  /** IANA zone of days, weeks and of times without an offset. */
  readonly timeZone: string;
}

type Edge = "from" | "to";
export type ReadTime =
  | { readonly kind: "time"; readonly timeMs: number }
  | { readonly kind: "unreadable"; readonly message: string };
export type ReadRange =
  | ({ readonly kind: "range" } & TimeRange)
  | { readonly kind: "unreadable"; readonly field: Edge; readonly message: string };

const EXACT_MS = { s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS } as const;
type ExactUnit = keyof typeof EXACT_MS;
type CalendarUnit = "d" | "w" | "M" | "y";
type Unit = ExactUnit | CalendarUnit;

const RELATIVE = /^now((?:[-+]\d{1,6}[smhdwMy]|\/[smhdwMy])*)$/;
const STEP = /([-+])(\d+)([smhdwMy])|\/([smhdwMy])/g;
const EPOCH = /^\d{9,14}$/;
const ABSOLUTE =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?)?(Z|[-+]\d\d:?\d\d)?$/i;
/** Roll-ups end five years back, and nothing is forecast further ahead than that. */
const EARLIEST_MS = 0;
const LATEST_MS = Date.UTC(2200, 0, 1);
const DAYS_A_WEEK = 7;
/** 1 January 1970 was a Thursday; weeks begin on Monday (ISO 8601). */
const EPOCH_AFTER_MONDAY_DAYS = 3;
const MS_DIGITS = 3;
const MONTHS_A_YEAR = 12;
const MINUTES_AN_HOUR = 60;
const LAST_HOUR = 23;
const LAST_MINUTE = 59;

export const TIME_HINT = "Use now-1h, now/d, 2026-11-28 15:00 or Unix milliseconds.";

/**
 * A moment in Grafana's syntax: `now`, `now-1h`, `now-7d/d`, ISO 8601 or Unix ms. Seconds, minutes and hours are lengths;
 * days, weeks, months and years go by the zone's calendar, so a day across a DST change has 23 or 25 hours. `/d` goes to
 * the start of the day as a `from`, to its end as a `to`. A time without an offset is the zone's; a date alone is all of it.
 */
export function readTime(text: string, edge: Edge, reading: TimeReading): ReadTime {
  const trimmed = text.trim();
  const timeMs = relativeTime(trimmed, edge, reading) ?? absoluteTime(trimmed, edge, reading);
  if (timeMs === null) return { kind: "unreadable", message: `“${trimmed}” is no time. ${TIME_HINT}` };
  if (timeMs < EARLIEST_MS || timeMs >= LATEST_MS)
    return { kind: "unreadable", message: `“${trimmed}” is too far away.` };
  return { kind: "time", timeMs };
}

/** A span from its two texts; it begins before it ends, and not in the future. */
export function readRange(fromText: string, toText: string, reading: TimeReading): ReadRange {
  const from = readTime(fromText, "from", reading);
  if (from.kind === "unreadable") return { ...from, field: "from" };
  const to = readTime(toText, "to", reading);
  if (to.kind === "unreadable") return { ...to, field: "to" };
  const unreadable = (field: Edge, message: string) => ({ kind: "unreadable", field, message }) as const;
  if (from.timeMs >= to.timeMs) return unreadable("from", "The start must be before the end.");
  if (from.timeMs >= reading.nowMs) return unreadable("from", "The start must not be in the future.");
  return { kind: "range", fromMs: from.timeMs, toMs: to.timeMs };
}

/** A span as the texts of an address: whole seconds in UTC, which every reader of the link understands alike. */
export function rangeTexts({ fromMs, toMs }: TimeRange): { readonly from: string; readonly to: string } {
  const text = (timeMs: number) => new Date(timeMs).toISOString().replace(/\.\d+Z$/, "Z");
  return { from: text(fromMs), to: text(toMs) };
}

/** Whether what a text means depends on the zone's calendar. */
export function dependsOnZone(text: string): boolean {
  return !/^(now([-+]\d+[smh]|\/[sm])*|\d+|.*([Zz]|[-+]\d\d:?\d\d))$/.test(text.trim()); // m are minutes, M are months
}

function relativeTime(text: string, edge: Edge, { nowMs, timeZone }: TimeReading): number | null {
  const steps = RELATIVE.exec(text)?.[1];
  if (steps === undefined) return null;
  let timeMs = nowMs;
  for (const [, sign, count, unit, rounded] of steps.matchAll(STEP)) {
    timeMs =
      rounded === undefined
        ? addUnits(timeMs, unit as Unit, (sign === "-" ? -1 : 1) * Number(count), timeZone)
        : roundTo(timeMs, rounded as Unit, edge, timeZone);
    if (!(Math.abs(timeMs) < LATEST_MS)) return null; // also NaN; the zone's calendar ends somewhere too
  }
  return timeMs;
}

function isExact(unit: Unit): unit is ExactUnit {
  return unit in EXACT_MS;
}

/** `count` units later (negative: earlier): calendar units keep what the zone's clock shows. NaN past all calendars. */
export function addUnits(timeMs: number, unit: Unit, count: number, timeZone: string): number {
  if (isExact(unit)) return timeMs + count * EXACT_MS[unit];
  const wallMs = addToWall(wallOf(timeMs, timeZone), unit, count);
  return wallMs >= EARLIEST_MS && wallMs <= LATEST_MS ? instantOf(wallMs, timeZone) : NaN;
}

function addToWall(wallMs: number, unit: CalendarUnit, count: number): number {
  switch (unit) {
    case "d":
      return wallMs + count * DAY_MS;
    case "w":
      return wallMs + count * DAYS_A_WEEK * DAY_MS;
    case "M":
      return addMonths(wallMs, count);
    case "y":
      return addMonths(wallMs, count * MONTHS_A_YEAR);
    default:
      return unit satisfies never;
  }
}

/** A day that the month does not have becomes its last one. */
function addMonths(wallMs: number, count: number): number {
  const wall = new Date(wallMs);
  const firstMs = Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + count, 1);
  const first = new Date(firstMs);
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const day = Math.min(wall.getUTCDate(), lastDay);
  return firstMs + (day - 1) * DAY_MS + (wallMs % DAY_MS);
}

function roundTo(timeMs: number, unit: Unit, edge: Edge, timeZone: string): number {
  const wallMs = wallOf(timeMs, timeZone);
  const startWallMs = startOfUnit(wallMs, unit);
  if (isExact(unit)) {
    const startMs = timeMs - (wallMs - startWallMs);
    return edge === "from" ? startMs : startMs + EXACT_MS[unit];
  }
  return instantOf(edge === "from" ? startWallMs : addToWall(startWallMs, unit, 1), timeZone);
}

function startOfUnit(wallMs: number, unit: Unit): number {
  if (isExact(unit)) return Math.floor(wallMs / EXACT_MS[unit]) * EXACT_MS[unit];
  const dayMs = Math.floor(wallMs / DAY_MS) * DAY_MS;
  const wall = new Date(wallMs);
  switch (unit) {
    case "d":
      return dayMs;
    case "w":
      return dayMs - ((dayMs / DAY_MS + EPOCH_AFTER_MONDAY_DAYS) % DAYS_A_WEEK) * DAY_MS;
    case "M":
      return Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), 1);
    case "y":
      return Date.UTC(wall.getUTCFullYear(), 0, 1);
    default:
      return unit satisfies never;
  }
}

function absoluteTime(text: string, edge: Edge, { timeZone }: TimeReading): number | null {
  if (EPOCH.test(text)) return Number(text);
  const match = ABSOLUTE.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  const dateMs = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (!new Date(dateMs).toISOString().startsWith(`${year}-${month}-${day}`)) return null; // 30 February
  if (hour === undefined) {
    if (offset !== undefined) return null;
    return instantOf(edge === "from" ? dateMs : dateMs + DAY_MS, timeZone);
  }
  const clock = [hour, minute, second ?? "0"].map(Number);
  if (clock[0] > LAST_HOUR || clock[1] > LAST_MINUTE || clock[2] > LAST_MINUTE) return null;
  const ms = Number((fraction ?? "0").padEnd(MS_DIGITS, "0"));
  const wallMs = dateMs + clock[0] * HOUR_MS + clock[1] * MINUTE_MS + clock[2] * SECOND_MS + ms;
  if (offset === undefined) return instantOf(wallMs, timeZone, edge === "to");
  return wallMs - offsetOf(offset);
}

function offsetOf(text: string): number {
  if (/^z$/i.test(text)) return 0;
  const minutes = Number(text.slice(1, 3)) * MINUTES_AN_HOUR + Number(text.slice(-2));
  return (text.startsWith("-") ? -1 : 1) * minutes * MINUTE_MS;
}
