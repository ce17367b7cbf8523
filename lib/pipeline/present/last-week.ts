import { formatMs, plainText, THIN_SPACE } from "./format-number";

/** How a figure stands to the same time last week, in words; `before` says when that was. */
export interface Comparison {
  /** "+2.4 %" */
  readonly change: string;
  /** "vs Mon 14:30" */
  readonly against: string;
  /** For hover and screen readers: what it was. */
  readonly exact: string;
}

const PER_CENT = 100;
/** Under these nobody would call it a change. */
const LEAST_SHARE_PERCENT = 0.05;
const LEAST_MS = 0.5;
const LEAST_PERCENT_POINTS = 0.0005;
const MOST_SHARE_PERCENT = 1_000;
const MINUS = "\u2212";
const UNCHANGED = "unchanged";
const LOCALE = "en-GB";
const percentPoints = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 2 });

export interface ComparedFigure {
  readonly now: number | null;
  readonly before: number | null;
  /** How the figure itself is written. */
  readonly format: (value: number) => { readonly exact: string };
  /** `share`: growth in per cent. `ms`, `points` and `percent-points`: the difference itself. */
  readonly by: "share" | "ms" | "points" | "percent-points";
}

/** null where either is not known: no comparison is made up. From nothing there is no share: it says what it was. `at`: when the week before's figure was. */
export function compareLastWeek(
  { now, before, format, by }: ComparedFigure,
  at: { readonly timeMs: number; readonly timeZone: string },
): Comparison | null {
  if (now === null || before === null) return null;
  const was = format(before).exact;
  const change = changeOf(now, before, by) ?? `up from ${was}`;
  const when = weekdayTime(at.timeMs, at.timeZone);
  return {
    change,
    against: `vs ${when}`,
    exact: `${was} at the same time last week, ${when}`,
  };
}

/** null: there is no share of nothing. */
function changeOf(now: number, before: number, by: ComparedFigure["by"]): string | null {
  const difference = now - before;
  if (by === "ms")
    return Math.abs(difference) < LEAST_MS ? UNCHANGED : signed(difference, plainText(formatMs(Math.abs(difference)))); // prettier-ignore
  if (by === "points") {
    const points = Math.abs(difference).toFixed(1);
    return Number(points) === 0 ? UNCHANGED : signed(difference, points);
  }
  if (by === "percent-points") {
    if (Math.abs(difference) < LEAST_PERCENT_POINTS) return UNCHANGED;
    return signed(difference, `${percentPoints.format(Math.abs(difference))} points`);
  }
  if (before === 0) return now === 0 ? UNCHANGED : null;
  const percent = (difference / Math.abs(before)) * PER_CENT;
  if (Math.abs(percent) < LEAST_SHARE_PERCENT) return UNCHANGED;
  if (percent > MOST_SHARE_PERCENT) return `${Math.round(now / before)} times`;
  const digits = Math.abs(percent) < PER_CENT ? 1 : 0;
  return signed(percent, `${Math.abs(percent).toFixed(digits)}${THIN_SPACE}%`);
}

function signed(value: number, written: string): string {
  return `${value < 0 ? MINUS : "+"}${written}`;
}

/** "Mon 14:30" */
function weekdayTime(timeMs: number, timeZone: string): string {
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const day = new Intl.DateTimeFormat(LOCALE, { weekday: "short", timeZone }).format(timeMs);
  return `${day} ${new Intl.DateTimeFormat(LOCALE, { ...clock, timeZone }).format(timeMs)}`;
}
