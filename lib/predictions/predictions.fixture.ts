import { randomUUID } from "node:crypto";
import { runMigrations } from "graphile-worker";
import type pg from "pg";
import { bindCtx, systemActor } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import { metricDefinition, type MetricName } from "@/lib/domain/metric";
import type { CrossingModel } from "@/lib/domain/prediction";
import { closedAt } from "@/lib/domain/regular-series";
import { DAY_MS, HOUR_MS, TIERS } from "@/lib/domain/window";
import { blockStart, emptyBlock, writeSlot } from "@/lib/pipeline/aggregate/rollup-block";
import { createPartitionStore } from "@/lib/pipeline/store/partition-store";
import type { Actor } from "@/lib/platform/actor";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { insertRollups, insertSignals, regionId } from "@/lib/testing/insert-rollups";
import { latencyHistogram } from "@/lib/testing/latency-histogram";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { assessPredictions } from "./assess-predictions";
import type { PredictionModel } from "./prediction-tools";

export const STEP_MS = 300_000;
const FINE_TIER = TIERS.find(({ name }) => name === "5m")!;

/** A model that can be worked out by hand: the newest value ÷ the threshold, for an hour and more ahead. */
export const plainCrossing: CrossingModel = ({ series: whole, threshold }) => {
  return (nowMs, horizonsMs) => {
    const { values } = closedAt(whole, nowMs);
    if (values.length < 6) return { kind: "insufficient-history", haveSteps: values.length, needSteps: 6 };
    const newest = values[values.length - 1]!;
    const probability = Math.max(0, Math.min(1, newest / threshold));
    const medianMs = Math.round(nowMs + (threshold - newest) * DAY_MS);
    return {
      kind: "probabilities",
      probabilities: horizonsMs.map((horizonMs) => ({
        horizonMs,
        probability: horizonMs >= HOUR_MS ? probability : 0,
      })),
      explain: () => ({
        crossing: { medianMs, fromMs: nowMs, toMs: medianMs + HOUR_MS },
        contributions: [{ signal: "level", effect: newest }],
      }),
    };
  };
};

export function plainModel(crossing: CrossingModel = plainCrossing): PredictionModel {
  return {
    crossing,
    fitCalibration: () => (_kind, _horizonMs, raw) => raw,
    elapsedMs: () => performance.now(),
    newId: () => randomUUID(),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

export interface ServiceWindows {
  readonly metric: MetricName;
  readonly region: string;
  readonly service: string | null;
  readonly requests?: number;
}

export interface PredictionFixture {
  readonly test: TestDatabase;
  readonly database: Database;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly ctx: Ctx;
  as(actor: Actor): Ctx;
  /** Stores windows of 5 min of a region's gauge, from `fromMs` on; null: a gap. */
  store(
    metric: MetricName,
    region: string,
    fromMs: number,
    values: readonly (number | null)[],
  ): Promise<void>;
  /** Stores windows of 5 min of a service's gauge, or of a latency that all its `requests` have. */
  storeService(of: ServiceWindows, fromMs: number, values: readonly (number | null)[]): Promise<void>;
  rows<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function createPredictionFixture(nowMs: number): Promise<PredictionFixture> {
  const test = await createTestDatabase();
  await runMigrations({ connectionString: test.url });
  const database = createDatabase(test.url);
  const clock = fixedClock(nowMs);
  const as = (actor: Actor) => bindCtx({ database, actor, clock, demo: false });
  const ctx = as(systemActor("test"));
  await ctx.predictionRules.ensureDefaults();
  return {
    ...{ test, database, clock, ctx, as },
    async store(metric, region, fromMs, values) {
      await storeWindows(test.pool, metric, region, fromMs, values);
      const newestSampleMs = fromMs + values.length * STEP_MS - 1_000;
      await insertSignals(test.pool, [{ metric, region, newestSampleMs }]);
    },
    async storeService({ metric, region, service, requests = 200 }, fromMs, values) {
      const rows = values.flatMap((value, at) => {
        if (value === null) return [];
        const of = { metric, region, service, windowMs: fromMs + at * STEP_MS };
        if (metric !== "latency") return [{ ...of, count: 1, sum: value }];
        const histogram = latencyHistogram({ [value]: requests });
        return [{ ...of, count: requests, sum: requests * value, histogram }];
      });
      await insertRollups(test.pool, rows, [FINE_TIER]);
      const newestSampleMs = fromMs + values.length * STEP_MS - 1_000;
      await insertSignals(test.pool, [{ metric, region, service, newestSampleMs }]);
    },
    rows: async <Row>(sql: string, values: unknown[] = []) =>
      (await test.pool.query(sql, values)).rows as Row[],
    async close() {
      await closeDatabase(database);
      await test.drop();
    },
  };
}

/** Packed blocks, as the flush writes them, and the roll-ups that they are made of. */
async function storeWindows(
  pool: pg.Pool,
  metric: MetricName,
  region: string,
  fromMs: number,
  values: readonly (number | null)[],
): Promise<void> {
  const key = [STEP_MS, metricDefinition(metric).code, await regionId(pool, region)];
  const starts = values.map((_, at) => fromMs + at * STEP_MS);
  const partitions = createPartitionStore(pool);
  await partitions.ensure("rollup", FINE_TIER, starts);
  await partitions.ensure(
    "rollup_block",
    FINE_TIER,
    starts.map((startMs) => blockStart(startMs, STEP_MS)),
  );
  const blocks = new Map<number, Buffer>();
  for (const { block_ms, payload } of (
    await pool.query(
      "select block_ms, payload from rollup_block where tier_ms = $1 and metric = $2 and region_id = $3",
      key,
    )
  ).rows as { block_ms: string; payload: Buffer }[])
    blocks.set(Number(block_ms), payload);
  for (const [at, value] of values.entries()) {
    if (value === null) continue;
    const blockMs = blockStart(starts[at]!, STEP_MS);
    const block = blocks.get(blockMs) ?? emptyBlock();
    blocks.set(blockMs, block);
    const figures = {
      count: 1,
      sum: value,
      min: value,
      max: value,
      last: value,
      p50: null,
      p95: null,
      p99: value,
    };
    writeSlot(block, (starts[at]! - blockMs) / STEP_MS, figures);
  }
  for (const [blockMs, payload] of blocks)
    await pool.query(
      `insert into rollup_block values ($1, $2, $3, $4, $5)
       on conflict (tier_ms, metric, region_id, block_ms) do update set payload = excluded.payload`,
      [...key, blockMs, payload],
    );
  await pool.query(
    `insert into rollup (tier_ms, metric, region_id, service_id, window_ms, count, sum)
     select $1, $2, $3, 0, w, 1, v from unnest($4::bigint[], $5::float8[]) u(w, v) where v is not null on conflict do nothing`,
    [...key, starts, [...values]],
  );
}

/** Runs the engine as the worker does, a few seconds after each window. */
export async function assessEach(
  { clock, ctx }: PredictionFixture,
  model: PredictionModel,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<void> {
  for (let nowMs = fromMs; nowMs <= toMs; nowMs += STEP_MS) {
    clock.set(nowMs + 15_000);
    await assessPredictions(ctx, model, { asOfMs: nowMs + 10_000 });
  }
}

export const flat = (value: number, windows: number): number[] =>
  Array.from({ length: windows }, () => value);
