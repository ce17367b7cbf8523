import { expect, test } from "vitest";
import { axisLabels } from "./axis-labels";
import { formatCount, formatErrorRatio, formatMs, formatPerSecond } from "./format-number";

test.each([
  ["latencies", [0, 50, 100], formatMs, ["0 ms", "50 ms", "100 ms"]],
  ["short latencies", [0, 2.5, 5], formatMs, ["0 ms", "2.5 ms", "5.0 ms"]],
  ["requests", [2e6, 2.25e6, 2.5e6], formatPerSecond, ["2.00 M/s", "2.25 M/s", "2.50 M/s"]],
  ["round requests", [2e6, 3e6], formatPerSecond, ["2 M/s", "3 M/s"]],
  ["two units", [500_000, 1e6, 1.5e6], formatPerSecond, ["500 k/s", "1.0 M/s", "1.5 M/s"]],
  ["shares", [0, 0.00002, 0.0001], formatErrorRatio, ["0 %", "0.002 %", "0.010 %"]],
  ["counts", [0, 100], formatCount, ["0", "100"]],
] as const)("%s", (_name, ticks, format, labels) => {
  const shown = [...axisLabels(ticks, format).values()].map((label) => label.replace("\u2009", " "));
  expect(shown).toEqual(labels);
});
