import { expect, it } from "vitest";
import { announce, SILENT } from "./announcer";

/** Hears of `[key, at ms]`; what it says, and when. */
function hear(...news: readonly (readonly [string, number])[]): [string, number][] {
  let announcer = SILENT;
  const said: [string, number][] = [];
  for (const [key, nowMs] of news) {
    const next = announce(announcer, { key, sentence: `${key}!` }, nowMs);
    if (next.saidAtMs !== announcer.saidAtMs) said.push([next.said, nowMs]);
    announcer = next;
  }
  return said;
}

it.each<[string, readonly (readonly [string, number])[], [string, number][]]>([
  ["nothing of what is there at first", [["a", 0], ["a", 60_000]], []],
  ["a change, at once", [["a", 0], ["b", 1]], [["b!", 1]]],
  ["a change once", [["a", 0], ["b", 1], ["b", 20_000]], [["b!", 1]]],
  ["the next one after 10 s", [["a", 0], ["b", 1], ["c", 2], ["c", 10_000], ["c", 10_001]], [["b!", 1], ["c!", 10_001]]],
  ["of several the newest alone", [["a", 0], ["b", 1], ["c", 2], ["d", 3], ["d", 10_001]], [["b!", 1], ["d!", 10_001]]],
  ["nothing of what changed back meanwhile", [["a", 0], ["b", 1], ["c", 2], ["b", 3], ["b", 20_000]], [["b!", 1]]],
  ["again what it said before", [["a", 0], ["b", 1], ["a", 10_001], ["b", 20_001]], [["b!", 1], ["a!", 10_001], ["b!", 20_001]]],
])("says %s", (_name, news, said) => {
  expect(hear(...news)).toEqual(said);
}); // prettier-ignore

it("is the same announcer while nothing is to be said: nobody needs to render", () => {
  const first = announce(SILENT, { key: "a", sentence: "" }, 0);
  expect(announce(first, { key: "a", sentence: "other words" }, 1)).toBe(first);
});
