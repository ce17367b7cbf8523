import { expect, test } from "vitest";
import { MINUTE_MS } from "@/lib/domain/window";
import { NewSeriesBudget } from "./new-series-budget";

const NOW_MS = 100 * MINUTE_MS;
const takeAll = (budget: NewSeriesBudget, keyId: string, nowMs: number) => {
  let taken = 0;
  while (taken < 100 && budget.take(keyId, nowMs)) taken++;
  return taken;
};

test("each key has its own budget, anew each minute", () => {
  const budget = new NewSeriesBudget(3);
  expect(takeAll(budget, "a", NOW_MS)).toBe(3);
  expect(takeAll(budget, "b", NOW_MS + 59_999)).toBe(3);
  expect(takeAll(budget, "a", NOW_MS + 59_999)).toBe(0);
  expect(takeAll(budget, "a", NOW_MS + MINUTE_MS)).toBe(3);
});

test("a clock that steps back a moment does not renew it; one set back for good does not end it", () => {
  const budget = new NewSeriesBudget(2);
  expect(takeAll(budget, "a", NOW_MS)).toBe(2);
  expect(takeAll(budget, "a", NOW_MS - 1)).toBe(0);
  expect(takeAll(budget, "a", NOW_MS)).toBe(0);
  expect(takeAll(budget, "a", NOW_MS - 60 * MINUTE_MS)).toBe(2);
});

test("what was used survives a restart", () => {
  const budget = new NewSeriesBudget(2);
  budget.take("a", NOW_MS);
  const restored = NewSeriesBudget.fromJSON(2, JSON.parse(JSON.stringify(budget)));
  expect(takeAll(restored, "a", NOW_MS)).toBe(1);
});

test("keys without end do not fill the memory", () => {
  const budget = new NewSeriesBudget(1);
  for (let key = 0; key < 20_000; key++) budget.take(`key-${key}`, NOW_MS);
  expect(budget.toJSON().used.length).toBeLessThanOrEqual(10_001);
});

test("asking whether it is spent takes nothing", () => {
  const budget = new NewSeriesBudget(1);
  expect([budget.isSpent("a", NOW_MS), budget.isSpent("a", NOW_MS)]).toEqual([false, false]);
  expect(takeAll(budget, "a", NOW_MS)).toBe(1);
  expect([budget.isSpent("a", NOW_MS), budget.isSpent("b", NOW_MS)]).toEqual([true, false]);
  expect(budget.isSpent("a", NOW_MS + MINUTE_MS)).toBe(false);
});
