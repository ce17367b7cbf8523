import type { InstrumentCode, Label, SampleBatch } from "@/lib/domain/sample";
import { Instrument } from "@/lib/domain/sample";
import { AppError } from "@/lib/platform/errors";
import { attributeLabels, mergedLabels, NAME_LABEL, UNIT_LABEL } from "./attribute-labels";
import { BatchBuilder, type PointTimes } from "./batch-builder";
import { exponentialHistogram, explicitHistogram } from "./histogram-point";
import {
  booleanField,
  countField,
  eachMessage,
  field,
  integerField,
  type Message,
  messageField,
  ShapeError,
  stringField,
  timeMsField,
  toDouble,
  toInteger,
} from "./message-fields";

const QUANTILE_LABEL = "quantile";
/** DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK */
const NO_RECORDED_VALUE = 1;
const DELTA = 1;
const DELTA_NAME = "AGGREGATION_TEMPORALITY_DELTA";

/** A metric as its points see it. */
interface MetricScope {
  readonly name: string;
  readonly unit: string;
  /** Of the resource, the name and the unit; sorted. */
  readonly labels: readonly Label[];
}

/**
 * An ExportMetricsServiceRequest as samples. Labels of a point are its resource's attributes, under its own, and
 * `__name__` and `__unit__`; the scope is left out.
 * @param request as protobufjs or JSON.parse gave it.
 * @throws AppError bad-request with the place of what is not as the protocol has it.
 */
export function toSampleBatch(request: Message): SampleBatch {
  const batch = new BatchBuilder();
  try {
    eachMessage(request, "resourceMetrics", (resourceMetrics) => {
      const resource = attributeLabels(messageField(resourceMetrics, "resource"), "attributes");
      eachMessage(resourceMetrics, "scopeMetrics", (scopeMetrics) =>
        eachMessage(scopeMetrics, "metrics", (metric) => addMetric(batch, metric, resource)),
      );
    });
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new AppError("bad-request", `Not a valid OTLP request: ${error.path} ${error.problem}.`);
  }
  return batch.finish();
}

function addMetric(batch: BatchBuilder, metric: Message, resource: readonly Label[]): void {
  const name = stringField(metric, "name");
  const unit = stringField(metric, "unit");
  const scope: MetricScope = { name, unit, labels: metricLabels(resource, name, unit) };

  const gauge = messageField(metric, "gauge");
  if (gauge !== null) return addNumbers(batch, gauge, scope, Instrument.gauge);
  const sum = messageField(metric, "sum");
  if (sum !== null) return addSum(batch, sum, scope);
  const histogram = messageField(metric, "histogram");
  if (histogram !== null) return addHistograms(batch, histogram, scope, explicitHistogram);
  const exponential = messageField(metric, "exponentialHistogram");
  if (exponential !== null) return addHistograms(batch, exponential, scope, exponentialHistogram);
  const summary = messageField(metric, "summary");
  if (summary !== null)
    eachMessage(summary, "dataPoints", (point) => addSummary(batch, point, resource, scope));
}

function metricLabels(resource: readonly Label[], name: string, unit: string): readonly Label[] {
  const own: Label[] = [[NAME_LABEL, name]];
  if (unit !== "") own.push([UNIT_LABEL, unit]);
  return mergedLabels(resource, own);
}

function addSum(batch: BatchBuilder, sum: Message, scope: MetricScope): void {
  const monotonic = booleanField(sum, "isMonotonic");
  if (!isDelta(sum))
    return addNumbers(batch, sum, scope, monotonic ? Instrument.counterCumulative : Instrument.gauge);
  if (monotonic) return addNumbers(batch, sum, scope, Instrument.counterDelta);
  // A level told only by its changes: where it stands is not known, and a lost message would shift it for good.
  eachMessage(sum, "dataPoints", () => batch.refuse("delta-up-down-unsupported"));
}

/** A temporality that is left out is read as cumulative, the protocol's usual one. */
function isDelta(data: Message): boolean {
  const temporality = field(data, "aggregationTemporality") ?? 0;
  if (typeof temporality === "string" && !/^\d+$/.test(temporality)) return temporality === DELTA_NAME;
  return toInteger(temporality, "aggregationTemporality") === DELTA;
}

function addNumbers(
  batch: BatchBuilder,
  data: Message,
  scope: MetricScope,
  instrument: InstrumentCode,
): void {
  eachMessage(data, "dataPoints", (point) => {
    const labels = mergedLabels(scope.labels, attributeLabels(point, "attributes"));
    const times = timesOf(point);
    if (isWithoutValue(point)) return batch.addNumber(instrument, labels, times, null);
    const value = numberOf(point);
    if (value === null) return batch.refuse("no-value");
    batch.addNumber(instrument, labels, times, value);
  });
}

function addHistograms(
  batch: BatchBuilder,
  data: Message,
  scope: MetricScope,
  read: typeof explicitHistogram,
): void {
  const instrument = isDelta(data) ? Instrument.histogramDelta : Instrument.histogramCumulative;
  eachMessage(data, "dataPoints", (point) => {
    const labels = mergedLabels(scope.labels, attributeLabels(point, "attributes"));
    const times = timesOf(point);
    const histogram = read(point);
    if (isWithoutValue(point)) return batch.refuse("no-value");
    if (histogram === null) return batch.refuse("invalid-histogram");
    batch.addHistogram(instrument, labels, times, histogram);
  });
}

/** A summary's percentiles cannot be merged; it is kept as Prometheus has it: name_sum, name_count, name{quantile}. */
function addSummary(
  batch: BatchBuilder,
  point: Message,
  resource: readonly Label[],
  scope: MetricScope,
): void {
  const attributes = attributeLabels(point, "attributes");
  const times = timesOf(point);
  const stale = isWithoutValue(point);
  const addTotal = (name: string, unit: string, value: number) => {
    const labels = mergedLabels(metricLabels(resource, name, unit), attributes);
    batch.addNumber(Instrument.counterCumulative, labels, times, stale ? null : value);
  };
  addTotal(`${scope.name}_sum`, scope.unit, toDouble(field(point, "sum") ?? 0, "sum"));
  addTotal(`${scope.name}_count`, "", countField(point, "count"));
  const labels = mergedLabels(scope.labels, attributes);
  eachMessage(point, "quantileValues", (item) => {
    const quantile = String(toDouble(field(item, "quantile") ?? 0, "quantile"));
    const value = toDouble(field(item, "value") ?? 0, "value");
    batch.addNumber(
      Instrument.gauge,
      mergedLabels(labels, [[QUANTILE_LABEL, quantile]]),
      times,
      stale ? null : value,
    );
  });
}

function timesOf(point: Message): PointTimes {
  return { timeMs: timeMsField(point, "timeUnixNano"), startMs: timeMsField(point, "startTimeUnixNano") };
}

function isWithoutValue(point: Message): boolean {
  return (integerField(point, "flags") & NO_RECORDED_VALUE) !== 0;
}

/** The value of a NumberDataPoint; null where neither kind is there. */
function numberOf(point: Message): number | null {
  const double = field(point, "asDouble");
  if (double !== undefined) return toDouble(double, "asDouble");
  const integer = field(point, "asInt");
  return integer === undefined ? null : toInteger(integer, "asInt");
}
