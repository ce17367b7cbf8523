import { expect, test } from "vitest";
import { importLine, timeLeft } from "./import-line";

const backfill = { state: "running", progress_percent: 41.9, eta_seconds: 75, problem: null } as Parameters<
  typeof importLine
>[0];

test.each([
  [{}, "Importing, 41 %, about 2 min left"],
  [{ state: "waiting", progress_percent: null, eta_seconds: null }, "Waiting"],
  [{ state: "done", progress_percent: 100, eta_seconds: null }, "Done"],
  [{ state: "cancelled", eta_seconds: null }, "Cancelled, 41 %"],
  [{ problem: "It answers 503." }, "Importing, 41 %, about 2 min left. Trying again: It answers 503."],
  [{ state: "failed", eta_seconds: null, problem: "Line 3: not UTF-8." }, "Failed, 41 %: Line 3: not UTF-8."],
  [
    { state: "failed", progress_percent: 100, eta_seconds: null, problem: "Nothing is mapped." },
    "Failed: Nothing is mapped.",
  ],
] as const)("%j is told as %s", (changes, line) => {
  expect(importLine({ ...backfill, ...changes })).toBe(line);
});

test.each([
  [0.2, "1 s"],
  [59, "59 s"],
  [61, "2 min"],
  [3_600, "1 h 0 min"],
  [5_430, "1 h 31 min"],
])("%d s left is %s", (seconds, text) => {
  expect(timeLeft(seconds)).toBe(text);
});
