import { describe, expect, test } from "vitest";
import { configuredRevenue } from "./configured-revenue";
import { regionRevenue } from "./region-revenue";
import { addRisks, configuredRisk, measuredRisk, shareOfMoney } from "./revenue-at-risk";

const NONE = { failed: 0, frustrated: 0 };

describe("against the weeks before", () => {
  const should = {
    ...{ perMinute: 1_000, lowPerMinute: 900, highPerMinute: 1_150 },
    ...{ weeks: 4, forecastAsOfMs: null },
  };
  test.each([
    ["as usual", 1_000, [0, 0, 150]],
    ["a little less", 950, [0, 50, 200]],
    ["far less", 400, [500, 600, 750]],
    ["nothing", 0, [900, 1_000, 1_150]],
    ["more than ever", 2_000, [0, 0, 0]],
  ])("%s came", (_name, actual, [low, mid, high]) => {
    expect(measuredRisk(should, actual, NONE, 0.3)).toMatchObject({
      ...{ low, mid, high, method: "counterfactual" },
      ...{ expectedPerMinute: 1_000, actualPerMinute: actual, weeks: 4, slownessPerMinute: 0 },
    });
  });
});

describe("by configured revenue", () => {
  test.each([
    ["nothing unusual", { failed: 0, frustrated: 0 }, [0, 0], 0],
    ["5 % fail", { failed: 0.05, frustrated: 0 }, [50, 50], 0],
    ["20 % wait, of whom 30 % leave", { failed: 0, frustrated: 0.2 }, [0, 60], 60],
    ["both", { failed: 0.05, frustrated: 0.2 }, [50, 110], 60],
    ["all fail", { failed: 1, frustrated: 0.5 }, [1_000, 1_000], 150],
    ["no latencies are sent", { failed: 0.05, frustrated: null }, [50, 50], null],
  ])("%s", (_name, above, [low, high], slowness) => {
    const risk = configuredRisk(1_000, above, 0.3);
    expect(risk?.low).toBeCloseTo(low, 9);
    expect(risk?.high).toBeCloseTo(high, 9);
    expect(risk?.mid).toBeCloseTo((low + high) / 2, 9);
    if (slowness === null) expect(risk?.slownessPerMinute).toBeNull();
    else expect(risk?.slownessPerMinute).toBeCloseTo(slowness, 9);
    expect(risk).toMatchObject({ method: "configured", actualPerMinute: null, weeks: null });
  });

  test("is not known where errors are not", () => {
    expect(configuredRisk(1_000, { failed: null, frustrated: 0.2 }, 0.3)).toBeNull();
    expect(shareOfMoney(1_000, { failed: null, frustrated: null }, 0.3)).toBeNull();
  });
});

test("risks add up; what is known of some parts is said of them alone", () => {
  const should = { perMinute: 100, lowPerMinute: 100, highPerMinute: 100, weeks: 3, forecastAsOfMs: null };
  const measured = measuredRisk(should, 40, { failed: null, frustrated: null }, 0.3);
  const configured = configuredRisk(50, { failed: 0.1, frustrated: 0.1 }, 0.5)!;
  expect(addRisks([measured, configured])).toEqual({
    ...{ low: 65, mid: 60 + 6.25, high: 67.5, method: "mixed", expectedPerMinute: 150, actualPerMinute: 40 },
    ...{ weeks: 3, forecastAsOfMs: null, slownessPerMinute: 2.5 },
  });
  expect(addRisks([configured])?.method).toBe("configured");
  expect(addRisks([])).toBeNull();
});

describe("configured revenue", () => {
  const region = (code: string, revenuePerMinute: number | null, usualTraffic: number | null) => ({
    ...{ code, revenuePerMinute, usualTraffic },
  });
  test.each([
    ["nothing is configured", [region("eu", null, 10)], null, []],
    ["the region's own", [region("eu", 70, 10), region("us", null, 10)], null, [["eu", 70]]],
    ["0 is configured too", [region("eu", 0, 10)], null, [["eu", 0]]],
    [
      "the world's, split by traffic",
      [region("eu", null, 30), region("us", null, 10), region("new", null, null)],
      400,
      [["eu", 300], ["us", 100]], // prettier-ignore
    ],
    [
      "what is left of the world's",
      [region("eu", 100, 30), region("us", null, 10), region("ap", null, 30)],
      500,
      [["eu", 100], ["us", 100], ["ap", 300]], // prettier-ignore
    ],
    [
      "regions bring more than the world",
      [region("eu", 600, 30), region("us", null, 10)],
      500,
      [["eu", 600], ["us", 0]], // prettier-ignore
    ],
  ])("%s", (_name, regions, world, expected) => {
    expect([...configuredRevenue(regions, world)]).toEqual(expected);
  });
});

describe("a region's revenue", () => {
  const weeks = [1, 2, 3, 4].map((week) => ({ week, slots: [100] }));
  const input = {
    ...{
      actualPerMinute: 80,
      isSent: true,
      weeks,
      forecast: null,
      configuredPerMinute: 50,
      abandonmentRatio: 0.3,
    },
    above: { failed: 0.1, frustrated: 0 },
  };
  const fieldsOf = (given: Partial<typeof input> | object) => {
    const { missing, ...found } = regionRevenue({ ...input, ...given });
    return [found.risk?.method ?? null, found.risk?.low ?? null, found.expectedPerMinute, missing.map((m) => m.reason)]; // prettier-ignore
  };
  test.each([
    ["is compared with the weeks before", {}, ["counterfactual", 20, 100, []]],
    [
      "is compared with the forecast of the day before, once there is one",
      {
        forecast: {
          ...{ perMinute: 120, lowPerMinute: 110, highPerMinute: 130 },
          ...{ weeks: null, forecastAsOfMs: 1 },
        },
      },
      ["counterfactual", 30, 120, []],
    ],
    ["is the configured one while the weeks are few", { weeks: [] }, ["configured", 5, 50, []]],
    [
      "is the configured one where none is sent",
      { isSent: false, actualPerMinute: null },
      ["configured", 5, 50, ["not-configured"]],
    ],
    ["stopped", { actualPerMinute: null }, ["configured", 5, 100, ["stale"]]],
    [
      "is too young",
      { weeks: [], configuredPerMinute: null },
      [null, null, null, Array(3).fill("insufficient-history")],
    ],
    [
      "stopped, and none is configured",
      { actualPerMinute: null, configuredPerMinute: null },
      [null, null, 100, Array(4).fill("stale")],
    ],
    [
      "is not configured",
      { isSent: false, actualPerMinute: null, configuredPerMinute: null },
      [null, null, null, Array(4).fill("not-configured")],
    ],
  ])("%s", (_name, given, expected) => {
    // prettier-ignore
    expect(fieldsOf(given)).toEqual(expected);
  });
});
