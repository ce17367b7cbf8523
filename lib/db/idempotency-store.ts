import type { PrismaClient } from "./client";

/** How long an answer is kept for a repeat. */
export const IDEMPOTENCY_KEEP_MS = 24 * 60 * 60 * 1_000;
/** A request that has been 'in flight' this long died with its process; a repeat may take its place. */
export const IN_FLIGHT_LIMIT_MS = 60_000;

/** Who asked, which route (method and path), and the client's own key. */
export interface IdempotencyId {
  readonly principal: string;
  readonly route: string;
  readonly key: string;
}

export type IdempotencyClaim =
  | { readonly kind: "claimed" }
  | { readonly kind: "in-flight" }
  | { readonly kind: "other-payload" }
  | { readonly kind: "answered"; readonly status: number; readonly response: string };

export interface IdempotencyStore {
  /** Claims the key for this request, or says what became of the one that has it. One of two claims at once wins. */
  claim(id: IdempotencyId, requestHash: Buffer, nowMs: number): Promise<IdempotencyClaim>;
  /** Keeps the answer, as its sealed text. */
  complete(id: IdempotencyId, status: number, response: string): Promise<void>;
  /** Gives the key back: the request failed and may be repeated. */
  release(id: IdempotencyId): Promise<void>;
}

/** Answers of POSTs by principal, route and Idempotency-Key. Each claim sweeps what is older than a day. */
export function createIdempotencyStore(prisma: PrismaClient): IdempotencyStore {
  const where = (id: IdempotencyId) => ({ principal: id.principal, route: id.route, key: id.key });
  return {
    async claim(id, requestHash, nowMs) {
      await sweep(prisma, nowMs);
      const bytes = new Uint8Array(requestHash);
      const created = await prisma.idempotencyRecord.createMany({
        data: [{ ...where(id), requestHash: bytes, createdAt: new Date(nowMs) }],
        skipDuplicates: true,
      });
      if (created.count === 1) return { kind: "claimed" };
      const row = await prisma.idempotencyRecord.findUnique({ where: { principal_route_key: where(id) } });
      if (row === null) return { kind: "in-flight" }; // released this instant: the client may repeat
      if (!requestHash.equals(Buffer.from(row.requestHash))) return { kind: "other-payload" };
      if (row.status === null) return { kind: "in-flight" };
      return { kind: "answered", status: row.status, response: String(row.response) };
    },
    async complete(id, status, response) {
      await prisma.idempotencyRecord.update({
        where: { principal_route_key: where(id) },
        data: { status, response },
      });
    },
    async release(id) {
      await prisma.idempotencyRecord.deleteMany({ where: { ...where(id), status: null } });
    },
  };
}

async function sweep(prisma: PrismaClient, nowMs: number): Promise<void> {
  await prisma.idempotencyRecord.deleteMany({
    where: {
      OR: [
        { createdAt: { lt: new Date(nowMs - IDEMPOTENCY_KEEP_MS) } },
        { createdAt: { lt: new Date(nowMs - IN_FLIGHT_LIMIT_MS) }, status: null },
      ],
    },
  });
}
