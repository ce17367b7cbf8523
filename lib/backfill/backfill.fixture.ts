import http from "node:http";
import type { AddressInfo } from "node:net";
import { runMigrations } from "graphile-worker";
import { startBackfill, type StartBackfillInput } from "./start-backfill";
import type { ChunkResult } from "./run-backfill-chunk";
import { createBackfillRunner, startBackfillTools } from "@/lib/compose/backfill";
import { bindCtx, systemActor } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import type { Backfill, BackfillSource } from "@/lib/domain/backfill";
import { metricDefinition, type MetricName } from "@/lib/domain/metric";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { BUILT_IN_RULES } from "@/lib/pipeline/ingest/mapping/built-in-rules";

export const BACKFILL_ENV = { authSecret: "s".repeat(40), outgoingAllow: "127.0.0.1" };

export interface BackfillFixture {
  readonly test: TestDatabase;
  readonly database: Database;
  readonly ctx: Ctx;
  chunk(): Promise<ChunkResult>;
  start(input: Partial<StartBackfillInput> & { source: BackfillSource }): Promise<Backfill>;
  /** Chunks until nothing is open; then the import as it stands. */
  finish(id: string): Promise<Backfill>;
  close(): Promise<void>;
}

export async function createBackfillFixture(nowMs: number): Promise<BackfillFixture> {
  const test = await createTestDatabase();
  await runMigrations({ connectionString: test.url });
  const database = createDatabase(test.url);
  const clock = { nowMs: () => nowMs };
  const ctx = bindCtx({ database, actor: systemActor("test"), clock, demo: true });
  await ctx.mapping.ensureBuiltIn(BUILT_IN_RULES);
  const chunk = createBackfillRunner(ctx, database, BACKFILL_ENV);
  return {
    ...{ test, database, ctx, chunk },
    start: (input) => {
      const rest = { name: null, headers: {}, fromMs: null, toMs: null, stepMs: null };
      return startBackfill(ctx, { ...rest, ...input }, startBackfillTools(BACKFILL_ENV));
    },
    async finish(id) {
      while ((await chunk()).kind !== "idle");
      return (await ctx.backfills.find(id))!;
    },
    async close() {
      await closeDatabase(database);
      await test.drop();
    },
  };
}

export interface StoredRow {
  readonly region: string;
  readonly service: string | null;
  readonly window_ms: number;
  readonly count: number;
  readonly sum: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly histogram: Buffer | null;
}

/** Every stored row of a metric in a tier, by scope and time. */
export async function storedRows(
  test: TestDatabase,
  metric: MetricName,
  tierMs: number,
): Promise<StoredRow[]> {
  const { rows } = await test.pool.query<StoredRow>(
    `select g.code as region, s.name as service, r.window_ms::float8 as window_ms, r.count, r.sum, r.min, r.max, r.histogram
     from rollup r join region g on g.id = r.region_id left join service s on s.id = r.service_id
     where r.metric = $1 and r.tier_ms = $2 order by region, service nulls first, window_ms`,
    [metricDefinition(metric).code, tierMs],
  );
  return rows;
}

export function sumOf(rows: readonly StoredRow[], of: "sum" | "count" = "sum"): number {
  return rows.reduce((sum, row) => sum + row[of], 0);
}

export interface FakeSeries {
  readonly labels: Readonly<Record<string, string>>;
  valueAt(timeMs: number): number | null;
}

export interface FakeEngine {
  readonly url: string;
  /** Every range query so far. */
  readonly asked: { query: string; start: number; end: number; step: number; tenant: string | undefined }[];
  /** Answers 503 while true. */
  down: boolean;
  close(): Promise<void>;
}

/** A query_range endpoint that answers by the expression's text. */
export async function startFakeEngine(
  answers: (query: string) => readonly FakeSeries[],
): Promise<FakeEngine> {
  const asked: FakeEngine["asked"] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const [query, start, end, step] = [
      form.get("query")!,
      ...["start", "end", "step"].map((name) => Number(form.get(name))),
    ] as [string, number, number, number];
    asked.push({ query, start, end, step, tenant: request.headers["x-scope-orgid"] as string | undefined });
    if (engine.down) return void response.writeHead(503).end("away");
    const result = answers(query).map(({ labels, valueAt }) => {
      const values: [number, string][] = [];
      for (let at = start; at <= end; at += step) {
        const value = valueAt(at * 1_000);
        if (value !== null) values.push([at, String(value)]);
      }
      return { metric: labels, values };
    });
    response.end(JSON.stringify({ status: "success", data: { resultType: "matrix", result } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const engine: FakeEngine = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    down: false,
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
  return engine;
}

export function engineSource(
  url: string,
  expressions: Extract<BackfillSource, { kind: "engine" }>["expressions"],
): BackfillSource {
  return {
    kind: "engine",
    url,
    expressions,
    regionLabel: "region",
    serviceLabel: "service",
    latencyUnit: "s",
  };
}
