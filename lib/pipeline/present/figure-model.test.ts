import { expect, test } from "vitest";
import type { MissingFigureContract } from "@/lib/contracts/envelope";
import { missingModel } from "./figure-model";

const because = (remedy: string, where: Partial<MissingFigureContract> = {}): MissingFigureContract => ({
  ...{ field: "cpu", reason: "no-data", remedy },
  ...where,
});
const MISSING = [
  because("of all"),
  because("of eu", { region: "eu" }),
  because("of pay", { service: "pay" }),
  because("of pay in eu", { region: "eu", service: "pay" }),
  because("of another figure", { field: "disk", region: "us" }),
];

test.each([
  ["the answer itself", undefined, undefined, "of all"],
  ["a region", "eu", undefined, "of eu"],
  ["a service", undefined, "pay", "of pay"],
  ["a service in a region", "eu", "pay", "of pay in eu"],
  ["a row of which nothing is said besides: what all rows lack", "us", "shop", "of all"],
])("why a figure is missing: of %s", (_name, region, service, remedy) => {
  expect(missingModel("cpu", MISSING, region, service).remedy).toBe(remedy);
});

test("a figure of which nothing at all is said was not received", () => {
  expect(missingModel("disk", MISSING)).toEqual({
    stale: false,
    word: "No data",
    remedy: "Nothing was received for this figure.",
  });
});

test("one that was there and stopped is stale", () => {
  const stale = [because("Look at its sender.", { reason: "stale" })];
  expect(missingModel("cpu", stale)).toEqual({ stale: true, word: "Stale", remedy: "Look at its sender." });
});
