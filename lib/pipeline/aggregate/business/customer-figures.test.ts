import { expect, test } from "vitest";
import type { MetricName } from "@/lib/domain/metric";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { customerFigures } from "./customer-figures";

const AS_OF_MS = Date.UTC(2026, 10, 23, 12, 30);
const HOUR_START_MS = Date.UTC(2026, 10, 23, 12);
const row = (metric: MetricName, region: string, hoursAgo: number, sum: number, count = 1) => ({
  ...{ metric, region, service: null, windowMs: HOUR_START_MS - hoursAgo * HOUR_MS, count, sum },
  ...{ min: null, max: null, last: null, histogram: null },
});
const signal = (region: string, intervalMs: number | null) => ({
  ...{ metric: "new_customers" as const, region, service: null, intervalMs },
  ...{ newestSampleMs: AS_OF_MS - MINUTE_MS, demo: false },
});
const perHour = (rows: ReturnType<typeof row>[], signals: ReturnType<typeof signal>[]) =>
  customerFigures(rows, signals, null, AS_OF_MS).newPerHour;

test.each([
  // Read back to 24 whole hours before 12:00, so 24.5 h at 12:30.
  [
    "a whole day",
    [row("new_customers", "eu", 24, 100), row("new_customers", "eu", 0, 390)],
    [signal("eu", MINUTE_MS)],
    490 / 24.5,
  ],
  ["since two hours", [row("new_customers", "eu", 2, 100)], [signal("eu", 0)], 100 / 2.5],
  ["since minutes", [row("new_customers", "eu", 0, 7)], [signal("eu", MINUTE_MS)], 7],
  ["one figure a day is of a day", [row("new_customers", "eu", 3, 490)], [signal("eu", DAY_MS)], 490 / 24.5],
  [
    "regions add up, each over its own time",
    [row("new_customers", "eu", 2, 100), row("new_customers", "us", 24, 245)],
    [signal("eu", 0), signal("us", 0)],
    40 + 10,
  ],
  [
    "nobody knows which time a first figure is of",
    [row("new_customers", "eu", 0, 7)],
    [signal("eu", null)],
    null,
  ],
  ["none was sent", [], [], null],
])("new customers per hour: %s", (_name, rows, signals, expected) => {
  // prettier-ignore
  if (expected === null) expect(perHour(rows, signals)).toBeNull();
  else expect(perHour(rows, signals)).toBeCloseTo(expected, 9);
});

test("retention and satisfaction are means of their figures; the present goes before the day", () => {
  const rows = [
    row("retained_customers", "eu", 5, 1.6, 2),
    row("retained_customers", "us", 1, 0.9, 1),
    row("satisfaction", "eu", 9, 0.7, 1),
  ];
  const survey = { ...signal("eu", DAY_MS), metric: "satisfaction" as const };
  expect(customerFigures(rows, [survey], null, AS_OF_MS)).toEqual({
    ...{ newPerHour: null, retainedRatio: expect.closeTo(2.5 / 3, 9), satisfiedRatio: 0.7 },
  });
  expect(customerFigures(rows, [survey], 0.95, AS_OF_MS).satisfiedRatio).toBe(0.95);
  const stopped = { ...survey, intervalMs: 10_000 };
  expect(customerFigures(rows, [stopped], null, AS_OF_MS).satisfiedRatio).toBeNull();
  expect(customerFigures([], [], null, AS_OF_MS)).toEqual({ newPerHour: null, retainedRatio: null, satisfiedRatio: null }); // prettier-ignore
});
