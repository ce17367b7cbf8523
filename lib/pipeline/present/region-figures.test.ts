import { expect, it } from "vitest";
import { exampleRegionRow } from "@/lib/testing/example-regions";
import { plainText } from "./format-number";
import { regionFigures } from "./region-figures";

it("shows every figure with its unit, and why one is not known", () => {
  const region = exampleRegionRow("eu-west-1", { activeUsers: null, latencyInterpolated: true });
  const missing = [
    { field: "active_users", region: "eu-west-1", reason: "not-configured", remedy: "Send active_users." },
    { field: "active_users", region: "eu-west-1", service: "till", reason: "stale", remedy: "Elsewhere." },
  ] as const;
  const told = regionFigures(region, missing).map(({ id, value, missing: why, note }) => [
    id,
    value === null ? why?.word : plainText(value).replace("\u2009", " "),
    note?.replaceAll("\u2009", " ") ?? null,
  ]);
  expect(told).toEqual([
    ["activeUsers", "Not configured", null],
    ["requests", "2.50 k/s", "answered 2.50 k/s"],
    ["availability", "99.920 %", null],
    ["latency", "143 ms", "p50 21 ms · p95 84 ms · interpolated"],
    ["errorRate", "0.08 %", null],
    ["performance", "97.3", null],
    ["servers", "250", null],
    ["cacheHits", "94 %", null],
  ]);
});

it("notes nothing of percentiles that are not known", () => {
  const silent = { latencyP50Ms: null, latencyP95Ms: null, latencyP99Ms: null, throughputPerSecond: null };
  const figures = regionFigures(exampleRegionRow("eu-west-1", silent), []);
  expect(figures.map(({ note }) => note)).toEqual(Array.from({ length: 8 }, () => null));
});
