import {
  ANOMALY_STEP_MS,
  ANOMALY_TESTS,
  type Anomaly,
  type AnomalyEnding,
  type AnomalySubject,
  type AnomalyTest,
  type WindowReading,
} from "@/lib/domain/anomaly";
import { DAY_MS } from "@/lib/domain/window";

/** So many windows in a row within the range end an anomaly, so many without a value as well. */
const CALM_WINDOWS = 6;
const SILENT_WINDOWS = 12;
/** What is outside for so long is what is usual now. */
const NEW_USUAL_MS = DAY_MS;

export interface AnomalyStep {
  readonly subject: AnomalySubject;
  readonly demo: boolean;
  /** The window before; null: it is not known. */
  readonly before: WindowReading | null;
  readonly now: WindowReading;
  newId(): string;
}

/**
 * An open anomaly after one more window; or the one that opens with it, if there was none: by two windows in a row outside
 * in the same direction, both by the width that was usual before the first of them. Null: still none.
 */
export function stepAnomaly(open: Anomaly | null, step: AnomalyStep): Anomaly | null {
  return open === null ? opened(step) : goneOn(open, step.now);
}

function opened({ subject, demo, before, now, newId }: AnomalyStep): Anomaly | null {
  if (before === null || before.windowMs !== now.windowMs - ANOMALY_STEP_MS) return null;
  const against = ANOMALY_TESTS.filter((test) => isOutsideTwice(before, now, test));
  const [test] = against;
  if (test === undefined) return null;
  const { reach } = before[test]!;
  const [first, second] = [before, now].map((reading) => ({ reading, at: distance(reading, test, reach)! }));
  const farthest = Math.abs(second!.at) >= Math.abs(first!.at) ? second! : first!;
  const nowMs = endOf(now);
  return {
    ...{ id: newId(), ...subject, demo, against, reach, moves: now.moves, suspects: [], causeId: null },
    ...{ startedMs: before.windowMs, openedMs: nowMs, judgedMs: nowMs, outsideUntilMs: nowMs },
    ...{ endedMs: null, ending: null, calmWindows: 0, silentWindows: 0 },
    direction: first!.at > 0 ? "above" : "below",
    ...farthestOf(farthest.reading, test, farthest.at),
  };
}

function isOutsideTwice(before: WindowReading, now: WindowReading, test: AnomalyTest): boolean {
  const reach = before[test]?.reach;
  if (reach === undefined) return false;
  const [first, second] = [distance(before, test, reach), distance(now, test, reach)];
  return (
    first !== null &&
    second !== null &&
    Math.abs(first) > 1 &&
    Math.abs(second) > 1 &&
    Math.sign(first) === Math.sign(second)
  );
}

function goneOn(open: Anomaly, now: WindowReading): Anomaly {
  const [test] = open.against;
  const at = distance(now, test!, open.reach);
  const judged = { ...open, judgedMs: endOf(now) };
  if (at === null) {
    const silentWindows = open.silentWindows + 1;
    return endedIf(silentWindows >= SILENT_WINDOWS, { ...judged, silentWindows }, "no-data");
  }
  if (Math.abs(at) <= 1) {
    const calm = { ...judged, silentWindows: 0, calmWindows: open.calmWindows + 1 };
    return endedIf(calm.calmWindows >= CALM_WINDOWS, calm, "back");
  }
  const farther = at * (open.direction === "above" ? 1 : -1) > Math.abs(open.distance);
  const outside: Anomaly = {
    ...judged,
    ...{ outsideUntilMs: endOf(now), calmWindows: 0, silentWindows: 0, moves: now.moves ?? open.moves },
    ...(farther ? farthestOf(now, test!, at) : {}),
  };
  return endedIf(endOf(now) - open.startedMs >= NEW_USUAL_MS, outside, "new-usual");
}

function endedIf(ends: boolean, anomaly: Anomaly, ending: AnomalyEnding): Anomaly {
  return ends ? { ...anomaly, ending, endedMs: anomaly.outsideUntilMs } : anomaly;
}

/** In reaches, negative below; null where the value or the range is not known. */
function distance(reading: WindowReading, test: AnomalyTest, reach: number): number | null {
  const range = reading[test];
  return range === null || reading.value === null ? null : (reading.value - range.expected) / reach;
}

function farthestOf({ windowMs, value, ...ranges }: WindowReading, test: AnomalyTest, at: number) {
  return {
    farthestMs: windowMs,
    observed: value!,
    expected: ranges[test]!.expected,
    distance: Math.abs(at),
  };
}

function endOf({ windowMs }: WindowReading): number {
  return windowMs + ANOMALY_STEP_MS;
}
