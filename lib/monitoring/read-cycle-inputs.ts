import type { Stores } from "@/lib/context";
import { BURN_SPANS_MS } from "@/lib/domain/burn-rate";
import { METRIC_NAMES } from "@/lib/domain/metric";
import { DEFAULT_OBJECTIVES, type Objective } from "@/lib/domain/objective";
import { isOfPresent, whyNotAssessed } from "@/lib/domain/open-prediction";
import { scopeKey, type RollupRow, type SignalRow } from "@/lib/domain/rollup-row";
import { DAY_MS, HOUR_MS, TIERS } from "@/lib/domain/window";
import { COMPARED_METRICS, COMPARED_WINDOW_MS, lastWeekWindowMs } from "@/lib/pipeline/aggregate/last-week";
import { isFresh, LONGEST_PRESENT_MS } from "@/lib/pipeline/aggregate/present-window";
import { coverWindows } from "@/lib/pipeline/aggregate/rollup-ladder";
import { lookBackMs } from "@/lib/pipeline/aggregate/scope-present";
import type { EarlierStatus } from "@/lib/pipeline/aggregate/status-since";
import { trafficHours } from "@/lib/pipeline/aggregate/usual-traffic";
import { readRequestSpans } from "@/lib/pipeline/store/request-spans";
import type { RollupReadStore, RollupScope } from "@/lib/pipeline/store/rollup-read-store";
import type { SnapshotStore } from "@/lib/pipeline/store/snapshot-store";
import { readBusinessInputs } from "./read-business-inputs";
import { WORLD, type ByScope, type CycleInputs } from "./cycle-inputs";

const [FINEST] = TIERS;
const HOURLY = TIERS.find((tier) => tier.windowMs === HOUR_MS)!;
const COMPARED_TIER = TIERS.find((tier) => tier.windowMs === COMPARED_WINDOW_MS)!;
const PRODUCTION = "production";
/** Troubles that began longer ago are told without a change. */
const CHANGES_MS = DAY_MS;
const MOST_CHANGES = 500;
const WINDOWED = METRIC_NAMES.filter((name) => name !== "latency");

/** Reads what a cycle for the windows up to `asOfMs` needs. Its cost follows the signals, not the servers behind them. */
export async function readCycleInputs(stores: Stores, asOfMs: number): Promise<CycleInputs> {
  const { rollups } = stores;
  // One after the other: these two share the caller's transaction, which has one connection.
  const catalogRegions = await stores.catalog.regions();
  const catalogServices = await stores.catalog.services();
  const deployments = await stores.deployments.list({
    ...{ environment: PRODUCTION, fromMs: asOfMs - CHANGES_MS, toMs: asOfMs, limit: MOST_CHANGES },
  });
  const objectives = await stores.objectives.all();
  const signals = await rollups.signals();
  const before = await earlierStatuses(stores.snapshots);
  const business = await readBusinessInputs(stores, signals, asOfMs);
  const open = await stores.predictions.openNow();
  const predictions = open.predictions.filter((prediction) => isOfPresent(prediction, asOfMs));
  const { incidents, unreadable } = await stores.openIncidents.now();
  const assessed = whyNotAssessed(await stores.predictionRuns.latest(), asOfMs) === null;
  const [windows, latencies, hours, spans, lastWeek, firstRequestMs] = await Promise.all([
    byScope((scope) => presentWindows(rollups, signals, scope, asOfMs)),
    byScope((scope) => recentLatencies(rollups, scope, asOfMs)),
    byScope((scope) => requestHours(rollups, scope, asOfMs)),
    requestSpans(rollups, objectives, asOfMs),
    lastWeekWindows(rollups, asOfMs),
    rollups.oldestWindowMs("requests"),
  ]);
  return {
    ...{ asOfMs, catalogRegions, catalogServices, deployments, signals, objectives, before },
    ...{ windows, latencies, hours, spans, lastWeek, firstRequestMs, business },
    ...{ predictions, incidents, unreadable: [...open.unreadable, ...unreadable], assessed },
  };
}

/** What the newest cycle said; the one that is being made is not stored yet. */
async function earlierStatuses(snapshots: SnapshotStore): Promise<ReadonlyMap<string, EarlierStatus>> {
  const world = await snapshots.latestGlobal();
  const regions = (await snapshots.latestRegions()) ?? [];
  const services = (await snapshots.latestServices(null)) ?? [];
  const totals = (await snapshots.latestServiceTotals()) ?? [];
  return new Map<string, EarlierStatus>([
    ...(world === null ? [] : [[WORLD, world] as const]),
    ...regions.map((row) => [scopeKey(row.region, null), row] as const),
    ...services.map((row) => [scopeKey(row.region, row.service), row] as const),
    ...totals.map((row) => [scopeKey(null, row.service), row] as const),
  ]);
}

function lastWeekWindows(rollups: RollupReadStore, asOfMs: number): Promise<RollupRow[]> {
  const fromMs = lastWeekWindowMs(asOfMs);
  const toMs = fromMs + COMPARED_WINDOW_MS;
  return rollups.windows({ metrics: COMPARED_METRICS, tier: COMPARED_TIER, fromMs, toMs, scope: "regions" });
}

async function byScope<T>(read: (scope: RollupScope) => Promise<T[]>): Promise<ByScope<T>> {
  const [regions, services] = await Promise.all([read("regions"), read("services")]);
  return { regions, services };
}

function presentWindows(
  rollups: RollupReadStore,
  signals: readonly SignalRow[],
  scope: RollupScope,
  asOfMs: number,
): Promise<RollupRow[]> {
  const live = signals.filter((signal) => isFresh(signal.newestSampleMs, signal.intervalMs, asOfMs));
  if (live.length === 0) return Promise.resolve([]);
  const fromMs = asOfMs - lookBackMs(live);
  return rollups.windows({ metrics: WINDOWED, tier: FINEST, fromMs, toMs: asOfMs, scope });
}

async function recentLatencies(
  rollups: RollupReadStore,
  scope: RollupScope,
  asOfMs: number,
): Promise<RollupRow[]> {
  const pieces = coverWindows(asOfMs - LONGEST_PRESENT_MS, asOfMs, { nowMs: asOfMs });
  const rows = await Promise.all(
    pieces.map((piece) => rollups.windows({ metrics: ["latency"], scope, ...piece })),
  );
  return rows.flat();
}

async function requestHours(
  rollups: RollupReadStore,
  scope: RollupScope,
  asOfMs: number,
): Promise<RollupRow[]> {
  const { lastWeekMs, fromMs } = trafficHours(asOfMs);
  const read = (from: number, to: number) =>
    rollups.windows({ metrics: ["requests"], tier: HOURLY, fromMs: from, toMs: to, scope });
  return (await Promise.all([read(lastWeekMs, lastWeekMs + HOUR_MS), read(fromMs, asOfMs)])).flat();
}

function requestSpans(rollups: RollupReadStore, objectives: readonly Objective[], asOfMs: number) {
  const windowsMs = [...DEFAULT_OBJECTIVES, ...objectives]
    .filter((objective) => objective.kind === "availability")
    .map((objective) => objective.windowDays * DAY_MS);
  return readRequestSpans(rollups, [...BURN_SPANS_MS, ...windowsMs], asOfMs);
}
