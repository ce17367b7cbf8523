import { systemCtx } from "@/lib/compose/context";
import { readIngestStatus } from "@/lib/monitoring/read-ingest-status";
import { readWorkerLag } from "@/lib/monitoring/read-worker-lag";
import { readinessOf, type ReadinessFacts } from "@/lib/pipeline/present/rest/readiness-of";
import { createLogger } from "@/lib/platform/logger";

const READY = 200;
const NOT_READY = 503;
const PATIENCE_MS = 3_000;

const logger = createLogger("readyz");

/**
 * Whether database, worker and ingest do their work; anybody may ask, so it names no sender and no figure. A process that
 * only ingests says it of itself alone.
 */
export async function answerReadyz(ingesterId?: string): Promise<Response> {
  const ctx = systemCtx("readyz");
  const facts = await within(PATIENCE_MS, readFacts(ctx));
  const readiness = readinessOf(facts, ctx.clock.nowMs(), ingesterId);
  return Response.json(readiness, {
    status: readiness.ready ? READY : NOT_READY,
    headers: { "cache-control": "no-store" },
  });
}

async function readFacts(ctx: ReturnType<typeof systemCtx>): Promise<ReadinessFacts | null> {
  try {
    const [lag, status] = await Promise.all([readWorkerLag(ctx), readIngestStatus(ctx)]);
    return { workerLagMs: lag.lagMs, ingesters: status.ingesters };
  } catch (error) {
    logger.warn({ err: error }, "not ready");
    return null;
  }
}

/** A database that hangs is as good as one that is away. */
async function within<T>(limitMs: number, work: Promise<T | null>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), limitMs)));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
