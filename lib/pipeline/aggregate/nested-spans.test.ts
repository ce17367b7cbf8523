import fc from "fast-check";
import { expect, test } from "vitest";
import { BURN_SPANS_MS } from "@/lib/domain/burn-rate";
import { DAY_MS, TIERS, WINDOW_MS, windowStart } from "@/lib/domain/window";
import { nestedSpans } from "./nested-spans";

const SPANS_MS = [...BURN_SPANS_MS, 30 * DAY_MS];

test("at any moment the windows of all spans are disjoint, without a gap, and still kept", () => {
  const moments = fc.integer({ min: 1_700_000_000, max: 1_900_000_000 });
  fc.assert(
    fc.property(moments, fc.subarray([7, 14, 28, 60, 90], { minLength: 0 }), (seconds, days) => {
      const asOfMs = windowStart(seconds * 1_000, WINDOW_MS);
      const { spans, pieces } = nestedSpans([...SPANS_MS, ...days.map((each) => each * DAY_MS)], asOfMs);
      const sorted = [...pieces].sort((a, b) => a.fromMs - b.fromMs);
      expect(sorted[0].fromMs).toBe(spans[spans.length - 1].fromMs);
      expect(sorted[sorted.length - 1].toMs).toBe(asOfMs);
      sorted.slice(1).forEach((piece, index) => expect(piece.fromMs).toBe(sorted[index].toMs));
      for (const { tier, fromMs } of pieces)
        expect(fromMs + tier.windowMs).toBeGreaterThan(asOfMs - tier.keepMs);
      for (const { spanMs, fromMs } of spans) {
        const lateMs = asOfMs - spanMs - fromMs;
        expect(lateMs).toBeGreaterThanOrEqual(0);
        expect(lateMs / spanMs).toBeLessThan(0.001); // a whole window earlier at most
        expect(pieces.some((piece) => piece.fromMs === fromMs)).toBe(true);
      }
    }),
  );
});

test("a month takes a few hundred windows, whatever the time of day", () => {
  const day = Date.UTC(2026, 10, 28);
  for (let minutes = 0; minutes < 1_440; minutes += 7) {
    const { pieces } = nestedSpans(SPANS_MS, day + minutes * 60_000 + 50_000);
    const windows = pieces.reduce((sum, { tier, fromMs, toMs }) => sum + (toMs - fromMs) / tier.windowMs, 0);
    expect(windows).toBeLessThan(300);
  }
});

test("spans are told apart once, shortest first", () => {
  const { spans } = nestedSpans([DAY_MS, 300_000, DAY_MS], TIERS[4].windowMs * 20_000);
  expect(spans.map(({ spanMs }) => spanMs)).toEqual([300_000, DAY_MS]);
});
