import { expect, test } from "vitest";
import { PeakTail } from "./peak-tail";

function learnt(values: readonly number[]): PeakTail {
  const tail = new PeakTail(1, 1_000);
  for (const value of values) tail.surprise(value);
  return tail;
}
const usual = Array.from({ length: 100 }, (_, i) => 1 + (i % 10) / 10);

test("nothing is judged before there are peaks", () => {
  expect(learnt([1, 2, 1]).surprise(1_000)).toBe(0);
  expect(learnt([1, 2, 1]).reach(3)).toBeNull();
});

test("usual values do not surprise, greater ones do the more the greater", () => {
  expect(learnt(usual).surprise(1.2)).toBe(0);
  const [great, greater] = [4, 8].map((value) => learnt(usual).surprise(value));
  expect(great).toBeGreaterThan(3);
  expect(greater).toBeGreaterThan(great);
});

test("the reach is the value of a surprise", () => {
  const reach = learnt(usual).reach(3)!;
  expect(learnt(usual).surprise(reach)).toBeCloseTo(3, 9);
});

test("what happened surprises less the next time, and is forgotten", () => {
  const tail = learnt(usual);
  const first = tail.surprise(8);
  const second = tail.surprise(8);
  for (let i = 0; i < 5_000; i++) tail.surprise(usual[i % 10]);
  expect(second).toBeLessThan(first);
  expect(tail.surprise(8)).toBeGreaterThan(second);
});

test("a series that never moved is surprised by any move", () => {
  expect(learnt(new Array(50).fill(0)).surprise(0.001)).toBeGreaterThan(1_000);
});
