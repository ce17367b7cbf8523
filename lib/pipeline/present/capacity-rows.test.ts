import { describe, expect, test } from "vitest";
import type { CapacityForecastContract, RunwayContract } from "@/lib/contracts/capacity-forecast";
import { capacityHeadline, runwayRows, runwayWords } from "./capacity-rows";

const NOW_MS = Date.UTC(2026, 10, 28, 15);
const runway = (over: Partial<RunwayContract>): RunwayContract => ({
  ...{ resource: "cpu", target: 80, newest: 50, passes: null, passes_at_earliest: null, known_days: 31 },
  ...over,
});
const rowsOf = (regions: Record<string, RunwayContract[]>) =>
  runwayRows(
    {
      regions: Object.entries(regions).map(([region, each]) => ({ region, runway: each })),
    } as unknown as CapacityForecastContract,
    NOW_MS,
  );
const headline = (rows: ReturnType<typeof rowsOf>) =>
  capacityHeadline(rows, { days: 30, nameOf: (code) => code.toUpperCase() });

describe("runways", () => {
  test("what ends first comes first; of what lasts the fullest; what is not known last", () => {
    const rows = rowsOf({
      eu: [
        runway({ resource: "memory", known_days: 0, newest: null }),
        runway({ newest: 70 }),
        runway({ resource: "disk", passes_at_earliest: "2026-12-01" }),
      ],
      us: [
        runway({ newest: 90, passes: "2026-11-28", passes_at_earliest: "2026-11-28" }),
        runway({ resource: "disk" }),
      ],
    });
    expect(rows.map(({ id, state }) => [id, state])).toEqual([
      ["us cpu", "full"],
      ["eu disk", "may-end"],
      ["eu cpu", "lasts"],
      ["us disk", "lasts"],
      ["eu memory", "unknown"],
    ]);
    expect(rows.map(runwayWords)).toEqual([
      "above its target now",
      "in 3 days at the earliest",
      "lasts the 31 days that are known",
      "lasts the 31 days that are known",
      "not known",
    ]);
    expect(headline(rows)).toBe("CPU in US is above its target");
  });

  test.each([
    ["soon", { passes_at_earliest: "2026-11-29" }, "CPU in EU may pass its target in 1 day"],
    ["today", { passes_at_earliest: "2026-11-28" }, "CPU in EU may pass its target today"],
    ["never, as far as is asked", {}, "No resource passes its target in 30 days"],
    ["never, as far as is known", { known_days: 9 }, "No resource passes its target in 9 days"],
    ["nobody knows", { known_days: 0 }, "Capacity is not known yet"],
  ])("the first sentence: %s", (_, over, sentence) => {
    expect(headline(rowsOf({ eu: [runway(over)] }))).toBe(sentence);
  });
  test("the first sentence without regions", () => {
    expect(headline([])).toBe("Capacity is not known yet");
  });
});
