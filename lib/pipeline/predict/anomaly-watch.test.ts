import { describe, expect, test } from "vitest";
import { ANOMALY_STEP_MS, type AnomalyScope, type WindowReading } from "@/lib/domain/anomaly";
import { seededRandom } from "@/lib/platform/seeded-random";
import { createAnomalyWatch } from "./anomaly-watch";

const DAY = 288;
const REGIONS = ["ap", "eu", "sa", "us", "za"];

type ValueAt = (region: string, step: number, usual: number) => number | null;

/** Regions of different size that rise and fall together by day. */
function watched(
  days: number,
  valueAt: ValueAt,
  regions = REGIONS,
  scope: AnomalyScope = "regions",
): Map<string, WindowReading>[] {
  const watch = createAnomalyWatch("requests", scope);
  const random = seededRandom(3);
  return Array.from({ length: days * DAY }, (_, step) => {
    const together = 1 + 0.5 * Math.sin((2 * Math.PI * step) / DAY);
    const values = REGIONS.flatMap((region, at) => {
      const value = valueAt(region, step, (at + 1) * 100 * together * (1 + 0.05 * random()));
      return value === null || !regions.includes(region) ? [] : [[region, value] as const];
    });
    return new Map(watch.next(step * ANOMALY_STEP_MS, new Map(values)));
  });
}
const distance = (reading: WindowReading, test: "own" | "siblings") =>
  (reading.value! - reading[test]!.expected) / reading[test]!.reach;
const AT = 10 * DAY + 70;

describe("beside its siblings", () => {
  test("a region that moves alone: outside of both ranges, none alike", () => {
    const eu = watched(11, (region, step, usual) => (region === "eu" && step >= AT ? usual * 2 : usual))[AT]!;
    const reading = eu.get("eu")!;
    expect(distance(reading, "own")).toBeGreaterThan(1);
    expect(distance(reading, "siblings")).toBeGreaterThan(1);
    expect(reading.moves).toEqual({ compared: 4, alike: 0 });
  });

  test("regions that move together: outside of their own ranges, not beside each other", () => {
    const all = watched(11, (_, step, usual) => (step >= AT ? usual * 2 : usual))[AT]!;
    const reading = all.get("eu")!;
    expect(distance(reading, "own")).toBeGreaterThan(1);
    expect(Math.abs(distance(reading, "siblings"))).toBeLessThan(1);
    expect(reading.moves).toEqual({ compared: 4, alike: 4 });
  });

  test("the one that stays behind is unlike them, though its own past knows nothing unusual", () => {
    const all = watched(11, (region, step, usual) => (step >= AT && region !== "eu" ? usual * 2 : usual))[
      AT
    ]!;
    const reading = all.get("eu")!;
    expect(Math.abs(distance(reading, "own"))).toBeLessThan(1);
    expect(distance(reading, "siblings")).toBeLessThan(-1);
    expect(reading.moves).toEqual({ compared: 4, alike: 0 });
  });

  test("fewer than three siblings are no comparison", () => {
    const few = watched(11, (_, __, usual) => usual, ["ap", "eu", "us"])[AT]!.get("eu")!;
    expect(few.own).not.toBeNull();
    expect([few.siblings, few.moves]).toEqual([null, null]);
  });
});

test("however steady a series was, a tenth of its requests is no news", () => {
  const reading = watched(11, () => 100)[AT]!.get("eu")!;
  expect(reading.own).toEqual({ expected: 100, reach: 10 });
});

test("a region that says nothing is read as unknown; what it needs is told", () => {
  const watch = createAnomalyWatch("cpu", "regions");
  watch.next(0, new Map([["eu", 0.5]]));
  const reading = watch.next(ANOMALY_STEP_MS, new Map()).get("eu");
  expect(reading).toMatchObject({ value: null, own: null, siblings: null, moves: null });
  expect(watch.needs().get("eu")).toBeGreaterThan(6 * DAY);
});

test("nothing of the future: two different futures, the same readings before", () => {
  const future: (factor: number) => ValueAt = (factor) => (_, step, usual) =>
    step < AT ? usual : factor === 0 ? null : usual * factor;
  const [one, other, none] = [1, 9, 0].map((factor) => watched(11, future(factor)).slice(0, AT));
  expect(one).toEqual(other);
  expect(one).toEqual(none);
});

test("quiet weeks of five regions hold hardly anything outside twice in a row", () => {
  const readings = watched(21, (_, __, usual) => usual);
  const outside = (reading: WindowReading | undefined) =>
    reading?.own && reading.value !== null && Math.abs(distance(reading, "own")) > 1;
  const twice = readings.flatMap((now, at) =>
    REGIONS.filter((region) => outside(now.get(region)) && outside(readings[at - 1]?.get(region))),
  );
  expect(twice.length).toBeLessThanOrEqual(1);
});

test("of a service, of which there are many, more is usual: by its own past and beside its siblings", () => {
  const uneven: ValueAt = (region, step, usual) =>
    usual * (1 + ((step * (37 + region.charCodeAt(0))) % 11) / 20);
  const read = (scope: AnomalyScope) => watched(11, uneven, REGIONS, scope)[AT]!.get("eu")!;
  const [regions, services] = [read("regions"), read("services")];
  expect(services.own!.expected).toBe(regions.own!.expected);
  expect(services.own!.reach / regions.own!.reach).toBeGreaterThan(1.05);
  expect(services.siblings!.reach).toBeGreaterThan(regions.siblings!.reach);
});
