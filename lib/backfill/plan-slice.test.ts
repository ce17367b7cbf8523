import { describe, expect, test } from "vitest";
import { cutSlice, planSlice, windowsOf } from "./plan-slice";
import type { BackfillSlice } from "@/lib/domain/backfill";
import { DAY_MS, HOUR_MS, MINUTE_MS, TIERS } from "@/lib/domain/window";

const NOW_MS = Date.UTC(2026, 10, 23, 12, 0, 30);
const TOP_MS = Date.UTC(2026, 10, 23, 12, 0, 0);

function plan(fromMs: number, toMs: number, stepMs: number): BackfillSlice[] {
  const slices: BackfillSlice[] = [];
  for (let cursorMs = toMs; ;) {
    const slice = planSlice({ fromMs, cursorMs, stepMs }, NOW_MS);
    if (slice === null) return slices;
    slices.push(slice);
    cursorMs = slice.fromMs;
  }
}

describe("slices", () => {
  test.each([
    [10_000, "10s"],
    [15_000, "1m"],
    [MINUTE_MS, "1m"],
    [2 * MINUTE_MS, "5m"],
    [HOUR_MS, "1h"],
    [2 * HOUR_MS, "1d"],
  ])("data each %d ms goes to the tier %s and coarser ones", (stepMs, tier) => {
    expect(planSlice({ fromMs: TOP_MS - 3 * DAY_MS, cursorMs: TOP_MS, stepMs }, NOW_MS)?.tier.name).toBe(
      tier,
    );
  });

  test("meet without a gap, from the newest to the oldest, none finer than what is kept", () => {
    const fromMs = Date.UTC(2025, 5, 1);
    const slices = plan(fromMs, TOP_MS, 10_000);
    expect(slices[0].toMs).toBe(TOP_MS);
    expect(slices.at(-1)!.fromMs).toBe(fromMs);
    slices.slice(1).forEach((slice, i) => expect(slice.toMs).toBe(slices[i].fromMs));
    expect([...new Set(slices.map(({ tier }) => tier.name))]).toEqual(["10s", "1m", "5m", "1h", "1d"]);
    for (const { tier, fromMs: startMs, toMs } of slices) {
      expect(startMs).toBeGreaterThanOrEqual(NOW_MS - tier.keepMs);
      expect((toMs - startMs) / tier.windowMs).toBeLessThan(11_000);
      expect([startMs % tier.windowMs, toMs % tier.windowMs]).toEqual([0, 0]);
    }
  });

  test("of less than a window there are none", () => {
    expect(plan(TOP_MS - 20_000, TOP_MS, MINUTE_MS)).toEqual([]);
  });
});

describe("a slice that is cut", () => {
  const slice = { tier: TIERS[1], fromMs: TOP_MS - 6 * HOUR_MS, toMs: TOP_MS, stepMs: MINUTE_MS };
  test.each([
    ["nothing where it is short enough", 360, 360],
    ["its older half", 180, 180],
    ["a bit more, up to a window of the next tier", 23, 20],
    ["no more where that would leave nothing", 3, 3],
    ["all but one window", 1, 1],
  ])("loses %s", (_what, maxWindows, windows) => {
    const cut = cutSlice(slice, maxWindows);
    expect(cut).toEqual({ ...slice, fromMs: TOP_MS - windows * MINUTE_MS });
    expect(windowsOf(cut)).toBe(windows);
  });
});
