import { expect, test } from "vitest";
import { configuredMoney, reachText } from "./catalog-model";

test.each([
  [0.192, "0.192"],
  [0, "0"],
  [50_000, "50,000"],
  [0.0000125, "0.000013"],
])("an amount of %d reads %s", (amount, text) => {
  expect(configuredMoney(amount)).toBe(text);
});

test.each([
  [1, "100"],
  [0.07, "7"],
  [0.125, "12.5"],
  [0.0004, "0.04"],
  [0, "0"],
])("a reach of %d reads %s per cent", (reach, text) => {
  expect(reachText(reach)).toBe(`${text}\u2009%`);
});
