import type { Db } from "@/lib/db/client";

export interface SenderStatus {
  readonly keyId: string;
  /** Name of the key; its id where the key is gone. */
  readonly name: string;
  readonly demo: boolean;
  readonly protocol: string;
  /** null: nothing it sent was folded yet. */
  readonly lastSampleMs: number | null;
  readonly lastRequestMs: number;
  readonly folded: number;
  readonly requests: number;
}
export interface RejectionStatus {
  readonly keyId: string;
  readonly name: string;
  readonly reason: string;
  readonly count: number;
  readonly lastMs: number;
}
export interface UnmappedStatus {
  readonly name: string;
  readonly reason: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly seriesCount: number;
  readonly samples: number;
  readonly lastSeenMs: number;
}
export interface IngesterStatus {
  readonly id: string;
  readonly position: number;
  readonly checkpointPosition: number;
  readonly flushedAtMs: number | null;
}

/** What arrived, from whom, and what came of it. */
export interface IngestStatusStore {
  /** Newest sample first. */
  senders(): Promise<SenderStatus[]>;
  rejections(): Promise<RejectionStatus[]>;
  /** Names seen since `sinceMs`, most samples first. */
  unmapped(sinceMs: number, limit: number): Promise<UnmappedStatus[]>;
  ingesters(): Promise<IngesterStatus[]>;
}

interface KeyName {
  readonly name: string;
  readonly demo: boolean;
}

export function createIngestStatusStore(db: Db): IngestStatusStore {
  return {
    senders: () => readSenders(db),
    rejections: () => readRejections(db),
    unmapped: (sinceMs, limit) => readUnmapped(db, sinceMs, limit),
    ingesters: () => readIngesters(db),
  };
}

async function keyNames(db: Db): Promise<Map<string, KeyName>> {
  const keys = await db.apiKey.findMany({ select: { id: true, name: true, demo: true } });
  return new Map(keys.map((key) => [key.id, key]));
}

async function readSenders(db: Db): Promise<SenderStatus[]> {
  const [rows, names] = await Promise.all([
    db.ingestSender.findMany({ orderBy: { lastSampleAt: "desc" } }),
    keyNames(db),
  ]);
  return rows.map((row) => ({
    keyId: row.keyId,
    name: names.get(row.keyId)?.name ?? row.keyId,
    demo: names.get(row.keyId)?.demo ?? false,
    protocol: row.protocol,
    lastSampleMs: row.lastSampleAt.getTime() || null,
    lastRequestMs: row.lastRequestAt.getTime(),
    folded: Number(row.folded),
    requests: Number(row.requests),
  }));
}

async function readRejections(db: Db): Promise<RejectionStatus[]> {
  const [rows, names] = await Promise.all([
    db.ingestRejection.findMany({ orderBy: { lastAt: "desc" } }),
    keyNames(db),
  ]);
  return rows.map(({ keyId, reason, count, lastAt }) => ({
    keyId,
    name: names.get(keyId)?.name ?? keyId,
    reason,
    count: Number(count),
    lastMs: lastAt.getTime(),
  }));
}

async function readUnmapped(db: Db, sinceMs: number, limit: number): Promise<UnmappedStatus[]> {
  const rows = await db.unmappedName.findMany({
    where: { lastSeenAt: { gte: new Date(sinceMs) } },
    orderBy: { samples: "desc" },
    take: limit,
  });
  return rows.map((row) => ({
    name: row.name,
    reason: row.reason,
    labels: row.labels as Record<string, string>,
    seriesCount: row.seriesCount,
    samples: Number(row.samples),
    lastSeenMs: row.lastSeenAt.getTime(),
  }));
}

async function readIngesters(db: Db): Promise<IngesterStatus[]> {
  const rows = await db.$queryRaw<
    { id: string; position: bigint; checkpoint_position: bigint; flushed_at: Date | null }[]
  >`select id, position, checkpoint_position, flushed_at from ingester order by id`;
  return rows.map((row) => ({
    id: row.id,
    position: Number(row.position),
    checkpointPosition: Number(row.checkpoint_position),
    flushedAtMs: row.flushed_at?.getTime() ?? null,
  }));
}
