import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  AggregationType,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { regionalMetricsResponseSchema } from "@/lib/contracts/regional-metrics";
import { serviceMetricsResponseSchema } from "@/lib/contracts/service-metrics";
import type { RealSystem } from "./fixtures/system";
import { expect, test } from "./fixtures/test";
import { until } from "./fixtures/until";

const REGION = "otel-region";
const SERVICE = "checkout";
const FASTEST_SECONDS = 0.02;
/** Over 16 × the SDK's 160 buckets are of scale 5: each 2.2 % wide. */
const SPAN = 16;
const VALUES = 1_000;
const EXPORTS = 3;
const P99 = 0.99;
const PROMISED_ERROR = 0.02;
const NEVER_MS = 3_600_000;

/** Most are fast, few are slow; the same in each export, so that the true percentile does not depend on how many arrive. */
const SECONDS = Array.from(
  { length: VALUES },
  (_, index) => FASTEST_SECONDS * SPAN ** ((index / (VALUES - 1)) ** 3),
);

for (const [name, temporality] of [
  ["cumulative", AggregationTemporality.CUMULATIVE],
  ["delta", AggregationTemporality.DELTA],
] as const)
  test(`the official OpenTelemetry SDK's exponential histogram, ${name}: p99 within 2 %`, async ({
    real,
  }) => {
    const region = `${REGION}-${name}`;
    await exportDurations(real, region, temporality);
    const trueMs = SECONDS[Math.ceil(P99 * VALUES) - 1] * 1_000;
    const [regional, service] = await until("the region's p99", 40_000, async () => {
      const regions = await real.api.read("/metrics/regional", regionalMetricsResponseSchema);
      const services = await real.api.read("/metrics/services", serviceMetricsResponseSchema);
      const ofRegion = regions.data.find((row) => row.region === region);
      const ofService = services.data.find((row) => row.region === region && row.service_name === SERVICE);
      return ofRegion?.latency_p99 && ofService?.latency_p99 ? ([ofRegion, ofService] as const) : null;
    });
    for (const { latency_p99: p99 } of [regional, service])
      expect(Math.abs((p99 as number) / trueMs - 1), `${p99} ms, truly ${trueMs} ms`).toBeLessThanOrEqual(
        PROMISED_ERROR,
      );
    expect(regional.latency_interpolated).toBe(false);
    expect(regional.error_rate, "every answer had a status").toBe(0);
  });

/** As a service does that is configured by the README's lines. */
async function exportDurations(
  { url, ingestKey }: RealSystem,
  region: string,
  temporality: AggregationTemporality,
): Promise<void> {
  const exporter = new OTLPMetricExporter({
    url: `${url}/v1/metrics`,
    headers: { authorization: `Bearer ${ingestKey}` },
    temporalityPreference: temporality as never, // the package does not export its own enum
  });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ "service.name": SERVICE, "cloud.region": region }),
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: NEVER_MS })],
    views: [{ instrumentName: "*", aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } }],
  });
  const duration = provider.getMeter("e2e").createHistogram("http.server.request.duration", { unit: "s" });
  for (let exported = 0; exported < EXPORTS; exported++) {
    for (const seconds of SECONDS) duration.record(seconds, { "http.response.status_code": 200 });
    await provider.forceFlush();
  }
  await provider.shutdown();
}
