import { createHash, randomUUID } from "node:crypto";
import type { Db } from "@/lib/db/client";

/** Attempts with a wrong password that an account allows per window, whatever addresses they come from. */
export const ACCOUNT_ATTEMPTS = 10;
export const ACCOUNT_WINDOW_MS = 5 * 60_000;
const MS_PER_SECOND = 1_000;

/** Email addresses are not kept in the throttle's table, which also sees ones that have no account. */
const keyOf = (email: string) =>
  `account|${createHash("sha256").update(email.trim().toLowerCase()).digest("hex")}`;

/** Counts sign-in attempts by account in better-auth's rate_limit table, in one atomic statement each. */
export function createSignInThrottleStore(db: Db) {
  return {
    /** Counts one attempt; null when it may go on, else the seconds until the account's window ends. */
    async countAttempt(email: string, nowMs: number): Promise<number | null> {
      const endedMs = nowMs - ACCOUNT_WINDOW_MS;
      const rows = await db.$queryRaw<{ count: number; sinceMs: bigint }[]>`
        insert into rate_limit as r (id, key, count, "lastRequest")
        values (${randomUUID()}, ${keyOf(email)}, 1, ${BigInt(nowMs)})
        on conflict (key) do update set
          count = case when r."lastRequest" <= ${BigInt(endedMs)} then 1 else r.count + 1 end,
          "lastRequest" = case when r."lastRequest" <= ${BigInt(endedMs)} then ${BigInt(nowMs)} else r."lastRequest" end
        returning count, "lastRequest" as "sinceMs"`;
      const { count, sinceMs } = rows[0];
      if (count <= ACCOUNT_ATTEMPTS) return null;
      return Math.max(1, Math.ceil((Number(sinceMs) + ACCOUNT_WINDOW_MS - nowMs) / MS_PER_SECOND));
    },
    /** The password was right: the account starts anew. */
    async forget(email: string): Promise<void> {
      await db.rateLimit.deleteMany({ where: { key: keyOf(email) } });
    },
  };
}
