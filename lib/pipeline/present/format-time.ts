const LOCALE = "en-GB";
const CLOCK = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
const SHORT_CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const DAY = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;

/** `14:32:06` in an IANA time zone. */
export function formatClock(timeMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, { ...CLOCK, timeZone }).format(timeMs);
}

/** `14:32` in an IANA time zone. */
export function formatShortClock(timeMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, { ...SHORT_CLOCK, timeZone }).format(timeMs);
}

/** `Mon, 23 Nov 2026, 14:32:06 UTC`: complete, for titles. */
export function formatDateTime(timeMs: number, timeZone: string): string {
  const format = { ...DAY, ...CLOCK, timeZone, timeZoneName: "short" } as const;
  return new Intl.DateTimeFormat(LOCALE, format).format(timeMs);
}

/** `23 Nov 2026`. */
export function formatDate(timeMs: number, timeZone: string): string {
  const format = { day: "numeric", month: "short", year: "numeric", timeZone } as const;
  return new Intl.DateTimeFormat(LOCALE, format).format(timeMs);
}
