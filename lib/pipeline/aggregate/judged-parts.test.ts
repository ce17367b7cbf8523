import { describe, expect, it } from "vitest";
import type { MetricName } from "@/lib/domain/metric";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { judgedParts, negated, type JudgedParts } from "./judged-parts";
import { metricHistory } from "./metric-history";

const signal = (metric: MetricName, service: string | null, region = "eu"): SignalRow => ({ metric, region, service, intervalMs: 10_000, newestSampleMs: 0, demo: false }); // prettier-ignore
const both = (service: string | null) => [signal("requests", service), signal("errors", service)];

describe("which requests of a region are judged", () => {
  it.each<[string, SignalRow[], JudgedParts]>([
    ["nobody sends errors", [signal("requests", "a")], { kind: "none" }],
    ["errors without requests", [signal("errors", "a")], { kind: "none" }],
    ["every service sends both", [...both("a"), ...both("b")], { kind: "whole" }],
    ["one is silent", [...both("a"), signal("requests", "b")], { kind: "without", services: ["b"] }],
    ["one is silent beside an unnamed sender of both", [...both(null), signal("requests", "b")], { kind: "without", services: ["b"] }],
    ["an unnamed sender is silent", [...both("a"), signal("requests", "b"), signal("requests", null)], { kind: "only", services: ["a"] }],
    ["a load balancer's errors in front of all", [signal("errors", null), signal("requests", "a")], { kind: "whole" }],
    ["another region's silence", [...both("a"), signal("requests", "b", "us")], { kind: "whole" }],
  ])("%s", (_, signals, expected) => {
    expect(judgedParts(signals, "eu")).toEqual(expected);
  }); // prettier-ignore

  it("negated windows take a silent service's requests out of the ratio", () => {
    const at = (sum: number) => ({ region: "eu", windowMs: 0, count: 1, sum, min: null, max: null });
    const stored = {
      requests: { blocks: [], windows: [at(100), ...negated([at(60)])] },
      errors: { blocks: [], windows: [at(4)] },
    };
    const span = { fromMs: 0, toMs: 10_000, stepMs: 10_000, dataEndMs: 10_000, beganEarlier: true };
    expect(metricHistory("error_rate", stored, span).value[0]).toBeCloseTo(0.1, 12);
  });
});
