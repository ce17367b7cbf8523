const LOCALE = "en-GB";

/** What a clock on a wall of a place shows. */
export interface LocalTime {
  /** `14:32`. */
  readonly clock: string;
  /** `Mon`. */
  readonly day: string;
  /** `UTC+9`; changes with the seasons where the place does. */
  readonly offset: string;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** @param timeZone an IANA name */
export function localTime(nowMs: number, timeZone: string): LocalTime {
  const parts = formatOf(timeZone).formatToParts(nowMs);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? "";
  return {
    clock: `${part("hour")}:${part("minute")}`,
    day: part("weekday"),
    offset: part("timeZoneName").replace("GMT", "UTC").replace(/\+0$/, "").replace("-", "−"),
  };
}

/** A format is costly to make, and a clock asks each second. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat(LOCALE, {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "shortOffset",
  });
  FORMATS.set(timeZone, made);
  return made;
}
