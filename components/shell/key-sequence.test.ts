import { expect, it } from "vitest";
import { NO_KEYS, pressKey } from "./key-sequence";

const KNOWN = ["g e", "g o", "t", "?"];

/** Presses keys `[key, at ms]`; the shortcuts that were complete. */
function press(...keys: readonly (readonly [string, number])[]): string[] {
  let sequence = NO_KEYS;
  const done: string[] = [];
  for (const [key, nowMs] of keys) {
    const { sequence: next, matched } = pressKey(sequence, key, nowMs, KNOWN);
    sequence = next;
    if (matched !== null) done.push(matched);
  }
  return done;
}

it.each<[string, readonly (readonly [string, number])[], string[]]>([
  ["one key", [["t", 0]], ["t"]],
  ["two after each other", [["g", 0], ["e", 400]], ["g e"]],
  ["two at the edge of the time", [["g", 0], ["e", 1_500]], ["g e"]],
  ["two that are too far apart", [["g", 0], ["e", 1_501]], []],
  ["the second alone", [["e", 0]], []],
  ["the first twice", [["g", 0], ["g", 100], ["o", 200]], ["g o"]],
  ["a wrong second", [["g", 0], ["x", 100], ["e", 200]], []],
  ["another shortcut instead of the second", [["g", 0], ["t", 100], ["e", 200]], ["t"]],
  ["one after a complete one", [["g", 0], ["e", 100], ["e", 200]], ["g e"]],
  ["capital letters", [["G", 0], ["E", 100], ["T", 200]], []],
])("%s", (_name, keys, done) => {
  expect(press(...keys)).toEqual(done);
}); // prettier-ignore
