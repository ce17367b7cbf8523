import { MetricPanel } from "@/components/telemetry/metric-panel";
import { SwitchedPanel } from "@/components/telemetry/switched-panel";
import type { ScopeObjectives } from "@/lib/domain/objective";
import { objectiveThresholds, ROOM_THRESHOLDS } from "@/lib/pipeline/present/objective-thresholds";

interface ServiceSignalsProps {
  readonly service: string;
  /** null: all of them. */
  readonly region: string | null;
  /** What was promised there; undefined: not known, as of a region in which it never was. */
  readonly objectives: ScopeObjectives | undefined;
}

/** The service's golden signals over the time that the address names: latency, traffic, errors, saturation. */
export function ServiceSignals({ service, region, objectives }: ServiceSignalsProps) {
  const promised = objectives && objectiveThresholds(objectives);
  const place = { service, region, headingLevel: "h3" } as const;
  return (
    <section aria-labelledby="signals">
      <h2 id="signals" className="sr-only">
        Golden signals
      </h2>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 lg:grid-cols-2">
        <SwitchedPanel
          {...place}
          label="Latency"
          metrics={["latency_p99", "latency_p95", "latency_p50"]}
          thresholds={promised}
        />
        <MetricPanel {...place} metric="error_rate" threshold={promised?.error_rate} />
        <MetricPanel {...place} metric="requests_per_second" />
        <SwitchedPanel
          {...place}
          label="Saturation"
          metrics={["cpu", "memory", "disk", "network", "connection_utilization"]}
          thresholds={ROOM_THRESHOLDS}
        />
      </div>
    </section>
  );
}
