import { expect, test } from "vitest";
import { unbroken } from "./unbroken";

test.each([
  ["p99 89 ms", "p99~89~ms"],
  ["0.0057 % errors", "0.0057~% errors"],
  ["2.39 million requests a second", "2.39~million requests a second"],
  ["for 3 min now", "for 3~min now"],
  ["175\u2009% used", "175\u202f% used"],
  ["5 servers and 3 deployments", "5 servers and 3 deployments"],
])("%s", (text, expected) => {
  expect(unbroken(text)).toBe(expected.replaceAll("~", "\u00a0"));
});
