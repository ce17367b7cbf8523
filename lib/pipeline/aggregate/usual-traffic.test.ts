import { expect, test } from "vitest";
import type { RollupRow } from "@/lib/domain/rollup-row";
import { HOUR_MS } from "@/lib/domain/window";
import { trafficHours, usualTraffic } from "./usual-traffic";

const HOUR = Date.UTC(2026, 10, 23, 12);
const AS_OF_MS = HOUR + HOUR_MS / 2;
const hour = (windowMs: number, sum: number, region = "eu"): RollupRow => ({
  metric: "requests",
  region,
  service: null,
  windowMs,
  count: 1,
  sum,
  min: null,
  max: null,
  last: null,
  histogram: null,
});
const usual = (...rows: RollupRow[]) => usualTraffic(rows, AS_OF_MS).get(JSON.stringify(["eu", null]));

test.each<[string, RollupRow[], number | undefined]>([
  [
    "the same hour last week goes first",
    [hour(trafficHours(AS_OF_MS).lastWeekMs, 7_200), hour(HOUR - HOUR_MS, 3_600)],
    2,
  ],
  [
    "else the last whole hour",
    [hour(HOUR - 2 * HOUR_MS, 36_000), hour(HOUR - HOUR_MS, 3_600), hour(HOUR, 9)],
    1,
  ],
  ["an hour without requests is not known", [hour(HOUR - 2 * HOUR_MS, 36_000), hour(HOUR - HOUR_MS, 0)], 10],
  ["else the hour that runs, over its time so far", [hour(HOUR, 3_600)], 2],
  ["nothing", [hour(HOUR, 0)], undefined],
])("%s", (_name, rows, expected) => {
  expect(usual(...rows)).toBe(expected);
});

test("at the very end of an hour the hour that ended is the last whole one", () => {
  expect(usualTraffic([hour(HOUR, 3_600)], HOUR + HOUR_MS).get(JSON.stringify(["eu", null]))).toBe(1);
});
