import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverWindows, finestTierKept } from "./rollup-ladder";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, TIERS, WINDOW_MS } from "@/lib/domain/window";

const NOW_MS = Date.UTC(2026, 10, 23, 12, 34, 56, 789);
const YEAR_MS = 365 * DAY_MS;

const span = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 3 * DAY_MS }), fc.integer({ min: 0, max: 4 * YEAR_MS })),
    fc.oneof(fc.integer({ min: 0, max: 2 * HOUR_MS }), fc.integer({ min: 0, max: 4 * YEAR_MS })),
  )
  .map(([agoMs, lengthMs]) => ({
    fromMs: NOW_MS - agoMs,
    toMs: Math.min(NOW_MS, NOW_MS - agoMs + lengthMs),
  }));

describe("coverWindows", () => {
  it("covers any span without a gap or an overlap, in order, by whole windows", () => {
    fc.assert(
      fc.property(span, ({ fromMs, toMs }) => {
        const pieces = coverWindows(fromMs, toMs, { nowMs: NOW_MS });
        for (const [index, piece] of pieces.entries()) {
          expect(piece.fromMs).toBeLessThan(piece.toMs);
          expect(piece.fromMs % piece.tier.windowMs).toBe(0);
          expect(piece.toMs % piece.tier.windowMs).toBe(0);
          if (index > 0) expect(piece.fromMs).toBe(pieces[index - 1]!.toMs);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("moves its ends by less than a window of the finest tier that is kept there", () => {
    fc.assert(
      fc.property(span, ({ fromMs, toMs }) => {
        const pieces = coverWindows(fromMs, toMs, { nowMs: NOW_MS });
        if (pieces.length === 0) return;
        const startSlack = fromMs - pieces[0]!.fromMs;
        expect(startSlack).toBeGreaterThanOrEqual(0);
        expect(startSlack).toBeLessThan(finestTierKept(fromMs, NOW_MS).windowMs);
        const end = pieces[pieces.length - 1]!.toMs;
        expect(end).toBeLessThanOrEqual(toMs);
        // Just behind the edge of a tier its windows are gone already: one step up the ladder at most.
        const level = TIERS.indexOf(finestTierKept(toMs, NOW_MS));
        expect(toMs - end).toBeLessThan(TIERS[Math.min(level + 1, TIERS.length - 1)]!.windowMs);
      }),
      { numRuns: 2_000 },
    );
  });

  it("uses no tier for a time that it no longer keeps", () => {
    const nearEdges = fc
      .tuple(fc.constantFrom(...TIERS), fc.integer({ min: -2 * HOUR_MS, max: 2 * HOUR_MS }), fc.integer({ min: 0, max: 3 * DAY_MS }))
      .map(([tier, offMs, lengthMs]) => ({ toMs: NOW_MS - tier.keepMs + offMs, fromMs: NOW_MS - tier.keepMs + offMs - lengthMs })); // prettier-ignore
    const coarsest = TIERS[TIERS.length - 1]!;
    fc.assert(
      fc.property(fc.oneof(span, nearEdges), ({ fromMs, toMs }) => {
        for (const { tier, fromMs: pieceMs } of coverWindows(fromMs, toMs, { nowMs: NOW_MS }))
          if (tier !== coarsest) expect(pieceMs + tier.windowMs).toBeGreaterThan(NOW_MS - tier.keepMs);
      }),
      { numRuns: 2_000 },
    );
  });

  it("reads few rows: a day is read as hours and minutes, not as 8,640 windows", () => {
    const pieces = coverWindows(NOW_MS - DAY_MS + 50 * SECOND_MS, NOW_MS, { nowMs: NOW_MS });
    const rows = pieces.reduce((sum, { tier, fromMs, toMs }) => sum + (toMs - fromMs) / tier.windowMs, 0);
    expect(rows).toBeLessThan(70);
    expect(pieces.map(({ tier }) => tier.name)).toEqual(["10s", "1m", "5m", "1h", "5m", "1m", "10s"]);
  });

  it("is empty for a span that holds no whole window", () => {
    expect(coverWindows(NOW_MS, NOW_MS, { nowMs: NOW_MS })).toEqual([]);
    expect(coverWindows(NOW_MS, NOW_MS - MINUTE_MS, { nowMs: NOW_MS })).toEqual([]);
    expect(coverWindows(NOW_MS - WINDOW_MS, NOW_MS, { nowMs: NOW_MS })).toHaveLength(1);
  });
});
