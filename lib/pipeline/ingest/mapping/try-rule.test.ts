import { describe, expect, test } from "vitest";
import { BUILT_IN_RULES } from "./built-in-rules";
import { ruleProblems } from "./rule-problems";
import { rule, target } from "./rules/rule-writing";
import { DEFAULT_MAPPING_SCOPE } from "./series-scope";
import { tryRule } from "./try-rule";
import type { RecentSeries } from "@/lib/domain/recent-series";
import { Instrument } from "@/lib/domain/sample";
import type { MappingRule } from "@/lib/domain/series-plan";

const MAPPING = { rules: BUILT_IN_RULES, scope: DEFAULT_MAPPING_SCOPE };
const received = (
  labels: Record<string, string>,
  newest = 10,
  previous: number | null = 4,
): RecentSeries => ({
  labels,
  instrument: Instrument.untyped,
  newest: { timeMs: 20_000, value: newest },
  previous: previous === null ? null : { timeMs: 10_000, value: previous },
});
const own = (rest: Partial<MappingRule>): MappingRule => ({
  ...rule("own", { name: "x" }, target("orders", "increase")),
  priority: 50,
  ...rest,
});
const tryOn = (tried: MappingRule, ...series: RecentSeries[]) => tryRule(MAPPING, tried, series, 10);

describe("what a rule would do", () => {
  test.each([
    ["increase", target("orders", "increase"), 10, 4, 6],
    ["increase after a restart", target("orders", "increase"), 3, 4, 3],
    ["increase of a first sample", target("orders", "increase"), 10, null, null],
    ["value × factor", target("cpu", "sample", { sumFactor: 0.01 }), 50, null, 0.5],
    ["newest value", target("servers", "total"), 7, 4, 7],
    ["one each", target("servers", "presence"), 7, 4, 1],
    ["value × seconds", target("network", "duration"), 2, 4, 20],
    ["buckets", target("latency", "histogram-sum"), 2, 4, null],
  ])("%s", (_name, shape, newest, previous, value) => {
    const { shown } = tryOn(
      own({ targets: [shape] }),
      received({ __name__: "x", region: "r" }, newest, previous),
    );
    expect(shown[0].points.map((point) => point.value)).toEqual([value]);
  });

  test.each<[string, MappingRule["scope"], string | null, string | null]>([
    ["the installation's labels", undefined, "r", "s"],
    ["fixed names", { region: { fixed: "eu" }, service: { fixed: "till" } }, "eu", "till"],
    ["labels of its own", { region: { labels: ["none", "zone"] }, service: { labels: ["team"] } }, "z", null],
    ["one of both", { service: { labels: ["zone"] } }, "r", "z"],
  ])("region and service from %s", (_name, scope, region, service) => {
    const series = received({ __name__: "x", region: "r", service: "s", zone: "z" });
    expect(tryOn(own({ scope }), series).shown[0].after).toMatchObject({ region, service });
  });

  test("a region label that is missing leaves the series unused, and says why", () => {
    const { shown } = tryOn(
      own({ scope: { region: { labels: ["zone"] } } }),
      received({ __name__: "x", region: "r" }),
    );
    expect(shown[0].after).toEqual({ kind: "unmapped", reason: "no-region" });
  });

  test("names and labels match whole, by pattern", () => {
    const tried = own({ match: { namePattern: "shop_(sales|orders)_total", labels: { till: "[0-9]+" } } });
    const names = ["shop_sales_total", "shop_orders_total", "a_shop_sales_total", "shop_sales_total_x"];
    const series = names.map((name) => received({ __name__: name, till: "4", region: "r" }));
    expect(tryOn(tried, ...series, received({ __name__: names[0], till: "x", region: "r" })).matching).toBe(
      2,
    );
  });

  test("it takes over what a built-in rule has, where it goes before it", () => {
    const series = received({ __name__: "orders_total", region: "r" });
    const taking = own({ match: { name: "orders_total" }, targets: [target("new_customers", "increase")] });
    const shown = (priority: number) => tryOn({ ...taking, priority }, series).shown[0];
    expect(shown(50).before).toMatchObject({ targets: [{ metric: "orders" }] });
    expect(shown(50).after).toMatchObject({ targets: [{ metric: "new_customers" }] });
    expect(shown(150).after).toMatchObject({ targets: [{ metric: "orders" }] });
  });

  test("counts all, shows some", () => {
    const series = Array.from({ length: 12 }, (_, n) => received({ __name__: "x", region: `r${n}` }));
    expect(tryOn(own({}), ...series, received({ __name__: "y" }))).toMatchObject({
      tested: 13,
      matching: 12,
    });
    expect(tryOn(own({}), ...series).shown).toHaveLength(10);
  });
});

test("no built-in rule has a problem", () => {
  for (const each of BUILT_IN_RULES) expect(ruleProblems(each), each.key).toEqual([]);
});
