import { expect, it } from "vitest";
import { safeNextPath } from "./safe-next-path";

it.each([
  ["/operations", "/operations"],
  ["/regions?sort=cpu#eu", "/regions?sort=cpu#eu"],
  [null, "/"],
  [undefined, "/"],
  ["", "/"],
  ["operations", "/"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["/./\n/evil.example", "/"],
  ["/.//evil.example", "/"],
  ["/a/..//evil.example", "/"],
  ["https://evil.example/", "/"],
  ["javascript:alert(1)", "/"],
])("%s → %s", (next, expected) => {
  expect(safeNextPath(next)).toBe(expected);
});
