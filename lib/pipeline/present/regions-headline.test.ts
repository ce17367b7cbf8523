import { expect, it } from "vitest";
import type { Status } from "@/lib/domain/snapshot";
import { exampleRegionRow } from "@/lib/testing/example-regions";
import { regionName } from "./region-name";
import { regionsHeadline } from "./regions-headline";

type Row = readonly [code: string, status: Status | "silent" | "never"];
const many = (count: number, status: Status) =>
  Array.from({ length: count }, (_, index): Row => [`${status}-${index}`, status]);

it.each<[readonly Row[], string]>([
  [[], "No region has reported yet."],
  [[["eu-west-1", "healthy"]], "EU West is healthy."],
  [[["eu-west-1", "degraded"]], "EU West is degraded."],
  [many(5, "healthy"), "All 5 regions are healthy."],
  [[["eu-west-1", "degraded"], ...many(4, "healthy")], "EU West is degraded; the other 4 are healthy."],
  [[["eu-west-1", "silent"], ...many(1, "healthy")], "EU West is stale; the other one is healthy."],
  [[["eu-west-1", "never"], ...many(1, "healthy")], "EU West is unknown; the other one is healthy."],
  [
    [["us-east-1", "degraded"], ["eu-west-1", "critical"], ...many(3, "healthy")],
    "EU West is critical and US East is degraded; the other 3 are healthy.",
  ],
  [
    [["us-east-1", "critical"], ["eu-west-1", "critical"], ["us-west-2", "degraded"], ...many(2, "healthy")],
    "US East and EU West are critical and US West is degraded; the other 2 are healthy.",
  ],
  [
    [...many(2, "critical"), ...many(3, "degraded"), ...many(15, "healthy")],
    "2 regions are critical and 3 degraded; the other 15 are healthy.",
  ],
  [
    [...many(1, "down"), ...many(2, "critical"), ...many(2, "degraded")],
    "1 region is down, 2 critical and 2 degraded, none is healthy.",
  ],
])("%j", (rows, sentence) => {
  const regions = rows.map(([code, status]) => {
    if (status === "silent") return exampleRegionRow(code, { status: "unknown", stale: true });
    if (status === "never")
      return exampleRegionRow(code, { status: "unknown", stale: true, newestSampleMs: null });
    return exampleRegionRow(code, { status });
  });
  expect(regionsHeadline(regions, regionName)).toBe(sentence);
});
