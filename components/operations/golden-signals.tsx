import { MetricPanel } from "@/components/telemetry/metric-panel";
import { SwitchedPanel } from "@/components/telemetry/switched-panel";
import type { ScopeObjectives } from "@/lib/domain/objective";
import { objectiveThresholds } from "@/lib/pipeline/present/objective-thresholds";

/** Latency, traffic, errors and saturation of the world over the chosen time. */
export function GoldenSignals({ objectives }: { objectives: ScopeObjectives }) {
  const promised = objectiveThresholds(objectives);
  return (
    <section aria-labelledby="signals">
      <h2 id="signals" className="sr-only">
        Golden signals of the world
      </h2>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 lg:grid-cols-2">
        <SwitchedPanel
          headingLevel="h3"
          label="Latency"
          metrics={["latency_p99", "latency_p95", "latency_p50"]}
          thresholds={promised}
        />
        <SwitchedPanel headingLevel="h3" label="Saturation" metrics={["cpu", "memory", "disk", "network"]} />
        <MetricPanel headingLevel="h3" metric="requests_per_second" />
        <MetricPanel headingLevel="h3" metric="error_rate" threshold={promised.error_rate} />
      </div>
    </section>
  );
}
