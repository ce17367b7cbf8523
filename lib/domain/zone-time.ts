import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "./window";

/**
 * Wall clocks of IANA time zones. A wall time is written as the Unix ms at which a clock in UTC would show the same, so
 * that plain arithmetic works on it. Source of the rules: the runtime's own zone data, by Intl.
 */

const FIELDS = {
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
  hourCycle: "h23",
} as const;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs more than a hundred uses of it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", { ...FIELDS, timeZone });
  formats.set(timeZone, made);
  return made;
}

/** What a zone's clock shows at an instant. */
export function wallOf(timeMs: number, timeZone: string): number {
  if (timeZone === "UTC") return timeMs;
  const field: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(timeMs)) field[type] = Number(value);
  const wholeMs = Date.UTC(field.year, field.month - 1, field.day, field.hour, field.minute, field.second);
  return wholeMs + (((timeMs % SECOND_MS) + SECOND_MS) % SECOND_MS);
}

/** How far a zone's clock is ahead of UTC at an instant. */
export function offsetMsAt(timeMs: number, timeZone: string): number {
  return wallOf(timeMs, timeZone) - timeMs;
}

/**
 * The instant at which a zone's clock shows `wallMs`. Of an hour that comes twice it is the first one, unless `later`; in an
 * hour that is left out the clock is as far past the change as `wallMs` is.
 */
export function instantOf(wallMs: number, timeZone: string, later = false): number {
  const before = offsetMsAt(wallMs - DAY_MS, timeZone);
  const after = offsetMsAt(wallMs + DAY_MS, timeZone);
  const fitting = [before, after]
    .map((offsetMs) => wallMs - offsetMs)
    .filter((timeMs) => wallOf(timeMs, timeZone) === wallMs);
  if (fitting.length === 0) return wallMs - before;
  return later ? Math.max(...fitting) : Math.min(...fitting);
}

/** Instants inside a span at which a zone's clock is put forward or back; oldest first. */
export function offsetChanges(fromMs: number, toMs: number, timeZone: string): readonly number[] {
  const changes: number[] = [];
  for (let startMs = fromMs; startMs < toMs; startMs += DAY_MS) {
    const endMs = Math.min(startMs + DAY_MS, toMs);
    if (offsetMsAt(startMs, timeZone) !== offsetMsAt(endMs, timeZone))
      changes.push(changeBetween(startMs, endMs, timeZone));
  }
  return changes;
}

/** Zones change on whole minutes. */
function changeBetween(fromMs: number, toMs: number, timeZone: string): number {
  const before = offsetMsAt(fromMs, timeZone);
  let [low, high] = [fromMs, toMs];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMsAt(middle, timeZone) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** `+01:00`, as ISO 8601 has it. */
export function offsetText(timeMs: number, timeZone: string): string {
  const offsetMs = offsetMsAt(timeMs, timeZone);
  const size = Math.abs(offsetMs);
  const hours = Math.floor(size / HOUR_MS);
  const minutes = Math.floor((size % HOUR_MS) / MINUTE_MS);
  return `${offsetMs < 0 ? "-" : "+"}${twoDigits(hours)}:${twoDigits(minutes)}`;
}

/** `2026-11-28T15:04:05+01:00`: what the zone's clock shows, and exactly when; milliseconds only where there are any. */
export function localIso(timeMs: number, timeZone: string): string {
  const wall = new Date(wallOf(timeMs, timeZone))
    .toISOString()
    .replace("Z", "")
    .replace(/\.000$/, "");
  return wall + offsetText(timeMs, timeZone);
}

/** Whether this runtime knows an IANA time zone. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
