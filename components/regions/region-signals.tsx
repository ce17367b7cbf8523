import { MetricPanel } from "@/components/telemetry/metric-panel";
import { SwitchedPanel } from "@/components/telemetry/switched-panel";
import type { ScopeObjectives } from "@/lib/domain/objective";
import { objectiveThresholds, ROOM_THRESHOLDS } from "@/lib/pipeline/present/objective-thresholds";

interface RegionSignalsProps {
  readonly code: string;
  /** Every region, this one too. */
  readonly siblings: readonly string[];
  readonly objectives: ScopeObjectives;
}

/** The four golden signals of a region over the chosen time, and one of them beside the other regions'. */
export function RegionSignals({ code, siblings, objectives }: RegionSignalsProps) {
  const promised = objectiveThresholds(objectives);
  return (
    <section aria-labelledby="signals" className="flex flex-col gap-3">
      <h2 id="signals" className="sr-only">
        Golden signals
      </h2>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 lg:grid-cols-2">
        <SwitchedPanel
          headingLevel="h3"
          label="Latency"
          metrics={["latency_p99", "latency_p95", "latency_p50"]}
          region={code}
          thresholds={promised}
        />
        <SwitchedPanel
          headingLevel="h3"
          label="Saturation"
          metrics={["cpu", "memory", "disk", "network", "connection_utilization"]}
          region={code}
          thresholds={ROOM_THRESHOLDS}
        />
        <MetricPanel headingLevel="h3" metric="requests_per_second" region={code} />
        <MetricPanel headingLevel="h3" metric="error_rate" region={code} threshold={promised.error_rate} />
      </div>
      {siblings.length < 2 ? null : (
        <SwitchedPanel
          headingLevel="h3"
          label="Figure beside the other regions"
          title="Beside the other regions"
          metrics={["latency_p99", "error_rate", "cpu", "requests_per_second"]}
          region={code}
          siblings={siblings.filter((sibling) => sibling !== code)}
        />
      )}
    </section>
  );
}
