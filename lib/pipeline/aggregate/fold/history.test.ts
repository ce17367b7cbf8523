import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OUT_OF_ORDER_MS, SeriesHistory, type Place } from "./history";

const SERIES = 3;
const SECOND = 1000;

interface Kept {
  readonly timeMs: number;
  readonly value: number;
}

/** Everything that was ever inserted, in time order: what the history must agree with as far back as it is asked. */
class NaiveHistory {
  readonly all: Kept[] = [];

  insert(kept: Kept): void {
    this.all.push(kept);
    this.all.sort((a, b) => a.timeMs - b.timeMs);
  }

  has(timeMs: number): boolean {
    return this.all.some((kept) => kept.timeMs === timeMs);
  }

  get newestMs(): number {
    return this.all.at(-1)?.timeMs ?? -Infinity;
  }
}

function kept(history: SeriesHistory, series: number): Kept[] {
  return Array.from({ length: history.length(series) }, (_, index) => ({
    timeMs: history.timeAt(series, index),
    value: history.valueAt(series, index),
  }));
}

/** Inserts as the fold does; false where it would refuse. */
function offer(history: SeriesHistory, series: number, one: Kept): boolean {
  const place: Place = { index: 0, same: false };
  if (one.timeMs < history.newestMs(series) - OUT_OF_ORDER_MS) return false;
  history.locate(series, one.timeMs, place);
  if (place.same) return false;
  if (place.index === 0 && history.length(series) > 0 && !history.knowsBeforeOldest(series)) return false;
  history.insert(series, place.index, one.timeMs, one.value);
  return true;
}

const arrivals = (maxStepMs: number, maxLength: number) =>
  fc.array(
    fc.record({
      stepMs: fc.integer({ min: 0, max: maxStepMs }),
      lateMs: fc.oneof(
        { weight: 3, arbitrary: fc.constant(0) },
        fc.integer({ min: 0, max: 11 * 60 * SECOND }),
      ),
      value: fc.double({ noNaN: true }),
    }),
    { maxLength },
  );

describe("SeriesHistory agrees with a list of all samples", () => {
  it.each([
    { name: "sparse", maxStepMs: 240 * SECOND, maxLength: 80 },
    { name: "usual", maxStepMs: 30 * SECOND, maxLength: 200 },
    { name: "dense", maxStepMs: 2 * SECOND, maxLength: 600 },
  ])("$name samples", ({ maxStepMs, maxLength }) => {
    fc.assert(
      fc.property(arrivals(maxStepMs, maxLength), (steps) => {
        const history = new SeriesHistory();
        const naive = new NaiveHistory();
        let nowMs = 1_790_000_000_000;
        for (const { stepMs, lateMs, value } of steps) {
          nowMs += stepMs;
          const one = { timeMs: nowMs - lateMs, value };
          const duplicate = naive.has(one.timeMs);
          const inTime = one.timeMs >= naive.newestMs - OUT_OF_ORDER_MS;
          const taken = offer(history, SERIES, one);
          if (duplicate || !inTime) expect(taken).toBe(false);
          if (taken) naive.insert(one);
          const found = kept(history, SERIES);
          // A run of the newest ones without a gap …
          expect(found).toEqual(naive.all.slice(naive.all.length - found.length));
          // … that holds all of the last ten minutes, and the one before them.
          const horizonMs = naive.newestMs - OUT_OF_ORDER_MS;
          const needed = naive.all.filter(({ timeMs }) => timeMs >= horizonMs).length;
          expect(found.length).toBeGreaterThanOrEqual(Math.min(naive.all.length, needed + 1));
          if (found.length < naive.all.length) expect(history.hasDropped(SERIES)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("of a sender that sends more than it keeps: the newest ones", () => {
    const history = new SeriesHistory();
    const naive = new NaiveHistory();
    for (let n = 0; n < 3_000; n++) {
      const one = { timeMs: n * 100, value: n };
      expect(offer(history, SERIES, one)).toBe(true);
      naive.all.push(one);
    }
    const found = kept(history, SERIES);
    expect(found.length).toBe(1_024);
    expect(found).toEqual(naive.all.slice(-1_024));
    expect(offer(history, SERIES, { timeMs: found[0]!.timeMs - 50, value: 0 })).toBe(false);
    expect(offer(history, SERIES, { timeMs: found[1]!.timeMs - 50, value: 0 })).toBe(true);
  });

  it("keeps series apart while their blocks grow and are used again", () => {
    const history = new SeriesHistory();
    const naive = Array.from({ length: 2_000 }, () => new NaiveHistory());
    for (let round = 0; round < 70; round++)
      for (let series = 0; series < naive.length; series += 1 + (round % 7)) {
        const one = { timeMs: round * 10_000 + series, value: series * 1_000 + round };
        expect(offer(history, series, one)).toBe(true);
        naive[series]!.all.push(one);
      }
    naive.forEach(({ all }, series) => {
      const found = kept(history, series);
      expect(found).toEqual(all.slice(all.length - found.length));
      expect(found.length).toBeGreaterThan(0);
    });
  });
});
