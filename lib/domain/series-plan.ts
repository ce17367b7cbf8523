import type { MetricName } from "./metric";

/**
 * How the samples of one series fold into one canonical metric.
 * - `increase`: x is the counter's increase since the sample before; sum += x·sumFactor, count += x·weightFactor, or 1
 *   where weightFactor is null.
 * - `sample`: x is the value; sum += x·sumFactor, count += x·weightFactor, or 1 where weightFactor is null.
 * - `duration`: x is the value times the seconds since the sample before; as `sample`.
 * - `total`: the newest value·sumFactor of every live series is summed at the end of each window.
 * - `presence`: like `total`, with 1 in place of the value: counts live series.
 * - `bucket`: one `le` bucket of a classic histogram; `le` in the sender's unit.
 * - `histogram-sum`, `histogram-count`: the `_sum` and `_count` series of a classic histogram.
 * - `histogram`: a histogram point of OTLP.
 * - `histogram-count-of`: the number of values of a histogram point, as a counter's increase.
 */
export type FoldMode =
  | "increase"
  | "sample"
  | "duration"
  | "total"
  | "presence"
  | "bucket"
  | "histogram-sum"
  | "histogram-count"
  | "histogram"
  | "histogram-count-of";

export interface FoldTarget {
  readonly metric: MetricName;
  readonly mode: FoldMode;
  /** Multiplies the value (unit conversion; 0 makes a known zero; -1 subtracts). */
  readonly sumFactor: number;
  /** null: an observation counts 1. A number: it counts value·weightFactor (weighted means such as bytes used ÷ bytes). */
  readonly weightFactor: number | null;
  /** Only used while no explicit series of the same metric exists for the same region and service. */
  readonly fallback: boolean;
  /** Upper bound of a `bucket`, in the metric's unit; null otherwise. Infinity for the last. */
  readonly le: number | null;
  /** Identity of the histogram that a `bucket` belongs to: its labels without `le`; null otherwise. */
  readonly group: string | null;
}

export type SeriesPlan =
  | {
      readonly kind: "mapped";
      readonly region: string;
      readonly service: string | null;
      readonly targets: readonly FoldTarget[];
    }
  | { readonly kind: "unmapped"; readonly reason: UnmappedReason };

/** `scope-refused`: a changed rule gives a known series a region or service that may not be one, or is one too many. */
export type UnmappedReason = "no-rule" | "no-region" | "scope-refused";

/** A name of its own, or the first of these labels that a series has. */
export type ScopeSource = { readonly fixed: string } | { readonly labels: readonly string[] };

/** A rule of the mapping, as held in the database. */
export interface MappingRule {
  readonly key: string;
  /** Lower goes first; every rule of the first matching priority applies. */
  readonly priority: number;
  readonly match: {
    /** Exactly one of them. `name` is the Prometheus or OTel metric name, as sent. */
    readonly name?: string;
    readonly namePattern?: string;
    /**
     * Label → anchored regular expression; a missing label is the empty string. `a|b|c` as the label: the first of them
     * that the series has.
     */
    readonly labels?: Readonly<Record<string, string>>;
    /** Instrument kinds the rule is for; absent = any. */
    readonly instruments?: readonly ("untyped" | "gauge" | "counter" | "histogram")[];
    /**
     * Prometheus' `job` names the service where no service label does. For what applications say of themselves; the job
     * of a machine's exporter is no service.
     */
    readonly serviceFromJob?: boolean;
  };
  readonly targets: readonly Omit<FoldTarget, "le" | "group">[];
  /** Where region and service come from; what is absent is as the installation's `MappingScope` says. */
  readonly scope?: { readonly region?: ScopeSource; readonly service?: ScopeSource };
}

/** Which labels name the region and the service, first present wins. */
export interface MappingScope {
  readonly regionLabels: readonly string[];
  readonly serviceLabels: readonly string[];
}

/** All that says what becomes of a series: the enabled rules in their order, and the installation's labels. */
export interface MappingSet {
  readonly rules: readonly MappingRule[];
  readonly scope: MappingScope;
}
