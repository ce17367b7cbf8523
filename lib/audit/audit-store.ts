import type { Prisma } from "@/lib/db/generated/client";
import type { Db } from "@/lib/db/client";
import { actorName, type Actor } from "@/lib/platform/actor";

export interface AuditStore {
  /** Writes down who did what to what, in the transaction of the change. `detail` holds no secret. */
  append(actor: Actor, action: string, subject: string, detail?: unknown): Promise<void>;
  /** Who did it to the subject last, and when; null: nobody did. */
  newest(action: string, subject: string): Promise<{ readonly actor: string; readonly atMs: number } | null>;
}

/** The audit: only ever appended to. */
export function createAuditStore(db: Db): AuditStore {
  return {
    async append(actor, action, subject, detail) {
      const json = detail === undefined ? undefined : (detail as Prisma.InputJsonValue);
      await db.auditEntry.create({ data: { actor: actorName(actor), action, subject, detail: json } });
    },
    async newest(action, subject) {
      const where = { action, subject };
      const found = await db.auditEntry.findFirst({ where, orderBy: { id: "desc" } });
      return found === null ? null : { actor: found.actor, atMs: found.at.getTime() };
    },
  };
}
