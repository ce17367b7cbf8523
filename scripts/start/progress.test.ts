import { expect, test } from "vitest";
import { formatElapsed, step } from "./progress.mjs";

test.each([
  [80, "0.1 s"],
  [59_900, "59.9 s"],
  [125_000, "2 min 05 s"],
])("%d ms reads %s", (elapsedMs, expected) => {
  expect(formatElapsed(elapsedMs)).toBe(expected);
});

test("a step says at once that it began, and then how it ended", async () => {
  const said: string[] = [];
  const out = { isTTY: false, write: (text: string) => said.push(text) };
  let during = "";
  expect(await step("Building", async () => ((during = said.join("")), 42), out)).toBe(42);
  expect(during).toBe("Building …\n");
  expect(said[1]).toMatch(/^Building: done after \d+\.\d s\n$/);
  await expect(step("Building", () => Promise.reject(new Error("no")), out)).rejects.toThrow("no");
  expect(said[3]).toMatch(/^Building: failed after/);
});
