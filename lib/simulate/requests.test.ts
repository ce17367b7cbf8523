import { gunzipSync } from "node:zlib";
import protobuf from "protobufjs";
import { uncompressSync } from "snappy";
import { describe, expect, it } from "vitest";
import { otlpBody, remoteWriteBody } from "./agents";
import { advanceRegion, startRegion } from "./fleet";
import { quietWorld } from "./fleet-world";
import { LATENCY_FIRST_BUCKET } from "./latency";
import { encodeOtlp } from "./otlp-request";
import { encodeRemoteWrite } from "./remote-write-request";
import { prometheusSeries } from "./telemetry";
import { SIMULATED_REGIONS, SIMULATED_SERVICES } from "./world";

/** Decoded by another implementation of protobuf, from the published schemas. */
const PROMETHEUS = `syntax = "proto3";
message WriteRequest { repeated TimeSeries timeseries = 1; }
message TimeSeries { repeated Label labels = 1; repeated Sample samples = 2; }
message Label { string name = 1; string value = 2; }
message Sample { double value = 1; int64 timestamp = 2; }`;
const OTLP = `syntax = "proto3";
message Request { repeated ResourceMetrics resource_metrics = 1; }
message ResourceMetrics { Resource resource = 1; repeated ScopeMetrics scope_metrics = 2; }
message Resource { repeated KeyValue attributes = 1; }
message KeyValue { string key = 1; AnyValue value = 2; }
message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; } }
message ScopeMetrics { Scope scope = 1; repeated Metric metrics = 2; }
message Scope { string name = 1; }
message Metric { string name = 1; string unit = 3; Gauge gauge = 5; ExponentialHistogram exponential_histogram = 10; }
message Gauge { repeated NumberDataPoint data_points = 1; }
message NumberDataPoint { repeated KeyValue attributes = 7; fixed64 time_unix_nano = 3; double as_double = 4; }
message ExponentialHistogram { repeated Point data_points = 1; int32 aggregation_temporality = 2; }
message Point {
  repeated KeyValue attributes = 1; fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3; fixed64 count = 4;
  optional double sum = 5; sint32 scale = 6; fixed64 zero_count = 7; Buckets positive = 8;
}
message Buckets { sint32 offset = 1; repeated uint64 bucket_counts = 2; }`;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a decoded message has no static type
function decode(schema: string, type: string, bytes: Uint8Array): any {
  const message = protobuf.parse(schema).root.lookupType(type);
  return message.toObject(message.decode(bytes), { longs: String, arrays: true });
}

const START_MS = Date.UTC(2026, 10, 24, 15, 0, 3, 500);
const WORLD = quietWorld(1, START_MS);
const TOTALS = [2_000, 7_000, 17_000].reduce(
  (totals, afterMs) => advanceRegion(WORLD, totals, START_MS + afterMs),
  startRegion(SIMULATED_REGIONS[0], START_MS),
);

describe("remote_write", () => {
  it("arrives as it was: every series, labels sorted, one sample at the time of the report", () => {
    const { timeseries } = decode(
      PROMETHEUS,
      "WriteRequest",
      uncompressSync(remoteWriteBody(prometheusSeries(WORLD, TOTALS), TOTALS.asOfMs)) as Buffer,
    );
    const series = prometheusSeries(WORLD, TOTALS);
    expect(timeseries).toHaveLength(series.length);
    for (const [i, { name, labels, value }] of series.entries()) {
      const names = timeseries[i].labels.map((label: { name: string }) => label.name);
      expect(names).toEqual([...names].sort());
      const decoded = Object.fromEntries(
        timeseries[i].labels.map((l: { name: string; value: string }) => [l.name, l.value]),
      );
      expect(decoded).toEqual({ __name__: name, ...labels });
      expect(timeseries[i].samples).toEqual([{ value, timestamp: `${TOTALS.asOfMs}` }]);
    }
  });

  it("holds text beyond ASCII and values beyond 32 bits", () => {
    const value = 2 ** 40 + 0.5;
    const bytes = encodeRemoteWrite(
      [{ name: "x", labels: { region: "köln".repeat(2_000) }, value }],
      START_MS,
    );
    const { timeseries } = decode(PROMETHEUS, "WriteRequest", bytes);
    expect(timeseries[0].labels[1].value).toBe("köln".repeat(2_000));
    expect(timeseries[0].samples[0].value).toBe(value);
  });
});

describe("OTLP", () => {
  it("arrives as it was: resources, utilisation and cumulative exponential histograms", () => {
    const { resourceMetrics } = decode(OTLP, "Request", gunzipSync(otlpBody(WORLD, TOTALS)));
    expect(resourceMetrics).toHaveLength(SIMULATED_SERVICES.length);
    for (const [i, { resource, scopeMetrics }] of resourceMetrics.entries()) {
      expect(resource.attributes).toEqual([
        { key: "service.name", value: { stringValue: SIMULATED_SERVICES[i].name } },
        { key: "cloud.region", value: { stringValue: "us-east-1" } },
        { key: "deployment.environment.name", value: { stringValue: "production" } },
      ]);
      const [latency, cpu] = scopeMetrics[0].metrics;
      expect([latency.name, latency.unit]).toEqual(["http.server.request.duration", "s"]);
      expect(latency.exponentialHistogram.aggregationTemporality).toBe(2);
      const [point] = latency.exponentialHistogram.dataPoints;
      const { answered } = TOTALS.services[i];
      expect(point.attributes).toEqual([{ key: "http.response.status_code", value: { intValue: "200" } }]);
      expect(point.startTimeUnixNano).toBe(`${START_MS}000000`);
      expect(point.timeUnixNano).toBe(`${TOTALS.asOfMs}000000`);
      expect(point).toMatchObject({ count: `${answered.count}`, sum: answered.sumSeconds, scale: 5 });
      const filled = Array.from(answered.counts);
      const first = filled.findIndex((count) => count > 0);
      expect(point.positive.offset).toBe(LATENCY_FIRST_BUCKET + first);
      expect(point.positive.bucketCounts.map(Number)).toEqual(
        filled.slice(first, first + point.positive.bucketCounts.length),
      );
      expect(total(point.positive.bucketCounts.map(Number))).toBe(answered.count);
      expect(cpu.name).toBe("system.cpu.utilization");
      expect(cpu.gauge.dataPoints[0].asDouble).toBeGreaterThan(0.4);
    }
  });

  it("sends a histogram that counted nothing yet without buckets", () => {
    const empty = { attributes: {}, count: 0, sum: 0, scale: 5, offset: -9, counts: new Float64Array(4) };
    const metric = { kind: "exponential-histogram" as const, name: "h", unit: "s", points: [empty] };
    const bytes = encodeOtlp([{ attributes: {}, metrics: [metric] }], {
      startMs: START_MS,
      timeMs: START_MS,
    });
    const [point] = decode(OTLP, "Request", bytes).resourceMetrics[0].scopeMetrics[0].metrics[0]
      .exponentialHistogram.dataPoints;
    expect(point.count ?? "0").toBe("0");
    expect(point.positive ?? null).toBeNull();
  });
});

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
