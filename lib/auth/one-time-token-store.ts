import type { Db } from "@/lib/db/client";

export interface OneTimeTokenStore {
  /** Keeps the hash of a token; an older one of the same purpose stops working. */
  put(purpose: string, hash: Buffer, nowMs: number, expiresAtMs: number): Promise<void>;
  /** Uses the token up: true for exactly one caller, and only when hash and time fit. */
  consume(purpose: string, hash: Buffer, nowMs: number): Promise<boolean>;
}

/** One-time secrets, such as the first admin's. The conditional delete settles races: one winner. */
export function createOneTimeTokenStore(db: Db): OneTimeTokenStore {
  return {
    async put(purpose, hash, nowMs, expiresAtMs) {
      const data = {
        hash: new Uint8Array(hash),
        createdAt: new Date(nowMs),
        expiresAt: new Date(expiresAtMs),
      };
      await db.oneTimeToken.upsert({ where: { purpose }, create: { purpose, ...data }, update: data });
    },
    async consume(purpose, hash, nowMs) {
      const where = { purpose, hash: new Uint8Array(hash), expiresAt: { gt: new Date(nowMs) } };
      return (await db.oneTimeToken.deleteMany({ where })).count === 1;
    },
  };
}
