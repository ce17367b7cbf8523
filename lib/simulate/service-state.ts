import type { LatencyShape } from "./latency";

/** What a service in a region is doing at an instant. Ratios are 0–1. */
export interface ServiceState {
  readonly requestsPerSecond: number;
  readonly errorRatio: number;
  readonly latency: LatencyShape;
  readonly cpu: number;
  readonly memory: number;
  readonly disk: number;
  readonly network: number;
  readonly servers: number;
  readonly targets: number;
  readonly healthyTargets: number;
  /** null where the service has no database. */
  readonly connections: { readonly used: number; readonly limit: number } | null;
  /** null where the service has no cache. */
  readonly cache: { readonly lookupsPerSecond: number; readonly hitRatio: number } | null;
  /** Its telemetry does not get through. */
  readonly silent: boolean;
}
