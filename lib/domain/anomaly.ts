import type { DeploymentKind } from "./deployment";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./window";

/** Of what anomalies are found: requests per second, the share of them that failed, p99 in ms, and utilisations 0–1. */
export const ANOMALY_METRICS = [
  "requests",
  "error_ratio",
  "latency_p99",
  "cpu",
  "memory",
  "disk",
  "connection_utilization",
] as const;
export type AnomalyMetric = (typeof ANOMALY_METRICS)[number];

export interface AnomalyMetricDefinition {
  readonly unit: "per-second" | "ratio" | "ms";
  /** What it can never be above; null: no such end. Below 0 none can be. */
  readonly upper: number | null;
  /** A smaller distance is never told, however steady the series was: as an amount, and as a share of what is expected. */
  readonly leastReach: number;
  readonly leastShare: number;
}

const UTILISATION: AnomalyMetricDefinition = { unit: "ratio", upper: 1, leastReach: 0.02, leastShare: 0 };
export const ANOMALY_METRIC_DEFINITIONS: Readonly<Record<AnomalyMetric, AnomalyMetricDefinition>> = {
  requests: { unit: "per-second", upper: null, leastReach: 0, leastShare: 0.1 },
  error_ratio: { unit: "ratio", upper: 1, leastReach: 0.005, leastShare: 0 },
  latency_p99: { unit: "ms", upper: null, leastReach: 1, leastShare: 0.1 },
  cpu: UTILISATION,
  memory: UTILISATION,
  disk: UTILISATION,
  connection_utilization: UTILISATION,
};

/** Of what the series are: regions as a whole, or services in regions. */
export const ANOMALY_SCOPES = ["regions", "services"] as const;
export type AnomalyScope = (typeof ANOMALY_SCOPES)[number];

/** Series are made of windows of 5 min. */
export const ANOMALY_STEP_MS = 5 * MINUTE_MS;
/** A band is learned from so much at most. */
export const ANOMALY_LOOK_BACK_MS = 14 * DAY_MS;
/** Changes so long before the start are suspects, and those during the first window. */
export const SUSPECT_BEFORE_MS = HOUR_MS;
export const ANOMALY_KEEP_MS = 40 * DAY_MS;

export interface AnomalySubject {
  readonly metric: AnomalyMetric;
  readonly region: string;
  /** null: the region as a whole. */
  readonly service: string | null;
}

/** Where a value was to be: `expected` ± `reach`. */
export interface UsualRange {
  readonly expected: number;
  readonly reach: number;
}

/** How the same series of other regions moved at the same time. */
export interface SiblingMoves {
  readonly compared: number;
  /** In the same direction, half of what is unusual at least; of what stayed in its own range: those that did so too. */
  readonly alike: number;
}

/** One closed window of a series, beside what was to be expected of it by all that came before. */
export interface WindowReading {
  /** Start of the window, Unix ms. */
  readonly windowMs: number;
  /** null: nothing is known. */
  readonly value: number | null;
  /** By the series' own past; null: too little of it is known. */
  readonly own: UsualRange | null;
  /** Had it moved as its siblings did; null: too few of them are known, or their past is. */
  readonly siblings: UsualRange | null;
  /** Null with fewer than three siblings that could be compared. */
  readonly moves: SiblingMoves | null;
}

/** A window of all regions. */
export interface ReadWindow {
  readonly windowMs: number;
  readonly byRegion: ReadonlyMap<string, WindowReading>;
}

/** By which range an anomaly is one: that of its own past, or the one that its siblings make likely. */
export const ANOMALY_TESTS = ["own", "siblings"] as const;
export type AnomalyTest = (typeof ANOMALY_TESTS)[number];

/** `back`: within its range again. `new-usual`: outside for a day, which is what is usual since. `no-data`: nothing came any more. */
export const ANOMALY_ENDINGS = ["back", "new-usual", "no-data"] as const;
export type AnomalyEnding = (typeof ANOMALY_ENDINGS)[number];

/** A change shortly before an anomaly began, or as it did: suspected, no more. */
export interface Suspect {
  readonly id: string;
  readonly kind: DeploymentKind;
  readonly service: string | null;
  readonly region: string | null;
  readonly version: string | null;
  readonly deployedAtMs: number;
}

/** What is unusual of a series, from its first window outside the range to its last. */
export interface Anomaly extends AnomalySubject {
  readonly id: string;
  /** Start of the first window outside. */
  readonly startedMs: number;
  /** When it was told: it knew the windows that ended until then. */
  readonly openedMs: number;
  /** null: it goes on. */
  readonly endedMs: number | null;
  readonly ending: AnomalyEnding | null;
  readonly direction: "above" | "below";
  readonly against: readonly AnomalyTest[];
  /** Half the width of the range; it stays as it was when the anomaly began, as what is unusual must not become usual by itself. */
  readonly reach: number;
  /** The window farthest outside so far: what was there, what was to be expected, in how many reaches it was away. */
  readonly farthestMs: number;
  readonly observed: number;
  readonly expected: number;
  readonly distance: number;
  readonly moves: SiblingMoves | null;
  /** Newest first. */
  readonly suspects: readonly Suspect[];
  /** Of a service: the anomaly of its region that it began with, and is a part of; null: it stands by itself. */
  readonly causeId: string | null;
  /** End of the newest window that it was judged by. */
  readonly judgedMs: number;
  /** End of the newest window outside. */
  readonly outsideUntilMs: number;
  /** Windows in a row that were within the range; and those of which nothing is known. */
  readonly calmWindows: number;
  readonly silentWindows: number;
  readonly demo: boolean;
}

/** As it is shown: with the services whose same series began to be unusual with it. */
export interface ListedAnomaly extends Anomaly {
  readonly parts: readonly { readonly id: string; readonly service: string }[];
}

/** The range of an anomaly's farthest window, within what the metric can be. */
export function anomalyRange({ metric, expected, reach }: Pick<Anomaly, "metric" | "expected" | "reach">): {
  readonly lower: number;
  readonly upper: number;
} {
  const { upper } = ANOMALY_METRIC_DEFINITIONS[metric];
  return {
    lower: Math.max(0, expected - reach),
    upper: Math.min(upper ?? Infinity, expected + reach),
  };
}

/** Learns the usual of one metric in all regions, window by window. */
export interface AnomalyWatch {
  /** The next window: the known values by region. Regions that were never seen before begin with it. */
  next(windowMs: number, values: ReadonlyMap<string, number>): ReadonlyMap<string, WindowReading>;
  /** How many more known windows each region needs before it is judged; 0: it is. */
  needs(): ReadonlyMap<string, number>;
}
