import { expect, test } from "vitest";
import { dueMs, newestDueSlotMs, nextSlotMs } from "./cycle-slot";

test.each([
  [0, -10_000],
  [2_499, -10_000],
  [2_500, 0],
  [12_499, 0],
  [12_500, 10_000],
  [62_600, 60_000],
])("at %s ms the newest slot due is %s", (nowMs, slotMs) => {
  expect(newestDueSlotMs(nowMs)).toBe(slotMs);
  expect(nextSlotMs(nowMs)).toBe(slotMs + 10_000);
  expect(dueMs(nextSlotMs(nowMs))).toBeGreaterThan(nowMs);
});
