import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  AggregationTemporality,
  AggregationType,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { afterEach, expect, it } from "vitest";
import type { SampleBatch } from "@/lib/domain/sample";
import { Instrument } from "@/lib/domain/sample";
import { gunzipBounded } from "@/lib/pipeline/ingest/body/gunzip-bounded";
import { readBody } from "@/lib/pipeline/ingest/body/read-body";
import { decodeOtlpProtobuf } from "./decode-otlp-protobuf";
import { labelsOf } from "./otlp-request.fixture";
import { otlpSuccess } from "./otlp-response";

const LIMIT_BYTES = 1_000_000;
const NEVER_MS = 3_600_000;

let server: Server;
afterEach(() => server.close());

/** What arrives when the official SDK exports once. */
async function exported(temporality: AggregationTemporality, record: (provider: MeterProvider) => void) {
  const batches: SampleBatch[] = [];
  server = createServer(async (req, res) => {
    batches.push(decodeOtlpProtobuf(gunzipBounded(await readBody(req, LIMIT_BYTES), LIMIT_BYTES)));
    const answer = otlpSuccess(req.headers["content-type"] ?? "", 0, "");
    res.setHeader("content-type", answer.contentType).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/metrics`;
  const exporter = new OTLPMetricExporter({
    url,
    compression: "gzip" as never,
    temporalityPreference: temporality as never,
  });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ "service.name": "checkout", "cloud.region": "eu-west-1" }),
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: NEVER_MS })],
    views: [{ instrumentName: "*.exp", aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } }],
  });
  record(provider);
  await provider.forceFlush();
  await provider.shutdown();
  return batches[0];
}

it.each([
  [AggregationTemporality.CUMULATIVE, Instrument.counterCumulative, Instrument.histogramCumulative],
  [AggregationTemporality.DELTA, Instrument.counterDelta, Instrument.histogramDelta],
])(
  "reads what the official OpenTelemetry SDK exports, temporality %d",
  async (temporality, counter, histogram) => {
    const batch = await exported(temporality, (provider) => {
      const meter = provider.getMeter("test");
      meter.createCounter("orders").add(3, { route: "/pay" });
      meter.createUpDownCounter("queue").add(-2);
      meter.createGauge("load").record(0.5);
      meter.createHistogram("explicit", { unit: "s" }).record(0.2);
      const spread = meter.createHistogram("spread.exp", { unit: "s" });
      for (let i = 0; i < 1_000; i++) spread.record(0.5 + (7.5 * i) / 999);
    });
    const resource = { "service.name": "checkout", "cloud.region": "eu-west-1" };
    const series = Array.from(
      { length: batch.seriesCount },
      (_, i) => ({ i, ...labelsOf(batch, i) }) as Record<string, string> & { i: never },
    );
    const indexOf = (name: string) => series.findIndex((labels) => labels.__name__ === name);

    expect(labelsOf(batch, indexOf("orders"))).toMatchObject({
      ...resource,
      __name__: "orders",
      route: "/pay",
    });
    expect(batch.instrument[indexOf("orders")]).toBe(counter);
    expect(batch.values[indexOf("orders")]).toBe(3);
    expect(batch.values[indexOf("queue")]).toBe(-2);
    expect(batch.values[indexOf("load")]).toBe(0.5);
    expect(Math.abs(batch.timesMs[0] - Date.now())).toBeLessThan(60_000);
    expect(batch.histograms![indexOf("explicit")]).toMatchObject({ count: 1, sum: 0.2 });
    expect(labelsOf(batch, indexOf("spread.exp"))).toMatchObject({ __unit__: "s" });
    const spread = batch.histograms![indexOf("spread.exp")]!;
    expect(batch.instrument[indexOf("spread.exp")]).toBe(histogram);
    expect(spread.count).toBe(1_000);
    expect(spread.exponential!.scale).toBeGreaterThanOrEqual(5);
    expect(batch.refused.size).toBe(0);
  },
);
