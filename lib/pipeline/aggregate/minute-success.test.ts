import { expect, test } from "vitest";
import type { RollupRow } from "@/lib/domain/rollup-row";
import { minuteSuccessRatios } from "./minute-success";
import { signalsByScope } from "./scope-signals";

const AS_OF_MS = 1_800_000_000_000;
const row = (metric: "requests" | "errors", agoMs: number, sum: number): RollupRow => ({
  metric,
  region: "eu",
  service: null,
  windowMs: AS_OF_MS - agoMs,
  count: 1,
  sum,
  min: null,
  max: null,
  last: null,
  histogram: null,
});
const signals = (intervalMs: number) =>
  signalsByScope(
    [{ metric: "requests", region: "eu", service: null, intervalMs, newestSampleMs: AS_OF_MS, demo: false }],
    AS_OF_MS,
  ).get(JSON.stringify(["eu", null]))!;
const failing = (agoMs: number) => [row("requests", agoMs, 10), row("errors", agoMs, 9)];

test("each of the last two minutes by itself", () => {
  const rows = [
    ...failing(10_000),
    row("requests", 70_000, 10),
    row("errors", 70_000, 0),
    ...failing(130_000),
  ];
  expect(minuteSuccessRatios(rows, signals(10_000), AS_OF_MS).sort()).toEqual([expect.closeTo(0.1), 1]);
});

test("one minute is not two", () => {
  expect(minuteSuccessRatios(failing(10_000), signals(10_000), AS_OF_MS)).toEqual([]);
});

test("one sample of a slow sender covers more than two minutes", () => {
  expect(minuteSuccessRatios(failing(90_000), signals(150_000), AS_OF_MS)).toEqual([expect.closeTo(0.1)]);
});

test("without errors nobody knows", () => {
  const rows = [row("requests", 10_000, 10), row("requests", 70_000, 10)];
  expect(minuteSuccessRatios(rows, signals(10_000), AS_OF_MS)).toEqual([]);
});
