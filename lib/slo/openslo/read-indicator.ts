import { isNull, type Fields } from "./fields";
import { METRIC, SOURCE_TYPE } from "./vocabulary";

/** What an indicator measures, and where; `service` undefined: as the SLO says. */
export interface Indicator {
  readonly measures: "good" | "bad" | "latency";
  readonly service: string | null | undefined;
  readonly region: string | null;
  /** ms of one unit of a threshold. */
  readonly unitMs: number;
}

interface MetricPlace extends Pick<Indicator, "service" | "region" | "unitMs"> {
  readonly metric: string;
}

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000 };

/** The `spec` of an SLI; null, with what is wrong noted, where it is not one of ours. */
export function readIndicator(spec: Fields): Indicator | null {
  spec.node("description");
  const [ratio, threshold] = [spec.object("ratioMetric"), spec.object("thresholdMetric")];
  spec.done();
  if (ratio !== null && threshold !== null) {
    spec.refuseAll("has both a ratioMetric and a thresholdMetric");
    return null;
  }
  if (ratio !== null) return readRatio(ratio);
  if (threshold !== null) return readThreshold(threshold);
  if (!spec.has("ratioMetric") && !spec.has("thresholdMetric"))
    spec.refuseAll("needs a ratioMetric or a thresholdMetric");
  return null;
}

function readRatio(ratio: Fields): Indicator | null {
  ratio.truth("counter");
  if (ratio.has("raw")) {
    for (const key of ["raw", "rawType"]) ratio.node(key);
    ratio.refuse(
      "raw",
      "a ratio that was made elsewhere has no requests to count: give good or bad, and total",
    );
    return null;
  }
  const key = ratio.has("good") ? "good" : "bad";
  const [counted, total] = [readMetric(ratio, key), readMetric(ratio, "total")];
  ratio.done();
  if (counted === null || total === null) return null;
  const expected = [METRIC[key], METRIC.total] as const;
  if (counted.metric !== expected[0]) ratio.refuse(key, `is measured by ${expected[0]} here`);
  else if (total.metric !== expected[1]) ratio.refuse("total", `is measured by ${expected[1]} here`);
  else if (counted.service !== total.service || counted.region !== total.region)
    ratio.refuse("total", `must be of the same service and region as ${key}`);
  else return { ...counted, measures: key };
  return null;
}

function readThreshold(threshold: Fields): Indicator | null {
  const place = readSource(threshold);
  threshold.done();
  if (place === null) return null;
  if (place.metric === METRIC.latency) return { ...place, measures: "latency" };
  threshold.refuse("metricSource", `only ${METRIC.latency} has thresholds here`);
  return null;
}

function readMetric(ratio: Fields, key: string): MetricPlace | null {
  if (!ratio.has(key)) {
    ratio.refuse(key, key === "total" ? "is missing" : "is missing: good or bad must be given");
    return null;
  }
  const metric = ratio.object(key);
  const place = metric && readSource(metric);
  metric?.done();
  return place;
}

function readSource(metric: Fields): MetricPlace | null {
  if (!metric.has("metricSource")) metric.refuse("metricSource", "is missing");
  const source = metric.object("metricSource");
  if (source === null) return null;
  const type = source.text("type");
  if (type !== SOURCE_TYPE) {
    const named = type === null ? "no type is given" : `type ${JSON.stringify(type)} is not known`;
    source.refuse(
      "type",
      `${named}: only ${SOURCE_TYPE} is, since other systems' queries cannot be read here`,
    );
    return null;
  }
  source.ignore("metricSourceRef", "metrics are read from where they are; a data source has no effect");
  const spec = source.object("spec");
  if (!source.has("spec")) source.refuse("spec", "is missing");
  source.done();
  return spec && readPlace(spec);
}

function readPlace(spec: Fields): MetricPlace | null {
  const metric = spec.requiredText("metric");
  const [region, service, unit] = [spec.text("region"), spec.text("service"), spec.text("unit") ?? "ms"];
  const serviceNode = spec.node("service");
  spec.done();
  const unitMs = UNITS_MS[unit];
  if (unitMs === undefined) spec.refuse("unit", "must be ms or s");
  if (metric === null || unitMs === undefined) return null;
  const named = serviceNode !== null && !isNull(serviceNode);
  return { metric, region, unitMs, service: serviceNode === null ? undefined : named ? service : null };
}
