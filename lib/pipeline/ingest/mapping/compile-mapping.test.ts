import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Instrument, type Label } from "@/lib/domain/sample";
import type { MappingRule } from "@/lib/domain/series-plan";
import { compileMapping } from "./compile-mapping";
import { MAX_TESTED_LENGTH, UnsafePatternError } from "./safe-pattern";
import { DEFAULT_MAPPING_SCOPE } from "./series-scope";
import { rule, target } from "./rules/rule-writing";

const EU: Label = ["region", "eu"];
const named = (name: string, ...labels: Label[]): Label[] => [["__name__", name], ...labels];
const compile = (...rules: MappingRule[]) => compileMapping(rules, DEFAULT_MAPPING_SCOPE);
const metricsOf = (mapSeries: ReturnType<typeof compile>, labels: Label[]) => {
  const plan = mapSeries(labels, Instrument.untyped);
  return plan.kind === "mapped" ? plan.targets.map(({ metric }) => metric) : plan.reason;
};

describe("which rules apply", () => {
  const cpu = rule("a", { name: "x" }, target("cpu", "sample"));
  const memory = rule("b", { name: "x" }, target("memory", "sample"));
  const disk = { ...rule("c", { name: "x" }, target("disk", "sample")), priority: 10 };
  const usOnly = { ...disk, match: { name: "x", labels: { region: "us" } } };

  test("all of the first level that has one that matches", () => {
    expect(metricsOf(compile(cpu, memory), named("x", EU))).toEqual(["cpu", "memory"]);
    expect(metricsOf(compile(cpu, memory, disk), named("x", EU))).toEqual(["disk"]);
    expect(metricsOf(compile(usOnly, cpu, memory), named("x", EU))).toEqual(["cpu", "memory"]);
  });
  test("patterns match whole names and values only", () => {
    const pattern = compile(
      rule("p", { namePattern: "x_.+|y", labels: { mode: "a|b" } }, target("cpu", "sample")),
    );
    expect(metricsOf(pattern, named("x_1", ["mode", "b"], EU))).toEqual(["cpu"]);
    expect(metricsOf(pattern, named("zx_1", ["mode", "b"], EU))).toBe("no-rule");
    expect(metricsOf(pattern, named("yy", ["mode", "b"], EU))).toBe("no-rule");
    expect(metricsOf(pattern, named("y", ["mode", "bb"], EU))).toBe("no-rule");
  });
  test("a missing label is the empty string; of several names the first present one counts", () => {
    const status = (pattern: string) =>
      compile(rule("s", { name: "x", labels: { "code|status": pattern } }, target("cpu", "sample")));
    expect(metricsOf(status(""), named("x", EU))).toEqual(["cpu"]);
    expect(metricsOf(status(""), named("x", ["status", "200"], EU))).toBe("no-rule");
    expect(metricsOf(status("200"), named("x", ["status", "200"], EU))).toEqual(["cpu"]);
    expect(metricsOf(status("200"), named("x", ["status", "200"], ["code", "500"], EU))).toBe("no-rule");
  });
  test("a rule for some instruments leaves the others", () => {
    const mapSeries = compile(
      rule("h", { name: "x", instruments: ["counter"] }, target("requests", "increase")),
    );
    expect(mapSeries(named("x", EU), Instrument.counterDelta).kind).toBe("mapped");
    expect(mapSeries(named("x", EU), Instrument.gauge).kind).toBe("unmapped");
  });
  test("a value too long to be tested matches nothing", () => {
    const any = compile(rule("p", { name: "x", labels: { path: ".*" } }, target("cpu", "sample")));
    expect(metricsOf(any, named("x", ["path", "p".repeat(MAX_TESTED_LENGTH + 1)], EU))).toBe("no-rule");
  });
  test("an unsafe pattern is refused with its text", () => {
    const unsafe = rule("u", { namePattern: "(a+)+" }, target("cpu", "sample"));
    expect(() => compile(unsafe)).toThrow(UnsafePatternError);
  });
});

describe("where a series belongs", () => {
  const mapSeries = compile(rule("a", { name: "x" }, target("cpu", "sample")));
  test.each<[Label[], object]>([
    [[["region", "eu"]], { region: "eu", service: null }],
    [
      [
        ["cloud.region", "us"],
        ["service.name", "feed"],
      ],
      { region: "us", service: "feed" },
    ],
    [
      [
        ["datacenter", "fra1"],
        ["app", "feed"],
      ],
      { region: "fra1", service: "feed" },
    ],
    [
      [
        ["aws_region", "us"],
        ["region", "eu"],
        ["service_name", "b"],
        ["service", "a"],
      ],
      { region: "eu", service: "a" },
    ],
    [
      [
        ["region", ""],
        ["gcp_region", "us"],
      ],
      { region: "us", service: null },
    ],
    [
      [
        ["region", "eu"],
        ["job", "node"],
      ],
      { region: "eu", service: null },
    ],
    [[["service", "feed"]], { kind: "unmapped", reason: "no-region" }],
  ])("%j → %j", (labels, expected) => {
    expect(mapSeries(named("x", ...labels), Instrument.untyped)).toMatchObject(expected);
  });
  test("what no rule wants is not asked for its region", () => {
    expect(mapSeries(named("other"), Instrument.untyped)).toEqual({ kind: "unmapped", reason: "no-rule" });
  });
});

describe("buckets", () => {
  const mapSeries = compile(
    rule("b", { name: "x_bucket" }, target("latency", "bucket", { sumFactor: 1000 })),
  );
  const bucket = (...labels: Label[]) => {
    const plan = mapSeries(named("x_bucket", EU, ...labels), Instrument.untyped);
    return plan.kind === "mapped" ? plan.targets[0] : null;
  };
  test.each([
    ["0.005", 5],
    ["0.07", 70],
    ["1e-3", 1],
    ["10.0", 10_000],
    ["+Inf", Infinity],
    ["Inf", Infinity],
    ["-1", -1000],
    ["0x10", undefined],
    ["NaN", undefined],
    ["", undefined],
    ["1e999", undefined],
  ])("le %s is %d ms", (le, boundMs) => {
    expect(bucket(["le", le])?.le).toBe(boundMs);
  });
  test("the buckets of one histogram share a group, in whatever order their labels come; others do not", () => {
    const group = bucket(["le", "1"], ["code", "200"], ["path", "/"])?.group;
    expect(bucket(["path", "/"], ["code", "200"], ["le", "+Inf"])?.group).toBe(group);
    expect(bucket(["path", "/"], ["code", "500"], ["le", "1"])?.group).not.toBe(group);
    expect(group).toContain('["__name__","x"]');
  });
});

test("whatever the labels are, there is a plan", () => {
  const mapSeries = compile(
    rule("p", { namePattern: "[a-z]+", labels: { "a|b": ".+" } }, target("latency", "bucket")),
  );
  const label = fc.tuple(fc.constantFrom("__name__", "a", "b", "le", "region"), fc.string());
  fc.assert(
    fc.property(fc.array(label), (labels) => {
      expect(["mapped", "unmapped"]).toContain(mapSeries(labels, Instrument.untyped).kind);
    }),
  );
});
