import path from "node:path";
import { runBackfillChunk, type BackfillTools, type ChunkResult } from "@/lib/backfill/run-backfill-chunk";
import type { StartBackfillInput, StartBackfillTools } from "@/lib/backfill/start-backfill";
import type { Ctx } from "@/lib/context";
import type { StartBackfillRequest } from "@/lib/contracts/backfill";
import type { Database } from "@/lib/db/client";
import type { SourceExpressions } from "@/lib/domain/source-expressions";
import { SECOND_MS } from "@/lib/domain/window";
import { compileMapping } from "@/lib/pipeline/ingest/mapping/compile-mapping";
import { createHistoryWriteStore } from "@/lib/pipeline/store/history-write-store";
import { createPartitionStore } from "@/lib/pipeline/store/partition-store";
import type { Env } from "@/lib/platform/env";
import { createOutgoingGuard } from "@/lib/platform/outgoing-guard";
import { createPrometheusQueries } from "@/lib/platform/prometheus-query";
import { createSecretBox, type SecretBox } from "@/lib/platform/secret-box";

type BackfillEnv = Pick<Env, "authSecret" | "outgoingAllow">;

/** The demo's own history is served on this machine; only the launcher makes such imports. */
const DEMO_ENGINE = "127.0.0.1";

function backfillBox({ authSecret }: BackfillEnv): SecretBox {
  return createSecretBox(authSecret, "backfill-headers");
}

/** What starting an import needs of its process. */
export function startBackfillTools(env: BackfillEnv): StartBackfillTools {
  const guard = createOutgoingGuard(env.outgoingAllow);
  return { box: backfillBox(env), checkUrl: (url) => guard.checkUrl(url) };
}

/** Files that the API may import lie here. */
export function importFolder({ dataDir }: Pick<Env, "dataDir">): string {
  return path.resolve(dataDir, "imports");
}

/** Runs chunks of imports; made once a process. */
export function createBackfillRunner(
  ctx: Ctx,
  database: Database,
  env: BackfillEnv,
): () => Promise<ChunkResult> {
  const queries = createPrometheusQueries(createOutgoingGuard(env.outgoingAllow));
  const demoQueries = createPrometheusQueries(createOutgoingGuard(DEMO_ENGINE));
  const tools: BackfillTools = {
    history: createHistoryWriteStore(database.pool, createPartitionStore(database.pool)),
    box: backfillBox(env),
    mapping: async () => compileMapping(await ctx.mapping.activeRules(), await ctx.mapping.scope()),
    queriesFor: (backfill) => (backfill.demo ? demoQueries : queries),
    elapsedMs: () => performance.now(),
    ahead: { next: null },
  };
  return () => runBackfillChunk(ctx, tools);
}

/** A request of the API as the verb takes it. */
export function backfillInput(body: StartBackfillRequest, env: Pick<Env, "dataDir">): StartBackfillInput {
  const name = body.name ?? null;
  if (body.kind === "file") {
    const source = { kind: "file" as const, path: path.join(importFolder(env), body.file) };
    return { name, source, headers: {}, fromMs: null, toMs: null, stepMs: null };
  }
  const { url, region_label: regionLabel, service_label: serviceLabel, latency_unit: latencyUnit } = body;
  const expressions = body.expressions === undefined ? null : withCompanions(body.expressions);
  return {
    name,
    source: { kind: "engine", url, expressions, regionLabel, serviceLabel, latencyUnit },
    headers: body.headers,
    fromMs: Date.parse(body.from),
    toMs: body.to === undefined ? null : Date.parse(body.to),
    stepMs: body.step_seconds * SECOND_MS,
  };
}

type AskedExpressions = NonNullable<Extract<StartBackfillRequest, { kind: "engine" }>["expressions"]>;

function withCompanions(asked: AskedExpressions): SourceExpressions {
  const entries = Object.entries(asked).map(([metric, expression]) => [
    metric,
    typeof expression === "string" ? { query: expression, companion: null } : expression,
  ]);
  return Object.fromEntries(entries) as SourceExpressions;
}
