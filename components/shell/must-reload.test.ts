import { expect, it } from "vitest";
import { mustReload } from "./must-reload";

it.each([
  ["a short loss", 5_000, "a", "a", false],
  ["a long loss", 120_000, "a", "a", true],
  ["a long loss, builds not known", 120_000, null, null, true],
  ["a new build", 5_000, "a", "b", true],
  ["its own build not known", 5_000, null, "b", false],
  ["the served build not known", 5_000, "a", null, false],
  ["development, without builds", 5_000, "", "", false],
])("%s", (_name, awayMs, ownBuild, servedBuild, reload) => {
  expect(mustReload({ awayMs, ownBuild, servedBuild })).toBe(reload);
});
