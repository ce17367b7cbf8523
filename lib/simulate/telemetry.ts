import type { RegionTotals } from "./fleet";
import { activeUsers, serviceState, type ServiceState } from "./fleet-state";
import { LATENCY_FIRST_BUCKET, LATENCY_SCALE, type LatencyTotals } from "./latency";
import type { OtlpMetric, OtlpResource } from "./otlp-request";
import type { RemoteWriteSeries } from "./remote-write-request";
import { SIMULATED_SERVICES, type SimulatedService } from "./world";

/**
 * What each region's agents report, pre-aggregated by (region, service) as a recording rule or a Collector would:
 * traffic, caches, users, servers, targets and connections as Prometheus series; latency and utilisation by OTLP.
 */

const ANSWERED_CODE = 200;
const FAILED_CODE = 500;
const ENVIRONMENT = "production";

/** A region's Prometheus series at `totals.asOfMs`: counters since its start and gauges of the moment. */
export function prometheusSeries(seed: number, totals: RegionTotals): RemoteWriteSeries[] {
  const { region, asOfMs } = totals;
  const users = {
    name: "active_users",
    labels: { region: region.name },
    value: activeUsers(seed, region, asOfMs),
  };
  return [users, ...SIMULATED_SERVICES.flatMap((service) => serviceSeries(seed, totals, service))];
}

function serviceSeries(seed: number, totals: RegionTotals, service: SimulatedService): RemoteWriteSeries[] {
  const state = serviceState(seed, totals.region, service, totals.asOfMs);
  const counters = totals.services[service.index];
  const labels = { region: totals.region.name, service: service.name };
  const series: RemoteWriteSeries[] = [
    {
      name: "http_requests_total",
      labels: { ...labels, code: `${ANSWERED_CODE}` },
      value: counters.answered.count,
    },
    {
      name: "http_requests_total",
      labels: { ...labels, code: `${FAILED_CODE}` },
      value: counters.failed.count,
    },
    { name: "server_count", labels, value: state.servers },
    { name: "lb_targets", labels, value: state.targets },
    { name: "lb_targets_healthy", labels, value: state.healthyTargets },
  ];
  if (state.cache !== null) {
    series.push(
      { name: "cache_hits_total", labels, value: counters.cacheHits },
      { name: "cache_misses_total", labels, value: counters.cacheMisses },
    );
  }
  if (state.connections !== null) {
    series.push(
      { name: "db_client_connections", labels, value: state.connections.used },
      { name: "db_client_connections_max", labels, value: state.connections.limit },
    );
  }
  return series;
}

/** The same moment by OTLP, one resource per service. */
export function otlpResources(seed: number, totals: RegionTotals): OtlpResource[] {
  return SIMULATED_SERVICES.map((service) => {
    const state = serviceState(seed, totals.region, service, totals.asOfMs);
    const { answered, failed } = totals.services[service.index];
    return {
      attributes: {
        "service.name": service.name,
        "cloud.region": totals.region.name,
        "deployment.environment.name": ENVIRONMENT,
      },
      metrics: [
        latencyMetric([
          { code: ANSWERED_CODE, totals: answered },
          { code: FAILED_CODE, totals: failed },
        ]),
        ...utilizationMetrics(state),
      ],
    };
  });
}

function latencyMetric(points: readonly { code: number; totals: LatencyTotals }[]): OtlpMetric {
  return {
    kind: "exponential-histogram",
    name: "http.server.request.duration",
    unit: "s",
    points: points.map(({ code, totals }) => ({
      attributes: { "http.response.status_code": code },
      count: totals.count,
      sum: totals.sumSeconds,
      scale: LATENCY_SCALE,
      offset: LATENCY_FIRST_BUCKET,
      counts: totals.counts,
    })),
  };
}

function utilizationMetrics(state: ServiceState): OtlpMetric[] {
  return [
    { kind: "gauge", name: "system.cpu.utilization", unit: "1", value: state.cpu },
    { kind: "gauge", name: "system.memory.utilization", unit: "1", value: state.memory },
    { kind: "gauge", name: "system.filesystem.utilization", unit: "1", value: state.disk },
    { kind: "gauge", name: "system.network.utilization", unit: "1", value: state.network },
  ];
}
