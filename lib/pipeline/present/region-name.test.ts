import { expect, test } from "vitest";
import { regionName, regionNames } from "./region-name";

test("a region has the name that somebody gave it, else the usual one, else its code", () => {
  const nameOf = regionNames([{ code: "eu-west-1", name: "Dublin" }]);
  expect(nameOf("eu-west-1")).toBe("Dublin");
  expect(nameOf("us-east-1")).toBe("US East");
  expect(nameOf("rack-7")).toBe("rack-7");
  expect(regionName("eu-west-1")).toBe("EU West");
});
