import { expect, test } from "vitest";
import { oneAtATime } from "./one-at-a-time";

test("one after the other, in their order, whether they succeed or not; too many are sent away", async () => {
  const inTurn = oneAtATime(2);
  const order: number[] = [];
  const release: (() => void)[] = [];
  const run = (number: number) =>
    inTurn(async () => {
      order.push(number);
      await new Promise<void>((resolve) => release.push(resolve));
      if (number === 1) throw new Error("one fails");
      return number;
    });
  const [first, second, third] = [run(1), run(2), run(3)];
  await expect(run(4)).rejects.toMatchObject({ code: "unavailable", retryAfterSeconds: 5 });
  expect(order).toEqual([1]);
  release[0]!();
  await expect(first).rejects.toThrow("one fails");
  await expect.poll(() => release.length).toBe(2);
  release[1]!();
  expect(await second).toBe(2);
  await expect.poll(() => release.length).toBe(3);
  release[2]!();
  expect(await third).toBe(3);
  expect(order).toEqual([1, 2, 3]);
});
