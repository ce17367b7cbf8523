import { expect, test } from "vitest";
import { MINUTE_MS } from "@/lib/domain/window";
import { statusSince, type EarlierStatus } from "./status-since";

const AS_OF_MS = Date.UTC(2026, 10, 23, 12);
const before = (change: Partial<EarlierStatus> = {}): EarlierStatus => ({
  status: "degraded",
  statusSinceMs: AS_OF_MS - 12 * MINUTE_MS,
  asOfMs: AS_OF_MS - 10_000,
  ...change,
});

test.each<[string, number | null, EarlierStatus | undefined]>([
  ["the same as before", AS_OF_MS - 12 * MINUTE_MS, before()],
  ["another than before", AS_OF_MS, before({ status: "healthy" })],
  ["the same, since nobody knows when", null, before({ statusSinceMs: null })],
  ["after a gap", null, before({ asOfMs: AS_OF_MS - 6 * MINUTE_MS })],
  ["the first cycle of all", null, undefined],
])("since when a status holds: %s", (_, expected, earlier) => {
  expect(statusSince("degraded", AS_OF_MS, earlier)).toBe(expected);
});
