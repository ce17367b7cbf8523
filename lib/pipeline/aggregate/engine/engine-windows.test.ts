import { describe, expect, test } from "vitest";
import type { EngineAnswer, EngineSeries } from "@/lib/domain/engine-series";
import type { MetricName } from "@/lib/domain/metric";
import { tierRows } from "@/lib/pipeline/aggregate/tier-rows";
import { AdmittedScopes, type ScopeNames } from "./admitted-scopes";
import { engineWindows as windowsOf, type EngineWindowsOptions } from "./engine-windows";

const T0_MS = Date.UTC(2026, 10, 23, 12);
const OPTIONS = {
  ...{ regionLabel: "region", serviceLabel: "service", region: null, latencyUnitMs: 1_000 },
  ...{ fromMs: T0_MS - 10_000, toMs: T0_MS },
};
/** Names as ingest judges them, in short. */
const POLICY = {
  ...{ maxRegions: 3, maxServices: 3 },
  checkScopeName: (name: string) => (/\n|^ *$/.test(name) ? ("invalid-labels" as const) : null),
};
type Options = Omit<EngineWindowsOptions, "scopes">;
const engineWindows = (answers: readonly EngineAnswer[], options: Options, before?: ScopeNames) =>
  windowsOf(answers, { ...options, scopes: new AdmittedScopes(POLICY, before) });

const at = (labels: Record<string, string>, value: number | null, timeMs = T0_MS): EngineSeries => ({
  labels,
  points: [{ timeMs, value }],
});
const answer = (
  metric: MetricName,
  series: readonly EngineSeries[],
  companions: readonly EngineSeries[] | null = null,
): EngineAnswer => ({ metric, series, companions });

/** [region, service, sum, count] of the 10 s rows. */
function rows(answers: readonly EngineAnswer[], options = {}) {
  const { windows, cells } = engineWindows(answers, { ...OPTIONS, ...options });
  return tierRows(windows, cells, T0_MS)
    .filter(({ tier }) => tier.name === "10s")
    .map(({ region, service, sum, count }) => [region, service, sum, count]);
}
const shop = { region: "r", service: "shop" };
const search = { region: "r", service: "search" };

describe("what a kind of metric adds", () => {
  test.each<[string, EngineAnswer, unknown[]]>([
    [
      "a counter: ten seconds of its rate",
      answer("requests", [at(shop, 7), at(search, 1), at({ region: "r" }, 2)]),
      [
        ["r", "shop", 70, 1],
        ["r", null, 100, 3],
        ["r", "search", 10, 1],
      ],
    ],
    [
      "a ratio: by its weight",
      answer("cpu", [at(shop, 0.5), at(search, 0.1)], [at(shop, 30), at(search, 10)]),
      [
        ["r", "shop", 15, 30],
        ["r", null, 16, 40],
        ["r", "search", 1, 10],
      ],
    ],
    [
      "a ratio without a weight: once",
      answer("cpu", [at(shop, 0.5)]),
      [
        ["r", "shop", 0.5, 1],
        ["r", null, 0.5, 1],
      ],
    ],
    ["a ratio of nothing: nothing", answer("cpu", [at(shop, 0.5)], [at(shop, 0)]), []],
    [
      "a total: the region's is the sum",
      answer("servers", [at(shop, 3), at(search, 4)]),
      [
        ["r", "shop", 3, 1],
        ["r", "search", 4, 1],
        ["r", null, 7, 1],
      ],
    ],
    [
      "users: the largest of the services",
      answer("active_users", [at(shop, 3), at(search, 4)]),
      [
        ["r", "shop", 3, 1],
        ["r", "search", 4, 1],
        ["r", null, 4, 1],
      ],
    ],
    [
      "users: the region's own, where there is one",
      answer("active_users", [at({ region: "r" }, 2), at(search, 4)]),
      [
        ["r", "search", 4, 1],
        ["r", null, 2, 1],
      ],
    ],
    ["no number: nothing", answer("requests", [at(shop, null)]), []],
  ])("%s", (_what, given, wanted) => {
    expect(rows([given])).toEqual(wanted);
  });
});

describe("latency", () => {
  const buckets = [
    ["0.1", 4],
    ["0.5", 9],
    ["+Inf", 10],
  ] as const;
  const series = buckets.map(([le, value]) => at({ ...shop, le }, value));

  test("has its buckets per second, in ms, and its sum", () => {
    const { windows, cells } = engineWindows([answer("latency", series, [at(shop, 3)])], OPTIONS);
    const [row] = tierRows(windows, cells, T0_MS);
    expect([row.count, row.sum]).toEqual([100, 30_000]);
    expect(row.histogram!.count).toBeCloseTo(100);
    expect(row.histogram!.countAtOrBelow(500)).toBeCloseTo(90);
  });

  test("without a sum it is estimated from the middle of the buckets", () => {
    // Per second: 4 at 50 ms, 5 at 300 ms, 1 at 500 ms or more.
    expect(rows([answer("latency", series)])[0]).toEqual(["r", "shop", 22_000, 100]);
  });

  test("without le up to +Inf it is left out, and said", () => {
    const found = engineWindows([answer("latency", series.slice(0, 2))], OPTIONS);
    expect(found.ignored).toEqual([{ metric: "latency", reason: "no-buckets", series: 2 }]);
    expect(found.windows.size).toBe(0);
  });
});

describe("whose it is", () => {
  test("other labels, and a region for those that name none", () => {
    const options = { regionLabel: "dc", serviceLabel: "app", region: "only" };
    expect(
      rows([answer("requests", [at({ dc: "x", app: "a" }, 1), at({ region: "r" }, 2)])], options),
    ).toEqual([
      ["x", "a", 10, 1],
      ["x", null, 10, 1],
      ["only", null, 20, 1],
    ]);
  });

  test("without a region, or with a name that is none, it is left out, and said", () => {
    const bad = [
      at({}, 1),
      at({ service: "s" }, 1),
      at({ region: "a\nb" }, 1),
      at({ region: "r", service: " " }, 1),
    ];
    const found = engineWindows([answer("requests", [...bad, at(shop, -1)])], OPTIONS);
    expect(found.windows.size).toBe(0);
    expect(found.ignored).toEqual([
      { metric: "requests", reason: "no-region", series: 2 },
      { metric: "requests", reason: "bad-name", series: 2 },
      { metric: "requests", reason: "negative", series: 1 },
    ]);
  });
});

describe("no more regions and services than senders may name", () => {
  const sent = (...scopes: [region: string, service: string][]) =>
    answer(
      "requests",
      scopes.map(([region, service]) => at({ region, service }, 1)),
    );
  const named = (cells: readonly { region: string; service: string | null }[]) =>
    cells.map(({ region, service }) => `${region}/${service}`);

  test("whoever comes first is taken, of all metrics together; the rest is left out, and said", () => {
    const regions = sent(["a", "s"], ["b", "s"], ["c", "s"], ["d", "s"], ["a", "t"]);
    const services = { ...sent(["b", "u"], ["b", "v"], ["a", "w"], ["e", "w"]), metric: "errors" as const };
    const { cells, ignored } = engineWindows([regions, services], OPTIONS);
    expect(named(cells)).toEqual(["a/s", "b/s", "c/s", "a/t", "b/u"]);
    expect(ignored).toEqual([
      { metric: "requests", reason: "region-limit", series: 1 },
      { metric: "errors", reason: "service-limit", series: 2 },
      { metric: "errors", reason: "region-limit", series: 1 },
    ]);
  });

  test("what earlier reads took stays, and counts", () => {
    const before = { regions: ["x", "y"], services: ["s"] };
    const { cells } = engineWindows([sent(["a", "s"], ["b", "s"], ["y", "s"])], OPTIONS, before);
    expect(named(cells)).toEqual(["a/s", "y/s"]);
  });
});

test.each([T0_MS - 10_000, T0_MS + 10_000, T0_MS - 1])(
  "a point that was not asked for (%d) is not taken",
  (timeMs) => {
    expect(rows([answer("requests", [at(shop, 1, timeMs)])])).toEqual([]);
  },
);
