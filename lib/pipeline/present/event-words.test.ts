import { expect, test } from "vitest";
import { changeRange, changeWords, measuredLikeWords, statedChangeWords } from "./event-words";

test("an effect is told in whole per cents, with its sign; a stated one as it was stated", () => {
  expect([38.2, -12.4, 0.3, -0.3].map(changeWords)).toEqual(["+38 %", "-12 %", "0 %", "0 %"]);
  expect([30.25, -5, 0].map(statedChangeWords)).toEqual(["+30.25 %", "-5 %", "0 %"]);
  expect(changeRange(31.2, 44)).toBe("+31 % to +44 %");
  expect(changeRange(-3.4, 1)).toBe("-3 % to +1 %");
  expect(changeRange(9.9, 10.1)).toBe("+10 %");
});

test("what is like an earlier event says when that was, and how sure it is", () => {
  const range = { low_percent: 31.4, high_percent: 43.9 };
  expect(measuredLikeWords(Date.UTC(2025, 10, 28), 38.2, range)).toBe(
    "measured 28 Nov 2025: +38 %, +31 % to +44 %",
  );
});
