import { describe, expect, test } from "vitest";
import { engineSource } from "./backfill.fixture";
import { readEngineSlice } from "./engine-slice";
import type { MetricName } from "@/lib/domain/metric";
import type { SourceExpressions } from "@/lib/domain/source-expressions";
import { DAY_MS, HOUR_MS, MINUTE_MS, TIERS } from "@/lib/domain/window";
import type { QuerySeries } from "@/lib/platform/prometheus-answer";
import type { QueryLimits } from "@/lib/platform/prometheus-query";

const FROM_MS = Date.UTC(2026, 10, 23, 12);
const TO_MS = FROM_MS + 2 * MINUTE_MS;
const LIMIT_BYTES = 64 * 1024 * 1024;

/** A series that has this value at the end of each of the two windows. */
const series = (labels: Readonly<Record<string, string>>, value: number | null): QuerySeries => ({
  labels: { region: "eu", service: "a", ...labels },
  points: [FROM_MS + MINUTE_MS, TO_MS].map((timeMs) => ({ timeMs, value })),
});

async function read(
  expressions: SourceExpressions,
  answers: Readonly<Record<string, readonly QuerySeries[]>>,
  { stepMs = MINUTE_MS, windowMs = MINUTE_MS } = {},
) {
  const asked: string[] = [];
  const limitsOfAll: QueryLimits[] = [];
  const tier = TIERS.find((one) => one.windowMs === windowMs)!;
  const result = await readEngineSlice(
    engineSource("http://engine.example", expressions) as Parameters<typeof readEngineSlice>[0],
    { tier, fromMs: FROM_MS, toMs: windowMs === MINUTE_MS ? TO_MS : FROM_MS + windowMs, stepMs },
    {
      headers: {},
      queries: {
        query: async (_target, expression, _time, limits) => {
          asked.push(expression);
          limitsOfAll.push(limits);
          return [...(answers[expression] ?? [])];
        },
      },
    },
  );
  const scope = (metric: MetricName) =>
    result.span.scopes.find((one) => one.metric === metric && one.service === "a")?.columns;
  return { ...result, asked, limitsOfAll, scope };
}

describe("$range", () => {
  test.each([
    [15_000, MINUTE_MS, "60s"],
    [MINUTE_MS, MINUTE_MS, "240s"],
    [MINUTE_MS, 5 * MINUTE_MS, "300s"],
    [HOUR_MS, HOUR_MS, "14400s"],
    [DAY_MS, DAY_MS, "345600s"],
  ])(
    "of data each %d ms in windows of %d ms is %s: four samples or a window",
    async (stepMs, windowMs, range) => {
      const { asked } = await read(
        { requests: { query: "rate(x[$range])", companion: null } },
        {},
        { stepMs, windowMs },
      );
      expect(asked).toEqual([`rate(x[${range}])`]);
    },
  );

  test("an answer may have 64 MiB", async () => {
    const { limitsOfAll } = await read({ requests: { query: "x", companion: null } }, {});
    expect(limitsOfAll.map(({ maxBytes }) => maxBytes)).toEqual([LIMIT_BYTES]);
  });
});

describe("several series of one region and service", () => {
  const latency = { latency: { query: "buckets", companion: "sums" } };

  test("are added by the number that le is", async () => {
    const buckets = [
      ...[
        series({ le: "0.1", pod: "1" }, 1),
        series({ le: "0.5", pod: "1" }, 3),
        series({ le: "+Inf", pod: "1" }, 4),
      ],
      ...[
        series({ le: "0.10", pod: "2" }, 2),
        series({ le: "0.5", pod: "2" }, 2),
        series({ le: "+Inf", pod: "2" }, 6),
      ],
    ];
    const sums = [series({ pod: "1" }, 2), series({ pod: "2" }, 3)];
    const { scope } = await read(latency, { buckets, sums });
    const columns = scope("latency")!;
    expect([...columns.count]).toEqual([600, 600]);
    expect([...columns.sum]).toEqual([300_000, 300_000]);
    expect([...columns.buckets.values()]).toEqual([
      { boundsMs: [100, 500, Infinity], counts: Float64Array.from([180, 300, 600, 180, 300, 600]) },
    ]);
  });

  test("a histogram whose bucket has no number is left out, the others stay", async () => {
    const good = [series({ service: "b", le: "0.1" }, 1), series({ service: "b", le: "+Inf" }, 2)];
    const { span, points } = await read(latency, {
      buckets: [series({ le: "0.1" }, 1), series({ le: "many" }, 1), series({ le: "+Inf" }, 2), ...good],
      sums: [series({ service: "b" }, 1)],
    });
    expect(span.scopes.map(({ service }) => service)).toEqual(["b"]);
    expect(points).toBe(4);
  });

  test("without sums each value counts as its bucket's middle, as a source's", async () => {
    const buckets = [series({ le: "0.1" }, 1), series({ le: "+Inf" }, 2)];
    const { scope } = await read({ latency: { query: "buckets", companion: null } }, { buckets });
    expect([...scope("latency")!.sum]).toEqual([60 * (50 + 100), 60 * (50 + 100)]);
  });

  test("companions are added", async () => {
    const { scope } = await read(
      { cpu: { query: "cpu", companion: "weight" } },
      { cpu: [series({}, 0.5)], weight: [series({ pod: "1" }, 2), series({ pod: "2" }, 3)] },
    );
    expect([...scope("cpu")!.count]).toEqual([30, 30]);
  });

  test("totals are added, not averaged", async () => {
    const { scope } = await read(
      { servers: { query: "servers", companion: null } },
      { servers: [series({ pod: "1" }, 2), series({ pod: "2" }, 3)] },
    );
    const { sum, count } = scope("servers")!;
    expect([sum[0]! / count[0]!, count[0]]).toEqual([5, 6]);
  });
});

test("only values that are used are counted", async () => {
  const { points } = await read(
    { requests: { query: "requests", companion: null } },
    { requests: [series({}, 1), series({ service: "b" }, null), series({ region: "" }, 1)] },
  );
  expect(points).toBe(2);
});
