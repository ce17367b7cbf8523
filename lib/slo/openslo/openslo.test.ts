import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { DEFAULT_OBJECTIVES, OBJECTIVE_KINDS, OBJECTIVE_WINDOW_DAYS } from "@/lib/domain/objective";
import { targetOfContract } from "@/lib/pipeline/present/rest/objective-target";
import type { ObjectiveSettings } from "@/lib/slo/objective-store";
import { parseYaml } from "./parse-yaml";
import { planImport } from "./plan-import";
import { readOpenslo } from "./read-openslo";
import { writeOpenslo } from "./write-openslo";

const read = (yaml: string) => readOpenslo(parseYaml(yaml));

const AVAILABILITY = `apiVersion: openslo/v1
kind: SLO
metadata:
  name: checkout
  displayName: Checkout works
spec:
  description: What we promise.
  service: checkout
  indicator:
    metadata: { name: checkout }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { type: hyperscale-monitoring, spec: { metric: good_requests } } }
        total: { metricSource: { type: hyperscale-monitoring, spec: { metric: requests } } }
  timeWindow:
    - duration: 4w
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - target: 0.999
`;
const BAD = AVAILABILITY.replace("good:", "bad:").replace("good_requests", "errors");
const LATENCY = AVAILABILITY.replace(
  /ratioMetric:[\s\S]*?\n {2}timeWindow/,
  "thresholdMetric: { metricSource: { type: hyperscale-monitoring, spec: { metric: latency, region: eu } } }\n  timeWindow",
).replace("- target: 0.999", "- { op: lte, value: 120, target: 0.95 }");

describe("what is understood", () => {
  const scope = { region: null, service: "checkout" };
  test.each<[string, string, Partial<ObjectiveSettings>]>([
    [
      "good and total requests",
      AVAILABILITY,
      { kind: "availability", target: 0.999, windowDays: 28, ...scope },
    ],
    ["bad and total requests", BAD, { kind: "error-ratio", target: 0.001, windowDays: 28, ...scope }],
    ["a threshold of 95 %", LATENCY, { kind: "latency-p95", target: 120, region: "eu", service: "checkout" }],
    ["a threshold of 99 %", LATENCY.replace("0.95", "0.99"), { kind: "latency-p99", target: 120 }],
    [
      "seconds",
      LATENCY.replace("region: eu", "unit: s").replace("120", "0.085"),
      { target: 85, region: null },
    ],
    ["lt", LATENCY.replace("lte", "lt"), { kind: "latency-p95" }],
    [
      "a target in per cent",
      AVAILABILITY.replace("target: 0.999", "targetPercent: 99.99"),
      { target: 0.9999 },
    ],
    ["30d", AVAILABILITY.replace("4w", "30d"), { windowDays: 30 }],
    ["336h", AVAILABILITY.replace("4w", "336h"), { windowDays: 14 }],
    [
      "all services, written out",
      AVAILABILITY.replaceAll("requests }", "requests, service: null }"),
      { service: null },
    ],
    [
      "another service than the SLO's",
      AVAILABILITY.replaceAll("requests }", "requests, service: a }"),
      { service: "a" },
    ],
  ])("%s", (_name, yaml, settings) => {
    const { wanted, findings } = read(yaml);
    expect(findings).toEqual([]);
    expect(wanted).toMatchObject([{ name: "checkout", settings }]);
  });

  test("an indicator of its own, before or after it is referred to", () => {
    const [before, after] = AVAILABILITY.split(/ {2}indicator:[\s\S]*?(?= {2}timeWindow)/);
    const slo = `${before}  indicatorRef: good-requests\n${after}`;
    const sli = `apiVersion: openslo/v1
kind: SLI
metadata: { name: good-requests }
spec:
  ratioMetric:
    good: { metricSource: { type: hyperscale-monitoring, spec: { metric: good_requests } } }
    total: { metricSource: { type: hyperscale-monitoring, spec: { metric: requests } } }
`;
    for (const yaml of [`${sli}---\n${slo}`, `${slo}---\n${sli}`])
      expect(read(yaml)).toMatchObject({ findings: [], wanted: [{ settings: { kind: "availability" } }] });
    const [finding] = read(slo).findings;
    expect(finding).toMatchObject({ line: 9, where: "SLO checkout: spec.indicatorRef", refused: true });
  });

  test.each([
    ["labels", "  displayName", "  labels: { team: a }\n  displayName", 5, "metadata.labels"],
    ["annotations", "  displayName", "  annotations: { a.b/c: d }\n  displayName", 5, "metadata.annotations"],
    [
      "alert policies",
      "  objectives",
      "  alertPolicies: [{ alertPolicyRef: a }]\n  objectives",
      20,
      "spec.alertPolicies",
    ],
    ["no window", /timeWindow:[\s\S]*?\n {2}b/, "b", 6, "spec.timeWindow"],
  ])("%s: it has no effect, is told, and the rest is taken", (_name, from, to, line, where) => {
    const { wanted, findings } = read(AVAILABILITY.replace(from, to));
    expect(findings).toMatchObject([{ line, where: `SLO checkout: ${where}`, refused: false }]);
    expect(wanted).toHaveLength(1);
  });

  test.each(["DataSource", "AlertPolicy", "AlertCondition", "AlertNotificationTarget"])(
    "a %s has no effect, and says why",
    (kind) => {
      const other = `apiVersion: openslo/v1\nkind: ${kind}\nmetadata: { name: x }\nspec: { whatever: 1 }\n`;
      expect(read(`${AVAILABILITY}---\n${other}`)).toMatchObject({
        findings: [{ line: 23, where: `${kind} x`, refused: false, problem: expect.stringMatching(/\w/) }],
        wanted: [{ name: "checkout" }],
      });
    },
  );
});

describe("what is not understood refuses the import, by line", () => {
  test.each<[string, string, string, number, string]>([
    ["another version", "openslo/v1", "openslo/v1alpha", 1, "apiVersion"],
    ["a made-up kind", "kind: SLO", "kind: Wish", 2, "kind"],
    ["no name", "  name: checkout\n", "", 3, "metadata.name"],
    [
      "another system's metric",
      "hyperscale-monitoring, spec: { metric: g",
      "Prometheus, spec: { query: g",
      14,
      "good.metricSource.type",
    ],
    ["an unknown metric", "good_requests", "nice_requests", 14, "good"],
    ["two scopes in one ratio", "metric: requests", "metric: requests, region: eu", 15, "total"],
    ["no total", /\n {8}total.*/.source, "", 12, "total"],
    ["a raw ratio", "good:", "raw:", 14, "raw"],
    ["a misspelt field", "timeWindow", "timeWindw", 16, "timeWindw"],
    ["a calendar", "isRolling: true", "isRolling: false", 18, "isRolling"],
    ["a window of a month", "4w", "1M", 17, "duration"],
    ["a window of a day", "4w", "1d", 17, "duration"],
    ["time slices", "Occurrences", "Timeslices", 19, "budgetingMethod"],
    ["a target of all", "0.999", "1.0", 21, "target"],
    ["a target of nothing", "0.999", "0", 21, "target"],
    ["a target that is a text", "0.999", "high", 21, "target"],
    ["both kinds of target", "target: 0.999", "target: 0.999\n      targetPercent: 99.9", 21, "target"],
    ["several objectives", "- target: 0.999", "- target: 0.999\n    - target: 0.99", 20, "objectives"],
    ["a composite", "- target: 0.999", "- target: 0.999\n      compositeWeight: 2", 22, "compositeWeight"],
    ["no service", "  service: checkout\n", "", 6, "service"],
    ["a service that cannot be kept", "service: checkout", 'service: "a\\u0000b"', 6, "SLO checkout"],
  ])("%s", (_name, from, to, line, where) => {
    const { wanted, findings } = read(AVAILABILITY.replace(new RegExp(from), to));
    const refused = findings.filter((finding) => finding.refused);
    expect(refused[0]).toMatchObject({ line });
    expect(refused[0].where).toContain(where);
    expect(wanted).toEqual([]);
  });

  test.each([
    ["the wrong way round", "lte", "gte", "op"],
    ["another percentile", "0.95", "0.9", "target"],
    ["no value", "value: 120, ", "", "value"],
    ["finer than a microsecond", "120", "120.12345", "value"],
    ["another unit", "region: eu", "unit: h", "unit"],
    ["a metric without a threshold", "metric: latency", "metric: cpu", "metricSource"],
  ])("of a latency: %s", (_name, from, to, where) => {
    const { wanted, findings } = read(LATENCY.replace(from, to));
    expect(findings.map((finding) => finding.where).join()).toContain(where);
    expect(wanted).toEqual([]);
  });

  test("two that ask for the same: the second", () => {
    const { wanted, findings } = read(
      `${AVAILABILITY}---\n${AVAILABILITY.replace("name: checkout", "name: again")}`,
    );
    expect(wanted.map(({ name }) => name)).toEqual(["checkout"]);
    expect(findings).toMatchObject([
      { where: "SLO again", refused: true, problem: expect.stringContaining("line 6") },
    ]);
  });

  test("several things are told at once", () => {
    const broken = AVAILABILITY.replace("4w", "1M")
      .replace("Occurrences", "Timeslices")
      .replace("0.999", "2");
    expect(read(broken).findings.map(({ line }) => line)).toEqual([17, 19, 21]);
  });
});

describe("export", () => {
  const objective = fc.record({
    kind: fc.constantFrom(...OBJECTIVE_KINDS),
    region: fc.option(fc.string({ minLength: 1, maxLength: 80, unit: "binary" }).filter(isKept)),
    service: fc.option(fc.string({ minLength: 1, maxLength: 80 }).filter(isKept)),
    windowDays: fc.constantFrom(...OBJECTIVE_WINDOW_DAYS),
    units: fc.integer({ min: 1, max: 999_999_999 }),
  });

  test("read again it is the same, whatever regions and services are called", () => {
    fc.assert(
      fc.property(fc.uniqueArray(objective, { maxLength: 12, selector: scopeOf }), (drawn) => {
        const objectives = drawn.map(({ units, ...rest }) => ({
          ...rest,
          builtIn: false,
          target: targetFrom(rest.kind, units),
        }));
        const { wanted, findings } = read(writeOpenslo(objectives) || "---");
        expect(findings).toEqual([]);
        expect(wanted.map(({ settings }) => settings)).toEqual(
          objectives.map(({ builtIn: _own, ...settings }) => settings),
        );
      }),
    );
  });

  test("importing it again leaves everything unchanged; a file of one speaks of no other", () => {
    const stored = DEFAULT_OBJECTIVES.map((each, index) => ({ ...each, id: String(index), version: 1 }));
    const { wanted } = read(writeOpenslo(stored));
    expect(planImport(wanted, stored).map(({ kind }) => kind)).toEqual(stored.map(() => "unchanged"));
    const stricter = { ...wanted[0], settings: { ...wanted[0].settings, target: 0.99999 } };
    expect(planImport([stricter], stored)).toMatchObject([{ kind: "change", before: { id: "0" } }]);
    expect(planImport(read(AVAILABILITY).wanted, stored)).toMatchObject([{ kind: "create" }]);
  });

  test("it keeps to the specification: names are labels, each once; one rolling window; targets below 1", () => {
    const long = "Ünbearably long nåme of a service ".repeat(4);
    const services = [long, `${long}!`, "a b", "a.b", "все", null];
    const objectives = services.flatMap((service) =>
      DEFAULT_OBJECTIVES.map((each) => ({ ...each, service, region: service === null ? null : "eu" })),
    );
    const objects = parseAllDocuments(writeOpenslo(objectives)).map((document) => document.toJS());
    const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { apiVersion, kind, metadata, spec } of objects) {
      expect(apiVersion).toBe("openslo/v1");
      expect(metadata.name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
      expect(metadata.displayName.length).toBeLessThanOrEqual(63);
      if (kind === "Service") continue;
      expect(names).toContain(`Service ${spec.service}`);
      expect(spec.timeWindow).toEqual([{ duration: "30d", isRolling: true }]);
      expect(spec.budgetingMethod).toBe("Occurrences");
      expect(spec.objectives).toHaveLength(1);
      expect(spec.objectives[0].target).toBeLessThan(1);
      const { ratioMetric, thresholdMetric } = spec.indicator.spec;
      expect([ratioMetric, thresholdMetric].filter(Boolean)).toHaveLength(1);
      if (thresholdMetric) expect(spec.objectives[0]).toMatchObject({ op: "lte", value: expect.any(Number) });
      else expect([ratioMetric.good, ratioMetric.bad].filter(Boolean)).toHaveLength(1);
    }
  });
});

function isKept(text: string): boolean {
  return text.trim() !== "" && !/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\p{Cs}]/u.test(text);
}
function scopeOf(drawn: { kind: string; region: string | null; service: string | null }): string {
  return JSON.stringify([drawn.kind, drawn.region, drawn.service]);
}
function targetFrom(kind: ObjectiveSettings["kind"], units: number): number {
  if (kind === "availability") return targetOfContract("availability", Number((units / 1e7).toFixed(7)));
  return kind === "error-ratio"
    ? Number((units / 1e9).toFixed(9))
    : Number(((units % 500_000_000) / 1_000 + 0.001).toFixed(3));
}
