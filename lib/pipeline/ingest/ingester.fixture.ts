import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { builtInPolicy } from "./fold.fixture";
import { decodeRecord } from "./decode-record";
import type { FlushTiming } from "./flusher";
import { Ingester } from "./ingester";
import type { IngestProtocol } from "./log-record";
import type { LogDamage } from "./log/log-damage";
import type { MappingSet } from "@/lib/domain/series-plan";
import type { SegmentFiles } from "./log/segment-files";
import type { FoldOutcome } from "@/lib/domain/refusal";
import type { AdmissionLimits } from "./admission/admission";
import { createFlushStore, type Flush, type FlushStore } from "@/lib/pipeline/store/flush-store";
import { createIngesterStore, type IngesterStore } from "@/lib/pipeline/store/ingester-store";
import { createPartitionStore } from "@/lib/pipeline/store/partition-store";
import type { Clock } from "@/lib/platform/clock";
import { remoteWriteBody, type TestSeries } from "@/lib/testing/remote-write-body";

const KIBIBYTE = 1024;

/** A temporary log directory; delete it with `remove`. */
export async function temporaryLogDir(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "hm-ingester-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export interface TestIngesterOptions {
  readonly pool: pg.Pool;
  readonly databaseUrl: string;
  readonly dir: string;
  readonly clock: Clock;
  readonly id?: string;
  readonly logMaxBytes?: number;
  readonly maxBodyBytes?: number;
  readonly timing?: FlushTiming;
  readonly logFiles?: SegmentFiles;
  readonly limits?: AdmissionLimits;
  /** What the database says at the start; default: the built-in mapping. */
  readonly mapping?: MappingSet;
  /** How much of a flush is written at once. */
  readonly deltasAtOnce?: number;
  /** Puts something between the ingester and its real store. */
  readonly wrap?: (store: FlushStore) => FlushStore;
}

export interface TestIngester {
  readonly ingester: Ingester;
  readonly store: IngesterStore;
  readonly damage: LogDamage[];
  readonly failures: unknown[];
  readonly fenced: Error[];
  readonly flushed: Flush[];
  readonly lostCheckpoints: unknown[];
}

/** The real Ingester on a real database, with what it reports kept in lists. Nothing flushes until it is told to. */
export async function openTestIngester(options: TestIngesterOptions): Promise<TestIngester> {
  const { pool, databaseUrl, wrap = (store) => store } = options;
  const reports = {
    damage: [] as LogDamage[],
    failures: [] as unknown[],
    fenced: [] as Error[],
    flushed: [] as Flush[],
    lostCheckpoints: [] as unknown[],
  };
  const store = createIngesterStore(pool, databaseUrl);
  const ingester = await Ingester.open({
    id: options.id ?? "test",
    logDir: options.dir,
    logMaxBytes: options.logMaxBytes ?? 64 * KIBIBYTE * KIBIBYTE,
    maxBodyBytes: options.maxBodyBytes ?? KIBIBYTE * KIBIBYTE,
    policy: builtInPolicy(options.limits, options.mapping),
    store,
    flushes: wrap(createFlushStore(pool, createPartitionStore(pool), options.deltasAtOnce)),
    clock: options.clock,
    timing: options.timing,
    logFiles: options.logFiles,
    events: {
      onFlushed: (flush) => reports.flushed.push(flush),
      onFailed: (error) => reports.failures.push(error),
      onFenced: (error) => reports.fenced.push(error),
      onDamage: (damage) => reports.damage.push(damage),
      onFoldError: (error) => reports.failures.push(error),
      onTrimFailed: (error) => reports.failures.push(error),
      onCheckpointLost: (error) => reports.lostCheckpoints.push(error),
    },
  });
  return { ingester, store, ...reports };
}

/** Gives a request to an ingester as the endpoint does. */
export function acceptBody(
  { ingester }: Pick<TestIngester, "ingester">,
  body: Buffer,
  receivedAtMs: number,
  protocol: IngestProtocol = "remote-write",
): Promise<FoldOutcome> {
  const record = { receivedAtMs, keyId: "key-1", demo: false, protocol, gzip: false, body };
  return ingester.accept(record, decodeRecord(record, ingester.fold.table));
}

export function acceptSeries(
  ingester: Pick<TestIngester, "ingester">,
  series: readonly TestSeries[],
  receivedAtMs: number,
): Promise<FoldOutcome> {
  return acceptBody(ingester, remoteWriteBody(series), receivedAtMs);
}

/**
 * What a kill -9 leaves: the log's bytes as they are now, in another directory, and the id free. The ingester that was
 * "killed" must not be used again, and may not even close.
 */
export async function crash(victim: TestIngester, dir: string, intoDir: string): Promise<void> {
  for (const name of await readdir(dir))
    if (name.endsWith(".log") || name === "log-id")
      await copyUnlessTrimmed(join(dir, name), join(intoDir, name));
  await victim.store.release();
}

/** A segment that the checkpoint contains may be deleted at this very moment. */
async function copyUnlessTrimmed(from: string, to: string): Promise<void> {
  await copyFile(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
}
