import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

const FLUSH_BUCKETS_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const HTTP_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What this process says of itself at /metrics. Whoever knows a figure sets it here; labels are few and bounded. */
export interface Telemetry {
  readonly registry: Registry;
  readonly ingestSamplesFolded: Counter;
  /** Refused and ignored samples; `reason` is one of lib/domain/refusal.ts. */
  readonly ingestSamplesRejected: Counter<"reason">;
  readonly ingestRequests: Counter<"protocol" | "code">;
  readonly ingestRequestBytes: Counter<"protocol">;
  /** Bytes that the write-ahead log holds on disk. */
  readonly ingestLogBytes: Gauge;
  readonly ingestLogMaxBytes: Gauge;
  /** Places of the log that could not be read, by the kinds of log-damage.ts. */
  readonly ingestLogDamage: Counter<"kind">;
  /** How long a flush transaction took. */
  readonly ingestFlushSeconds: Histogram;
  readonly ingestFlushFailures: Counter;
  /** Unix time of the newest committed flush. */
  readonly ingestFlushedAtSeconds: Gauge;
  /** Windows folded and not yet committed. */
  readonly ingestPendingWindows: Gauge;
  readonly ingestSeries: Gauge;
  /** now − as_of of the newest snapshot; NaN before the first. */
  readonly cycleLagSeconds: Gauge;
  /** Own time of the newest run that predicts; NaN before the first. */
  readonly unreadableRows: Counter<"table">;
  readonly runUnreadableRows: Gauge<"table">;
  readonly predictionRunSeconds: Gauge;
  /** Own time of the newest run that made forecasts; NaN before the first. */
  readonly forecastRunSeconds: Gauge;
  /** Own time of the newest run that planned capacity; NaN before the first. */
  readonly capacityRunSeconds: Gauge;
  /** Own time of the newest run that looks for anomalies; NaN before the first. */
  readonly anomalyRunSeconds: Gauge;
  readonly httpRequests: Counter<"method" | "route" | "code">;
  readonly httpSeconds: Histogram<"method" | "route">;
  readonly liveClients: Gauge;
  readonly liveEvents: Counter<"topic">;
  readonly liveClientsDropped: Counter;
}

declare global {
  var __hmTelemetry: Telemetry | undefined;
}

/**
 * The process-wide telemetry. It hangs on globalThis because Next's route bundles and the custom server each carry
 * their own copy of this module.
 */
export const telemetry: Telemetry = (globalThis.__hmTelemetry ??= createTelemetry());

function createTelemetry(): Telemetry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter<L>({ name, help, labelNames, registers });
  return {
    registry,
    ...ingestTelemetry(registers, gauge, counter),
    cycleLagSeconds: gauge("hm_cycle_lag_seconds", "Age of the newest snapshot"),
    unreadableRows: counter(
      "hm_unreadable_rows_total",
      "Times that a damaged row was left out of an answer",
      "table",
    ),
    runUnreadableRows: new Gauge({
      name: "hm_run_unreadable_rows",
      help: "Damaged rows that the newest run of the engine left out",
      labelNames: ["table"],
      registers,
    }),
    predictionRunSeconds: gauge("hm_prediction_run_seconds", "Own time of the newest run that predicts"),
    forecastRunSeconds: gauge("hm_forecast_run_seconds", "Own time of the newest run that made forecasts"),
    capacityRunSeconds: gauge("hm_capacity_run_seconds", "Own time of the newest run that planned capacity"),
    anomalyRunSeconds: gauge("hm_anomaly_run_seconds", "Own time of the newest run that looks for anomalies"),
    httpRequests: counter("hm_http_requests_total", "API requests answered", "method", "route", "code"),
    httpSeconds: new Histogram({
      name: "hm_http_request_seconds",
      help: "Time to answer an API request",
      labelNames: ["method", "route"],
      buckets: HTTP_BUCKETS_S,
      registers,
    }),
    liveClients: gauge("hm_live_clients", "Browsers on the live stream"),
    liveEvents: counter("hm_live_events_total", "Live events fanned out", "topic"),
    liveClientsDropped: counter("hm_live_clients_dropped_total", "Live clients dropped for being too slow"),
  };
}

type MakeGauge = (name: string, help: string) => Gauge;
type MakeCounter = <L extends string>(name: string, help: string, ...labelNames: L[]) => Counter<L>;

function ingestTelemetry(registers: Registry[], gauge: MakeGauge, counter: MakeCounter) {
  return {
    ingestSamplesFolded: counter("hm_ingest_samples_folded_total", "Samples folded into roll-ups"),
    ingestSamplesRejected: counter(
      "hm_ingest_samples_rejected_total",
      "Samples not folded, by reason",
      "reason",
    ),
    ingestRequests: counter("hm_ingest_requests_total", "Ingest requests answered", "protocol", "code"),
    ingestRequestBytes: counter(
      "hm_ingest_request_bytes_total",
      "Bytes of ingest bodies as sent",
      "protocol",
    ),
    ingestLogBytes: gauge("hm_ingest_log_bytes", "Bytes in the write-ahead log"),
    ingestLogMaxBytes: gauge("hm_ingest_log_max_bytes", "Bytes that the write-ahead log may hold"),
    ingestLogDamage: counter("hm_ingest_log_damage_total", "Unreadable places of the log", "kind"),
    ingestFlushSeconds: new Histogram({
      name: "hm_ingest_flush_seconds",
      help: "Time of a flush transaction",
      buckets: FLUSH_BUCKETS_S,
      registers,
    }),
    ingestFlushFailures: counter("hm_ingest_flush_failures_total", "Flushes that failed and are tried again"),
    ingestFlushedAtSeconds: gauge("hm_ingest_flushed_at_seconds", "Unix time of the newest committed flush"),
    ingestPendingWindows: gauge("hm_ingest_pending_windows", "Windows folded and not yet committed"),
    ingestSeries: gauge("hm_ingest_series", "Series known to the ingester"),
  };
}
