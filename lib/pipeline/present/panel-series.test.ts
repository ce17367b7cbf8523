import { expect, test } from "vitest";
import { panelSeries } from "./panel-series";
import { regionNames } from "./region-name";

const FROM = "2026-11-28T12:00:00Z";
const rest = { metric: "any", unit: "per_second", service: null, values: [1] } as const;

test("a line is called as its region is in the catalogue, else by the region's usual name", () => {
  const series = [null, "eu-west-1", "us-east-1", "cellar"].map((region) => ({ ...rest, region }));
  const lines = panelSeries({
    now: { from: FROM, to: FROM, tier: "1m", step_seconds: 60, series },
    ...{ then: null, compare: "none", shiftMs: null, region: "eu-west-1" },
    nameOf: regionNames([{ code: "eu-west-1", name: "Dublin" }]),
  });
  expect(lines.map(({ id, label, role }) => [id, label, role])).toEqual([
    ["world", "World", "sibling"],
    ["eu-west-1", "Dublin", "main"],
    ["us-east-1", "US East", "sibling"],
    ["cellar", "cellar", "sibling"],
  ]);
});
