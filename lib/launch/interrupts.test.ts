import { expect, test } from "vitest";
import { listenForInterrupts } from "./interrupts";

test("the first signal stops; its echo changes nothing; a later one hurries", () => {
  let nowMs = 0;
  const interrupts = listenForInterrupts(() => nowMs);
  const states: boolean[][] = [];
  for (nowMs of [5_000, 5_400, 6_200]) {
    process.emit("SIGHUP"); // like Ctrl-C, but the test runner does not listen to it
    states.push([interrupts.stop.aborted, interrupts.hurry.aborted]);
  }
  interrupts.dispose();
  expect(states).toEqual([
    [true, false],
    [true, false],
    [true, true],
  ]);
});

test("nobody listens any more after dispose", () => {
  const before = process.listenerCount("SIGHUP");
  listenForInterrupts().dispose();
  expect(process.listenerCount("SIGHUP")).toBe(before);
});
