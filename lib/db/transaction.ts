import type { Db, PrismaClient } from "./client";

/** Longer than any verb's work; a stuck one must give its connection back. */
const TIMEOUT_MS = 15_000;
const MAX_WAIT_MS = 5_000;

/** Runs `run` in one transaction: everything it does through `db` commits together, or nothing does when it throws. */
export function inTransaction<T>(prisma: PrismaClient, run: (db: Db) => Promise<T>): Promise<T> {
  return prisma.$transaction(run, { timeout: TIMEOUT_MS, maxWait: MAX_WAIT_MS });
}
