import { ProtobufWriter } from "./protobuf-writer";

interface OtlpHistogramPoint {
  readonly attributes: Readonly<Record<string, number>>;
  readonly count: number;
  readonly sum: number;
  readonly scale: number;
  /** Index of the first bucket of `counts`. */
  readonly offset: number;
  readonly counts: Float64Array;
}
export type OtlpMetric =
  | { readonly kind: "gauge"; readonly name: string; readonly unit: string; readonly value: number }
  | {
      readonly kind: "exponential-histogram";
      readonly name: string;
      readonly unit: string;
      readonly points: readonly OtlpHistogramPoint[];
    };
export interface OtlpResource {
  readonly attributes: Readonly<Record<string, string>>;
  readonly metrics: readonly OtlpMetric[];
}
/** When the cumulative points began to count, and when they were read. */
interface OtlpTimes {
  readonly startMs: number;
  readonly timeMs: number;
}

/** Field numbers of opentelemetry-proto's metrics.proto, resource.proto and common.proto (v1). */
const RequestField = { resourceMetrics: 1 } as const;
const ResourceMetricsField = { resource: 1, scopeMetrics: 2 } as const;
const ResourceField = { attributes: 1 } as const;
const ScopeMetricsField = { scope: 1, metrics: 2 } as const;
const ScopeField = { name: 1 } as const;
const KeyValueField = { key: 1, value: 2 } as const;
const AnyValueField = { string: 1, int: 3 } as const;
const MetricField = { name: 1, unit: 3, gauge: 5, exponentialHistogram: 10 } as const;
const GaugeField = { dataPoints: 1 } as const;
const NumberField = { time: 3, double: 4 } as const;
const HistogramField = { dataPoints: 1, temporality: 2 } as const;
const PointField = { attributes: 1, start: 2, time: 3, count: 4, sum: 5, scale: 6, positive: 8 } as const;
const BucketsField = { offset: 1, counts: 2 } as const;
const TEMPORALITY_CUMULATIVE = 2;
const SCOPE_NAME = "simulated-fleet";

/** An ExportMetricsServiceRequest before gzip. Histograms are cumulative since `times.startMs`. */
export function encodeOtlp(resources: readonly OtlpResource[], times: OtlpTimes): Buffer {
  const request = new ProtobufWriter();
  for (const resource of resources) {
    request.message(RequestField.resourceMetrics, (resourceMetrics) => {
      resourceMetrics
        .message(ResourceMetricsField.resource, (inner) => {
          writeAttributes(inner, ResourceField.attributes, resource.attributes);
        })
        .message(ResourceMetricsField.scopeMetrics, (scopeMetrics) => {
          scopeMetrics.message(ScopeMetricsField.scope, (scope) => scope.string(ScopeField.name, SCOPE_NAME));
          for (const metric of resource.metrics) {
            scopeMetrics.message(ScopeMetricsField.metrics, (inner) => writeMetric(inner, metric, times));
          }
        });
    });
  }
  return request.finish();
}

function writeAttributes(
  writer: ProtobufWriter,
  field: number,
  attributes: Readonly<Record<string, string | number>>,
): void {
  for (const [key, value] of Object.entries(attributes)) {
    writer.message(field, (pair) => {
      pair.string(KeyValueField.key, key).message(KeyValueField.value, (any) => {
        if (typeof value === "string") any.string(AnyValueField.string, value);
        else any.uint(AnyValueField.int, value);
      });
    });
  }
}

function writeMetric(writer: ProtobufWriter, metric: OtlpMetric, times: OtlpTimes): void {
  writer.string(MetricField.name, metric.name).string(MetricField.unit, metric.unit);
  if (metric.kind === "gauge") {
    writer.message(MetricField.gauge, (gauge) => {
      gauge.message(GaugeField.dataPoints, (point) => {
        point.fixed64Nanoseconds(NumberField.time, times.timeMs).double(NumberField.double, metric.value);
      });
    });
    return;
  }
  writer.message(MetricField.exponentialHistogram, (histogram) => {
    for (const point of metric.points) {
      histogram.message(HistogramField.dataPoints, (inner) => writeHistogramPoint(inner, point, times));
    }
    histogram.uint(HistogramField.temporality, TEMPORALITY_CUMULATIVE);
  });
}

function writeHistogramPoint(writer: ProtobufWriter, point: OtlpHistogramPoint, times: OtlpTimes): void {
  writeAttributes(writer, PointField.attributes, point.attributes);
  writer
    .fixed64Nanoseconds(PointField.start, times.startMs)
    .fixed64Nanoseconds(PointField.time, times.timeMs)
    .fixed64(PointField.count, point.count)
    .double(PointField.sum, point.sum)
    .sint32(PointField.scale, point.scale);
  const filled = (count: number) => count > 0;
  const first = point.counts.findIndex(filled);
  if (first < 0) return;
  const end = point.counts.findLastIndex(filled) + 1;
  writer.message(PointField.positive, (buckets) => {
    buckets
      .sint32(BucketsField.offset, point.offset + first)
      .packedUints(BucketsField.counts, point.counts.subarray(first, end));
  });
}
