/** What of OpenSLO v1 (github.com/OpenSLO/OpenSLO) we write and read, and our own words inside its `metricSource`. */
export const API_VERSION = "openslo/v1";
/** `metricSource.type` of our own metrics. */
export const SOURCE_TYPE = "hyperscale-monitoring";
/** `spec.service` of what is not about one service; OpenSLO wants a name. */
export const ALL_SERVICES = "all-services";

/** `metricSource.spec.metric`. */
export const METRIC = {
  total: "requests",
  /** Answered, and not by a server error. */
  good: "good_requests",
  bad: "errors",
  latency: "latency",
} as const;

export const BUDGETING_METHOD = "Occurrences";
/** Shares of requests whose latency is judged. */
export const PERCENTILES = { p99: 0.99, p95: 0.95 } as const;
/** Decimals of a ratio that are kept: 1 − 0.001 is 0.999 again. */
export const RATIO_DECIMALS = 9;

/** RFC 1123 labels, as `metadata.name` must be. */
export const MAX_NAME = 63;

export function complement(ratio: number): number {
  return Number((1 - ratio).toFixed(RATIO_DECIMALS));
}
