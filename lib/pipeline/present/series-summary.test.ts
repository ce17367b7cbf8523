import { describe, expect, it } from "vitest";
import type { MetricsHistoriesContract } from "@/lib/contracts/metrics-histories";
import { chartMetric, type ChartMetricId } from "./history-metric";
import { panelSeries } from "./panel-series";
import { regionName } from "./region-name";
import { seriesSummary } from "./series-summary";
import { timeSeries, type Threshold } from "./time-series";
import type { Compare } from "./view";

const FROM = "2026-11-28T12:00:00Z";
const HOUR_MS = 3_600_000;
type Values = readonly (number | null)[];

function answer(
  series: readonly { region: string | null; values: Values }[],
  from = FROM,
  seconds = 60,
): MetricsHistoriesContract {
  const rest = { metric: "any", unit: "per_second", service: null } as const;
  return {
    from,
    to: from,
    tier: "1m",
    step_seconds: seconds,
    series: series.map((each) => ({ ...rest, ...each })),
  };
}

interface Options {
  readonly metric?: ChartMetricId;
  readonly compare?: Compare;
  readonly then?: MetricsHistoriesContract;
  readonly region?: string | null;
  readonly thresholds?: readonly Threshold[];
}

function summary(now: MetricsHistoriesContract, options: Options = {}): string {
  const {
    metric = "requests_per_second",
    compare = "none",
    then = null,
    region = null,
    thresholds = [],
  } = options;
  const fromMs = Date.parse(FROM);
  const model = timeSeries({
    metric: chartMetric(metric),
    range: { fromMs, toMs: fromMs + HOUR_MS },
    timeZone: "UTC",
    nowMs: 0,
    series: panelSeries({ now, then, compare, shiftMs: 24 * HOUR_MS, region, nameOf: regionName }),
    thresholds,
  });
  return seriesSummary(model, { metric: chartMetric(metric), compare, thresholds }).replaceAll("\u2009", " ");
}
const world = (values: Values) => answer([{ region: null, values }]);
const yesterday = (values: Values, seconds?: number) =>
  answer([{ region: null, values }], "2026-11-27T12:00:00Z", seconds);

describe("a chart in a sentence", () => {
  it("says newest, lowest, highest and gaps", () => {
    expect(summary(world([100, null, null, 300, 200, 250]))).toBe(
      "Newest 250 /s; lowest 100 /s at 12:00, highest 300 /s at 12:03; no data for 2 min.",
    );
  });

  it("says when there is nothing, instead of zero", () => {
    expect(summary(world([null, null]))).toBe("Nothing was received in this time.");
  });

  it("says of a threshold that it is off the chart", () => {
    expect(summary(world([100]), { thresholds: [{ value: 900, label: "Limit" }] })).toContain(
      "; Limit (900 /s) is off the chart.",
    );
  });

  it("names the newest of each of several places", () => {
    const now = answer([
      { region: "eu-west-1", values: [1, 200] },
      { region: "us-east-1", values: [null, null] },
    ]);
    expect(summary(now)).toBe("Newest: EU West 200 /s, US East no data.");
  });
});

describe("a comparison", () => {
  it.each<[string, ChartMetricId, Values, Values, number, string]>([
    [
      "more",
      "requests_per_second",
      [120, 120],
      [100, 100],
      60,
      "On average 120 /s, the same time yesterday 100 /s (20 % more).",
    ],
    ["less", "requests_per_second", [99, 99], [100, 100], 60, "(1 % less)."],
    ["as much", "requests_per_second", [100, 100], [100, 100], 60, "(no change)."],
    [
      "only of steps of which both are known",
      "requests_per_second",
      [100, 900],
      [100, null],
      60,
      "On average 100 /s, the same time yesterday 100 /s",
    ],
    [
      "of steps of another length",
      "requests_per_second",
      [100, 200, 300, 500],
      [150, 400],
      120,
      "On average 275 /s, the same time yesterday 275 /s",
    ],
    [
      "of shares without a share of them",
      "error_rate",
      [0.02, 0.02],
      [0.01, 0.01],
      60,
      "On average 2 %, the same time yesterday 1 %.",
    ],
    [
      "with nothing",
      "requests_per_second",
      [100],
      [null],
      60,
      "Nothing is known of the same time yesterday.",
    ],
  ])("%s", (_name, metric, now, then, seconds, text) => {
    expect(summary(world(now), { metric, compare: "day", then: yesterday(then, seconds) })).toContain(text);
  });

  it("says nothing of what is still asked for", () => {
    expect(summary(world([100]), { compare: "day" })).toBe(
      "Newest 100 /s; lowest 100 /s at 12:00, highest 100 /s at 12:00.",
    );
  });

  it("is drawn where the range is, as a line of its own", () => {
    const series = panelSeries({
      now: answer([
        { region: "eu-west-1", values: [1] },
        { region: "us-east-1", values: [2] },
      ]),
      then: yesterday([3]),
      compare: "day",
      shiftMs: 24 * HOUR_MS,
      region: "eu-west-1",
      nameOf: regionName,
    });
    expect(series.map(({ label, role, fromMs, shiftMs }) => [label, role, fromMs + shiftMs])).toEqual([
      ["EU West", "main", Date.parse(FROM)],
      ["US East", "sibling", Date.parse(FROM)],
      ["The same time yesterday", "comparison", Date.parse(FROM)],
    ]);
  });
});
