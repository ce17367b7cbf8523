import type { Prisma } from "@/lib/db/generated/client";
import type { Db } from "@/lib/db/client";
import { actorName, type Actor } from "@/lib/platform/actor";

export interface AuditStore {
  /** Writes down who did what to what, in the transaction of the change. `detail` holds no secret. */
  append(actor: Actor, action: string, subject: string, detail?: unknown): Promise<void>;
}

/** The audit: only ever appended to. */
export function createAuditStore(db: Db): AuditStore {
  return {
    async append(actor, action, subject, detail) {
      const json = detail === undefined ? undefined : (detail as Prisma.InputJsonValue);
      await db.auditEntry.create({ data: { actor: actorName(actor), action, subject, detail: json } });
    },
  };
}
