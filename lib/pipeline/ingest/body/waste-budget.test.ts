import { expect, it } from "vitest";
import { WasteBudget } from "./waste-budget";

const asked = (budget: WasteBudget, key: string, nowMs: number) => {
  try {
    budget.check(key, nowMs);
    return "welcome";
  } catch (error) {
    return (error as { retryAfterSeconds?: number }).retryAfterSeconds;
  }
};

it("asks a key to come again that took more than its time with bodies that were refused, and no other", () => {
  const budget = new WasteBudget();
  for (let n = 0; n < 5; n++) budget.note("bomber", 300, 1_000);
  expect(asked(budget, "bomber", 1_500)).toBe("welcome");
  budget.note("bomber", 300, 1_500);
  expect(asked(budget, "bomber", 2_000)).toBe(9);
  expect(asked(budget, "honest", 2_000)).toBe("welcome");
  expect(asked(budget, "bomber", 11_000)).toBe("welcome");
  expect(asked(budget, "bomber", -1_000_000)).toBe("welcome"); // the clock was set back
});

it("does not hold small mistakes against anybody", () => {
  const budget = new WasteBudget();
  for (let n = 0; n < 10_000; n++) budget.note("clumsy", 2.5, 1_000);
  expect(asked(budget, "clumsy", 1_000)).toBe("welcome");
});
