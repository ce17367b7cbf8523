import type {
  ListedSourceContract,
  NamedSourceStateContract,
  SourceBody,
  SourceContract,
  SourceStateContract,
  TriedMetricContract,
} from "@/lib/contracts/source";
import type { MetricName } from "@/lib/domain/metric";
import type { Source, SourceProgress, SourceSettings } from "@/lib/domain/source";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import { isoOf, isoOrNull } from "./rest-value";

/** Past this the source's figures are no present any more. */
const BEHIND_MS = MINUTE_MS;

/** A source's settings as the domain has them. */
export function settingsOfBody(body: SourceBody): SourceSettings {
  return {
    regionLabel: body.region_label,
    serviceLabel: body.service_label,
    region: body.region,
    scrapeIntervalMs: body.scrape_interval_seconds * SECOND_MS,
    delayMs: body.delay_seconds * SECOND_MS,
    latencyUnit: body.latency_unit,
    expressions: body.expressions,
  };
}

/** @param etag of its version */
export function presentSource(source: Source, etag: string): SourceContract {
  const { settings } = source;
  return {
    id: source.id,
    name: source.name,
    url: source.url,
    header_names: [...source.headerNames],
    enabled: source.enabled,
    region_label: settings.regionLabel,
    service_label: settings.serviceLabel,
    region: settings.region,
    scrape_interval_seconds: settings.scrapeIntervalMs / SECOND_MS,
    delay_seconds: settings.delayMs / SECOND_MS,
    latency_unit: settings.latencyUnit,
    expressions: { ...settings.expressions },
    created_at: isoOf(source.createdAtMs),
    created_by: source.createdBy,
    etag,
  };
}

export function presentListedSource(
  source: Source & SourceProgress,
  etag: string,
  nowMs: number,
): ListedSourceContract {
  return { ...presentSource(source, etag), state: stateOf(source, nowMs) };
}

/** What of a source everybody sees who looks after what arrives. */
export function presentNamedSourceState(
  source: Source & SourceProgress,
  nowMs: number,
): NamedSourceStateContract {
  return { id: source.id, name: source.name, state: stateOf(source, nowMs) };
}

function stateOf(source: Source & SourceProgress, nowMs: number): SourceStateContract {
  const lagMs = source.readToMs === null ? null : Math.max(0, nowMs - source.readToMs);
  return {
    status: statusOf(source, lagMs),
    last_read: isoOrNull(source.succeededMs),
    read_to: isoOrNull(source.readToMs),
    took_ms: source.tookMs,
    series: source.seriesCount,
    error: source.error,
    left_out: source.leftOut.map(({ metric, reason }) => ({ metric, reason })),
  };
}

function statusOf(source: Source & SourceProgress, lagMs: number | null): SourceStateContract["status"] {
  if (!source.enabled) return "disabled";
  if (source.error !== null) return "failing";
  if (lagMs === null) return "waiting";
  return lagMs > BEHIND_MS + source.settings.delayMs ? "behind" : "live";
}

/** What a try-out showed of one metric. */
export interface TriedMetricSource {
  readonly metric: MetricName;
  readonly query: string;
  readonly companion: string | null;
  readonly tookMs: number;
  readonly error: string | null;
  readonly series: number;
  readonly leftOut: number;
  readonly samples: readonly TriedMetricContract["samples"][number][];
}

export function presentTriedMetric(tried: TriedMetricSource): TriedMetricContract {
  const { tookMs, leftOut, samples, ...same } = tried;
  return { ...same, took_ms: tookMs, left_out: leftOut, samples: [...samples] };
}
