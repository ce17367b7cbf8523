import { MetricPanel } from "@/components/telemetry/metric-panel";
import type { ChartMetricId } from "@/lib/pipeline/present/history-metric";

/** The golden signals: traffic, errors, latency, saturation. */
const SIGNALS = [
  "requests_per_second",
  "error_rate",
  "latency_p99",
  "cpu",
] as const satisfies ChartMetricId[];

interface ServiceSignalsProps {
  readonly service: string;
  /** null: all of them. */
  readonly region: string | null;
}

/** The service's golden signals over the time that the address names. */
export function ServiceSignals({ service, region }: ServiceSignalsProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 lg:grid-cols-2">
      {SIGNALS.map((metric) => (
        <MetricPanel key={metric} metric={metric} service={service} region={region} />
      ))}
    </div>
  );
}
