import type { ApiKey as ApiKeyRow } from "@/lib/db/generated/client";
import type { Db } from "@/lib/db/client";
import type { KeyScope } from "@/lib/platform/actor";

/** A key without its secret, of which only the hash is kept. Times are Unix ms. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scope: KeyScope;
  readonly demo: boolean;
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly expiresAtMs: number | null;
  readonly revokedAtMs: number | null;
  readonly lastUsedAtMs: number | null;
}

export interface NewApiKey {
  readonly name: string;
  readonly prefix: string;
  readonly hash: Buffer;
  readonly scope: KeyScope;
  readonly demo: boolean;
  readonly createdBy: string;
  readonly createdAtMs: number;
}

const TOUCH_AT_MOST_EVERY_MS = 60_000;

export interface ApiKeyStore {
  create(key: NewApiKey): Promise<ApiKey>;
  /** The key with this SHA-256, revoked and expired ones included. */
  findByHash(hash: Buffer): Promise<ApiKey | null>;
  /** All keys, newest first. */
  list(): Promise<ApiKey[]>;
  /** Revokes a key that is not revoked; null when there is none such. */
  revoke(id: string, nowMs: number): Promise<ApiKey | null>;
  /** Revokes every demo key but those named; returns how many. */
  revokeDemoKeys(exceptIds: readonly string[], nowMs: number): Promise<number>;
  /** Notes that a key was used; writes at most once a minute. */
  touch(id: string, nowMs: number): Promise<void>;
}

export function createApiKeyStore(db: Db): ApiKeyStore {
  return {
    async create({ createdAtMs, hash, ...key }) {
      const data = { ...key, hash: new Uint8Array(hash), createdAt: new Date(createdAtMs) };
      return toApiKey(await db.apiKey.create({ data }));
    },
    async findByHash(hash) {
      const row = await db.apiKey.findUnique({ where: { hash: new Uint8Array(hash) } });
      return row === null ? null : toApiKey(row);
    },
    async list() {
      const rows = await db.apiKey.findMany({ orderBy: { createdAt: "desc" } });
      return rows.map(toApiKey);
    },
    async revoke(id, nowMs) {
      const where = { id, revokedAt: null };
      const rows = await db.apiKey.updateManyAndReturn({ where, data: { revokedAt: new Date(nowMs) } });
      return rows.length === 0 ? null : toApiKey(rows[0]);
    },
    async revokeDemoKeys(exceptIds, nowMs) {
      const where = { demo: true, revokedAt: null, id: { notIn: [...exceptIds] } };
      return (await db.apiKey.updateMany({ where, data: { revokedAt: new Date(nowMs) } })).count;
    },
    async touch(id, nowMs) {
      const stale = new Date(nowMs - TOUCH_AT_MOST_EVERY_MS);
      await db.apiKey.updateMany({
        where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: stale } }] },
        data: { lastUsedAt: new Date(nowMs) },
      });
    },
  };
}

function toApiKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scope: row.scope === "ingest" ? "ingest" : "read",
    demo: row.demo,
    createdAtMs: row.createdAt.getTime(),
    createdBy: row.createdBy,
    expiresAtMs: row.expiresAt?.getTime() ?? null,
    revokedAtMs: row.revokedAt?.getTime() ?? null,
    lastUsedAtMs: row.lastUsedAt?.getTime() ?? null,
  };
}
