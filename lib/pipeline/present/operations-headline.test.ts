import { expect, it } from "vitest";
import { exampleRegionRow } from "@/lib/testing/example-regions";
import { operationsHeadline } from "./operations-headline";
import { regionName } from "./region-name";

const WORLD = { total_requests_per_second: 2_530_000, global_latency_p99: 168, error_rate: 0.0005 };
const REGIONS = [
  exampleRegionRow("eu-west-1", { cpuRatio: 0.66, memoryRatio: 0.7 }),
  exampleRegionRow("ap-southeast-1", { cpuRatio: 0.6, memoryRatio: 0.91 }),
];

it.each([
  [
    "everything",
    WORLD,
    REGIONS,
    "2.53 M requests a second, p99 168 ms, 0.05 % fail. Fullest: memory in AP Southeast, 91 %.",
  ],
  ["no latency", { ...WORLD, global_latency_p99: null }, [], "2.53 M requests a second, 0.05 % fail."],
  ["no errors known", { ...WORLD, error_rate: null }, [], "2.53 M requests a second, p99 168 ms."],
  [
    "a failure-free minute",
    { ...WORLD, error_rate: 0 },
    [],
    "2.53 M requests a second, p99 168 ms, 0 % fail.",
  ],
  [
    "no traffic known",
    { ...WORLD, total_requests_per_second: null },
    REGIONS,
    "Nothing is known of the traffic now.",
  ],
  [
    "CPU as the fullest",
    WORLD,
    [exampleRegionRow("eu-west-1", { cpuRatio: 0.97 })],
    "2.53 M requests a second, p99 168 ms, 0.05 % fail. Fullest: CPU in EU West, 97 %.",
  ],
] as const)("with %s", (_, world, regions, sentence) => {
  expect(operationsHeadline(world, regions, regionName).replaceAll("\u2009", " ")).toBe(sentence);
});
