import { DAY_MS } from "./window";

export const OBJECTIVE_KINDS = ["availability", "latency-p99", "latency-p95", "error-ratio"] as const;
export type ObjectiveKind = (typeof OBJECTIVE_KINDS)[number];

/** The windows that an error budget may be over: each one costs a sum over all scopes in every cycle. */
export const OBJECTIVE_WINDOW_DAYS = [7, 14, 28, 30, 60, 90] as const;

/** What was promised. `target`: availability and error ratio 0–1, latency in ms. */
export interface Objective {
  readonly kind: ObjectiveKind;
  /** null: every region without an objective of its own. */
  readonly region: string | null;
  readonly service: string | null;
  readonly target: number;
  readonly windowDays: number;
  readonly builtIn: boolean;
}

/** One that is kept. */
export interface StoredObjective extends Objective {
  readonly id: string;
  /** Counts changes. */
  readonly version: number;
}

/** Seeded, so that a status exists before anybody sets an objective. */
export const DEFAULT_OBJECTIVES: readonly Objective[] = (
  [
    ["availability", 0.9999],
    ["latency-p99", 150],
    ["latency-p95", 85],
    ["error-ratio", 0.001],
  ] as const
).map(([kind, target]) => ({ kind, target, region: null, service: null, windowDays: 30, builtIn: true }));

/** The objectives that hold for one scope. */
export interface ScopeObjectives {
  readonly availabilityRatio: number;
  readonly availabilityWindowMs: number;
  readonly latencyP99Ms: number;
  readonly latencyP95Ms: number;
  readonly errorRatio: number;
}

/**
 * The share of requests that should be good, which leaves the rest as the error budget. Of a percentile it is the
 * percentile itself: "p99 ≤ 150 ms" is "99 % of requests within 150 ms". (SRE Workbook, ch. 2)
 */
export function goodRatioOf({ kind, target }: Pick<Objective, "kind" | "target">): number {
  switch (kind) {
    case "availability":
      return target;
    case "error-ratio":
      return 1 - target;
    case "latency-p99":
      return 0.99;
    case "latency-p95":
      return 0.95;
    default:
      return kind satisfies never;
  }
}

const NAMES_SERVICE = 2;
const NAMES_REGION = 1;
/** Breaks a tie with a built-in one of the same scope. */
const SET_BY_HAND = 0.5;

/**
 * The most specific objective of a kind for (region, service): one that names both goes before one that names the
 * service, then the region, then neither. For the world pass null, null. Falls back to the built-in default.
 */
export function objectiveFor(
  objectives: readonly Objective[],
  kind: ObjectiveKind,
  region: string | null,
  service: string | null,
): Objective {
  const fits = (named: string | null, actual: string | null) => named === null || named === actual;
  const weight = (o: Objective) =>
    (o.service ? NAMES_SERVICE : 0) + (o.region ? NAMES_REGION : 0) + (o.builtIn ? 0 : SET_BY_HAND);
  const candidates = [...DEFAULT_OBJECTIVES, ...objectives].filter(
    (o) => o.kind === kind && fits(o.region, region) && fits(o.service, service),
  );
  return candidates.reduce((best, o) => (weight(o) >= weight(best) ? o : best));
}

export function objectivesFor(
  objectives: readonly Objective[],
  region: string | null,
  service: string | null,
): ScopeObjectives {
  const availability = objectiveFor(objectives, "availability", region, service);
  return {
    availabilityRatio: availability.target,
    availabilityWindowMs: availability.windowDays * DAY_MS,
    latencyP99Ms: objectiveFor(objectives, "latency-p99", region, service).target,
    latencyP95Ms: objectiveFor(objectives, "latency-p95", region, service).target,
    errorRatio: objectiveFor(objectives, "error-ratio", region, service).target,
  };
}
