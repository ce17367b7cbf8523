import { expect, it } from "vitest";
import { exampleCatalogRegion } from "@/lib/testing/example-regions";
import { regionZones } from "./region-zones";

it("lists each zone once, by the regions that have it", () => {
  const zones = regionZones([
    exampleCatalogRegion("us-east-2", { name: "US East 2", time_zone: "America/New_York" }),
    exampleCatalogRegion("us-east-1", { name: "US East", time_zone: "America/New_York" }),
    exampleCatalogRegion("eu-west-1", { name: "EU West", time_zone: "Europe/Dublin" }),
    exampleCatalogRegion("new"),
  ]);
  expect(zones).toEqual([
    { timeZone: "America/New_York", label: "US East, US East 2" },
    { timeZone: "Europe/Dublin", label: "EU West" },
  ]);
});
