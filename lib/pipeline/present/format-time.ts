import { offsetText } from "@/lib/domain/zone-time";

const LOCALE = "en-GB";
const CLOCK = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
const SHORT_CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const DAY = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
const DATE = { day: "numeric", month: "short", year: "numeric" } as const;
const SHORT_DATE = { day: "numeric", month: "short" } as const;
const MONTH = { month: "short", year: "numeric" } as const;
const STAMP = { ...DATE, ...CLOCK } as const;
const COMPLETE = { ...DAY, ...CLOCK, timeZoneName: "short" } as const;

const formats = new Map<Intl.DateTimeFormatOptions, Map<string, Intl.DateTimeFormat>>();

/** Making a format costs more than a hundred uses of it. */
function format(timeMs: number, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const ofZones = formats.get(options) ?? new Map<string, Intl.DateTimeFormat>();
  formats.set(options, ofZones);
  const made = ofZones.get(timeZone) ?? new Intl.DateTimeFormat(LOCALE, { ...options, timeZone });
  ofZones.set(timeZone, made);
  return made.format(timeMs);
}

/** `14:32:06` in an IANA time zone. */
export function formatClock(timeMs: number, timeZone: string): string {
  return format(timeMs, timeZone, CLOCK);
}

/** `14:32` in an IANA time zone. */
export function formatShortClock(timeMs: number, timeZone: string): string {
  return format(timeMs, timeZone, SHORT_CLOCK);
}

/** `Mon, 23 Nov 2026, 14:32:06 UTC`: complete, for titles. */
export function formatDateTime(timeMs: number, timeZone: string): string {
  return format(timeMs, timeZone, COMPLETE);
}

/** `23 Nov 2026`. */
export function formatDate(timeMs: number, timeZone: string): string {
  return format(timeMs, timeZone, DATE);
}

/** `23 Nov`. */
export function formatShortDate(timeMs: number, timeZone: string): string {
  return format(timeMs, timeZone, SHORT_DATE);
}

/** `Nov 2026`. */
export function formatMonth(timeMs: number, timeZone: string): string {
  return format(timeMs, timeZone, MONTH);
}

/** `23 Nov 2026, 14:32:06 +01:00`: exact also where the clock shows the same hour twice. */
export function formatStamp(timeMs: number, timeZone: string): string {
  return `${format(timeMs, timeZone, STAMP)} ${offsetText(timeMs, timeZone)}`;
}
