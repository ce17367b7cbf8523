import { acceptTelemetry } from "./accept-telemetry";
import { processEnv } from "./context";
import { followDatabase } from "./follow-database";
import { keyVerifier } from "./key-verifier";
import { socketClientAddress } from "@/lib/auth/client-address";
import { createKpiOutboxStore } from "@/lib/business/kpi-outbox-store";
import { createFlushPool, processDatabase } from "@/lib/db/client";
import { DEFAULT_ADMISSION_LIMITS, type AdmissionLimits } from "@/lib/pipeline/ingest/admission/admission";
import { createFoldPolicy } from "@/lib/pipeline/ingest/admission/fold-policy";
import { BODY_LIMITS, readLabels } from "@/lib/pipeline/ingest/decode-record";
import { createIngestEndpoint, type KeyActor } from "@/lib/pipeline/ingest/ingest-endpoint";
import { Ingester } from "@/lib/pipeline/ingest/ingester";
import { BUILT_IN_RULES } from "@/lib/pipeline/ingest/mapping/built-in-rules";
import { createMappingStore, type MappingStore } from "@/lib/pipeline/ingest/mapping/mapping-store";
import { DEFAULT_MAPPING_SCOPE } from "@/lib/pipeline/ingest/mapping/series-scope";
import { createFlushStore } from "@/lib/pipeline/store/flush-store";
import { createIngesterStore, type IngesterStore } from "@/lib/pipeline/store/ingester-store";
import { createPartitionStore } from "@/lib/pipeline/store/partition-store";
import { createRecentSeriesStore } from "@/lib/pipeline/store/recent-series-store";
import type { MappingSet } from "@/lib/domain/series-plan";
import { KEY_SCOPES } from "@/lib/platform/actor";
import { systemClock } from "@/lib/platform/clock";
import type { Env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import type { Logger } from "@/lib/platform/logger";
import { telemetry } from "@/lib/platform/telemetry";

const MS_PER_SECOND = 1_000;

/**
 * Opens this process's ingester: mapping from the database, log from disk, state from both.
 * @param onFenced another process became the ingester: stop at once
 */
export async function openIngester(
  env: Env,
  logger: Logger,
  onFenced: (error: Error) => void,
): Promise<Ingester> {
  const { pool, prisma } = processDatabase(env.databaseUrl);
  const mapping = createMappingStore(prisma);
  const flushPool = createFlushPool(env.databaseUrl);
  let unfollow = async () => {};
  const ingester: Ingester = await Ingester.open({
    id: env.ingestId,
    logDir: env.ingestLogDir,
    logMaxBytes: env.ingestLogMaxBytes,
    maxBodyBytes: Math.max(...Object.values(BODY_LIMITS).map((limits) => limits.sentBytes)),
    policy: createFoldPolicy(admissionLimits(env), await firstMapping(mapping, logger), readLabels),
    store: releasingPool(createIngesterStore(pool, env.databaseUrl), flushPool, () => unfollow()),
    flushes: createFlushStore(flushPool, createPartitionStore(flushPool)),
    clock: systemClock,
    events: {
      onFenced,
      onFlushed(flush, tookMs) {
        telemetry.ingestFlushSeconds.observe(tookMs / MS_PER_SECOND);
        telemetry.ingestFlushedAtSeconds.set(flush.atMs / MS_PER_SECOND);
        telemetry.ingestPendingWindows.set(ingester.fold.pending.size);
        telemetry.ingestSeries.set(ingester.fold.table.size);
        telemetry.ingestLogBytes.set(ingester.logBytes);
      },
      onFailed(error) {
        telemetry.ingestFlushFailures.inc();
        telemetry.ingestPendingWindows.set(ingester.fold.pending.size);
        logger.warn({ err: error }, "flush failed, it is kept and tried again");
      },
      onDamage(damage) {
        telemetry.ingestLogDamage.inc({ kind: damage.kind });
        logger.error({ damage }, "the ingest log is damaged here");
      },
      onTrimFailed: (error) => logger.error({ err: error }, "log segments could not be deleted"),
      onCheckpointLost: (error) =>
        logger.error({ err: error }, "the checkpoint cannot be read: counters begin anew"),
      onFoldError: (error) => logger.error({ err: error }, "a request could not be folded"),
    },
  });
  telemetry.ingestLogMaxBytes.set(env.ingestLogMaxBytes);
  const { replayed, failed, position } = ingester.recovery;
  logger.info({ replayed, failed, position }, "ingester ready");
  ingester.flusher.start(); // first of all: it makes room in a log that is full
  await adoptSettings(ingester, env, mapping, logger);
  unfollow = followDatabase({
    ...{ ingester, mapping, logger, clock: systemClock },
    ...{ ingesterId: env.ingestId, databaseUrl: env.databaseUrl },
    recentSeries: createRecentSeriesStore(prisma),
    kpiOutbox: createKpiOutboxStore(prisma),
  });
  return ingester;
}

/** What is in force until log, checkpoint or `adoptSettings` say otherwise. Rules of a newer version must not stop the ingest. */
async function firstMapping(mapping: MappingStore, logger: Logger): Promise<MappingSet> {
  try {
    return await mapping.current();
  } catch (error) {
    logger.error({ err: error }, "the stored mapping cannot be used: the built-in one is in its place");
    return { rules: BUILT_IN_RULES, scope: DEFAULT_MAPPING_SCOPE };
  }
}

/** Puts today's limits and mapping in force. Where the log cannot take that now, those of before stay. */
async function adoptSettings(
  ingester: Ingester,
  env: Env,
  mapping: MappingStore,
  logger: Logger,
): Promise<void> {
  await ingester
    .changeLimits(admissionLimits(env))
    .catch((error: unknown) => logger.warn({ err: error }, "the limits of before stay until the next start"));
  await mapping
    .current()
    .then((current) => ingester.changeMapping(current))
    .catch((error: unknown) =>
      logger.warn({ err: error }, "the mapping of before stays until the next look"),
    );
}

function admissionLimits({ ingestMaxSeries: maxSeries, ingestNewSeriesPerMinute }: Env): AdmissionLimits {
  return { ...DEFAULT_ADMISSION_LIMITS, maxSeries, newSeriesPerMinute: ingestNewSeriesPerMinute };
}

/** The id is let go of after the last flush: its pool is done then. */
function releasingPool(
  store: IngesterStore,
  flushPool: ReturnType<typeof createFlushPool>,
  unfollow: () => Promise<void>,
): IngesterStore {
  return {
    acquire: (id, logId) => store.acquire(id, logId),
    async release() {
      await unfollow();
      await store.release();
      if (!flushPool.ending) await flushPool.end();
    },
  };
}

/** The HTTP side of an ingester. */
export function ingestEndpoint(ingester: Ingester, logger: Logger): ReturnType<typeof createIngestEndpoint> {
  const verifier = keyVerifier();
  const { trustProxy, failoverMs } = processEnv();
  return createIngestEndpoint({
    accept: (actor, record, batch) => acceptTelemetry(ingester, actor, record, batch),
    knownSeries: () => ingester.fold.table,
    clock: systemClock,
    failoverMs,
    async authenticate(req): Promise<KeyActor> {
      const address = socketClientAddress(req.headers, req.socket.remoteAddress, trustProxy);
      const key = await verifier.verify(req.headers.authorization, address);
      if (!key)
        throw new AppError(
          "unauthenticated",
          "An API key with scope ingest is needed: Authorization: Bearer <key>.",
        );
      if (key.scope !== "ingest")
        throw new AppError("forbidden", `This key's scope is ${key.scope}; ingest is needed.`);
      return { kind: "key", id: key.id, name: key.name, demo: key.demo, scopes: KEY_SCOPES[key.scope] };
    },
    onAnswered(protocol, code, bytes, outcome) {
      telemetry.ingestRequests.inc({ protocol, code: String(code) });
      telemetry.ingestRequestBytes.inc({ protocol }, bytes);
      if (!outcome) return;
      telemetry.ingestSamplesFolded.inc(outcome.folded);
      for (const [reason, count] of [...outcome.refused, ...outcome.ignored])
        telemetry.ingestSamplesRejected.inc({ reason }, count);
    },
    onError: (error) => logger.error({ err: error }, "ingest request failed"),
  });
}
