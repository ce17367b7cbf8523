import {
  eventsOf,
  type EventEffect,
  type EventGap,
  type EventSpan,
  USUAL_MS,
} from "@/lib/domain/known-event";
import type { RegularSeries } from "@/lib/domain/regular-series";
import { HOUR_MS } from "@/lib/domain/window";
import { UsualSteps, usualOf } from "./usual-steps";

/** Of an event's hours in all its regions so many must be known, and of what was usual for them. */
const LEAST_SHARE = 0.8;
const LEAST_WEEKS = 2;

/** An hour of an event in one of its regions. */
interface ComparedHour {
  readonly came: number;
  readonly usual: number;
  /** In each of the weeks before; NaN: not known. */
  readonly weeks: readonly number[];
}

/**
 * What an event did: requests during it ÷ the median of the same hours of the week in the four weeks before it, other events
 * left out. The range is that against each of these weeks alone.
 * @param requests by region, in which it was: a second, hour by hour from four weeks before it on
 */
export function eventEffect(
  event: EventSpan,
  requests: ReadonlyMap<string, RegularSeries>,
  events: readonly EventSpan[],
): EventEffect | EventGap {
  const { fromMs, toMs } = event;
  if (toMs - fromMs > USUAL_MS) return "too-long";
  const hours = Math.floor(toMs / HOUR_MS) - Math.ceil(fromMs / HOUR_MS);
  if (hours <= 0) return "too-short";
  const compared = [...requests].flatMap(([region, series]) =>
    comparedHours(event, series, new UsualSteps(series, eventsOf([...events, event], region))),
  );
  const least = Math.max(1, LEAST_SHARE * hours * requests.size);
  const ratio = ratioOf(compared.map(({ came, usual }) => [came, usual]));
  if (compared.length < least || ratio === null) return "no-history";
  const weekly = [...compared[0].weeks.keys()].flatMap((week) => {
    const known = compared.filter(({ weeks }) => !Number.isNaN(weeks[week]));
    const one = ratioOf(known.map(({ came, weeks }) => [came, weeks[week]]));
    return known.length < least || one === null ? [] : [one];
  });
  if (weekly.length < LEAST_WEEKS) return "no-history";
  return {
    changeRatio: ratio - 1,
    low: Math.min(ratio, ...weekly) - 1,
    high: Math.max(ratio, ...weekly) - 1,
    hours,
  };
}

/** Its whole hours of which both sides are known. */
function comparedHours(
  { fromMs, toMs }: EventSpan,
  series: RegularSeries,
  steps: UsualSteps,
): ComparedHour[] {
  const indexOf = (timeMs: number) => (timeMs - series.startMs) / HOUR_MS;
  const compared: ComparedHour[] = [];
  const end = Math.min(Math.floor(indexOf(toMs)), series.values.length);
  for (let index = Math.max(0, Math.ceil(indexOf(fromMs))); index < end; index++) {
    const weeks = steps.weeksBefore(index, fromMs);
    const hour = { came: series.values[index], usual: usualOf(weeks), weeks };
    if (!Number.isNaN(hour.came) && !Number.isNaN(hour.usual)) compared.push(hour);
  }
  return compared;
}

function ratioOf(pairs: readonly (readonly [came: number, before: number])[]): number | null {
  let [came, before] = [0, 0];
  for (const pair of pairs) {
    came += pair[0];
    before += pair[1];
  }
  return before > 0 ? came / before : null;
}
