import { expect, test } from "vitest";
import { errorRatioOf, judgedRegion, type RequestSums } from "./judged-requests";

const NAMED = { requests: false, errors: false };
const BOTH = { requests: true, errors: true };
const REQUESTS = { requests: true, errors: false };
const ERRORS = { requests: false, errors: true };
const sums = (requests: number | null, errors: number | null): RequestSums => ({ requests, errors });
const SILENT = sums(1_000, null);
const FAILING = sums(10, 5);

test.each([
  ["a silent service does not hide a failing one", sums(1_010, 5), [SILENT, FAILING], NAMED, 0.5],
  ["all services send both", sums(110, 5), [sums(100, 0), FAILING], NAMED, 5 / 110],
  ["no services", sums(100, 5), [], BOTH, 0.05],
  ["the rest without a name sends both", sums(1_030, 6), [SILENT, FAILING], BOTH, 6 / 30],
  ["the rest without a name sends no errors", sums(1_010, 5), [FAILING], REQUESTS, 0.5],
  ["errors of the region as a whole", sums(1_000, 10), [SILENT], ERRORS, 0.01],
  ["errors from another sender than the requests", sums(1_000, 10), [SILENT, sums(null, 10)], NAMED, 0.01],
  ["errors nowhere", sums(1_000, null), [SILENT], NAMED, null],
  ["no requests", sums(0, 0), [], BOTH, null],
  ["a correction beyond 0–1", sums(10, 12), [], BOTH, 1],
] as const)("%s", (_name, whole, services, unnamed, expected) => {
  const ratio = errorRatioOf(judgedRegion(whole, services, unnamed));
  if (expected === null) expect(ratio).toBeNull();
  else expect(ratio).toBeCloseTo(expected, 12);
});
