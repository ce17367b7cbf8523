import type { Prisma, Source as SourceRow } from "@/lib/db/generated/client";
import type { Db } from "@/lib/db/client";
import type { Source, SourceProgress, SourceSettings } from "@/lib/domain/source";
import { sourceScopesKey } from "./source-scopes";
import { leftOutSchema, sourceSettingsSchema } from "./source-settings-schema";

/** A source with how reading it goes. */
export interface SourceEntry extends Source, SourceProgress {}

/** One with its headers, still sealed. */
export interface SealedSource extends SourceEntry {
  readonly sealedHeaders: string;
}

/** What an admin sets. */
export interface SourceConfig {
  readonly name: string;
  readonly url: string;
  readonly enabled: boolean;
  readonly settings: SourceSettings;
  readonly sealedHeaders: string;
  readonly headerNames: readonly string[];
}

export interface SourceStore {
  count(): Promise<number>;
  list(): Promise<SourceEntry[]>;
  find(id: string): Promise<SealedSource | null>;
  nameTaken(name: string, exceptId: string | null): Promise<boolean>;
  create(config: SourceConfig, createdBy: string, nowMs: number): Promise<Source>;
  /** null: it changed since `version`, or is gone. One that is enabled anew begins with the present. */
  update(id: string, version: number, config: SourceConfig): Promise<Source | null>;
  /** False: it changed since `version`, or is gone. */
  remove(id: string, version: number): Promise<boolean>;
  /** The enabled sources that nobody reads. */
  idle(nowMs: number): Promise<SourceEntry[]>;
  /** Takes a source for reading until `untilMs`; null where somebody has it, or it is not enabled. */
  lease(id: string, nowMs: number, untilMs: number): Promise<SealedSource | null>;
  /** Ends the lease until `untilMs`; changes nothing where it ran out and somebody else has the source. */
  release(id: string, untilMs: number): Promise<void>;
  /** Notes an attempt that stored nothing, while the lease until `untilMs` is still whose attempt it was. */
  noteFailure(id: string, untilMs: number, failure: SourceFailure): Promise<void>;
}

export interface SourceFailure {
  readonly atMs: number;
  readonly tookMs: number;
  readonly error: string;
}

export function createSourceStore(db: Db): SourceStore {
  return {
    count: () => db.source.count(),
    async list() {
      return (await db.source.findMany({ orderBy: { name: "asc" } })).map(toEntry);
    },
    async find(id) {
      const row = await db.source.findUnique({ where: { id } });
      return row && toSealed(row);
    },
    async nameTaken(name, exceptId) {
      const other = exceptId === null ? {} : { id: { not: exceptId } };
      return (await db.source.count({ where: { name, ...other } })) > 0;
    },
    async create(config, createdBy, nowMs) {
      const data = { ...columns(config), createdBy, createdAt: new Date(nowMs) };
      return toEntry(await db.source.create({ data }));
    },
    async update(id, version, config) {
      const before = await db.source.findUnique({ where: { id }, select: { enabled: true } });
      const anew = config.enabled && before?.enabled === false ? NOT_READ : {};
      const data = { ...columns(config), ...anew, version: { increment: 1 } };
      const rows = await db.source.updateManyAndReturn({ where: { id, version }, data });
      return rows.length === 0 ? null : toEntry(rows[0]);
    },
    async remove(id, version) {
      const removed = (await db.source.deleteMany({ where: { id, version } })).count > 0;
      if (removed) await db.setting.deleteMany({ where: { key: sourceScopesKey(id) } });
      return removed;
    },
    async idle(nowMs) {
      return (await db.source.findMany({ where: { enabled: true, ...unleased(nowMs) } })).map(toEntry);
    },
    async lease(id, nowMs, untilMs) {
      const where = { id, enabled: true, ...unleased(nowMs) };
      const data = leaseUntil(untilMs);
      const rows = await db.source.updateManyAndReturn({ where, data });
      return rows.length === 0 ? null : toSealed(rows[0]);
    },
    async release(id, untilMs) {
      await db.source.updateMany({ where: { id, ...leaseUntil(untilMs) }, data: { leaseUntilMs: null } });
    },
    async noteFailure(id, untilMs, { atMs, tookMs, error }) {
      const data = { attemptedMs: BigInt(Math.round(atMs)), tookMs: Math.round(tookMs), error };
      await db.source.updateMany({ where: { id, ...leaseUntil(untilMs) }, data });
    },
  };
}

const NOT_READ = { readToMs: null, error: null };

/** The end of a lease is its token: whoever takes the source next has a later one. */
function leaseUntil(untilMs: number) {
  return { leaseUntilMs: BigInt(Math.round(untilMs)) };
}

function unleased(nowMs: number): Prisma.SourceWhereInput {
  return { OR: [{ leaseUntilMs: null }, { leaseUntilMs: { lte: BigInt(Math.round(nowMs)) } }] };
}

function columns({ sealedHeaders, headerNames, settings, ...config }: SourceConfig) {
  return {
    ...config,
    headers: sealedHeaders,
    headerNames: [...headerNames],
    settings: settings as unknown as Prisma.InputJsonValue,
  };
}

function toSealed(row: SourceRow): SealedSource {
  return { ...toEntry(row), sealedHeaders: row.headers };
}

function toEntry(row: SourceRow): SourceEntry {
  const ms = (value: bigint | null) => (value === null ? null : Number(value));
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    headerNames: row.headerNames,
    settings: sourceSettingsSchema.parse(row.settings),
    enabled: row.enabled,
    version: row.version,
    createdAtMs: row.createdAt.getTime(),
    createdBy: row.createdBy,
    readToMs: ms(row.readToMs),
    attemptedMs: ms(row.attemptedMs),
    succeededMs: ms(row.succeededMs),
    tookMs: row.tookMs,
    seriesCount: row.seriesCount,
    error: row.error,
    leftOut: leftOutSchema.parse(row.leftOut),
  };
}
