import type { MetricName } from "./metric";

/** One roll-up: a (metric, region, service) over one window of a tier. `service` null = the region as a whole. */
export interface RollupRow {
  readonly metric: MetricName;
  readonly region: string;
  readonly service: string | null;
  /** Start of the window, Unix ms. */
  readonly windowMs: number;
  readonly count: number;
  readonly sum: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly last: number | null;
  /** Encoded histogram, only of a distribution. */
  readonly histogram: Uint8Array | null;
}

/** Count and sum of a (metric, region, service) over a whole span. */
export interface RollupSum {
  readonly metric: MetricName;
  readonly region: string;
  readonly service: string | null;
  readonly count: number;
  readonly sum: number;
}

/** What the ingester learned of a (metric, region, service). */
export interface SignalRow {
  readonly metric: MetricName;
  readonly region: string;
  /** null: samples that name no service. */
  readonly service: string | null;
  /** How often it is sent; null before its second sample. */
  readonly intervalMs: number | null;
  readonly newestSampleMs: number;
  /** Its newest sample came with a key marked as demo. */
  readonly demo: boolean;
}

/** Consecutive windows of one metric of a region, packed; see lib/pipeline/aggregate/rollup-block.ts. */
export interface PackedBlock {
  readonly region: string;
  readonly tierMs: number;
  /** Start of its first window, Unix ms. */
  readonly blockMs: number;
  readonly payload: Uint8Array;
}

/** A key for maps over (region, service), `region` null: over all of them; no name can forge another pair's key. */
export function scopeKey(region: string | null, service: string | null): string {
  return JSON.stringify([region, service]);
}
