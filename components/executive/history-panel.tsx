"use client";

import { useQueryState } from "nuqs";
import { useState } from "react";
import { MetricPanel } from "@/components/telemetry/metric-panel";
import { EXECUTIVE_METRICS, FIRST_METRIC } from "./executive-metrics";
import { HistoryControls } from "./history-controls";

/** One figure over the view's time, of the world or of a region. Which figure is in the address: sentences link to it. */
export function HistoryPanel({ regions }: { regions: readonly string[] }) {
  const [chart, setChart] = useQueryState("chart", { history: "push", scroll: false });
  const metric = EXECUTIVE_METRICS.find((id) => id === chart) ?? FIRST_METRIC;
  const [region, setRegion] = useState<string | null>(null);
  return (
    <MetricPanel
      id="history"
      className="history"
      metric={metric}
      region={region}
      controls={
        <HistoryControls
          metric={metric}
          onMetric={(id) => void setChart(id === FIRST_METRIC ? null : id)}
          region={region}
          regions={regions}
          onRegion={setRegion}
        />
      }
    />
  );
}
