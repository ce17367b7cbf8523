import type { CatalogRegion, CatalogService } from "@/lib/domain/catalog";
import type { Deployment } from "@/lib/domain/deployment";
import type { Objective } from "@/lib/domain/objective";
import type { OpenIncident } from "@/lib/domain/open-incident";
import type { Prediction } from "@/lib/domain/prediction";
import type { EarlierStatus } from "@/lib/pipeline/aggregate/status-since";
import type { BusinessInputs } from "@/lib/pipeline/aggregate/business/business-inputs";
import type { RollupRow, RollupSum, SignalRow } from "@/lib/domain/rollup-row";

/** The key of the world among scopes. */
export const WORLD = "world";

/** Rows of whole regions and of services in regions. */
export interface ByScope<T> {
  readonly regions: readonly T[];
  readonly services: readonly T[];
}

/** Everything a cycle computes its snapshot from. */
export interface CycleInputs {
  /** End of the newest window the figures contain. */
  readonly asOfMs: number;
  /** Every region and service ever seen. */
  readonly catalogRegions: readonly CatalogRegion[];
  readonly catalogServices: readonly CatalogService[];
  /** Changes of production lately, newest first. */
  readonly deployments: readonly Deployment[];
  readonly signals: readonly SignalRow[];
  readonly objectives: readonly Objective[];
  /** 10 s roll-ups of the present, without latencies. */
  readonly windows: ByScope<RollupRow>;
  /** Latencies of the last 5 min, at any tier. */
  readonly latencies: ByScope<RollupRow>;
  /** 1 h roll-ups of requests. */
  readonly hours: ByScope<RollupRow>;
  /** Requests and errors by the length of a span that ends at `asOfMs`. */
  readonly spans: ReadonlyMap<number, ByScope<RollupSum>>;
  /** The 5 min window of the same time last week, whole regions. */
  readonly lastWeek: readonly RollupRow[];
  /** What the newest cycle said of each scope, by scopeKey or WORLD. */
  readonly before: ReadonlyMap<string, EarlierStatus>;
  /** Start of the oldest window with requests; null where there never were any. */
  readonly firstRequestMs: number | null;
  readonly business: BusinessInputs;
  /** What is open now and still of the present, parts of causes too. */
  readonly predictions: readonly Prediction[];
  /** Not resolved. */
  readonly incidents: readonly OpenIncident[];
  /** The ids of open predictions and incidents that could not be read: the cycle goes on without them. */
  readonly unreadable: readonly string[];
  /** Whether something could be predicted lately: else no prediction is no good news. */
  readonly assessed: boolean;
}
