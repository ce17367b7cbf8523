import { expect, test } from "vitest";
import { parseOptions } from "./options.mjs";

test.each([
  [[], ["static", "unit", "db", "e2e"]],
  [
    ["--only", "e2e,unit"],
    ["unit", "e2e"],
  ],
  [["--only=static"], ["static"]],
])("%j", (args, parts) => {
  expect(parseOptions(args)).toEqual({ parts });
});

test.each([[["--only"]], [["--only", "unit,typo"]], [["--bail"]], [["--only=unit", "db"]], [["unit", "db"]]])(
  "%j is refused",
  (args) => {
    expect(() => parseOptions(args)).toThrow(/^Usage: /);
  },
);
