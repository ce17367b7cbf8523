import { describe, expect, it } from "vitest";
import { exampleRegionRow } from "@/lib/testing/example-regions";
import { byUrgency, scopeState } from "./region-state";

describe("scopeState", () => {
  it.each([
    ["healthy", false, "Healthy", "circle"],
    ["unknown", false, "Unknown", "ring"],
    ["unknown", true, "Stale", "triangle"],
    ["healthy", true, "Stale", "triangle"],
    ["degraded", true, "Degraded", "triangle"],
    ["down", true, "Down", "square"],
  ] as const)("%s, stale: %s", (status, stale, word, shape) => {
    expect(scopeState(exampleRegionRow("a", { status, stale }))).toMatchObject({ word, shape });
  });

  it("does not call stale what never reported", () => {
    const never = { status: "unknown", stale: true, newestSampleMs: null } as const;
    expect(scopeState(exampleRegionRow("a", never)).word).toBe("No data yet");
  });
});

it("sorts worst first, the silent above the healthy, then by traffic", () => {
  const rows = [
    exampleRegionRow("small", { requestsPerSecond: 10 }),
    exampleRegionRow("large", { requestsPerSecond: 1_000 }),
    exampleRegionRow("quiet", { requestsPerSecond: null }),
    exampleRegionRow("silent", { stale: true }),
    exampleRegionRow("slow", { status: "degraded" }),
    exampleRegionRow("dead", { status: "down" }),
  ];
  expect(rows.sort(byUrgency).map(({ region }) => region)).toEqual([
    "dead",
    "slow",
    "silent",
    "large",
    "small",
    "quiet",
  ]);
});
