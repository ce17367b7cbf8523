import { describe, expect, it } from "vitest";
import { retryDelayMs } from "./retry-delay";

const NOW_MS = Date.UTC(2026, 10, 24, 15, 0, 0);

describe("retryDelayMs", () => {
  it.each([
    [0, null, 500],
    [1, null, 1_000],
    [5, null, 16_000],
    [6, null, 30_000],
    [500, null, 30_000],
    [0, "7", 7_000],
    [6, "7", 30_000],
    [0, "Tue, 24 Nov 2026 15:00:12 GMT", 12_000],
    [0, "Tue, 24 Nov 2026 14:00:12 GMT", 500],
    [0, "soon", 500],
    [0, "99999999", 300_000],
  ])("try %i with Retry-After %s waits %i ms", (attempt, retryAfter, expected) => {
    expect(retryDelayMs(attempt, retryAfter, NOW_MS)).toBe(expected);
  });
});
