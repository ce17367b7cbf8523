import { expect, test } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { RunningMedian } from "./running-median";

test("the median of the last values, whatever came before", () => {
  const random = seededRandom(1);
  const running = new RunningMedian(7);
  const values: number[] = [];
  expect(running.median()).toBeNaN();
  for (let i = 0; i < 200; i++) {
    values.push(Math.floor(random() * 10));
    running.add(values[i]);
    const sorted = values.slice(-7).sort((a, b) => a - b);
    expect(running.median()).toBe(sorted[sorted.length >> 1]);
    expect(running.isFull).toBe(i >= 6);
  }
});
