import type { RegionTotals } from "./fleet";
import type { FleetWorld } from "./fleet-world";
import { LATENCY_FIRST_BUCKET, LATENCY_SCALE, type LatencyTotals } from "./latency";
import type { OtlpMetric, OtlpResource } from "./otlp-request";
import { satisfaction } from "./business";
import { activeUsers, regionStates } from "./region-state";
import type { ServiceState } from "./service-state";
import type { RemoteWriteSeries } from "./remote-write-request";
import { SIMULATED_SERVICES, type SimulatedService } from "./world";

/**
 * What each region's agents report, pre-aggregated by (region, service) as a recording rule or a Collector would:
 * traffic, caches, users, servers, targets and connections as Prometheus series; latency and utilisation by OTLP.
 */

const ANSWERED_CODE = 200;
const FAILED_CODE = 500;
const ENVIRONMENT = "production";

/** pre-aggregated: all of it. one-by-one: without what each server reports itself (instances.ts). */
export type Reporting = "pre-aggregated" | "one-by-one";

/** A region's Prometheus series at `totals.asOfMs`: counters since its start and gauges of the moment. */
export function prometheusSeries(
  world: FleetWorld,
  totals: RegionTotals,
  reporting: Reporting = "pre-aggregated",
): RemoteWriteSeries[] {
  const { region, asOfMs } = totals;
  const states = regionStates(world, region, asOfMs);
  const labels = { region: region.name };
  return [
    { name: "active_users", labels, value: activeUsers(world, region, asOfMs) },
    { name: "orders_total", labels, value: totals.orders },
    { name: "revenue_total", labels, value: totals.revenue },
    {
      name: "customer_satisfaction_ratio",
      labels,
      value: satisfaction(world.seed, region, states, asOfMs),
    },
    ...SIMULATED_SERVICES.flatMap((service) => [
      ...(reporting === "pre-aggregated" ? serverSeries(totals, service, states[service.index]) : []),
      ...serviceSeries(totals, service, states[service.index]),
    ]),
  ];
}

function serverSeries(
  totals: RegionTotals,
  service: SimulatedService,
  state: ServiceState,
): RemoteWriteSeries[] {
  const { answered, failed } = totals.services[service.index];
  const labels = { region: totals.region.name, service: service.name };
  const requests = (code: number, value: number) => ({
    name: "http_requests_total",
    labels: { ...labels, code: `${code}` },
    value,
  });
  return [
    requests(ANSWERED_CODE, answered.count),
    requests(FAILED_CODE, failed.count),
    { name: "server_count", labels, value: state.servers },
  ];
}

function serviceSeries(
  totals: RegionTotals,
  service: SimulatedService,
  state: ServiceState,
): RemoteWriteSeries[] {
  const counters = totals.services[service.index];
  const labels = { region: totals.region.name, service: service.name };
  const series: RemoteWriteSeries[] = [
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
export function otlpResources(
  world: FleetWorld,
  totals: RegionTotals,
  reporting: Reporting = "pre-aggregated",
): OtlpResource[] {
  const states = regionStates(world, totals.region, totals.asOfMs);
  return SIMULATED_SERVICES.map((service) => {
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
        ...(reporting === "pre-aggregated"
          ? utilizationMetrics(states[service.index])
          : [networkMetric(states[service.index])]),
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
    networkMetric(state),
  ];
}

function networkMetric(state: ServiceState): OtlpMetric {
  return { kind: "gauge", name: "system.network.utilization", unit: "1", value: state.network };
}
