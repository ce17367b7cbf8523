import { describe, expect, it } from "vitest";
import { exampleRegionRow } from "@/lib/testing/example-regions";
import { fullest, saturationCells, saturationRows, saturationState } from "./saturation-model";

describe("saturationState", () => {
  it.each([
    [null, 85, "No target"],
    [0, 85, "Room"],
    [78, 85, "Room"],
    [78.2, 85, "Near its target"],
    [85, 85, "Near its target"],
    [85.1, 85, "Over its target"],
    [96.9, 90, "Over its target"],
    [97, 90, "Nearly full"],
    [97, null, "Nearly full"],
    [60, null, "No target"],
  ] as const)("%s %% with the target %s", (percent, target, word) => {
    expect(saturationState(percent, target).word).toBe(word);
  });

  it("gives no two states the same shape and tone", () => {
    const states = [60, 80, 90, 99].map((percent) => saturationState(percent, 85));
    expect(new Set(states.map(({ shape, tone }) => `${shape} ${tone}`)).size).toBe(states.length);
    expect(new Set(states.map(({ shape }) => shape)).size).toBe(states.length); // in greyscale too
  });
});

describe("saturationCells", () => {
  it("reads each resource against its own target, and leaves out what is not known", () => {
    const region = exampleRegionRow("eu-west-1", {
      cpuRatio: 0.91,
      memoryRatio: 0.89,
      diskRatio: null,
      networkRatio: 0.4,
      connectionRatio: 0,
    });
    const missing = [
      {
        field: "disk_utilization",
        region: "eu-west-1",
        reason: "stale",
        remedy: "Check the sender of disk.",
      },
    ] as const;
    expect(
      saturationCells(region, missing).map(({ id, value, targetPercent, state, missing: why }) => [
        id,
        value?.number ?? why?.word,
        targetPercent,
        state.word,
      ]),
    ).toEqual([
      ["cpu", "91", 85, "Over its target"],
      ["memory", "89", 90, "Near its target"],
      ["disk", "Stale", 85, "No target"],
      ["network", "40", null, "No target"],
      ["connections", "0", 85, "Room"],
    ]);
  });
});

describe("fullest", () => {
  it("finds the fullest resource of all regions", () => {
    const regions = [
      exampleRegionRow("a", { cpuRatio: 0.5, memoryRatio: 0.93 }),
      exampleRegionRow("b", { cpuRatio: 0.92, memoryRatio: 0.5 }),
    ];
    expect(fullest(regions)).toEqual({ region: "a", label: "Memory", percent: 93 });
  });

  it("knows none where nothing is known", () => {
    const nothing = { cpuRatio: null, memoryRatio: null, diskRatio: null };
    const silent = exampleRegionRow("a", { ...nothing, networkRatio: null, connectionRatio: null });
    expect(fullest([silent])).toBeNull();
    expect(fullest([])).toBeNull();
  });
});

it("puts the region first that is nearest to its limits, and one that says nothing last", () => {
  const nothing = { cpuRatio: null, memoryRatio: null, diskRatio: null, networkRatio: null };
  const data = [
    exampleRegionRow("silent", { ...nothing, connectionRatio: null }),
    exampleRegionRow("calm", { memoryRatio: 0.5 }),
    exampleRegionRow("tight", { memoryRatio: 0.88 }),
    exampleRegionRow("over", { cpuRatio: 0.9 }),
  ];
  const meta = { as_of: null, age_seconds: null, demo: false, missing: [] };
  const rows = saturationRows({ status: "success", data, meta });
  expect(rows.map(({ region }) => region)).toEqual(["over", "tight", "calm", "silent"]);
});
