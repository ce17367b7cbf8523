import { describe, expect, it } from "vitest";
import type { MetricsHistoryContract } from "@/lib/contracts/metrics-history";
import { historyChart } from "./history-chart";
import { chartMetric } from "./history-metric";

const FROM_MS = Date.UTC(2026, 10, 23, 12, 0, 0);
const MINUTE_MS = 60_000;

function history(values: readonly (number | null)[]): MetricsHistoryContract {
  const iso = (index: number) => new Date(FROM_MS + index * MINUTE_MS).toISOString();
  const rest = { min: null, max: null, latency_p50: null, latency_p95: null, latency_p99: null };
  return {
    metric: "requests_per_second",
    unit: "per_second",
    region: null,
    service: null,
    from: iso(0),
    to: iso(values.length),
    tier: "1m",
    step_seconds: 60,
    points: values.map((value, index) => ({ timestamp: iso(index), value, ...rest })),
  };
}

const chart = (values: readonly (number | null)[]) =>
  historyChart(history(values), chartMetric("requests_per_second"), "UTC");

describe("a history as line, sentence and table", () => {
  it("keeps gaps as gaps and says how long they are", () => {
    const model = chart([100, null, null, 300, 200, 250]);
    expect(model.points.map((point) => point.value)).toEqual([100, null, null, 300, 200, 250]);
    expect(model.summary.replaceAll("\u2009", " ")).toBe(
      "Newest 250 /s; lowest 100 /s at 12:00, highest 300 /s at 12:03; no data for 2 min.",
    );
  });

  it("says when there is nothing, instead of drawing zero", () => {
    const model = chart([null, null]);
    expect(model.empty).toBe(true);
    expect(model.summary).toBe("Nothing was received in the last hour.");
  });

  it("tabulates every fifth minute, newest first, zero and gap apart", () => {
    const model = chart([0, 1, 2, 3, 4, null, 6]);
    expect(model.table.map((row) => [row.time, row.text.replace("\u2009", " ")])).toEqual([
      ["12:05", "no data"],
      ["12:00", "0 /s"],
    ]);
  });

  it("tells times in the reader's zone", () => {
    const tokyo = historyChart(history([1, 2]), chartMetric("requests_per_second"), "Asia/Tokyo");
    expect(tokyo.table[0].time).toBe("21:00");
  });
});
