import { formatClock, formatDate, formatShortClock, formatShortDate } from "./format-time";
import { offsetChanges, offsetText } from "@/lib/domain/zone-time";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/window";
import type { TimeRange, TimeReading } from "./time-range";

/** A range that one press chooses. */
export interface QuickRange {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

const last = (amount: string, label: string): QuickRange => ({
  from: `now-${amount}`,
  to: "now",
  label: `Last ${label}`,
});
const whole = (unit: string, label: string, ago = ""): QuickRange => ({
  from: `now${ago}/${unit}`,
  to: `now${ago}/${unit}`,
  label,
});

export const QUICK_RANGES: readonly QuickRange[] = [
  last("5m", "5 minutes"),
  last("15m", "15 minutes"),
  last("30m", "30 minutes"),
  last("1h", "hour"),
  last("3h", "3 hours"),
  last("6h", "6 hours"),
  last("12h", "12 hours"),
  last("24h", "24 hours"),
  last("2d", "2 days"),
  last("7d", "7 days"),
  last("30d", "30 days"),
  last("90d", "90 days"),
  last("1y", "year"),
  whole("d", "Today"),
  whole("d", "Yesterday", "-1d"),
  whole("w", "This week"),
  whole("w", "Previous week", "-1w"),
  whole("M", "This month"),
  whole("M", "Previous month", "-1M"),
];

/** Farther from the present than this a day and a month are taken for those of another year. */
const YEAR_UNSAID_MS = 330 * DAY_MS;

interface NamedRange {
  readonly fromText: string;
  readonly toText: string;
  readonly range: TimeRange;
}

/** What a range is called: by its quick name, else by its ends, no more of them than they differ in. */
export function rangeWords(
  { fromText, toText, range }: NamedRange,
  { nowMs, timeZone }: TimeReading,
): string {
  const quick = QUICK_RANGES.find(({ from, to }) => from === fromText && to === toText);
  if (quick !== undefined) return quick.label;
  if (/^now/.test(fromText) && /^now/.test(toText)) return `${fromText} to ${toText}`;
  const { fromMs, toMs } = range;
  const exact = fromMs % MINUTE_MS !== 0 || toMs % MINUTE_MS !== 0;
  const changes = offsetChanges(fromMs, toMs, timeZone).length > 0;
  const clock = (timeMs: number) => {
    const text = exact ? formatClock(timeMs, timeZone) : formatShortClock(timeMs, timeZone);
    return changes ? `${text} ${offsetText(timeMs, timeZone)}` : text;
  };
  const far = Math.max(nowMs - fromMs, toMs - nowMs) > YEAR_UNSAID_MS;
  const [from, to] = [fromMs, toMs].map((timeMs) => (far ? formatDate : formatShortDate)(timeMs, timeZone));
  const sameDay = from === to && toMs - fromMs < DAY_MS;
  return `${from}, ${clock(fromMs)} – ${sameDay ? "" : `${to}, `}${clock(toMs)}`;
}
