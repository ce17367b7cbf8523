import { expect, test } from "vitest";
import { ImportScopes } from "./import-scopes";

test.each([
  ["eu", "shop", true],
  ["eu", null, true],
  [" ", "shop", false],
  ["eu", "a\nb", false],
  ["x".repeat(101), null, false],
])("region %j, service %j: %s", (region, service, taken) => {
  expect(new ImportScopes().takes(region, service)).toBe(taken);
});

test("no more regions and services than live", () => {
  const scopes = new ImportScopes({ maxRegions: 2, maxServices: 1 });
  expect([scopes.takes("a", "s"), scopes.takes("b", "s"), scopes.takes("a", null)]).toEqual([
    true,
    true,
    true,
  ]);
  expect(() => scopes.takes("c", null)).toThrow(/2 regions/);
  expect(() => scopes.takes("a", "t")).toThrow(/1 services/);
});
